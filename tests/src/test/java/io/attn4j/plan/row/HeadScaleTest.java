package io.attn4j.plan.row;

import io.attn4j.kernels.row.HeadScaleTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rows scaled by a number for each head: weights of any strides, of 0 too, and negative infinity, which stays. */
class HeadScaleTest extends StepTest<HeadScale> {
    @Override
    protected Map<String, StepRun.Factory<HeadScale>> tasks() {
        return only(HeadScaleTasks::new);
    }

    @Override
    protected List<StepCase<HeadScale>> cases() {
        List<StepCase<HeadScale>> cases = new ArrayList<>();
        for (int columns : new int[] {1, 19, 64, 1023}) {
            StepData data = new StepData(columns);
            View x = data.gapped("x", 2, 3, 5, columns);
            View w = data.contiguous("w", 2, 3, 1, 1);
            View y = data.emptyGapped("y", 2, 3, 5, columns);
            cases.add(new StepCase<>(columns + " columns", data, new HeadScale("scale", x, w, 1, y)));
        }
        StepData data = new StepData(2);
        View x = data.gapped("x", 1, 3, 9, 20).rows(2, 9).columns(1, 20).broadcastBatch(2);
        View w =
                data.contiguous("w", 1, 1, 1, 5).columns(3, 4).broadcastHeads(3).broadcastBatch(2);
        View y = data.emptyGapped("y", 2, 3, 19, 7).transposed();
        HeadScale whole = new HeadScale("scale", x, w, 0.25f, y);
        cases.add(new StepCase<>("one weight for all, strides", data, whole));
        cases.add(new StepCase<>(
                        "smaller than its tasks",
                        data,
                        new HeadScale("scale", x.firstRows(1), w, 0.25f, y.firstRows(1)))
                .within(whole));
        StepData masked = new StepData(3);
        View hidden = masked.contiguous("x", 1, 2, 3, 8);
        masked.fill(
                hidden,
                (b, h, i, c) -> c % 3 == 0
                        ? Double.NEGATIVE_INFINITY
                        : c % 3 == 1 ? -Float.MAX_VALUE : masked.get(hidden, b, h, i, c));
        View none = masked.contiguous("w", 1, 2, 1, 1);
        masked.fill(none, (b, h, i, c) -> h == 0 ? 0 : 0.5);
        cases.add(new StepCase<>(
                "negative infinity, weights from 0",
                masked,
                new HeadScale("scale", hidden, none, 1, masked.empty("y", 1, 2, 3, 8))));
        return cases;
    }
}
