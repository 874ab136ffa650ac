package io.attn4j.kernels.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.graph.KernelChoice;
import io.attn4j.graph.KernelRole;
import io.attn4j.kernels.step.StepArrays;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Strategy;
import io.attn4j.plan.View;
import io.attn4j.plan.matrix.MatrixProduct;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Products of the same matrices, wherever they lie and however many compute units there are, are the same to the bit. */
class TransposedOperandsTest {
    private static final int[] UNITS = {1, 132};

    private static View contiguous(String name, int rows, int columns) {
        return View.contiguous(StepArrays.input(name, (long) rows * columns), 1, 1, rows, columns);
    }

    /** Neither factor transposed, then x, then w, then both. */
    private static List<MatrixProduct> products(int rows, int inner, int columns) {
        View y = View.contiguous(StepArrays.output("y", (long) rows * columns), 1, 1, rows, columns);
        View x = contiguous("x", rows, inner);
        View w = contiguous("w", inner, columns);
        View turnedX = contiguous("x", inner, rows).transposed();
        View turnedW = contiguous("w", columns, inner).transposed();
        return List.of(
                MatrixProduct.of("product", x, w, y),
                MatrixProduct.of("product", turnedX, w, y),
                MatrixProduct.of("product", x, turnedW, y),
                MatrixProduct.of("product", turnedX, turnedW, y));
    }

    private static StepRun.Factory<MatrixProduct> tasks(String engine, int units) {
        Strategy strategy = engine.endsWith("cpu") ? Strategy.LANES : Strategy.TILED;
        KernelChoice choice = new KernelChoice(KernelRole.MATRIX, strategy, Map.of());
        return (capacity, arrays, device) ->
                new MatrixProductTasks(capacity, arrays, choice, StepRun.withUnits(device, units));
    }

    private static float[] content(View view) {
        Buffer buffer = view.buffer();
        return StepArrays.normal(buffer.name().hashCode(), buffer);
    }

    /** The content of {@code from} as it lies in {@code to}. */
    private static float[] moved(View from, View to) {
        float[] content = content(from);
        float[] moved = new float[content.length];
        StepArrays.each(
                from, (b, h, i, c) -> moved[StepArrays.at(to, b, h, i, c)] = content[StepArrays.at(from, b, h, i, c)]);
        return moved;
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void giveTheSameBits(String engine) {
        for (int[] size : new int[][] {{18, 530, 20}, {150, 40, 70}}) {
            List<MatrixProduct> steps = products(size[0], size[1], size[2]);
            MatrixProduct plain = steps.getFirst();
            float[] expected = null;
            for (MatrixProduct step : steps) {
                Map<String, float[]> contents = new HashMap<>();
                contents.put("x", moved(plain.x(), step.x()));
                contents.put("w", moved(plain.w(), step.w()));
                for (int units : UNITS) {
                    float[] y = StepRun.run(engine, step, tasks(engine, units), contents)
                            .get("y");
                    if (expected == null) {
                        expected = y;
                    }
                    assertThat(y).as(units + " units: " + step).isEqualTo(expected);
                }
            }
        }
    }

    /** Kernels for neighbouring columns read no others. */
    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void areRefusedByTasksForNeighbouringColumns(String engine) {
        List<MatrixProduct> steps = products(20, 20, 20);
        MatrixProduct plain = steps.getFirst();
        for (MatrixProduct other : steps.subList(1, steps.size())) {
            assertThatThrownBy(() -> StepRun.run(
                            engine,
                            plain,
                            other,
                            tasks(engine, 1),
                            Map.of("x", content(other.x()), "w", content(other.w()))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("strides of product");
        }
    }
}
