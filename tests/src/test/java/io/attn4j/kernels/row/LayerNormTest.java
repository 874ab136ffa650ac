package io.attn4j.kernels.row;

import io.attn4j.kernels.step.StepArrays;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.View;
import io.attn4j.plan.row.LayerNorm;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layer normalisation against fp64. */
class LayerNormTest {
    private static void check(String engine, LayerNorm capacity, LayerNorm step, float offset) {
        Map<String, float[]> contents = new HashMap<>();
        float[] x = StepArrays.normal(1, capacity.x().buffer());
        for (int i = 0; i < x.length; i++) {
            x[i] += offset;
        }
        contents.put("x", x);
        contents.put("gamma", StepArrays.normal(2, capacity.gamma().buffer()));
        if (capacity.beta() != null) {
            contents.put("beta", StepArrays.normal(3, capacity.beta().buffer()));
        }
        double[] expected = expected(step, capacity.y().buffer(), contents);
        String name = step + ", offset " + offset;
        Map<String, float[]> arrays = StepRun.run(engine, capacity, step, LayerNormTasks::new, contents);
        StepArrays.assertClose(name, arrays.get("y"), expected);
    }

    private static double[] expected(LayerNorm step, Buffer y, Map<String, float[]> contents) {
        double[] expected = StepArrays.untouched(y);
        float[] x = contents.get("x");
        int columns = step.x().columns();
        StepArrays.each(step.y().columns(0, 1), (b, h, i, _) -> {
            double mean = 0;
            for (int c = 0; c < columns; c++) {
                mean += x[StepArrays.at(step.x(), b, h, i, c)] / (double) columns;
            }
            double variance = 0;
            for (int c = 0; c < columns; c++) {
                double deviation = x[StepArrays.at(step.x(), b, h, i, c)] - mean;
                variance += deviation * deviation / columns;
            }
            for (int c = 0; c < columns; c++) {
                double normal = (x[StepArrays.at(step.x(), b, h, i, c)] - mean) / Math.sqrt(variance + step.epsilon());
                double beta = step.beta() == null ? 0 : contents.get("beta")[StepArrays.at(step.beta(), 0, 0, 0, c)];
                double gamma = contents.get("gamma")[StepArrays.at(step.gamma(), 0, 0, 0, c)];
                expected[StepArrays.at(step.y(), b, h, i, c)] = gamma * normal + beta;
            }
        });
        return expected;
    }

    private static LayerNorm contiguous(int rows, int columns, boolean beta) {
        return new LayerNorm(
                "norm",
                View.contiguous(StepArrays.input("x", (long) rows * columns), 1, 1, rows, columns),
                View.contiguous(StepArrays.input("gamma", columns), 1, 1, 1, columns),
                beta ? View.contiguous(StepArrays.input("beta", columns), 1, 1, 1, columns) : null,
                1e-5f,
                View.contiguous(StepArrays.output("y", (long) rows * columns), 1, 1, rows, columns));
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void normalisesRowsOfAnySize(String engine) {
        for (int columns : new int[] {1, 2, 17, 127, 130, 1023, 2600}) {
            for (boolean beta : new boolean[] {false, true}) {
                LayerNorm step = contiguous(3, columns, beta);
                check(engine, step, step, 0.5f);
            }
        }
    }

    /** One-pass variances, and means that are left as the first pass rounds them, fail here. */
    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void keepsItsDigitsWhereTheMeanIsLarge(String engine) {
        LayerNorm step = contiguous(4, 777, true);
        check(engine, step, step, 3000);
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void followsStridesAndOffsets(String engine) {
        LayerNorm capacity = new LayerNorm(
                "norm",
                View.splitHeads(StepArrays.input("x", 2 * 3 * 7 * 25), 2, 3, 7, 25)
                        .rows(1, 7)
                        .columns(3, 22),
                View.contiguous(StepArrays.input("gamma", 40), 1, 1, 1, 40).columns(5, 24),
                View.contiguous(StepArrays.input("beta", 40), 1, 1, 1, 40).columns(21, 40),
                1e-3f,
                View.contiguous(StepArrays.output("y", 2 * 3 * 6 * 20), 2, 3, 6, 20)
                        .columns(1, 20));
        check(engine, capacity, capacity, 0);
        LayerNorm smaller = new LayerNorm(
                "norm",
                capacity.x().firstRows(2),
                capacity.gamma(),
                capacity.beta(),
                1e-3f,
                capacity.y().firstRows(2));
        check(engine, capacity, smaller, 0);
    }
}
