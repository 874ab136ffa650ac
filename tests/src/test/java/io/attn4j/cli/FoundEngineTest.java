package io.attn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineChoice;
import io.attn4j.engine.Engines;
import io.attn4j.engine.FoundEngine;
import io.attn4j.engine.ReferenceEngine;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Engines that a service loader finds, as it finds the peers. */
class FoundEngineTest {
    private static final String CASE = "standard/fwd/f32/B1/H1/N8/L8/D16";

    @TempDir
    private Path directory;

    private final ClassLoader usual = Thread.currentThread().getContextClassLoader();
    private URLClassLoader loader;

    @BeforeEach
    void putOnTheClassPath() throws IOException {
        Files.createDirectories(directory.resolve("META-INF/services"));
        provide(FoundEngine.class);
        loader = new URLClassLoader(new URL[] {directory.toUri().toURL()}, usual);
        Thread.currentThread().setContextClassLoader(loader);
    }

    private void provide(Class<? extends Engine> engine) throws IOException {
        Files.writeString(directory.resolve("META-INF/services/" + Engine.class.getName()), engine.getName() + "\n");
    }

    @AfterEach
    void takeAway() throws IOException {
        Thread.currentThread().setContextClassLoader(usual);
        loader.close();
    }

    @Test
    void isListedMeasuredAndChecked() {
        assertThat(Engines.ids()).endsWith(FoundEngine.ID);
        assertThat(CommandLineRun.of("list", "--peers").out()).contains(FoundEngine.ID);
        CommandLineRun check = CommandLineRun.of("check", "--case", CASE, "-o", "jsonl");
        assertThat(check.code()).as(check.err()).isZero();
        assertThat(check.out()).contains("\"engine\":\"found\"");
        CommandLineRun bench = CommandLineRun.of(
                "bench",
                "--peers",
                "--case",
                CASE,
                "--engine",
                "cpu,found",
                "--reps",
                "3",
                "--min-time",
                "0.001",
                "-o",
                "jsonl");
        assertThat(bench.code()).as(bench.err()).isZero();
        assertThat(bench.out().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .contains("\"check\":\"passed\"", "--seed 1 --peers\"")
                        .doesNotContain("\"median_ns\":null"));
    }

    @Test
    void autoNeverTakesIt() {
        EngineChoice choice = Engines.choose(Engines.AUTO);
        try (Engine engine = choice.engine()) {
            assertThat(engine.id()).isNotEqualTo(FoundEngine.ID);
            assertThat(choice.reasons())
                    .noneSatisfy(reason -> assertThat(reason).startsWith(FoundEngine.ID));
        }
    }

    @Test
    void withoutALimitOfThreadsItIsLeftOutAndRefusedByName() {
        CommandLineRun all =
                CommandLineRun.of("bench", "--threads", "1", "--case", CASE, "--reps", "1", "--min-time", "0.001");
        assertThat(all.code()).as(all.err()).isZero();
        assertThat(all.out()).contains("| cpu").doesNotContain("| found");
        assertThat(all.out() + all.err()).contains("found: threads: got 1 for found; needs an engine whose threads");
        CommandLineRun named = CommandLineRun.of("bench", "--threads", "1", "--case", CASE, "--engine", "found");
        assertThat(named.code()).isEqualTo(ExitCode.UNSUPPORTED);
    }

    @Test
    void isRefusedWhenItsIdIsTaken() throws IOException {
        provide(ReferenceEngine.class);
        assertThatThrownBy(Engines::ids)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("engine: got a second reference");
    }

    @Test
    void peersAreRefusedWhereThereAreNone() {
        Thread.currentThread().setContextClassLoader(usual);
        CommandLineRun run = CommandLineRun.of("bench", "--peers", "--case", CASE);
        assertThat(run.code()).isEqualTo(ExitCode.UNSUPPORTED);
        assertThat(run.err()).contains("--peers: got a class path without peers");
    }
}
