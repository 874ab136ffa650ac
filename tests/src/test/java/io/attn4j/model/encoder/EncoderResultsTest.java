package io.attn4j.model.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.file.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of the encoder's results has the cosines of every record, in the row of its rank. */
class EncoderResultsTest {
    private static final Path FOLDER = Path.of(System.getProperty("attn4j.root"), "results", "encoder");

    @ParameterizedTest
    @ValueSource(strings = {"collaborative.jsonl", "distilled.jsonl"})
    void cosinesAreThoseOfTheRecords(String file) throws IOException {
        String page = Files.readString(FOLDER.resolve("README.md"));
        assertThat(page).contains("(" + file + ")");
        for (String line : Files.readAllLines(FOLDER.resolve(file))) {
            Map<?, ?> record = (Map<?, ?>) JsonTree.parse(file, line.getBytes(StandardCharsets.UTF_8));
            String cosines = String.format(
                    Locale.ROOT, "%.3f / %.3f", number(record, "mean_cosine"), number(record, "least_cosine"));
            assertThat(page.lines().filter(row -> row.startsWith("| " + record.get("rank") + " |")))
                    .as(line)
                    .anyMatch(row -> row.contains(cosines));
        }
    }

    @Test
    void timesAreThoseOfTheRecords() throws IOException {
        String page = Files.readString(FOLDER.resolve("README.md"));
        for (String line : Files.readAllLines(FOLDER.resolve("onnxruntime.jsonl"))) {
            Map<?, ?> record = (Map<?, ?>) JsonTree.parse("onnxruntime.jsonl", line.getBytes(StandardCharsets.UTF_8));
            String cell = String.format(
                    Locale.ROOT,
                    "%.2f / %.2f",
                    number(record, "onnxruntime_median_ns") / number(record, "attn4j_median_ns"),
                    number(record, "onnxruntime_least_ns") / number(record, "attn4j_least_ns"));
            String shape = "| " + record.get("batch") + " x " + record.get("tokens") + " |";
            String row = page.lines()
                    .filter(candidate -> candidate.startsWith(shape))
                    .findFirst()
                    .orElseThrow();
            int column = 1 + ((Number) record.get("threads")).intValue();
            assertThat(row.split("\\|")[column].strip()).as(line).isEqualTo(cell);
        }
    }

    private static double number(Map<?, ?> record, String field) {
        return ((Number) record.get(field)).doubleValue();
    }
}
