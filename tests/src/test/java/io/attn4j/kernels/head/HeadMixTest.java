package io.attn4j.kernels.head;

import io.attn4j.kernels.step.StepArrays;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.View;
import io.attn4j.plan.head.HeadMix;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mixing over heads against fp64. */
class HeadMixTest {
    private static void check(String engine, HeadMix capacity, HeadMix step) {
        float[] x = StepArrays.normal(1, capacity.x().buffer());
        float[] m = StepArrays.normal(2, capacity.m().buffer());
        double[] expected = StepArrays.untouched(capacity.y().buffer());
        StepArrays.each(step.y(), (b, g, i, j) -> {
            double sum = 0;
            for (int h = 0; h < step.x().heads(); h++) {
                sum += (double) m[StepArrays.at(step.m(), 0, 0, h, g)] * x[StepArrays.at(step.x(), b, h, i, j)];
            }
            expected[StepArrays.at(step.y(), b, g, i, j)] = sum;
        });
        Map<String, float[]> contents = Map.of("x", x, "m", m);
        Map<String, float[]> arrays = StepRun.run(engine, capacity, step, HeadMixTasks::new, contents);
        StepArrays.assertClose(step.toString(), arrays.get("y"), expected);
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void mixesIntoMoreAndFewerHeads(String engine) {
        for (int[] heads : new int[][] {{1, 1}, {3, 5}, {4, 2}}) {
            for (int columns : new int[] {1, 16, 37}) {
                int from = heads[0];
                int to = heads[1];
                View x = View.contiguous(StepArrays.input("x", 2L * from * 5 * columns), 2, from, 5, columns);
                View m = View.contiguous(StepArrays.input("m", (long) from * to), 1, 1, from, to);
                View y = View.contiguous(StepArrays.output("y", 2L * to * 5 * columns), 2, to, 5, columns);
                HeadMix step = new HeadMix("mix", x, m, y);
                check(engine, step, step);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void followsStridesAndOffsets(String engine) {
        View x = View.splitHeads(StepArrays.input("x", 2 * 3 * 9 * 40), 2, 3, 9, 40)
                .rows(4, 9)
                .columns(1, 36);
        View m = View.contiguous(StepArrays.input("m", 2 * 3), 1, 1, 2, 3).transposed();
        View y = View.contiguous(StepArrays.output("y", 2 * 2 * 5 * 38), 2, 2, 5, 38)
                .columns(2, 37);
        HeadMix capacity = new HeadMix("mix", x, m, y);
        check(engine, capacity, capacity);
        check(
                engine,
                capacity,
                new HeadMix("mix", x.rows(1, 2).columns(0, 17), m, y.rows(3, 4).columns(1, 18)));
    }
}
