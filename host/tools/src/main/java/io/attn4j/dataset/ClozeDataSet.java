package io.attn4j.dataset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Questions about speeches as the Children's Book Test asks them (Hill et al. 2016): twenty sentences, a twenty-first with a name
 * left out, and ten candidates, names of the twenty sentences, of which one is the answer. A text is the sentences, a line with
 * the question, and a line with the answer, whose bytes are to be predicted. Speeches of years that end with 9 are held out.
 *
 * <p>In the short form a text has the {@value #NEAR} bytes before the answer alone, spaces where there are fewer, so that the answer has the same
 * place in all texts; and every sentence to train on that has a name of the twenty before it asks a question. The questions held
 * out are the same in both forms.
 *
 * <p>A name is a word with a capital that does not begin its sentence, and that the speeches have more often so than with a
 * small letter. Questions begin every third sentence; texts above {@value #MOST_BYTES} bytes are left out.
 *
 * @param speeches where they come from
 * @param seed of the draws: which name is left out, and which others are candidates
 */
record ClozeDataSet(TextDataSet speeches, Seed seed) implements NamedDataSet {
    /** Of State of the Union addresses. */
    static final ClozeDataSet STATE_OF_THE_UNION = new ClozeDataSet(TextDataSet.STATE_OF_THE_UNION, new Seed(1));

    /** What stands for the name in a question. */
    static final String BLANK = "_____";

    /** The most bytes of a text: a window of 6,144 sees all but the last. */
    static final int MOST_BYTES = 6145;

    /** Bytes before the answer in the short form. */
    static final int NEAR = 1000;

    private static final int SENTENCES = 20;
    private static final int CANDIDATES = 10;
    private static final int EVERY = 3;
    private static final long STREAM = 0x636C6F7A65L;
    private static final long NEAR_STREAM = 0x6E656172L;
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.?!])\\s+(?=[A-Z])");
    private static final Pattern NAME = Pattern.compile("(?<=[a-z,;] )[A-Z][a-z]{2,}(?![A-Za-z'-])");
    private static final Pattern SMALL = Pattern.compile("\\b[a-z]{3,}\\b");

    @Override
    public String name() {
        return "sotu-cloze";
    }

    @Override
    public String description() {
        return "20 sentences of State of the Union addresses, a 21st with a name left out, ten candidates; for language models"
                + " with documents answers; years that end with 9 are held out";
    }

    @Override
    public String licence() {
        return speeches.licence();
    }

    @Override
    public NpmPackage source() {
        return speeches.source();
    }

    @Override
    public boolean isLabelled() {
        return false;
    }

    @Override
    public List<PreparedFile> prepare(Path archive, Path folder) throws IOException {
        List<TextDataSet.Document> documents = speeches.documents(archive);
        Map<String, Integer> counts = new HashMap<>();
        for (TextDataSet.Document document : documents) {
            String text = text(document);
            for (Pattern words : List.of(NAME, SMALL)) {
                words.matcher(text).results().forEach(found -> counts.merge(found.group(), 1, Integer::sum));
            }
        }
        Seed.Draws draws = seed.draws(STREAM);
        List<Map<String, Object>> training = questions(documents, false, counts, draws);
        List<Map<String, Object>> held = questions(documents, true, counts, draws);
        return List.of(
                file(folder, TRAINING, training),
                file(folder, "validation.jsonl", held),
                near(folder, documents, counts, seed.draws(NEAR_STREAM)),
                file(
                        folder,
                        "validation-near.jsonl",
                        held.stream().map(ClozeDataSet::near).toList()));
    }

    private static PreparedFile file(Path folder, String name, List<Map<String, Object>> records) {
        DocumentLines lines = new DocumentLines();
        records.forEach(lines::add);
        return lines.write(folder, name);
    }

    private static String text(TextDataSet.Document document) {
        return new String(document.text(), StandardCharsets.UTF_8).replaceAll("\\s+", " ");
    }

    private static List<Map<String, Object>> questions(
            List<TextDataSet.Document> documents, boolean held, Map<String, Integer> counts, Seed.Draws draws) {
        List<Map<String, Object>> questions = new ArrayList<>();
        for (TextDataSet.Document document : documents) {
            if (document.held() != held) {
                continue;
            }
            List<String> sentences = List.of(SENTENCE_END.split(text(document)));
            for (int from = 0; from + SENTENCES < sentences.size(); from += EVERY) {
                Map<String, Object> question = question(sentences.subList(from, from + SENTENCES + 1), counts, draws);
                if (question != null) {
                    questions.add(question);
                }
            }
        }
        return questions;
    }

    /** The question that some sentences ask, or null where they ask none. */
    private static Map<String, Object> question(List<String> sentences, Map<String, Integer> counts, Seed.Draws draws) {
        String context = String.join(" ", sentences.subList(0, SENTENCES));
        String last = sentences.get(SENTENCES);
        Set<String> names = names(context, counts);
        List<int[]> asked = asked(last, names);
        if (asked.isEmpty() || names.size() < CANDIDATES) {
            return null;
        }
        int[] gap = asked.get(draws.below(asked.size()));
        String answer = last.substring(gap[0], gap[1]);
        String before = context + asking(last, gap);
        int from = before.getBytes(StandardCharsets.UTF_8).length;
        if (from + answer.length() > MOST_BYTES) {
            return null;
        }
        names.remove(answer);
        List<String> others = List.copyOf(names);
        Set<String> candidates = new TreeSet<>(Set.of(answer));
        for (int other : draws.permutation(others.size())) {
            if (candidates.size() < CANDIDATES) {
                candidates.add(others.get(other));
            }
        }
        Map<String, Object> record = record(before, answer);
        record.put("candidates", List.copyOf(candidates));
        return record;
    }

    /** Each sentence with a name of the twenty before, as a question with the bytes before its answer. */
    private static PreparedFile near(
            Path folder, List<TextDataSet.Document> documents, Map<String, Integer> counts, Seed.Draws draws) {
        DocumentLines lines = new DocumentLines();
        for (TextDataSet.Document document : documents) {
            if (document.held()) {
                continue;
            }
            List<String> sentences = List.of(SENTENCE_END.split(text(document)));
            for (int at = 1; at < sentences.size(); at++) {
                String context = String.join(" ", sentences.subList(Math.max(0, at - SENTENCES), at));
                String sentence = sentences.get(at);
                List<int[]> asked = asked(sentence, names(context, counts));
                if (!asked.isEmpty()) {
                    int[] gap = asked.get(draws.below(asked.size()));
                    String text = context + asking(sentence, gap);
                    lines.add(near(record(text, sentence.substring(gap[0], gap[1]))));
                }
            }
        }
        return lines.write(folder, "train-near.jsonl");
    }

    /** The same question with {@value #NEAR} bytes before its answer, spaces where there are fewer. */
    private static Map<String, Object> near(Map<String, Object> question) {
        String text = (String) question.get("text");
        long[] answers = (long[]) question.get("answers");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int cut = (int) answers[0] - NEAR;
        byte[] kept = new byte[bytes.length - cut];
        Arrays.fill(kept, (byte) ' ');
        int from = Math.max(0, cut);
        while ((bytes[from] & 0xC0) == 0x80) { // within a character
            from++;
        }
        System.arraycopy(bytes, from, kept, from - cut, bytes.length - from);
        Map<String, Object> record = new LinkedHashMap<>(question);
        record.put("text", new String(kept, StandardCharsets.UTF_8));
        record.put("answers", LongStream.of(answers).map(at -> at - cut).toArray());
        return record;
    }

    private static Map<String, Object> record(String before, String answer) {
        long from = before.getBytes(StandardCharsets.UTF_8).length;
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("text", before + answer);
        record.put("answers", LongStream.range(from, from + answer.length()).toArray());
        return record;
    }

    /** A line with a blank where the name is, and the beginning of the line that answers it. */
    private static String asking(String sentence, int... gap) {
        return "\n" + sentence.substring(0, gap[0]) + BLANK + sentence.substring(gap[1]) + "\n";
    }

    /** Where a sentence has one of some names: beginnings and ends. */
    private static List<int[]> asked(String sentence, Set<String> names) {
        return NAME.matcher(sentence)
                .results()
                .filter(found -> names.contains(found.group()))
                .map(found -> new int[] {found.start(), found.end()})
                .toList();
    }

    private static Set<String> names(String text, Map<String, Integer> counts) {
        return NAME.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(word -> isName(word, counts))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isName(String word, Map<String, Integer> counts) {
        return counts.getOrDefault(word, 0) > counts.getOrDefault(word.toLowerCase(Locale.ROOT), 0);
    }
}
