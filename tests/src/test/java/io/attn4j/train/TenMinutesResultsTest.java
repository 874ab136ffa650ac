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
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of runs of ten minutes on the page of training is that of its records. */
class TenMinutesResultsTest {
    private static final Path FOLDER = Path.of(System.getProperty("attn4j.root"), "results/training");
    private static final int TOKENS_A_STEP = 2048;
    private static final Pattern LINK = Pattern.compile("\\[(.*)]\\((.*)\\)");

    private static List<Map<?, ?>> records(String file) throws IOException {
        List<Map<?, ?>> records = new ArrayList<>();
        for (String line : Files.readAllLines(FOLDER.resolve(file))) {
            records.add((Map<?, ?>) JsonTree.parse(file, line.getBytes(StandardCharsets.UTF_8)));
        }
        return records;
    }

    private static double number(Map<?, ?> record, String field) {
        return ((Number) record.get(field)).doubleValue();
    }

    private static List<String> rows() throws IOException {
        List<String> lines = Files.readAllLines(FOLDER.resolve("README.md"));
        int start = lines.indexOf("<!-- ten-minutes -->");
        return lines.subList(start + 4, lines.indexOf("<!-- end -->") - 1);
    }

    private static Matcher link(String cell) {
        Matcher link = LINK.matcher(cell);
        assertThat(link.matches()).as(cell).isTrue();
        return link;
    }

    private static String rounded(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    /** Bits a byte by step, of the evaluations of a run. */
    private static TreeMap<Integer, Double> losses(String file) throws IOException {
        TreeMap<Integer, Double> losses = new TreeMap<>();
        for (Map<?, ?> record : records(file)) {
            if (record.containsKey("validation_bits_per_byte")) {
                losses.put((int) number(record, "step"), number(record, "validation_bits_per_byte"));
            }
        }
        return losses;
    }

    /** The mean over seeds, empty where a run has not got that far. */
    private static String mean(List<TreeMap<Integer, Double>> seeds, int step) {
        return seeds.stream().allMatch(losses -> losses.containsKey(step))
                ? rounded(
                        "%.3f",
                        seeds.stream()
                                .mapToDouble(losses -> losses.get(step))
                                .average()
                                .orElseThrow())
                : "";
    }

    @Test
    void numbersAreThoseOfTheRecords() throws IOException {
        assertThat(rows()).hasSize(7);
        for (String row : rows()) {
            String[] cells = row.substring(2, row.length() - 2).split(" \\| ", -1);
            Matcher speed = link(cells[3]);
            List<Double> rates = records(speed.group(2)).stream()
                    .filter(record -> record.containsKey("tokens_per_s") && number(record, "step") > 20)
                    .map(record -> number(record, "tokens_per_s"))
                    .sorted()
                    .toList();
            assertThat(rates).hasSize(25);
            double tokens = 600 * rates.get(12);
            assertThat(speed.group(1)).as(row).isEqualTo(rounded("%.1f", tokens / 1e6));
            List<TreeMap<Integer, Double>> seeds = new ArrayList<>();
            TreeSet<Integer> steps = new TreeSet<>();
            for (String cell : cells[5].split(", ")) {
                TreeMap<Integer, Double> losses = losses(link(cell).group(2));
                if (seeds.isEmpty()) {
                    steps.addAll(losses.keySet());
                }
                steps.retainAll(losses.keySet());
                seeds.add(losses);
            }
            assertThat(seeds).as(row).hasSize(3);
            int last = steps.floor((int) (tokens / TOKENS_A_STEP));
            assertThat(cells[1]).as(row).isEqualTo(mean(seeds, 1200));
            assertThat(cells[2]).as(row).isEqualTo(mean(seeds, 3600));
            assertThat(cells[4]).as(row).isEqualTo(rounded("%.1f", last * TOKENS_A_STEP / 1e6));
            String[] links = cells[5].split(", ");
            for (int seed = 0; seed < links.length; seed++) {
                assertThat(link(links[seed]).group(1))
                        .as(row)
                        .isEqualTo(rounded("%.3f", seeds.get(seed).get(last)));
            }
            assertThat(cells[6]).as(row).isEqualTo(mean(seeds, last));
        }
    }

    @Test
    void boundsThatThePageStatesHold() throws IOException {
        List<Map<?, ?>> counts = records("ten-minutes/counts.jsonl");
        double four = number(counts.get(4), "validation_bits_per_byte");
        double five = number(counts.get(5), "validation_bits_per_byte");
        List<Double> then = rows().stream()
                .map(row -> row.split(" \\| ", -1)[6])
                .map(mean -> Double.valueOf(mean.replace(" |", "")))
                .toList();
        assertThat(then).allMatch(bits -> bits > five && bits < number(counts.get(3), "validation_bits_per_byte"));
        assertThat(then.stream().filter(bits -> bits < four)).hasSize(4);
    }
}
