package io.attn4j.plan.core;

import io.attn4j.kernels.core.SoftmaxMergeTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Joined softmaxes: sides without keys, large logits, and results stored over the first side. */
class SoftmaxMergeTest extends StepTest<SoftmaxMerge> {
    @Override
    protected Map<String, StepRun.Factory<SoftmaxMerge>> tasks() {
        return only(SoftmaxMergeTasks::new);
    }

    @Override
    protected List<StepCase<SoftmaxMerge>> cases() {
        List<StepCase<SoftmaxMerge>> cases = new ArrayList<>();
        for (int columns : new int[] {1, 7, 33, 64}) {
            StepData data = new StepData(columns);
            View[] sides = sides(data, 2, 3, 5, columns);
            View o = data.empty("o", 2, 3, 5, columns);
            View lse = data.empty("lse", 2, 3, 5, 1);
            cases.add(new StepCase<>(
                    columns + " columns",
                    data,
                    new SoftmaxMerge("merge", sides[0], sides[1], sides[2], sides[3], o, lse)));
        }
        StepData data = new StepData(5);
        View[] sides = sides(data, 2, 2, 6, 9);
        SoftmaxMerge inPlace = new SoftmaxMerge("merge", sides[0], sides[1], sides[2], sides[3], sides[0], sides[1]);
        cases.add(new StepCase<>("over the first side", data, inPlace));
        return cases;
    }

    /**
     * o1, lse1, o2 and lse2, where rows 0, 1 and 2 lack keys on the first side, the second, and both; the logits are far
     * beyond where an exponential overflows, and what a side without keys holds is NaN or infinite.
     */
    static View[] sides(StepData data, int batch, int heads, int rows, int columns) {
        View o1 = data.splitHeads("o1", batch, heads, rows, columns);
        View lse1 = data.contiguous("lse1", batch, heads, rows, 1);
        View o2 = data.gapped("o2", batch, heads, rows + 2, columns).rows(2, rows + 2);
        View lse2 = data.contiguous("lse2", batch, heads, rows, 3).columns(1, 2);
        data.fill(lse1, (b, h, i, c) -> 300 * data.get(lse1, b, h, i, 0));
        data.fill(lse2, (b, h, i, c) -> data.get(lse1, b, h, i, 0) + data.get(lse2, b, h, i, 0));
        data.fill(lse1, (b, h, i, c) -> i == 0 || i == 2 ? Double.NEGATIVE_INFINITY : data.get(lse1, b, h, i, 0));
        data.fill(lse2, (b, h, i, c) -> i == 1 || i == 2 ? Double.NEGATIVE_INFINITY : data.get(lse2, b, h, i, 0));
        data.fill(o1, (b, h, i, c) -> i == 0 || i == 2 ? Double.NaN : data.get(o1, b, h, i, c));
        data.fill(o2, (b, h, i, c) -> i == 1 || i == 2 ? Double.POSITIVE_INFINITY : data.get(o2, b, h, i, c));
        return new View[] {o1, lse1, o2, lse2};
    }
}
