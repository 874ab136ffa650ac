package io.attn4j.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.file.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of schedules, clipping and decay on the page of training is that of its records, and they are those of the sweep. */
class AblationResultsTest {
    private static final Path ROOT = Path.of(System.getProperty("attn4j.root"));
    private static final Path FOLDER = ROOT.resolve("results/training");

    private static final Pattern ROW = Pattern.compile("\\| \\[.*]\\((ablation/.*\\.jsonl)\\) \\| (\\S+) \\| (.*) \\|");

    private static List<Map<?, ?>> records(Path file) throws IOException {
        List<Map<?, ?>> records = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            records.add((Map<?, ?>) JsonTree.parse(file.toString(), line.getBytes(StandardCharsets.UTF_8)));
        }
        return records;
    }

    /** Records of each mechanism. */
    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve("ablation"))) {
            return files.sorted().toList();
        }
    }

    @Test
    void numbersAreThoseOfTheRecords() throws IOException {
        List<String> lines = Files.readAllLines(FOLDER.resolve("README.md"));
        int head = lines.indexOf("| mechanism | schedule | not clipped, no decay | not clipped, decay 0.1 |"
                + " norm clipped at 1, no decay | norm clipped at 1, decay 0.1 |");
        assertThat(head).isNotNegative();
        int rows = 3 * files().size();
        Set<String> seen = new HashSet<>();
        for (String line : lines.subList(head + 2, head + 2 + rows)) {
            Matcher row = ROW.matcher(line);
            assertThat(row.matches()).as(line).isTrue();
            assertThat(seen.add(row.group(1) + row.group(2))).as(line).isTrue();
            String[] cells = row.group(3).split(" \\| ");
            for (int column = 0; column < 4; column++) {
                double clip = column / 2;
                double decay = column % 2 * 0.1;
                double value = records(FOLDER.resolve(row.group(1))).stream()
                        .filter(record -> record.get("training.schedule").equals(row.group(2))
                                && number(record, "training.clip") == clip
                                && number(record, "training.weight_decay") == decay)
                        .map(record -> number(record, "validation_bits_per_byte"))
                        .findFirst()
                        .orElseThrow();
                assertThat(cells[column]).as(line).isEqualTo(String.format(Locale.ROOT, "%.4f", value));
            }
        }
    }

    @Test
    void eachCombinationOfTheSweepHasItsRecord() throws IOException {
        for (Path file : files()) {
            String model = file.getFileName().toString().replace(".jsonl", ".json");
            Sweep sweep = Sweep.read(
                    ROOT.resolve("examples/training/ablation.json"),
                    ROOT.resolve("examples/training/sotu").resolve(model),
                    List.of());
            List<Map<?, ?>> records = records(file);
            assertThat(records).as(model).hasSameSizeAs(sweep.points()).hasSize(12);
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
    }

    private static double number(Map<?, ?> record, String field) {
        return ((Number) record.get(field)).doubleValue();
    }
}
