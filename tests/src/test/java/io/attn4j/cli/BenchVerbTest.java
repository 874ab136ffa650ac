package io.attn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.bench.ResultRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Records of {@code attn4j bench}. */
class BenchVerbTest {
    private static final String[] QUICK = {
        "bench",
        "--case",
        "standard/fwd/f32/B1/H1/N16/L16/D16",
        "--engine",
        "cpu",
        "--reps",
        "3",
        "--min-time",
        "0.001",
        "--timeout",
        "0.1"
    };

    private static CommandLineRun bench(String... more) {
        List<String> arguments = new ArrayList<>(List.of(QUICK));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    /** Names of the fields of the one flat object in {@code json}. */
    private static List<String> fields(String json) {
        List<String> names = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                names.add(parser.currentName());
                if (parser.nextToken() == JsonToken.START_ARRAY) {
                    parser.skipChildren();
                }
            }
            assertThat(parser.nextToken()).isNull();
        }
        return names;
    }

    @Test
    void jsonLinesHaveEveryFieldOfTheSchema() {
        CommandLineRun run = bench("-o", "jsonl");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).hasLineCount(1);
        assertThat(fields(run.out())).containsExactlyElementsOf(ResultRecord.FIELDS);
        assertThat(run.out())
                .contains(
                        "\"case_id\":\"standard/fwd/f32/B1/H1/N16/L16/D16\"",
                        "\"status\":\"ok\"",
                        "\"check\":\"passed\"",
                        "\"peak_source\":\"measured\"")
                .doesNotContain("\"median_ns\":null", "\"gflops\":null", "\"roofline_pct\":null");
    }

    @Test
    void commaSeparatedColumnsLeaveTheSamplesOut() {
        CommandLineRun run = bench("-o", "csv");
        List<String> expected = new ArrayList<>(ResultRecord.FIELDS);
        expected.remove("samples_ns");
        assertThat(run.out().lines().findFirst().orElseThrow().split(",")).containsExactlyElementsOf(expected);
        assertThat(run.out()).hasLineCount(2);
    }

    @Test
    void writesRecordsToAFileBesideTheTable(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("records.jsonl");
        CommandLineRun run = bench("--out", file.toString());
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("| mechanism", "B1 H1 N16 L16 D16", "passed");
        assertThat(fields(Files.readString(file))).containsExactlyElementsOf(ResultRecord.FIELDS);
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void threadsLimitTheEngineAndItsRoofline() {
        CommandLineRun run = bench("--threads", "1", "-o", "jsonl");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("\"compute_units\":1,", "--seed 1 --threads 1\"", "1 thread");
        assertThat(bench("--threads", "0").err()).startsWith("attn4j bench: --threads: got 0; needs 1 to ");
    }

    @Test
    void namesTheSuitesItKnows() {
        CommandLineRun run = CommandLineRun.of("bench", "--suite", "everything");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--suite: got everything; needs mechanisms, scale, large, gradients or batch");
    }
}
