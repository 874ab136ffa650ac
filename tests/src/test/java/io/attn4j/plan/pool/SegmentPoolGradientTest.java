package io.attn4j.plan.pool;

import io.attn4j.kernels.pool.SegmentPoolGradientTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import io.attn4j.plan.pool.SegmentPool.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Gradients of pooled rows: each kind, strides that do not divide, lengths, and ties. */
class SegmentPoolGradientTest extends StepTest<SegmentPoolGradient> {
    @Override
    protected Map<String, StepRun.Factory<SegmentPoolGradient>> tasks() {
        return only(SegmentPoolGradientTasks::new);
    }

    @Override
    protected List<StepCase<SegmentPoolGradient>> cases() {
        List<StepCase<SegmentPoolGradient>> cases = new ArrayList<>();
        int[] lengths = {3, 10};
        for (Kind kind : new Kind[] {Kind.MEAN, Kind.MAX}) {
            for (int[] given : new int[][] {null, lengths}) {
                cases.add(pool(kind, 0, 4, given));
                cases.add(pool(kind, 0, 11, given));
                cases.add(pool(kind, 4, 3, given));
                cases.add(pool(kind, 3, 2, given));
            }
        }
        cases.add(pool(Kind.WEIGHTED, 4, 3, null));
        cases.add(pool(Kind.WEIGHTED, 4, 3, lengths));
        cases.add(pool(Kind.WEIGHTED, 1, 10, lengths));
        for (int segments : new int[] {1, 4, 7, 30}) {
            cases.add(pool(Kind.VALID_MEAN, 0, segments, lengths));
            cases.add(pool(Kind.VALID_MEAN, 0, segments, new int[] {1, 11}));
            cases.add(pool(Kind.VALID_MEAN, 0, segments, null));
        }
        cases.add(smaller());
        return cases;
    }

    /** Rows at or beyond a length hold NaN and infinity; x is read where the largest element was taken, and has ties. */
    private static StepCase<SegmentPoolGradient> pool(Kind kind, int stride, int segments, int[] lengths) {
        StepData data = new StepData(segments);
        View x = data.gapped("x", 2, 3, 19, 11).transposed();
        data.fill(x, (b, h, i, c) -> Math.round(2 * data.get(x, b, h, i, c)) / 2.0);
        if (lengths != null) {
            data.poison(x, lengths);
        }
        View weights =
                kind == Kind.WEIGHTED ? data.gapped("weights", 1, 3, stride, 19).transposed() : null;
        View y = data.empty("y", 2, 3, segments, 19);
        View dy = data.gapped("dy", 2, 3, segments, 19);
        View dx = data.emptyGapped("dx", 2, 3, 11, 19);
        SegmentPool pool = new SegmentPool("pool", kind, stride, x, weights, lengths, y);
        return new StepCase<>(
                kind + " of " + segments + " segments, stride " + stride + ", lengths " + Arrays.toString(lengths),
                data,
                new SegmentPoolGradient("gradient", pool, dy, dx));
    }

    private static StepCase<SegmentPoolGradient> smaller() {
        StepData data = new StepData(2);
        View x = data.gapped("x", 2, 1, 20, 5);
        View y = data.empty("y", 2, 1, 5, 5);
        View dy = data.gapped("dy", 2, 1, 5, 5);
        View dx = data.emptyGapped("dx", 2, 1, 20, 5);
        SegmentPool whole = new SegmentPool("pool", Kind.MEAN, 4, x, null, null, y);
        SegmentPool small = new SegmentPool("pool", Kind.MEAN, 4, x.firstRows(7), null, null, y.firstRows(2));
        return new StepCase<>(
                        "smaller than its tasks",
                        data,
                        new SegmentPoolGradient("gradient", small, dy.firstRows(2), dx.firstRows(7)))
                .within(new SegmentPoolGradient("gradient", whole, dy, dx));
    }
}
