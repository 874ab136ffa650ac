package io.attn4j.kernels.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.KernelChoice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.StepArrays;
import io.attn4j.kernels.step.StepReference;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.View;
import io.attn4j.plan.matrix.Activation;
import io.attn4j.plan.matrix.MatrixProduct;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Products of matrices whose columns or rows are neighbours in memory, or neither, against fp64. */
class MatrixProductTest {
    private static final int[] UNITS = {1, 132};

    private static View contiguous(String name, int batch, int heads, int rows, int columns) {
        return View.contiguous(
                StepArrays.input(name, (long) batch * heads * rows * columns), batch, heads, rows, columns);
    }

    private static View y(int batch, int heads, int rows, int columns) {
        return View.contiguous(
                StepArrays.output("y", (long) batch * heads * rows * columns), batch, heads, rows, columns);
    }

    private static View turned(String name, int batch, int heads, int rows, int columns) {
        return contiguous(name, batch, heads, columns, rows).transposed();
    }

    /** x, w or both transposed. */
    private static List<MatrixProduct> products(int batch, int heads, int rows, int inner, int columns) {
        View y = y(batch, heads, rows, columns);
        View x = contiguous("x", batch, heads, rows, inner);
        View w = contiguous("w", batch, heads, inner, columns);
        View turnedX = turned("x", batch, heads, rows, inner);
        View turnedW = turned("w", batch, heads, inner, columns);
        return List.of(
                MatrixProduct.of("product", x, w, y),
                MatrixProduct.of("product", turnedX, w, y),
                MatrixProduct.of("product", x, turnedW, y),
                MatrixProduct.of("product", turnedX, turnedW, y));
    }

    private static StepRun.Factory<MatrixProduct> tasks(String engine, int units, List<StepTasks> made) {
        String strategy = engine.endsWith("cpu") ? "lanes" : "tiled";
        return (MatrixProduct capacity, DeviceArrays arrays, GraphDevice device) -> {
            KernelChoice choice = new KernelChoice(MatrixProductTasks.ROLE, strategy, Map.of());
            made.add(new MatrixProductTasks(capacity, arrays, choice, StepRun.withUnits(device, units)));
            return made.getLast();
        };
    }

    private static Map<String, float[]> contents(MatrixProduct step) {
        Map<String, float[]> contents = new HashMap<>();
        for (View view : step.reads()) {
            Buffer buffer = view.buffer();
            contents.put(buffer.name(), StepArrays.normal(buffer.name().hashCode(), buffer));
        }
        return contents;
    }

    /** Checks y with many compute units and with few, which is the same to the bit, and returns it. */
    private static float[] check(
            String engine, MatrixProduct capacity, MatrixProduct step, Map<String, float[]> contents) {
        double[] expected = StepReference.execute(step, contents).get("y");
        List<float[]> results = new ArrayList<>();
        for (int units : UNITS) {
            List<StepTasks> made = new ArrayList<>();
            float[] actual = StepRun.run(engine, capacity, step, tasks(engine, units, made), contents)
                    .get("y");
            StepArrays.assertClose(engine + ", " + units + " units: " + step, actual, expected);
            results.add(actual);
        }
        assertThat(results.getFirst()).isEqualTo(results.getLast());
        return results.getFirst();
    }

