package io.attn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.device.DeviceConfig;
import io.attn4j.device.DeviceConfigs;
import io.attn4j.engine.Availability;
import io.attn4j.engine.Engine;
import io.attn4j.engine.Engines;
import io.attn4j.graph.GraphDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code attn4j tune} on a device, from the search to the next run that uses what it found. */
class TuneVerbTest {
    private static final String CASE = "standard/fwd/f32/B1/H2/N64/L64/D32";
    private static final String ROOT = System.getProperty("attn4j.root");

    @TempDir
    private Path root;

    private GraphDevice device;

    @BeforeEach
    void needsADevice() throws IOException {
        try (Engine engine = Engines.create("opencl")) {
            Availability availability = engine.availability();
            Assumptions.assumeTrue(
                    availability.usable(), "opencl: needs " + availability.reason() + "; " + availability.remedy());
            device = engine.device(-1);
        }
        Files.createDirectory(root.resolve("device-configs"));
        try (Stream<Path> ours = Files.list(Path.of(ROOT, "device-configs"))) {
            for (Path file : ours.toList()) {
                if (!DeviceConfigs.isTuned(file)) {
                    Files.copy(file, root.resolve("device-configs").resolve(file.getFileName()));
                }
            }
        }
        System.setProperty("attn4j.root", root.toString());
    }

    @AfterEach
    void restore() {
        System.setProperty("attn4j.root", ROOT);
    }

    private static CommandLineRun tune(String... more) {
        return CommandLineRun.of(Stream.concat(
                        Stream.of("tune", "--engine", "opencl", "--case", CASE, "--budget", "10"), Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void writesWhatTheNextRunUses() throws IOException {
        CommandLineRun tuned = tune();
        assertThat(tuned.code()).as(tuned.err()).isZero();
        assertThat(tuned.err()).isEmpty();
        assertThat(tuned.out()).contains("| case", CASE, "geometric mean: ", "searched: ", "written: ");

        DeviceConfigs.Selection selection = DeviceConfigs.select(device, null);
        DeviceConfig config = selection.config();
        assertThat(config.source()).isEqualTo(DeviceConfig.Source.TUNED);
        assertThat(config.match().level()).isEqualTo(DeviceConfig.Level.DEVICE);
        assertThat(config.evidence().cases()).hasSize(1);
        assertThat(config.evidence().ratioUntuned()).isGreaterThanOrEqualTo(1);
        assertThat(config.evidence().records()).startsWith("results").endsWith(".jsonl");
        List<String> evidence =
                Files.readAllLines(root.resolve(config.evidence().records()));
        assertThat(evidence).hasSizeGreaterThan(1).last().asString().contains("\"status\":\"final\"");

        CommandLineRun bench = CommandLineRun.of(
                "bench", "--case", CASE, "--engine", "opencl", "--reps", "3", "--min-time", "0.001", "-o", "jsonl");
        assertThat(bench.code()).as(bench.err()).isZero();
        assertThat(bench.out())
                .contains("\"config_file\":\"" + config.file() + "\"", "\"config_source\":\"tuned\"")
                .doesNotContain("\"local_x\":null", "\"local_z\":null");
        assertThat(bench.err()).contains("device-config of opencl: " + config.file() + " (device level, tuned");

        CommandLineRun explain = CommandLineRun.of("explain", CASE, "--engine", "opencl");
        assertThat(explain.out()).contains("device-config: " + config.file() + " (device level, tuned");
    }

    @Test
    void goesOnFromItsEvidence() throws IOException {
        Path evidence = root.resolve("evidence.jsonl");
        Path written = root.resolve("written.json");
        assertThat(tune("--evidence", evidence.toString(), "--write", written.toString())
                        .code())
                .isZero();
        CommandLineRun again = tune("--evidence", evidence.toString(), "--write", written.toString(), "-o", "jsonl");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out()).hasLineCount(1).contains("\"case\":\"" + CASE + "\"");
        assertThat(again.err()).contains("of them known from", "written: " + written);
        assertThat(DeviceConfigs.read(written).evidence()).isNotNull();
        assertThat(Files.exists(root.resolve("results"))).isFalse();
    }

    @Test
    void refusesEnginesWithoutKernels() {
        CommandLineRun run = CommandLineRun.of("tune", "--engine", "cpu", "--case", CASE);
        assertThat(run.code()).isEqualTo(ExitCode.UNSUPPORTED);
        assertThat(run.err()).hasLineCount(1).contains("--engine: got cpu", "try --engine opencl");
        assertThat(CommandLineRun.of("tune", "--budget", "0").code()).isEqualTo(ExitCode.USAGE);
    }
}
