package io.attn4j.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.bench.CaseId;
import io.attn4j.bench.CaseInputs;
import io.attn4j.engine.Engine;
import io.attn4j.engine.Engines;
import io.attn4j.error.InvalidInputException;
import io.attn4j.file.TensorFiles;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A bundle of this build, run with an empty environment: no {@code java} on a path, no home. */
@EnabledOnOs(OS.LINUX)
class BundleTest {
    private static final Path ROOT = Path.of(System.getProperty("attn4j.root"));
    private static final long MOST_BYTES = 60_000_000;

    @TempDir
    private static Path directory;

    private static Path bundle;
    private static Bundle.Result made;

    private record Run(int code, String out, String err) {}

    @BeforeAll
    static void makeOne() {
        bundle = directory.resolve("attn4j for you");
        made = new Bundle(ROOT, bundle, false).make();
    }

    private static Run run(Map<String, String> environment, Path folder, String... command)
            throws IOException, InterruptedException {
        Path err = Files.createTempFile(directory, "err", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), out, Files.readString(err));
    }

    private static Run attn4j(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(bundle.resolve("attn4j").toString()));
        command.addAll(List.of(arguments));
        return run(Map.of(), directory, command.toArray(String[]::new));
    }

    private static String firstUsable() {
        try (Engine opencl = Engines.create("opencl")) {
            return opencl.availability().usable() ? "opencl" : "cpu";
        }
    }

    @Test
    void itIsSmallEnoughToCarry() {
        assertThat(made.bytes()).isLessThan(MOST_BYTES);
        assertThat(made.remarks()).isEmpty();
        assertThat(bundle.resolve("release")).content().contains("version=", "jdk=25");
    }

    @Test
    void checksAndTimesWithoutAnythingElse() throws IOException, InterruptedException {
        String engine = firstUsable();
        Run run = attn4j(
                "bench",
                "--case",
                "standard/fwd/f32/B1/H2/N40/L40/D64",
                "--engine",
                engine,
                "--min-time",
                "0.01",
                "-o",
                "jsonl");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("\"engine\":\"" + engine + "\"", "\"check\":\"passed\"", "\"median_ns\":");
        assertThat(run.err()).doesNotContain("WARNING");
    }

    @Test
    void doctorFindsNothingOfAJdk() throws IOException, InterruptedException {
        Run run = attn4j("doctor");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains(bundle.resolve("runtime").toString(), "engine opencl driver");
    }

    @Test
    void runsOnTensors() throws IOException, InterruptedException {
        CaseId id = CaseId.parse("standard/fwd/f32/B1/H2/N5/L7/D8");
        Path in = directory.resolve("in.safetensors");
        try (Arena arena = Arena.ofConfined()) {
            TensorFiles.write(in, CaseInputs.of(id, 1, arena));
        }
        Path out = directory.resolve("out.safetensors");
        Run run = attn4j(
                "run", "--mechanism", "standard", "--in", in.toString(), "--out", out.toString(), "--engine", "cpu");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(out).exists();
    }

    @Test
    void startsThroughLinksAndFromOtherFolders() throws IOException, InterruptedException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), bundle.resolve("attn4j"));
        Path second = Files.createSymbolicLink(directory.resolve("link to a link"), Path.of("link"));
        assertThat(run(Map.of("PATH", "/usr/bin:/bin"), Path.of("/"), link.toString(), "--version")
                        .out())
                .startsWith("attn4j ");
        assertThat(run(Map.of("PATH", "/usr/bin:/bin"), Path.of("/"), second.toString(), "--version")
                        .out())
                .startsWith("attn4j ");
        assertThat(run(Map.of("PATH", "/usr/bin:/bin"), bundle, "sh", "attn4j", "--version")
                        .out())
                .startsWith("attn4j ");
    }

    @Test
    void refusesWhatItDoesNotHoldInOneLine() throws IOException, InterruptedException {
        Run backend = attn4j("--backend", "cuda", "list");
        assertThat(backend.code()).isEqualTo(3);
        assertThat(backend.err())
                .startsWith("attn4j: --backend: got cuda; needs ")
                .hasLineCount(1);
        Run report = attn4j("report");
        assertThat(report.code()).isEqualTo(3);
        assertThat(report.err()).contains("report: got a bundle").hasLineCount(1);
        Run usage = attn4j("--backend");
        assertThat(usage.code()).isEqualTo(2);
        Run badFlag = run(
                Map.of("ATTN4J_JAVA_OPTIONS", "-XX:NoSuchFlag=1"),
                directory,
                bundle.resolve("attn4j").toString(),
                "list");
        assertThat(badFlag.code()).isNotZero();
        assertThat(badFlag.err() + badFlag.out()).contains("NoSuchFlag");
    }

    @Test
    void theGpuScriptNeedsAFolderAndSaysSo() throws IOException, InterruptedException {
        String script = bundle.resolve("gpu/gpu-run.sh").toString();
        Run run = run(Map.of("PATH", "/usr/bin:/bin"), directory, script);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).startsWith("gpu-run: --out: got none; needs a folder for the records");
    }

    @Test
    void theGpuScriptEndsWithinItsTimeAndCountsChecks() throws IOException, InterruptedException {
        Path out = directory.resolve("records");
        Run run = run(
                Map.of("PATH", "/usr/bin:/bin"),
                directory,
                bundle.resolve("gpu/gpu-run.sh").toString(),
                "--out",
                out.toString(),
                "--minutes",
                "3",
                "--skip",
                "machine,check,bench,peers,tornado,cuda,tune,counters");
        assertThat(out.resolve("summary.txt")).content().contains("checks passed, 0 failed");
        assertThat(out.resolve("log/doctor.txt")).content().contains("engine cpu");
        assertThat(run.code()).as(run.err()).isEqualTo(firstUsable().equals("opencl") ? 0 : 3);
    }

    @Test
    void anArchiveUnpacksToAFolderOfItsName() throws IOException {
        Path folder = Files.createDirectories(directory.resolve("to pack/inner"));
        Path file = Files.writeString(folder.resolve("run"), "text");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        Path archive = directory.resolve("packed.tgz");

        Archive.pack(directory.resolve("to pack"), archive);

        try (var tar = new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(archive)))) {
            assertThat(tar.getNextEntry().getName()).isEqualTo("to pack/");
            assertThat(tar.getNextEntry().getName()).isEqualTo("to pack/inner/");
            var entry = tar.getNextEntry();
            assertThat(entry.getName()).isEqualTo("to pack/inner/run");
            assertThat(entry.getMode() & 0777).isEqualTo(0755);
            assertThat(new String(tar.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("text");
        }
    }

    @Test
    void aFolderThatHoldsSomethingIsLeftAlone() {
        assertThatThrownBy(() -> new Bundle(ROOT, bundle, false))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("a folder that is not there yet");
        assertThatThrownBy(() -> new Bundle(ROOT, directory.resolve("none/x.tgz"), false))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("mkdir -p");
    }
}
