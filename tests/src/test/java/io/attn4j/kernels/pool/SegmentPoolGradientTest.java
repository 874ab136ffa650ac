package io.attn4j.kernels.pool;

import io.attn4j.kernels.step.StepArrays;
import io.attn4j.kernels.step.StepCheck;
import io.attn4j.plan.View;
import io.attn4j.plan.pool.SegmentPool;
import io.attn4j.plan.pool.SegmentPool.Kind;
import io.attn4j.plan.pool.SegmentPoolGradient;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients of pooled rows against fp64: each kind, strides that do not divide, lengths, and ties. */
class SegmentPoolGradientTest {
    private static SegmentPool pool(Kind kind, int stride, int rows, int segments, int[] lengths) {
        View x = StepCheck.transposed("x", 2, 3, rows, 19);
        View weights = kind == Kind.WEIGHTED ? StepCheck.transposed("weights", 1, 3, 19, stride) : null;
        View y = StepCheck.contiguous("y", 2, 3, segments, 19);
        return new SegmentPool("pool", kind, stride, x, weights, lengths, y);
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

    private static void check(String engine, SegmentPool pool) {
        View dy = StepCheck.gapped("dy", 2, 3, pool.y().rows(), 19);
        View dx = StepCheck.gapped("dx", 2, 3, pool.x().rows(), 19);
        SegmentPoolGradient step = new SegmentPoolGradient("gradient", pool, dy, dx);
        Map<String, float[]> contents = StepCheck.normal(dy, pool.weights());
        if (pool.kind() == Kind.MAX) {
            contents.putAll(StepCheck.normal(pool.x()));
            float[] x = contents.get("x");
            for (int i = 0; i < x.length; i++) {
                x[i] = Math.round(2 * x[i]) / 2.0f;
            }
            poison(x, pool.x(), pool.lengths());
        }
        StepCheck.check(engine, step, SegmentPoolGradientTasks::new, contents);
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepCheck#engines")
    void followsEachKind(String engine) {
        int[] lengths = {3, 10};
        for (Kind kind : new Kind[] {Kind.MEAN, Kind.MAX}) {
            for (int[] given : new int[][] {null, lengths}) {
                check(engine, pool(kind, 0, 11, 4, given));
                check(engine, pool(kind, 0, 11, 11, given));
                check(engine, pool(kind, 4, 11, 3, given));
                check(engine, pool(kind, 3, 11, 2, given));
            }
        }
        check(engine, pool(Kind.WEIGHTED, 4, 11, 3, null));
        check(engine, pool(Kind.WEIGHTED, 4, 11, 3, lengths));
        check(engine, pool(Kind.WEIGHTED, 1, 11, 10, lengths));
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepCheck#engines")
    void repeatsRowsOfShortSequences(String engine) {
        for (int segments : new int[] {1, 4, 7, 30}) {
            check(engine, pool(Kind.VALID_MEAN, 0, 11, segments, new int[] {3, 10}));
            check(engine, pool(Kind.VALID_MEAN, 0, 11, segments, new int[] {1, 11}));
            check(engine, pool(Kind.VALID_MEAN, 0, 11, segments, null));
        }
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepCheck#engines")
    void takesSmallerSteps(String engine) {
        View x = StepCheck.gapped("x", 2, 1, 20, 5);
        View y = StepCheck.gapped("y", 2, 1, 5, 5);
        View dx = StepCheck.gapped("dx", 2, 1, 20, 5);
        SegmentPool pool = new SegmentPool("pool", Kind.MEAN, 4, x, null, null, y);
        SegmentPoolGradient capacity = new SegmentPoolGradient("gradient", pool, y, dx);
        SegmentPool small = new SegmentPool("pool", Kind.MEAN, 4, x.firstRows(7), null, null, y.firstRows(2));
        SegmentPoolGradient step = new SegmentPoolGradient("gradient", small, y.firstRows(2), dx.firstRows(7));
        StepCheck.check(engine, capacity, step, SegmentPoolGradientTasks::new, StepCheck.normal(y));
    }
}
