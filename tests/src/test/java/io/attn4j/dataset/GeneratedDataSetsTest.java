package io.attn4j.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.data.AnsweredTexts;
import io.attn4j.error.InvalidInputException;
import io.attn4j.file.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that are generated: what is asked has the answer that is written, and a seed gives the same bytes. */
class GeneratedDataSetsTest {
    @TempDir
    private Path directory;

    private List<Map<?, ?>> records(String file) throws IOException {
        List<Map<?, ?>> records = new ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve(file))) {
            records.add((Map<?, ?>) JsonTree.parse(file, line.getBytes(StandardCharsets.UTF_8)));
        }
        return records;
    }

    /** Evaluates a list by a stack, another way than it was drawn. */
    private static int value(String list) {
        Deque<String> operations = new ArrayDeque<>();
        Deque<List<Integer>> arguments = new ArrayDeque<>(List.of(new ArrayList<>()));
        for (String token : list.split(" ")) {
            if (token.startsWith("[")) {
                operations.push(token.substring(1));
                arguments.push(new ArrayList<>());
            } else if (token.equals("]")) {
                List<Integer> values = arguments.pop();
                int[] sorted =
                        values.stream().mapToInt(Integer::intValue).sorted().toArray();
                int sum = values.stream().mapToInt(Integer::intValue).sum();
                int half = sorted.length / 2;
                arguments
                        .peek()
                        .add(
                                switch (operations.pop()) {
                                    case "MIN" -> sorted[0];
                                    case "MAX" -> sorted[sorted.length - 1];
                                    case "SM" -> sum % 10;
                                    default -> (sorted[half] + sorted[(sorted.length - 1) / 2]) / 2;
                                });
            } else {
                arguments.peek().add(Integer.parseInt(token));
            }
        }
        assertThat(operations).isEmpty();
        return arguments.pop().getFirst();
    }

    @Test
    void listsHaveTheirValues() throws IOException {
        List<PreparedFile> written = ListOpsDataSet.QUICK.prepare(directory, 300, 40);
        assertThat(written).extracting(PreparedFile::documents).containsExactly(300, 40, 40);
        Set<Object> texts = new HashSet<>();
        Map<Object, Integer> values = new HashMap<>();
        for (String file : List.of("train.jsonl", "validation.jsonl", "test.jsonl")) {
            for (Map<?, ?> record : records(file)) {
                String text = (String) record.get("text");
                assertThat(text.length()).isBetween(100, 500);
                assertThat(Integer.toString(value(text))).as(text).isEqualTo(record.get("label"));
                texts.add(text);
                values.merge(record.get("label"), 1, Integer::sum);
            }
        }
        assertThat(texts).as("no list twice").hasSize(380);
        assertThat(values).as("every value occurs").hasSize(10);
    }

    @Test
    void longListsCountTokens() throws IOException {
        ListOpsDataSet.FULL.prepare(directory, 20, 2);
        for (Map<?, ?> record : records("train.jsonl")) {
            String text = (String) record.get("text");
            assertThat(text.split(" ").length).isBetween(500, 2000);
            assertThat(Integer.toString(value(text))).isEqualTo(record.get("label"));
        }
    }

    @Test
    void medianOfAnEvenNumberIsRoundedDown() {
        assertThat(ListOpsDataSet.value("MED", 9, 1, 4, 2)).isEqualTo(3);
        assertThat(ListOpsDataSet.value("MED", 9, 1, 3, 2)).isEqualTo(2);
        assertThat(ListOpsDataSet.value("MED", 7, 0, 9)).isEqualTo(7);
        assertThat(ListOpsDataSet.value("SM", 7, 6, 9)).isEqualTo(2);
    }

    /** Eight pairs of different keys, then keys of those with their values. */
    @Test
    void recallAsksForWhatWasTold() throws IOException {
        RecallDataSet.MQAR.prepare(directory, 50, 5);
        Set<Character> keys = new HashSet<>();
        Set<Character> values = new HashSet<>();
        for (Map<?, ?> record : records("train.jsonl")) {
            String text = (String) record.get("text");
            assertThat(text).hasSize(64);
            Map<Character, Character> told = new HashMap<>();
            for (int i = 0; i < 16; i += 2) {
                assertThat(told.put(text.charAt(i), text.charAt(i + 1))).isNull();
            }
            List<Long> answers = new ArrayList<>();
            for (int i = 16; i < 64; i += 2) {
                assertThat(text.charAt(i + 1)).isEqualTo(told.get(text.charAt(i)));
                answers.add(i + 1L);
            }
            assertThat(record.get("answers")).isEqualTo(answers);
            keys.addAll(told.keySet());
            values.addAll(told.values());
        }
        assertThat(keys).hasSize(32).doesNotContainAnyElementsOf(values);
        assertThat(values).hasSize(32);
        assertThat(AnsweredTexts.read(directory.resolve("validation.jsonl")).size())
                .isEqualTo(5);
    }

    /** Ten names of the sentences, one of which stood where the blank is. */
    @Test
    void clozeAsksForANameOfTheSentences() throws IOException {
        Map<String, String> files = new HashMap<>();
        List<String> names = List.of(
                "Congress", "Mexico", "Texas", "Spain", "Cuba", "Panama", "Ohio", "Maine", "Utah", "China", "France");
        StringBuilder speech = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            speech.append("We met ")
                    .append(names.get(i % 11))
                    .append(" and then Peace, in\n number ")
                    .append(i);
            speech.append(i % 3 == 0 ? ". Peace came. " : "; peace and peace came. ");
        }
        files.put("package/sotu/data/1801_thomas_jefferson_dr.txt", speech.toString());
        files.put("package/sotu/data/1809_thomas_jefferson_dr.txt", speech.toString());
        files.put("package/sotu/data/1810_james_madison_dr.txt", "We met no one.");
        // of twelve questions three would be about "Peace came."
        List<PreparedFile> written =
                ClozeDataSet.STATE_OF_THE_UNION.prepare(NpmArchive.write(directory, files), directory);
        assertThat(written)
                .extracting(PreparedFile::documents)
                .containsExactly(9, 9, 29, 9); // 40 names, 11 of them new
        for (Map<?, ?> record : records("train.jsonl")) {
            List<String> lines = ((String) record.get("text")).lines().toList();
            assertThat(lines).hasSize(3);
            String answer = lines.getLast();
            assertThat(lines.getFirst().split("(?<=[.]) ")).hasSize(20);
            assertThat(lines.getFirst()).contains(" " + answer + " ");
            assertThat(lines.get(1)).contains(" " + ClozeDataSet.BLANK).doesNotContain(answer);
            assertThat((List<?>) record.get("candidates")).hasSize(10).doesNotHaveDuplicates();
            // mostly a small letter
            assertThat(record.get("candidates").toString()).contains(answer).doesNotContain("Peace");
        }
        AnsweredTexts texts = AnsweredTexts.read(directory.resolve("validation.jsonl"));
        assertThat(texts.haveCandidates()).isTrue();
        assertThat(texts.candidates(0)).isEqualTo(10);
        for (String near : List.of("train-near.jsonl", "validation-near.jsonl")) {
            for (Map<?, ?> record : records(near)) {
                assertNear((String) record.get("text"), (List<?>) record.get("answers"));
            }
        }
        List<Map<?, ?>> whole = records("validation.jsonl");
        List<Map<?, ?>> near = records("validation-near.jsonl");
        for (int i = 0; i < whole.size(); i++) {
            String text = (String) whole.get(i).get("text");
            String kept = (String) near.get(i).get("text");
            assertThat(text).endsWith(kept.strip());
            assertThat(near.get(i).get("candidates")).isEqualTo(whole.get(i).get("candidates"));
        }
    }

    /** A line with a blank, and the name that was there, all of it to be predicted, always from the same byte on. */
    private static void assertNear(String text, List<?> answers) {
        List<String> lines = text.lines().toList();
        assertThat(lines.get(lines.size() - 2)).contains(ClozeDataSet.BLANK);
        assertThat(text.length() - lines.getLast().length()).isEqualTo(ClozeDataSet.NEAR);
        List<Long> places =
                LongStream.range(ClozeDataSet.NEAR, text.length()).boxed().toList();
        assertThat(answers).isEqualTo(places);
    }

    @Test
    void aSeedGivesTheSameBytes() {
        for (NamedDataSet each : NamedDataSet.all()) {
            if (each instanceof GeneratedDataSet set && !set.name().equals("listops-full")) {
                String first = checksum(set, 7);
                assertThat(checksum(set, 7)).as(set.name()).isEqualTo(first);
                assertThat(checksum(set, 8)).as(set.name()).isNotEqualTo(first);
            }
        }
    }

    private String checksum(GeneratedDataSet set, long seed) {
        return switch (set.withSeed(new Seed(seed))) {
            case ListOpsDataSet lists ->
                lists.prepare(directory, 20, 2).getFirst().sha256();
            case RecallDataSet recall ->
                recall.prepare(directory, 20, 2).getFirst().sha256();
            default -> throw new AssertionError(set.name() + " is not tested");
        };
    }

    @Test
    void anArchiveIsRefused() {
        assertThatThrownBy(() -> RecallDataSet.MQAR.source().fetch(directory, directory))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("--archive");
    }
}
