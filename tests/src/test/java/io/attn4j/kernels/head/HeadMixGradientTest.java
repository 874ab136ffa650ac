package io.attn4j.kernels.head;

import io.attn4j.kernels.step.StepCheck;
import io.attn4j.plan.View;
import io.attn4j.plan.head.HeadMixGradient;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients of matrices that mix heads against fp64. */
class HeadMixGradientTest {
    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepCheck#engines")
    void sumsOverBatchesRowsAndColumns(String engine) {
        for (int[] size : new int[][] {{1, 1, 1, 1, 1}, {2, 4, 4, 5, 16}, {2, 3, 5, 7, 37}, {1, 12, 2, 33, 70}}) {
            View x = StepCheck.gapped("x", size[0], size[1], size[3], size[4]);
            View dy = StepCheck.gapped("dy", size[0], size[2], size[3], size[4]);
            View dm = StepCheck.gapped("dm", 1, 1, size[1], size[2]);
            HeadMixGradient step = new HeadMixGradient("gradient", x, dy, dm);
            StepCheck.check(engine, step, HeadMixGradientTasks::new, StepCheck.normal(x, dy));
            View turned = StepCheck.transposed("x", size[0], size[1], size[3], size[4]);
            HeadMixGradient other = new HeadMixGradient("gradient", turned, dy, dm);
            StepCheck.check(engine, other, HeadMixGradientTasks::new, StepCheck.normal(turned, dy));
        }
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepCheck#engines")
    void staysAccurateAndTakesSmallerSteps(String engine) {
        View x = StepCheck.contiguous("x", 1, 2, 150, 200);
        View dy = StepCheck.contiguous("dy", 1, 3, 150, 200);
        View dm = StepCheck.transposed("dm", 1, 1, 2, 3);
        HeadMixGradient capacity = new HeadMixGradient("gradient", x, dy, dm);
        Map<String, float[]> contents = StepCheck.normal(x, dy);
        StepCheck.check(engine, capacity, HeadMixGradientTasks::new, contents);
        for (int rows : new int[] {1, 20, 81, 82}) {
            HeadMixGradient step = new HeadMixGradient("gradient", x.firstRows(rows), dy.firstRows(rows), dm);
            StepCheck.check(engine, capacity, step, HeadMixGradientTasks::new, contents);
        }
    }
}
