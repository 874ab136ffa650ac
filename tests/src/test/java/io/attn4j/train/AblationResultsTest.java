package io.attn4j.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.file.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The table of schedules, clipping and decay on the page of training is that of its records, and they are those of the sweep. */
class AblationResultsTest {
    private static final Path ROOT = Path.of(System.getProperty("attn4j.root"));
    private static final Path FOLDER = ROOT.resolve("results/training");

    private static List<Map<?, ?>> records() throws IOException {
        List<Map<?, ?>> records = new ArrayList<>();
        for (String line : Files.readAllLines(FOLDER.resolve("ablation.jsonl"))) {
            records.add((Map<?, ?>) JsonTree.parse("ablation.jsonl", line.getBytes(StandardCharsets.UTF_8)));
        }
        return records;
    }

    @Test
    void numbersAreThoseOfTheRecords() throws IOException {
        List<Map<?, ?>> records = records();
        List<String> lines = Files.readAllLines(FOLDER.resolve("README.md"));
        int head = lines.indexOf(
                "| schedule | not clipped, no decay | not clipped, decay 0.1 | norm clipped at 1, no decay |"
                        + " norm clipped at 1, decay 0.1 |");
        assertThat(head).isNotNegative();
        for (int i = 0; i < 3; i++) {
            String[] cells = lines.get(head + 2 + i).split(" \\| ");
            String schedule = cells[0].replaceAll(".*\\[(.*)\\].*", "$1");
            for (int column = 0; column < 4; column++) {
                double clip = column / 2;
                double decay = column % 2 * 0.1;
                double value = records.stream()
                        .filter(record -> record.get("training.schedule").equals(schedule)
                                && number(record, "training.clip") == clip
                                && number(record, "training.weight_decay") == decay)
                        .map(record -> number(record, "validation_bits_per_byte"))
                        .findFirst()
                        .orElseThrow();
                assertThat(cells[column + 1].replace(" |", ""))
                        .as(schedule + " " + clip + " " + decay)
                        .isEqualTo(String.format(Locale.ROOT, "%.4f", value));
            }
        }
    }

    @Test
    void eachCombinationOfTheSweepHasItsRecord() throws IOException {
        Sweep sweep = Sweep.read(
                ROOT.resolve("examples/training/ablation.json"),
                ROOT.resolve("examples/training/sotu/standard.json"),
                List.of());
        List<Map<?, ?>> records = records();
        assertThat(records).hasSameSizeAs(sweep.points()).hasSize(12);
        for (int i = 0; i < records.size(); i++) {
            Map<?, ?> record = records.get(i);
            assertThat(record.get("run")).isEqualTo(sweep.points().get(i).name());
            assertThat(record.get("step")).isEqualTo(1000L);
            sweep.points()
                    .get(i)
                    .values()
                    .forEach((key, value) -> assertThat(record.get(key)).isEqualTo(value));
        }
    }

    private static double number(Map<?, ?> record, String field) {
        return ((Number) record.get(field)).doubleValue();
    }
}
