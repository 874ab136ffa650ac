package io.attn4j.kernels.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.KernelChoice;
import io.attn4j.graph.KernelRole;
import io.attn4j.kernels.session.PortableBackend;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.StepArrays;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.Strategy;
import io.attn4j.plan.View;
import io.attn4j.plan.matrix.Activation;
import io.attn4j.plan.matrix.MatrixProduct;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Where tiles make too few groups for a device, groups share the terms of a sum: the result is the one of a device that does
 * not split, bit by bit, and the one of fp64 but for rounding.
 */
class SplitSumsTest {
    private static final int MANY_UNITS = 132;
    private static final KernelChoice TILED = new KernelChoice(KernelRole.MATRIX, Strategy.TILED, Map.of());

    private record Case(String name, MatrixProduct step) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Buffer input(String name, long elements) {
        return StepArrays.input(name, elements);
    }

    private static MatrixProduct product(
            int batch,
            int heads,
            int rows,
            int inner,
            int columns,
            Activation activation,
            KeyRanges ranges,
            boolean full) {
        View x = View.contiguous(input("x", (long) batch * heads * rows * inner), batch, heads, rows, inner);
        View w = View.contiguous(input("w", (long) batch * heads * inner * columns), batch, heads, inner, columns);
        View y = View.splitHeads(
                full
                        ? input("y", (long) batch * heads * rows * columns)
                        : StepArrays.output("y", (long) batch * heads * rows * columns),
                batch,
                heads,
                rows,
                columns);
        View bias = full
                ? View.contiguous(input("bias", (long) heads * columns), 1, heads, 1, columns)
                        .broadcastBatch(batch)
                : null;
        float[] alpha = full ? new float[heads] : null;
        for (int h = 0; full && h < heads; h++) {
            alpha[h] = 0.5f + h;
        }
        return new MatrixProduct("product", x, w, bias, alpha, activation, full ? y : null, ranges, y);
    }

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.add(new Case("one tile", product(1, 1, 64, 128, 64, Activation.NONE, null, false)));
        cases.add(new Case("odd sizes", product(2, 3, 70, 201, 33, Activation.NONE, null, false)));
        cases.add(new Case("one row, one column", product(1, 2, 1, 500, 1, Activation.NONE, null, false)));
        cases.add(new Case("bias, residual in place, alpha", product(1, 2, 65, 130, 40, Activation.NONE, null, true)));
        cases.add(new Case("gelu", product(1, 1, 20, 300, 70, Activation.GELU, null, true)));
        KeyRanges parts = KeyRanges.of(2, 70, (b, i) -> b == 0 ? i : 0, (b, i) -> b == 0 ? 2 * i : 190 + i % 11);
        cases.add(new Case("parts of sums", product(2, 1, 70, 201, 33, Activation.RELU, parts, true)));
        KeyRanges late = KeyRanges.of(1, 9, (b, i) -> 30 * i, (b, i) -> 8260 + 30 * i);
        cases.add(new Case("many blocks, parts of sums", product(1, 1, 9, 8500, 5, Activation.NONE, late, true)));
        return cases;
    }

    static Stream<Arguments> runs() {
        return StepRun.engines()
                .filter(engine -> engine.endsWith("gpu"))
                .flatMap(engine -> cases().stream().map(made -> Arguments.of(engine, made)));
    }

    private static StepRun.Factory<MatrixProduct> on(int computeUnits, List<StepTasks<?>> made) {
        return (MatrixProduct capacity, DeviceArrays arrays, GraphDevice device) -> {
            MatrixProductTasks tasks =
                    new MatrixProductTasks(capacity, arrays, TILED, StepRun.withUnits(device, computeUnits));
            made.add(tasks);
            return tasks;
        };
    }

    private static Map<String, float[]> contents(MatrixProduct step) {
        Map<String, float[]> contents = new HashMap<>();
        for (View view : step.reads()) {
            contents.put(
                    view.buffer().name(), StepArrays.normal(view.buffer().name().hashCode(), view.buffer()));
        }
        return contents;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("runs")
    void givesTheBitsOfAGroupThatTakesAllTerms(String engine, Case made) {
        List<StepTasks<?>> tasks = new ArrayList<>();
        MatrixProduct step = made.step();
        Map<String, float[]> contents = contents(step);
        float[] whole = StepRun.run(engine, step, on(0, tasks), contents).get("y");
        float[] split =
                StepRun.run(engine, step, on(MANY_UNITS, tasks), contents).get("y");
        assertThat(tasks.get(0).launches().stream().map(TaskGrid::kernel))
                .containsExactlyElementsOf(
                        step.x().columns() > 32 * 256
                                ? List.of("MatrixProductKernel.forwardTiled", "MatrixProductKernel.forwardSums")
                                : List.of("MatrixProductKernel.forwardTiled"));
        assertThat(tasks.get(1).launches().stream().map(TaskGrid::kernel))
                .containsExactly("MatrixProductKernel.forwardTiled", "MatrixProductKernel.forwardSums");
        assertThat(split).isEqualTo(whole);
        if (step.activation() == Activation.NONE) {
            StepArrays.assertClose("y of " + step, whole, expected(step, contents));
        }
    }

    private static double[] expected(MatrixProduct step, Map<String, float[]> contents) {
        double[] y = StepArrays.untouched(step.y().buffer());
        StepArrays.each(step.y(), (b, h, i, c) -> {
            double sum = step.bias() == null ? 0 : contents.get("bias")[StepArrays.at(step.bias(), b, h, 0, c)];
            int start = step.ranges() == null ? 0 : step.ranges().start(b, i);
            int end = step.ranges() == null ? step.x().columns() : step.ranges().end(b, i);
            for (int n = start; n < end; n++) {
                sum += (double) contents.get("x")[StepArrays.at(step.x(), b, h, i, n)]
                        * contents.get("w")[StepArrays.at(step.w(), b, h, n, c)];
            }
            int at = StepArrays.at(step.y(), b, h, i, c);
            y[at] = (step.alpha() == null ? 1 : step.alpha()[h]) * sum
                    + (step.residual() == null ? 0 : contents.get("y")[at]);
        });
        return y;
    }

    /** Sums of parts count among the memory of a request. */
    @Test
    void countsTheSumsOfParts() {
        GraphDevice few;
        try (PortableBackend simulator = new PortableBackend("simulator")) {
            few = StepRun.withUnits(simulator.devices().getFirst(), 0);
        }
        assertThat(MatrixProductTasks.scratch(product(1, 2, 9, 8192, 5, Activation.NONE, null, true), TILED, few))
                .isEmpty();
        assertThat(MatrixProductTasks.scratch(product(1, 2, 9, 8193, 5, Activation.NONE, null, true), TILED, few))
                .containsExactly(2L * 9 * 5 * 2);
        assertThat(MatrixProductTasks.scratch(product(1, 2, 9, 131_072, 5, Activation.NONE, null, false), TILED, few))
                .containsExactly(2L * 9 * 5 * 16);
    }

    /** A session for a large step runs smaller ones. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void runsOtherSizesThanItWasMadeFor(String engine) {
        MatrixProduct capacity = product(1, 2, 70, 201, 33, Activation.NONE, null, false);
        for (int[] size : new int[][] {{9, 201, 33}, {70, 30, 5}, {1, 7, 33}}) {
            MatrixProduct step = product(1, 2, size[0], size[1], size[2], Activation.NONE, null, false);
            Map<String, float[]> contents = contents(step);
            float[] alone = StepRun.run(engine, step, on(0, new ArrayList<>()), contents)
                    .get("y");
            float[] within = StepRun.run(engine, capacity, step, on(MANY_UNITS, new ArrayList<>()), contents)
                    .get("y");
            assertThat(within).as("y of " + step).startsWith(alone);
        }
    }
}