    private static float[] check(String engine, MatrixProduct step) {
        return check(engine, step, step, contents(step));
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void takesTransposedOperands(String engine) {
        for (int[] size : new int[][] {{1, 1, 1, 1, 1}, {2, 2, 35, 50, 19}, {1, 1, 9, 17, 16}, {1, 1, 1, 300, 65}}) {
            products(size[0], size[1], size[2], size[3], size[4]).forEach(step -> check(engine, step));
        }
    }

    /** The order of sums does not depend on where operands lie. */
    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void givesTheSameBitsForTheSameMatrices(String engine) {
        List<MatrixProduct> steps = products(1, 1, 18, 530, 20);
        Map<String, float[]> contents = contents(steps.getFirst());
        float[] expected = check(engine, steps.getFirst(), steps.getFirst(), contents);
        for (MatrixProduct step : steps) {
            Map<String, float[]> moved = new HashMap<>();
            for (View[] pair : new View[][] {
                {steps.getFirst().x(), step.x()}, {steps.getFirst().w(), step.w()}
            }) {
                float[] from = contents.get(pair[0].buffer().name());
                float[] to = new float[from.length];
                StepArrays.each(
                        pair[0],
                        (b, h, i, c) ->
                                to[StepArrays.at(pair[1], b, h, i, c)] = from[StepArrays.at(pair[0], b, h, i, c)]);
                moved.put(pair[0].buffer().name(), to);
            }
            assertThat(check(engine, step, step, moved)).isEqualTo(expected);
        }
    }

    /** Gradients by shared weights and inputs: broadcast batches and heads, heads within rows, offsets, odd strides. */
    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void followsAnyStrides(String engine) {
        View split = View.splitHeads(StepArrays.input("x", 2 * 3 * 37 * 10), 2, 3, 37, 10)
                .rows(2, 35)
                .columns(1, 9);
        View shared = View.contiguous(StepArrays.input("w", 21 * 8), 1, 1, 21, 8)
                .broadcastBatch(2)
                .broadcastHeads(3);
        View y = View.splitHeads(StepArrays.output("y", 2 * 3 * 40 * 21), 2, 3, 40, 21)
                .rows(1, 34);
        check(engine, MatrixProduct.of("product", split, shared.transposed(), y));

        View dy = View.splitHeads(StepArrays.input("w", 2 * 3 * 33 * 5), 2, 3, 33, 5);
        View dw = y(2, 3, 8, 5);
        check(engine, MatrixProduct.of("product", split.transposed(), dy, dw));

        // every second column of x, every third row and second column of w
        View x = new View(StepArrays.input("x", 40 * 50), 3, 1, 1, 20, 25, 0, 0, 50, 2);
        View w = new View(StepArrays.input("w", 80 * 50), 1, 1, 1, 25, 18, 0, 0, 150, 2);
        check(engine, MatrixProduct.of("product", x, w, y(1, 1, 20, 18)));

        // one value for a whole row, as the gradient of a sum
        View ones = new View(StepArrays.input("x", 12), 0, 1, 1, 12, 40, 0, 0, 1, 0);
        check(engine, MatrixProduct.of("product", ones, turned("w", 1, 1, 40, 20), y(1, 1, 12, 20)));
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void addsBiasAndResidualAndActivates(String engine) {
        for (Activation activation : Activation.values()) {
            View y = contiguous("y", 1, 2, 21, 35);
            View bias = contiguous("bias", 1, 2, 1, 35);
            check(
                    engine,
                    new MatrixProduct(
                            "product",
                            turned("x", 1, 2, 21, 19),
                            turned("w", 1, 2, 19, 35),
                            bias,
                            new float[] {0.5f, -2},
                            activation,
                            y,
                            null,
                            y));
        }
    }

    /** Rows of w that a row of x does not take hold NaN. */
    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void takesPartsOfSums(String engine) {
        KeyRanges some = KeyRanges.of(2, 24, (b, i) -> b == 0 ? i : 3, (b, i) -> b == 0 ? 12 * i : 290 + i % 11);
        KeyRanges none = KeyRanges.of(2, 24, (b, i) -> 7, (b, i) -> b == 0 ? 7 : 299);
        for (KeyRanges ranges : List.of(some, none)) {
            for (MatrixProduct plain : products(2, 1, 24, 301, 18)) {
                MatrixProduct step = new MatrixProduct(
                        "product", plain.x(), plain.w(), null, null, Activation.NONE, null, ranges, plain.y());
                Map<String, float[]> contents = contents(step);
                for (int c = 0; c < 18; c++) {
                    contents.get("w")[StepArrays.at(step.w(), 0, 0, 300, c)] = Float.NaN;
                    contents.get("w")[StepArrays.at(step.w(), 1, 0, 300, c)] = Float.NaN;
                    contents.get("w")[StepArrays.at(step.w(), 1, 0, 0, c)] = Float.NaN;
                }
                check(engine, step, step, contents);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void runsSmallerSteps(String engine) {
        List<MatrixProduct> capacities = products(1, 2, 150, 301, 33);
        List<MatrixProduct> steps = products(1, 2, 9, 40, 5);
        for (int i = 0; i < capacities.size(); i++) {
            MatrixProduct step = steps.get(i);
            MatrixProduct within = MatrixProduct.of(
                    "product",
                    moved(step.x(), capacities.get(i).x()),
                    moved(step.w(), capacities.get(i).w()),
                    moved(step.y(), capacities.get(i).y()));
            check(engine, capacities.get(i), within, contents(within));
        }
    }

    private static View moved(View view, View to) {
        return new View(
                to.buffer(),
                0,
                view.batch(),
                view.heads(),
                view.rows(),
                view.columns(),
                view.batchStride(),
                view.headStride(),
                view.rowStride(),
                view.columnStride());
    }

    /** Kernels for neighbouring columns read no others. */
    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void refusesOtherStridesThanItWasMadeFor(String engine) {
        List<MatrixProduct> steps = products(1, 1, 20, 20, 20);
        for (MatrixProduct other : steps.subList(1, 4)) {
            assertThatThrownBy(() -> StepRun.run(
                            engine, steps.getFirst(), other, tasks(engine, 1, new ArrayList<>()), contents(other)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("strides of product");
        }
    }
}
