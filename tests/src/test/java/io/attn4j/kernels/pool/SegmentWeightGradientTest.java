package io.attn4j.kernels.pool;

import io.attn4j.kernels.step.StepArrays;
import io.attn4j.kernels.step.StepCheck;
import io.attn4j.plan.View;
import io.attn4j.plan.pool.SegmentPool;
import io.attn4j.plan.pool.SegmentPool.Kind;
import io.attn4j.plan.pool.SegmentWeightGradient;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients of the weights of pooled rows against fp64. */
class SegmentWeightGradientTest {
    private static SegmentWeightGradient step(int stride, int rows, int segments, int[] lengths) {
        View x = StepCheck.transposed("x", 2, 3, rows, 19);
        View weights = StepCheck.gapped("dw", 1, 3, 19, stride);
        View y = StepCheck.gapped("dy", 2, 3, segments, 19);
        SegmentPool pool = new SegmentPool("pool", Kind.WEIGHTED, stride, x, weights, lengths, y);
        return new SegmentWeightGradient("gradient", pool, y, weights);
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepCheck#engines")

    /** Rows at or beyond a length hold NaN. */
    private static void poison(float[] content, View x, int[] lengths) {
        StepArrays.each(x, (b, h, i, c) -> {
            if (lengths != null && i >= lengths[b]) {
                content[StepArrays.at(x, b, h, i, c)] = Float.NaN;
            }
        });
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepCheck#engines")
    void sumsOverBatchesAndSegments(String engine) {
        for (SegmentWeightGradient step : new SegmentWeightGradient[] {
            step(4, 11, 3, null),
            step(4, 11, 3, new int[] {3, 10}),
            step(4, 11, 2, new int[] {0, 11}),
            step(1, 200, 200, new int[] {200, 130}),
            step(70, 60, 1, null)
        }) {
            View x = step.pool().x();
            Map<String, float[]> contents = StepCheck.normal(x, step.dy());
            poison(contents.get("x"), x, step.pool().lengths());
            StepCheck.check(engine, step, SegmentWeightGradientTasks::new, contents);
        }
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepCheck#engines")
    void takesSmallerSteps(String engine) {
        SegmentWeightGradient capacity = step(4, 11, 3, null);
        SegmentPool pool = capacity.pool();
        SegmentPool small = new SegmentPool(
                "pool",
                Kind.WEIGHTED,
                4,
                pool.x().firstRows(5),
                pool.weights(),
                null,
                pool.y().firstRows(2));
        SegmentWeightGradient step =
                new SegmentWeightGradient("gradient", small, capacity.dy().firstRows(2), capacity.dw());
        StepCheck.check(
                engine, capacity, step, SegmentWeightGradientTasks::new, StepCheck.normal(pool.x(), capacity.dy()));
    }
}
