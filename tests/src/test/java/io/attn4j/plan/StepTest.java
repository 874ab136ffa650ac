package io.attn4j.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.cpu.CpuKernels;
import io.attn4j.cpu.CpuKernelsProvider;
import io.attn4j.cpu.CpuStepRun;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.core.BiasGradient;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.core.FactorGradient;
import io.attn4j.plan.core.KeyGradient;
import io.attn4j.plan.core.QueryGradient;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Base of the tests of steps: each case on every engine against {@link io.attn4j.reference.PlanReference}.
 *
 * <p>Engines are the cpu engine with vectors and without, on one thread and on two, which must all give the same bits; and
 * the kernels for CPUs and those for GPUs on the simulator and on OpenCL (skipped where there is no driver), or on TornadoVM
 * where that is underneath. Each execution is repeated and must give the same bits.
 */
public abstract class StepTest<S extends Step> {
    private static final double SIMULATED_FLOPS = 4e6;
    private static final boolean ALL_TILES = "all".equals(System.getProperty("attn4j.tiles"));

    /** Shapes, strides, optional operands and masks that the step is tested with. */
    protected abstract List<StepCase<S>> cases();

    /** Makers of the step's tasks by strategy; {@code lanes as cpu} runs on devices as CPUs only, {@code lanes} on all. */
    protected abstract Map<String, StepRun.Factory<S>> tasks();

    /** The one way to make tasks of a step that no device-config chooses kernels for. */
    protected static <S extends Step> Map<String, StepRun.Factory<S>> only(StepRun.Factory<S> tasks) {
        return Map.of("", tasks);
    }

    @TestFactory
    final Stream<DynamicTest> agreesOnTheCpuEngine() {
        return cases().stream().map(made -> DynamicTest.dynamicTest("cpu: " + made, () -> checkCpu(made)));
    }

    @TestFactory
    final Stream<DynamicTest> agreesOnTaskGraphs() {
        return StepRun.engines()
                .flatMap(engine -> tasks().entrySet().stream()
                        .filter(tasks -> runsOn(engine, tasks.getKey()))
                        .flatMap(tasks -> cases().stream()
                                .filter(made -> isShort(engine, made) && isCompiled(engine, tasks.getKey(), made))
                                .map(made ->
                                        DynamicTest.dynamicTest(engine + " " + tasks.getKey() + ": " + made, () -> {
                                            Map<String, float[]> after = StepRun.run(
                                                    engine,
                                                    made.capacity(),
                                                    made.step(),
                                                    tasks.getValue(),
                                                    made.contents());
                                            made.check(engine, after);
                                        }))));
    }

    /** The simulator interprets work-items one by one; what takes it longer runs where kernels are compiled. */
    private static boolean isShort(String engine, StepCase<?> made) {
        return !engine.startsWith("simulator") || made.step().flops() <= SIMULATED_FLOPS;
    }

    /**
     * The compiler of a CPU device takes up to two minutes for attention in tiles with wide heads, which are for GPUs: only
     * narrow ones run there, unless {@code -Dattn4j.tiles=all} asks for all. The simulator runs them all.
     */
    private static boolean isCompiled(String engine, String strategy, StepCase<?> made) {
        CoreAttention core = switch (made.step()) {
            case CoreAttention s -> s;
            case QueryGradient s -> s.core();
            case KeyGradient s -> s.core();
            case BiasGradient s -> s.core();
            case FactorGradient s -> s.core();
            default -> null;
        };
        if (core == null || ALL_TILES || engine.startsWith("simulator") || !strategy.startsWith("tiled")) {
            return true;
        }
        int widest = core.dropout() == 0 ? 64 : 32;
        return Math.max(core.a().columns(), core.w().columns()) <= widest;
    }

    private static boolean runsOn(String engine, String strategy) {
        int as = strategy.indexOf(" as ");
        return as < 0 || engine.endsWith(strategy.substring(as));
    }

    private static void checkCpu(StepCase<?> made) {
        Map<String, float[]> first = null;
        for (boolean vectors : new boolean[] {false, true}) {
            for (int threads : new int[] {1, 2}) {
                String engine = (vectors ? "cpu with vectors, " : "cpu without vectors, ")
                        + threads
                        + (threads == 1 ? " thread" : " threads");
                try (CpuKernels kernels =
                        vectors ? CpuKernelsProvider.openVector(threads) : CpuKernelsProvider.openScalar(threads)) {
                    for (int run = 0; run < 2; run++) {
                        Map<String, float[]> after = CpuStepRun.run(kernels, made);
                        if (first == null) {
                            made.check(engine, after);
                            first = after;
                        }
                        for (Map.Entry<String, float[]> array : first.entrySet()) {
                            assertThat(after.get(array.getKey()))
                                    .as(array.getKey() + " of " + engine + ", run " + run)
                                    .isEqualTo(array.getValue());
                        }
                    }
                }
            }
        }
    }
}
