package io.attn4j.kernels.row;

import io.attn4j.kernels.step.StepArrays;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.View;
import io.attn4j.plan.row.SquaredNorms;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Squared norms against fp64. */
class SquaredNormsTest {
    private static void check(String engine, SquaredNorms capacity, SquaredNorms step) {
        float[] x = StepArrays.normal(1, capacity.x().buffer());
        double[] expected = StepArrays.untouched(capacity.y().buffer());
        StepArrays.each(step.y(), (b, h, i, _) -> {
            double sum = 0;
            for (int c = 0; c < step.x().columns(); c++) {
                double value = x[StepArrays.at(step.x(), b, h, i, c)];
                sum += value * value;
            }
            expected[StepArrays.at(step.y(), b, h, i, 0)] = step.factor() * sum;
        });
        Map<String, float[]> arrays = StepRun.run(engine, capacity, step, SquaredNormsTasks::new, Map.of("x", x));
        StepArrays.assertClose(step.toString(), arrays.get("y"), expected);
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void sumsRowsOfAnySize(String engine) {
        for (int columns : new int[] {1, 15, 16, 37, 1023, 3001}) {
            View x = View.contiguous(StepArrays.input("x", 2L * 3 * 5 * columns), 2, 3, 5, columns);
            View y = View.contiguous(StepArrays.output("y", 2 * 3 * 5), 2, 3, 5, 1);
            SquaredNorms step = new SquaredNorms("norms", x, -0.5f, y);
            check(engine, step, step);
        }
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void followsStridesAndOffsets(String engine) {
        View x = View.splitHeads(StepArrays.input("x", 2 * 9 * 3 * 20), 2, 3, 9, 20)
                .rows(2, 9)
                .columns(1, 20);
        View y = View.contiguous(StepArrays.output("y", 2 * 3 * 7 * 4), 2, 3, 7, 4)
                .columns(2, 3);
        SquaredNorms capacity = new SquaredNorms("norms", x, 1, y);
        check(engine, capacity, capacity);
        check(engine, capacity, new SquaredNorms("norms", x.firstRows(1), 3, y.firstRows(1)));
    }
}
