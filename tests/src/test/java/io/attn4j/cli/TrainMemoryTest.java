package io.attn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a whole run takes of memory, with evaluations, checkpoints and samples, is what it says it holds: a second copy of
 * parameters or moments would be as large as four of its tolerances. The heap has no room for one.
 */
class TrainMemoryTest {
    /** Of the embedding, which is most of the parameters. */
    private static final long COPY_BYTES = 4L * 8_000 * 64;

    private static final Pattern HELD = Pattern.compile("memory_bytes +\\| ([0-9]+)");

    /** What the JVM counts of memory segments. */
    private static final Pattern SEGMENTS =
            Pattern.compile("-\\s+Other \\(.*\\R\\s+\\(malloc=([0-9]+) .*?\\((?:peak=([0-9]+) .*|at peak)\\)");

    @TempDir
    private Path directory;

    private String train(String... more) throws IOException, InterruptedException {
        TrainProcess process = new TrainProcess(
                directory,
                List.of(
                        "-Xmx64m",
                        "-XX:NativeMemoryTracking=summary",
                        "-XX:+UnlockDiagnosticVMOptions",
                        "-XX:+PrintNMTStatistics"),
                2);
        int code = process.start(more).waitFor();
        String said = Files.readString(process.output());
        assertThat(code).as(said).isZero();
        return said;
    }

    private static void assertNothingIsThereTwice(String output) {
        Matcher held = HELD.matcher(output);
        Matcher segments = SEGMENTS.matcher(output);
        assertThat(held.find()).as(output).isTrue();
        assertThat(segments.find()).as(output).isTrue();
        long most = Long.parseLong(segments.group(segments.group(2) == null ? 1 : 2));
        long bytes = Long.parseLong(held.group(1));
        // parameters, gradients and two moments, and arrays between steps
        assertThat(bytes).isGreaterThan(4 * COPY_BYTES);
        assertThat(most).isBetween(bytes, bytes + COPY_BYTES / 4);
    }

    @Test
    void aRunTakesWhatItHolds() throws IOException, InterruptedException {
        Files.writeString(directory.resolve("m.json"), """
                {"layers": 1, "width": 64, "heads": 2, "window": 16, "vocabulary": 8000, "tied_head": true,
                 "training": {"batch": 2, "steps": 4, "evaluate_every": 2, "evaluate_windows": 2, "save_every": 2,
                              "sample_every": 2}}
                """);
        Files.writeString(directory.resolve("t.txt"), "The sea had jeeringly kept his finite body up. ".repeat(20));
        assertNothingIsThereTwice(train("--stop-at", "2"));
        assertNothingIsThereTwice(train("--resume"));
    }
}
