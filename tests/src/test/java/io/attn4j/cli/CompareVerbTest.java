package io.attn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.bench.RecordReader;
import io.attn4j.bench.Records;
import io.attn4j.bench.ResultRecord;
import io.attn4j.bench.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CompareVerbTest {
    private static final String CASE = "standard/fwd/f32/B1/H8/N512/L512/D64";

    @TempDir
    private static Path directory;

    @BeforeAll
    static void writeRecords() throws IOException {
        Random random = new Random(1);
        ResultRecord base = Records.measured(CASE, "cpu", Records.noisy(random, 80, 1e6, 0.02, 0.5, 0));
        ResultRecord again = Records.measured(CASE, "cpu", Records.noisy(random, 80, 1e6, 0.02, 0.5, 0));
        ResultRecord slower = Records.measured(CASE, "cpu", Records.noisy(random, 80, 1.2e6, 0.02, 0.5, 0));
        ResultRecord elsewhere = new ResultRecord(base).set("device_name", "another");
        Files.writeString(directory.resolve("base.jsonl"), Records.lines(base));
        Files.writeString(directory.resolve("again.jsonl"), Records.lines(again));
        Files.writeString(directory.resolve("slower.jsonl"), Records.lines(slower));
        Files.writeString(directory.resolve("elsewhere.jsonl"), Records.lines(elsewhere));
        Files.writeString(directory.resolve("broken.jsonl"), Records.line(base).replace("\"seed\":1", "\"seed\":one"));
    }

    private static CommandLineRun run(String commandLine) {
        return CommandLineRun.of(
                ("compare " + commandLine).replace("DIR", directory.toString()).split(" "));
    }

    @Test
    void aSlowerBuildEndsWithTheExitCodeOfARegression() {
        CommandLineRun run = run("DIR/base.jsonl DIR/slower.jsonl");
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.REGRESSION);
        assertThat(run.out()).contains("| " + CASE + " | cpu ", "| regression |", "1 regression, 0 improvement");
        assertThat(run("DIR/slower.jsonl DIR/base.jsonl").code()).isZero();
        assertThat(run("DIR/base.jsonl DIR/slower.jsonl --threshold 0.5").code())
                .isZero();
    }

    @Test
    void theSameBuildEndsWell() {
        CommandLineRun run = run("DIR/base.jsonl DIR/again.jsonl");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("0 regression, 0 improvement");
    }

    @Test
    void printsRecordsWithStableNames() {
        CommandLineRun json = run("DIR/base.jsonl DIR/slower.jsonl -o jsonl");
        assertThat(json.out())
                .hasLineCount(1)
                .startsWith("{\"case_id\":\"" + CASE + "\",\"engine\":\"cpu\",\"device_name\":\"a device\","
                        + "\"verdict\":\"regression\",\"reason\":null,\"base_records\":1,\"new_records\":1,"
                        + "\"base_median_ns\":");
        assertThat(json.err()).contains("the spread between runs is unknown");
        assertThat(run("DIR/base.jsonl DIR/slower.jsonl -o csv").out())
                .startsWith("case_id,engine,device_name,verdict,reason,")
                .hasLineCount(2);
        assertThat(run("DIR/base.jsonl DIR/slower.jsonl -o json").out()).startsWith("[\n");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    DIR/base.jsonl                                    | Missing required parameter: 'NEW'
                    DIR/base.jsonl DIR/absent.jsonl                   | got no such file
                    DIR/base.jsonl DIR/broken.jsonl                   | broken.jsonl line 1
                    DIR/base.jsonl DIR/elsewhere.jsonl                | try --cross-device
                    DIR/base.jsonl DIR/again.jsonl --alpha 1          | --alpha: got 1.0
                    DIR/base.jsonl DIR/again.jsonl --threshold NaN    | --threshold: got NaN
                    DIR/base.jsonl DIR/again.jsonl --metric mean      | --metric: got mean
                    DIR/base.jsonl DIR/again.jsonl -o xml             | -o: got xml
                    """)
    void refusesMistakesInOneLine(String arguments, String message) {
        CommandLineRun run = run(arguments.strip());
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(message).hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void comparesOtherDevicesWhenAskedTo() {
        assertThat(run("DIR/base.jsonl DIR/elsewhere.jsonl --cross-device").code())
                .isZero();
    }

    static Stream<Path> realFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("attn4j.root"), "results", "raw"))) {
            return files
                    .filter(file -> file.toString().endsWith(".jsonl"))
                    .filter(CompareVerbTest::isTimed)
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    /** Whether it has times, which those of checks alone have not. */
    private static boolean isTimed(Path file) {
        return RecordReader.read(file).stream().anyMatch(record -> record.get("samples_ns") != null);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("realFiles")
    void aRealFileIsNoRegressionOfItselfUntilAFifthIsAdded(Path file) throws IOException {
        CommandLineRun same = CommandLineRun.of("compare", file.toString(), file.toString());
        assertThat(same.code()).as(same.err()).isZero();
        assertThat(same.out()).contains("0 regression, 0 improvement, 0 ambiguous");

        List<ResultRecord> records = RecordReader.read(file);
        Path planted = directory.resolve("planted.jsonl");
        Files.writeString(
                planted,
                records.stream().map(CompareVerbTest::slower).map(Records::line).collect(Collectors.joining()));
        assertThat(CommandLineRun.of("compare", file.toString(), planted.toString())
                        .code())
                .isEqualTo(ExitCode.REGRESSION);
    }

    /** The record with every sample a fifth longer. */
    private static ResultRecord slower(ResultRecord record) {
        if (record.get("samples_ns") == null) {
            return record.set("reason", null);
        }
        long[] samples = Arrays.stream((long[]) record.get("samples_ns"))
                .map(sample -> Math.round(1.2 * sample))
                .toArray();
        return record.set("samples_ns", samples)
                .set("median_ns", new Samples(samples, 0, true).median())
                .set("reason", null);
    }
}
