package io.attn4j.plan.core;

import io.attn4j.kernels.core.WeightedSumTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.List;
import java.util.Map;

/** Sums of values by weights in memory: grouped heads, shared weights, and values that no row sees. */
class WeightedSumTest extends StepTest<WeightedSum> {
    @Override
    protected Map<String, StepRun.Factory<WeightedSum>> tasks() {
        return only(WeightedSumTasks::new);
    }

    @Override
    protected List<StepCase<WeightedSum>> cases() {
        return List.of(
                sum("one of one", 1, 1, 1, KeyRanges.rectangular(2, 1, 1, false, null)),
                sum("odd", 7, 33, 5, KeyRanges.of(2, 7, (b, i) -> i % 2, (b, i) -> b == 0 ? 33 : i)),
                sum("rows without keys", 20, 9, 70, KeyRanges.rectangular(2, 20, 9, true, null)),
                shared(),
                unseen(),
                smaller());
    }

    private static StepCase<WeightedSum> sum(String name, int rows, int keys, int columns, KeyRanges ranges) {
        StepData data = new StepData(rows);
        View p = data.contiguous("p", 2, 4, rows, keys);
        View w = data.splitHeads("w", 2, 2, keys, columns);
        return new StepCase<>(
                name, data, new WeightedSum("sum", ranges, p, w, data.emptyGapped("o", 2, 4, rows, columns)));
    }

    /** Weights that the batches share. */
    private static StepCase<WeightedSum> shared() {
        StepData data = new StepData(2);
        View p = data.contiguous("p", 1, 2, 7, 33).broadcastBatch(3);
        KeyRanges all = KeyRanges.rectangular(3, 7, 33, false, null);
        WeightedSum step =
                new WeightedSum("sum", all, p, data.gapped("w", 3, 2, 33, 8), data.emptySplitHeads("o", 3, 2, 7, 8));
        return new StepCase<>("shared by batches", data, step);
    }

    private static StepCase<WeightedSum> unseen() {
        StepData data = new StepData(3);
        int[] lengths = {9, 4};
        View w = data.gapped("w", 2, 2, 9, 3);
        data.poison(w, lengths);
        KeyRanges ranges = KeyRanges.rectangular(2, 7, 9, false, lengths);
        View p = data.contiguous("p", 2, 4, 7, 9);
        return new StepCase<>(
                "NaN beyond a length", data, new WeightedSum("sum", ranges, p, w, data.emptyGapped("o", 2, 4, 7, 3)));
    }

    private static StepCase<WeightedSum> smaller() {
        StepData data = new StepData(4);
        View p = data.contiguous("p", 2, 4, 7, 9);
        View w = data.gapped("w", 2, 2, 9, 5);
        View o = data.emptyGapped("o", 2, 4, 7, 5);
        WeightedSum part = new WeightedSum(
                "sum",
                KeyRanges.rectangular(2, 3, 4, true, null),
                View.contiguous(p.buffer(), 2, 4, 3, 4),
                w.firstRows(4),
                o.firstRows(3));
        return new StepCase<>("smaller than its tasks", data, part)
                .within(new WeightedSum("sum", KeyRanges.rectangular(2, 7, 9, false, null), p, w, o));
    }
}
