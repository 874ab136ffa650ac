package io.attn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.engine.Engine;
import io.attn4j.engine.Engines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code examples/bench-gpu.sh} on this build's command line, which stands in for the launcher. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class BenchGpuExampleTest {
    private static final Path SCRIPT = Path.of(System.getProperty("attn4j.root"), "examples/bench-gpu.sh");
    private static final String CASE = "standard/fwd/f32/B1/H1/N16/L16/D16";

    @TempDir
    private Path directory;

    /** The command line as a command; one small case is enough of a check, and of a measurement. */
    private Path attn4j() throws IOException {
        Path command = directory.resolve("attn4j");
        Files.writeString(command, """
                #!/bin/sh
                case $1 in
                    check) set -- "$@" --case %s ;;
                    bench) set -- "$@" --reps 3 --min-time 0.01 --warmup 5 ;;
                esac
                exec '%s' --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -cp '%s' \
                    io.attn4j.cli.Main "$@"
                """.formatted(
                CASE, Path.of(System.getProperty("java.home"), "bin/java"), System.getProperty("java.class.path")));
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
        return command;
    }

    private CommandLineRun run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", SCRIPT.toString()));
        command.addAll(List.of(arguments));
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("ATTN4J", attn4j().toString());
        Process process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return new CommandLineRun(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    @Test
    void measuresTheDeviceThatItFinds() throws IOException, InterruptedException {
        String type;
        try (Engine engine = Engines.create("opencl")) {
            Assumptions.assumeTrue(
                    engine.availability().usable(), "opencl: no device; apt-get install pocl-opencl-icd");
            type = engine.devices().getFirst().type().toString();
        }
        Path records = directory.resolve("records.jsonl");
        CommandLineRun run = run("--type", type, records.toString(), "--case", CASE);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("check: passed")
                .containsPattern("(?m)^device 0: .+, driver .+$")
                .containsPattern(
                        "(?m)^" + CASE + " +[1-9][0-9]* ns, kernels +[1-9][0-9]* ns, +[0-9]+\\.[0-9] GFLOP/s$");
        assertThat(records).content().contains("\"case_id\":\"" + CASE + "\"");
    }

    @Test
    void exitsAsTheCommandLineDoes() throws IOException, InterruptedException {
        CommandLineRun none =
                run("--type", "abacus", directory.resolve("x.jsonl").toString());
        assertThat(none.code()).isEqualTo(ExitCode.UNSUPPORTED);
        assertThat(none.err()).contains("got none of type abacus");
        CommandLineRun mistaken = run();
        assertThat(mistaken.code()).isEqualTo(ExitCode.USAGE);
        assertThat(mistaken.err()).contains("OUT.jsonl: got nothing").hasLineCount(1);
    }
}
