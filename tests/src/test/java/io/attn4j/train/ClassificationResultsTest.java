package io.attn4j.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.file.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every accuracy and every time on the page of classification is that of the record that its row names. */
class ClassificationResultsTest {
    private static final Path FOLDER = Path.of(System.getProperty("attn4j.root"), "results", "classification");
    private static final Pattern LINK = Pattern.compile("\\[.*?\\]\\(([^)]+\\.jsonl)\\)");

    private static List<Map<?, ?>> records(String file) throws IOException {
        List<Map<?, ?>> records = new ArrayList<>();
        for (String line : Files.readAllLines(FOLDER.resolve(file))) {
            records.add((Map<?, ?>) JsonTree.parse(file, line.getBytes(StandardCharsets.UTF_8)));
        }
        return records;
    }

    private static String percent(Object share) {
        return String.format(Locale.ROOT, "%.1f", 100 * ((Number) share).doubleValue());
    }

    /** What a cell has to be, or null where it is no accuracy of a record. */
    private static String expected(String table, String column, String first, List<Map<?, ?>> records) {
        Stream<Map<?, ?>> all = records.stream();
        if (column.startsWith("step ")) {
            long step = Long.parseLong(column.substring(5).replace(",", ""));
            return all.filter(record ->
                            Long.valueOf(step).equals(record.get("step")) && record.get("validation_accuracy") != null)
                    .map(record -> percent(record.get("validation_accuracy")))
                    .findFirst()
                    .orElse("");
        }
        if (column.equals("test") || column.equals("right candidate")) {
            String field = column.equals("test") ? "accuracy" : "choice_accuracy";
            return all.filter(record -> record.containsKey("test"))
                    .map(record -> percent(record.get(field)))
                    .findFirst()
                    .orElse("");
        }
        if (column.equals("majority") || column.equals("bag of words")) {
            String field = column.equals("majority") ? "majority_accuracy" : "bag_of_words_accuracy";
            return all.filter(record -> first.contains((String) record.get("data")))
                    .map(record -> percent(record.get(field)))
                    .findFirst()
                    .orElseThrow();
        }
        if (column.matches("[0-9,]+")) {
            long window = Long.parseLong(column.replace(",", ""));
            String field = table.equals("accuracy of") ? "accuracy" : "seconds_per_document";
            return all.filter(record -> Long.valueOf(window).equals(record.get("window"))
                            && record.containsKey(field)
                            && first.toLowerCase(Locale.ROOT).startsWith("[" + record.get("mechanism")))
                    .map(record ->
                            field.equals("accuracy") ? percent(record.get(field)) : milliseconds(record.get(field)))
                    .findFirst()
                    .orElse("");
        }
        return null;
    }

    private static String milliseconds(Object seconds) {
        double time = 1000 * ((Number) seconds).doubleValue();
        return String.format(Locale.ROOT, time < 100 ? "%.1f" : "%,.0f", time);
    }

    @Test
    void numbersAreThoseOfTheRecords() throws IOException {
        int checked = 0;
        List<String> columns = List.of();
        for (String line : Files.readAllLines(FOLDER.resolve("README.md"))) {
            if (!line.startsWith("|")) {
                columns = List.of();
                continue;
            }
            List<String> cells = Arrays.stream(line.substring(1).split("\\|", -1))
                    .map(String::strip)
                    .toList();
            if (columns.isEmpty()) {
                columns = cells;
                continue;
            }
            Matcher link = LINK.matcher(line);
            if (link.find()) {
                List<Map<?, ?>> records = records(link.group(1));
                for (int i = 1; i < columns.size(); i++) {
                    String value = expected(columns.getFirst(), columns.get(i), cells.getFirst(), records);
                    if (value != null) {
                        assertThat(cells.get(i))
                                .as(columns.get(i) + " of " + line)
                                .isEqualTo(value);
                        checked += value.isEmpty() ? 0 : 1;
                    }
                }
            }
        }
        assertThat(checked).isGreaterThan(100);
    }

    private static double last(String file, String field) throws IOException {
        return records(file).stream()
                .filter(record -> record.get(field) != null)
                .mapToDouble(record -> ((Number) record.get(field)).doubleValue())
                .reduce((before, after) -> after)
                .orElseThrow();
    }

    /** What the page says in words. */
    @Test
    void boundsHold() throws IOException {
        double errors = 1 - last("spam-assassin/standard-512-words.jsonl", "accuracy");
        assertThat(errors)
                .isLessThan(1 - 0.975)
                .isLessThan(1 - last("spam-assassin/standard-512-words.jsonl", "bag_of_words_accuracy"));
        assertThat(last("jdk-modules/linformer-bytes.jsonl", "accuracy")).isGreaterThan(0.9);
        assertThat(last("brown/linformer-bytes.jsonl", "validation_accuracy")).isGreaterThan(0.5);
        double folds = (last("brown/linformer-bytes.jsonl", "validation_accuracy")
                                + last("brown/bytes-linformer-fold1-seed2.jsonl", "validation_accuracy"))
                        / 4
                + (last("brown/bytes-linformer-fold2-seed1.jsonl", "validation_accuracy")
                                + last("brown/bytes-linformer-fold2-seed2.jsonl", "validation_accuracy")
                                + last("brown/bytes-linformer-fold2-seed3.jsonl", "validation_accuracy"))
                        / 6;
        assertThat(folds).isBetween(0.5015, 0.5025);
        for (String mechanism :
                List.of("standard", "centroid", "collaborative", "linformer-block", "linformer-past-only")) {
            assertThat(last("mqar/" + mechanism + ".jsonl", "validation_accuracy"))
                    .as(mechanism)
                    .isGreaterThan(0.99);
        }
        Map<Object, Double> longest = new HashMap<>();
        records("lengths.jsonl").forEach(record -> {
            if (Long.valueOf(12_288).equals(record.get("window")) && record.containsKey("seconds_per_document")) {
                longest.put(record.get("mechanism"), ((Number) record.get("seconds_per_document")).doubleValue());
            }
        });
        assertThat(longest.get("linformer")).isLessThan(longest.get("standard") / 5);
        assertThat(longest.get("centroid")).isLessThan(longest.get("standard") / 5);
    }

    /** No record is left off the page. */
    @Test
    void everyRecordIsOnThePage() throws IOException {
        String page = Files.readString(FOLDER.resolve("README.md"));
        try (Stream<Path> files = Files.walk(FOLDER)) {
            files.map(file -> FOLDER.relativize(file).toString())
                    .filter(file -> file.endsWith(".jsonl"))
                    .forEach(file -> assertThat(page).contains("(" + file + ")"));
        }
    }
}
