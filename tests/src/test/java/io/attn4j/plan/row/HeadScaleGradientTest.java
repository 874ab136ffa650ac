package io.attn4j.plan.row;

import io.attn4j.kernels.row.HeadScaleGradientTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Scalar products of rows with their gradients: rows of any length and strides, and terms without a gradient. */
class HeadScaleGradientTest extends StepTest<HeadScaleGradient> {
    @Override
    protected Map<String, StepRun.Factory<HeadScaleGradient>> tasks() {
        return only(HeadScaleGradientTasks::new);
    }

    @Override
    protected List<StepCase<HeadScaleGradient>> cases() {
        List<StepCase<HeadScaleGradient>> cases = new ArrayList<>();
        for (int columns : new int[] {1, 15, 64, 65, 1023, 4100}) {
            StepData data = new StepData(columns);
            View dy = data.gapped("dy", 2, 3, 3, columns);
            View x = data.contiguous("x", 2, 3, 3, columns);
            View y = data.emptyGapped("y", 2, 3, 3, 1);
            cases.add(new StepCase<>(columns + " columns", data, new HeadScaleGradient("weights", dy, x, 1, y)));
        }
        StepData data = new StepData(2);
        View dy = data.splitHeads("dy", 2, 3, 9, 20).rows(2, 9).columns(1, 20);
        View x = data.gapped("x", 1, 1, 19, 7).transposed().broadcastBatch(2).broadcastHeads(3);
        View y = data.emptyGapped("y", 2, 3, 1, 7).transposed();
        HeadScaleGradient whole = new HeadScaleGradient("weights", dy, x, -3, y);
        cases.add(new StepCase<>("strides", data, whole));
        cases.add(new StepCase<>(
                        "smaller than its tasks",
                        data,
                        new HeadScaleGradient("weights", dy.firstRows(1), x.firstRows(1), -3, y.firstRows(1)))
                .within(whole));
        StepData masked = new StepData(3);
        View some = masked.contiguous("dy", 1, 2, 3, 40);
        View hidden = masked.contiguous("x", 1, 2, 3, 40);
        masked.fill(some, (b, h, i, c) -> c % 3 == 0 ? 0 : masked.get(some, b, h, i, c));
        masked.fill(
                hidden,
                (b, h, i, c) -> c % 3 == 0
                        ? c % 2 == 0 ? Double.NEGATIVE_INFINITY : Double.NaN
                        : masked.get(hidden, b, h, i, c));
        cases.add(new StepCase<>(
                "terms without a gradient",
                masked,
                new HeadScaleGradient("weights", some, hidden, 1, masked.empty("y", 1, 2, 3, 1))));
        return cases;
    }
}
