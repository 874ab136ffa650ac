package io.attn4j.plan.pool;

import io.attn4j.kernels.pool.SegmentWeightGradientTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import io.attn4j.plan.pool.SegmentPool.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Gradients of the weights of pooled rows: sums over batches and segments, lengths, and padding. */
class SegmentWeightGradientTest extends StepTest<SegmentWeightGradient> {
    @Override
    protected Map<String, StepRun.Factory<SegmentWeightGradient>> tasks() {
        return only(SegmentWeightGradientTasks::new);
    }

    @Override
    protected List<StepCase<SegmentWeightGradient>> cases() {
        return List.of(
                weights(4, 11, 3, null),
                weights(4, 11, 3, new int[] {3, 10}),
                weights(4, 11, 2, new int[] {0, 11}),
                weights(1, 200, 200, new int[] {200, 130}),
                weights(70, 60, 1, null),
                smaller());
    }

    /** Rows at or beyond a length hold NaN and infinity. */
    private static StepCase<SegmentWeightGradient> weights(int stride, int rows, int segments, int[] lengths) {
        StepData data = new StepData(rows);
        View x = data.gapped("x", 2, 3, 19, rows).transposed();
        if (lengths != null) {
            data.poison(x, lengths);
        }
        View dy = data.gapped("dy", 2, 3, segments, 19);
        View dw = data.emptyGapped("dw", 1, 3, 19, stride);
        SegmentPool pool = new SegmentPool("pool", Kind.WEIGHTED, stride, x, dw, lengths, dy);
        return new StepCase<>(
                segments + " segments of " + rows + " rows, stride " + stride + ", lengths " + Arrays.toString(lengths),
                data,
                new SegmentWeightGradient("gradient", pool, dy, dw));
    }

    private static StepCase<SegmentWeightGradient> smaller() {
        StepData data = new StepData(2);
        View x = data.gapped("x", 2, 3, 19, 11).transposed();
        View dy = data.gapped("dy", 2, 3, 3, 19);
        View dw = data.emptyGapped("dw", 1, 3, 19, 4);
        SegmentPool whole = new SegmentPool("pool", Kind.WEIGHTED, 4, x, dw, null, dy);
        SegmentPool small = new SegmentPool("pool", Kind.WEIGHTED, 4, x.firstRows(5), dw, null, dy.firstRows(2));
        return new StepCase<>(
                        "smaller than its tasks",
                        data,
                        new SegmentWeightGradient("gradient", small, dy.firstRows(2), dw))
                .within(new SegmentWeightGradient("gradient", whole, dy, dw));
    }
}
