package io.attn4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.engine.Availability;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.EngineSession;
import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.GraphTimings;
import io.attn4j.mechanism.Call;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.Request;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark once, for a moment, so that none rots; and the gate before it. */
class MechanismBenchmarkTest {

    @BeforeAll
    static void runBesideOtherBenchmarks() {
        System.setProperty("jmh.ignoreLock", "true");
    }

    static Stream<String> mechanisms() {
        return Mechanisms.all().stream().map(Mechanism::id);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mechanisms")
    void runs(String mechanism) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("io\\.attn4j\\.mechanism\\." + mechanism + "\\..*Benchmark\\.forward")
                        .param("engine", "cpu")
                        .param("tokens", "24")
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(1))
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        assertThat(results)
                .hasSizeGreaterThan(1)
                .allSatisfy(result ->
                        assertThat(result.getPrimaryResult().getScore()).isPositive());
    }

    @Test
    void smallCallsRun() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("io\\.attn4j\\.SmallCallBenchmark\\.forward")
                        .param("heads", "2")
                        .param("tokens", "24")
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(1))
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        assertThat(results)
                .hasSize(2)
                .allSatisfy(result ->
                        assertThat(result.getPrimaryResult().getScore()).isPositive());
    }

    @Test
    void refusesToTimeAWrongResult() {
        CaseId id = CaseId.of("standard", 1, 1, 4, 4, 8, 0, false);
        assertThatThrownBy(() -> new CheckedCase(id, new IdleEngine()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("wrong")
                .hasMessageContaining("check --case " + id);
    }

    @Test
    void runsOnTheEnginesThatAreUsableAndEndsAtAFailure() throws CommandLineOptionException {
        assertThat(BenchmarkMain.completed("Linformer"))
                .startsWith("Linformer")
                .containsSequence("-foe", "true")
                .anyMatch(argument -> argument.startsWith("engine=cpu"));
        assertThat(BenchmarkMain.completed("-p", "engine=reference", "-foe", "false"))
                .containsExactly("-p", "engine=reference", "-foe", "false");
    }

    /** Leaves its output as it is. */
    private static final class IdleEngine implements Engine {
        @Override
        public String id() {
            return "idle";
        }

        @Override
        public Availability availability() {
            return new Availability(true, "a test", "");
        }

        @Override
        public List<GraphDevice> devices() {
            return List.of();
        }

        @Override
        public boolean taskGraphs() {
            return false;
        }

        @Override
        public EngineSession open(Request capacity, EngineOptions options) {
            return new EngineSession() {
                @Override
                public GraphTimings run(Call call) {
                    return new GraphTimings(0, 0, 0, 0, 0, 0, 0, 0, 0);
                }

                @Override
                public void invalidateWeights() {}

                @Override
                public String explain() {
                    return "";
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void close() {}
    }
}
