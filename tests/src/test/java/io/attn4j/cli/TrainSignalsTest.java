package io.attn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.file.Signals;
import io.attn4j.train.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Processes that train and are asked, or made, to end. */
class TrainSignalsTest {
    private static final int KILLS = 4;

    @TempDir
    private Path directory;

    private Process train(String... more) throws IOException {
        if (!Files.exists(directory.resolve("m.json"))) {
            Files.writeString(directory.resolve("m.json"), """
                    {"layers": 1, "width": 16, "heads": 2, "window": 16,
                     "training": {"batch": 2, "steps": 1000000000, "evaluate_every": 0, "save_every": 1, "keep": 2}}
                    """);
            Files.writeString(directory.resolve("t.txt"), "I thought I would sail about a little. ".repeat(20));
        }
        return new TrainProcess(directory, List.of("-XX:TieredStopAtLevel=1"), 1).start(more);
    }

    /** Waits until the run has saved a step after {@code step}; returns the last one. */
    private long saved(Process process, long step) throws Exception {
        Path run = directory.resolve("run");
        for (int i = 0; i < 6000 && process.isAlive(); i++) {
            if (Checkpoint.isIn(run)) {
                try {
                    long last = Checkpoint.last(run).state().step();
                    if (last > step) {
                        return last;
                    }
                } catch (RuntimeException pruned) {
                    // deleted while it was read
                }
            }
            Thread.sleep(20);
        }
        throw new AssertionError(
                "no checkpoint after step " + step + ": " + Files.readString(directory.resolve("output")));
    }

    /** Killed while it saves every step, again and again: the last checkpoint loads, and the run goes on from there. */
    @Test
    void killsLeaveACheckpointThatLoads() throws Exception {
        long step = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = kill == 0 ? train() : train("--resume");
            try {
                saved(process, step + 5 + 3 * kill);
            } finally {
                process.destroyForcibly().waitFor();
            }
            Checkpoint last = Checkpoint.last(directory.resolve("run"));
            assertThat(last.damaged()).isEmpty();
            assertThat(last.state().step()).isGreaterThan(step);
            step = last.state().step();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"INT, 130", "TERM, 143"})
    void signalsSaveTheLastStep(String signal, int code) throws Exception {
        Signals.assumeHeard(signal);
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "needs /bin/kill");
        Process process = train("--max-seconds", "600");
        try {
            saved(process, 3);
            new ProcessBuilder("/bin/kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String output = Files.readString(directory.resolve("output"));
        assertThat(process.exitValue()).as(output).isEqualTo(code);
        long step = Checkpoint.last(directory.resolve("run")).state().step();
        List<String> log = Files.readAllLines(directory.resolve("run/log.jsonl"));
        assertThat(log.getLast()).contains("\"step\":" + step + ",");
        assertThat(output).contains("interrupted");
    }
}
