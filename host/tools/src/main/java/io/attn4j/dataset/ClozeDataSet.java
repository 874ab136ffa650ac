package io.attn4j.dataset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Questions about speeches as the Children's Book Test asks them (Hill et al. 2016): twenty sentences, a twenty-first with a name
 * left out, and ten candidates, names of the twenty sentences, of which one is the answer. A text is the sentences, a line with
 * the question, and a line with the answer, whose bytes are to be predicted. Speeches of years that end with 9 are held out.
 *
 * <p>A second file to train on has the same sentences, but each of them that has a name of those before it is a question too,
 * with its answer on a line after it: ten times as many answers for the same work.
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

    private static final int SENTENCES = 20;
    private static final int CANDIDATES = 10;
    private static final int EVERY = 3;
    private static final long STREAM = 0x636C6F7A65L;
    private static final long EXERCISES = 0x65786572636973L;
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
        Seed.Draws exercises = seed.draws(EXERCISES);
        return List.of(
                file(folder, TRAINING, documents, false, sentences -> question(sentences, counts, draws)),
                file(folder, "validation.jsonl", documents, true, sentences -> question(sentences, counts, draws)),
                file(
                        folder,
                        "train-exercises.jsonl",
                        documents,
                        false,
                        sentences -> exercise(sentences, counts, exercises)));
    }

    private static String text(TextDataSet.Document document) {
        return new String(document.text(), StandardCharsets.UTF_8).replaceAll("\\s+", " ");
    }

    private static PreparedFile file(
            Path folder,
            String file,
            List<TextDataSet.Document> documents,
            boolean held,
            Function<List<String>, Map<String, Object>> asking) {
        DocumentLines lines = new DocumentLines();
        for (TextDataSet.Document document : documents) {
            if (document.held() != held) {
                continue;
            }
            List<String> sentences = List.of(SENTENCE_END.split(text(document)));
            for (int from = 0; from + SENTENCES < sentences.size(); from += EVERY) {
                Map<String, Object> question = asking.apply(sentences.subList(from, from + SENTENCES + 1));
                if (question != null) {
                    lines.add(question);
                }
            }
        }
        return lines.write(folder, file);
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
        long[] answers = new long[answer.length()];
        for (int i = 0; i < answers.length; i++) {
            answers[i] = from + i;
        }
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("text", before + answer);
        record.put("answers", answers);
        record.put("candidates", List.copyOf(candidates));
        return record;
    }

    /** Sentences of which each with a name of those before asks for it, or null where the last one does not. */
    private static Map<String, Object> exercise(
            List<String> sentences, Map<String, Integer> counts, Seed.Draws draws) {
        StringBuilder text = new StringBuilder();
        List<Long> answers = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        String between = "";
        for (String sentence : sentences) {
            List<int[]> asked = asked(sentence, names);
            names.addAll(names(sentence, counts));
            if (asked.isEmpty()) {
                text.append(between).append(sentence);
                between = " ";
                continue;
            }
            int[] gap = asked.get(draws.below(asked.size()));
            text.append(asking(sentence, gap));
            long from = text.toString().getBytes(StandardCharsets.UTF_8).length;
            text.append(sentence, gap[0], gap[1]);
            for (int i = gap[0]; i < gap[1]; i++) {
                answers.add(from + i - gap[0]);
            }
            between = "\n";
        }
        boolean asks = between.equals("\n");
        if (!asks || text.toString().getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            return null;
        }
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("text", text.toString());
        record.put("answers", answers);
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
