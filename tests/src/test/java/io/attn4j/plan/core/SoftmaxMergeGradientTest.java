package io.attn4j.plan.core;

import io.attn4j.kernels.core.SoftmaxMergeGradientTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gradients of joined softmaxes: sides without keys, whose outputs hold NaN, and both. */
class SoftmaxMergeGradientTest extends StepTest<SoftmaxMergeGradient> {
    @Override
    protected Map<String, StepRun.Factory<SoftmaxMergeGradient>> tasks() {
        return only(SoftmaxMergeGradientTasks::new);
    }

    @Override
    protected List<StepCase<SoftmaxMergeGradient>> cases() {
        List<StepCase<SoftmaxMergeGradient>> cases = new ArrayList<>();
        for (int columns : new int[] {1, 7, 64}) {
            cases.add(gradient(columns, true));
            cases.add(gradient(columns, false));
        }
        return cases;
    }

    private static StepCase<SoftmaxMergeGradient> gradient(int columns, boolean lseGradient) {
        StepData data = new StepData(columns);
        View[] sides = SoftmaxMergeTest.sides(data, 2, 3, 7, columns);
        SoftmaxMerge merge = new SoftmaxMerge(
                "merge",
                sides[0],
                sides[1],
                sides[2],
                sides[3],
                data.emptySplitHeads("o", 2, 3, 7, columns),
                data.empty("lse", 2, 3, 7, 1));
        data.compute(merge);
        View gradient = data.splitHeads("do", 2, 3, 7, columns);
        // row 2 has keys on neither side
        data.fill(gradient, (b, h, i, c) -> i == 2 ? Double.NaN : data.get(gradient, b, h, i, c));
        SoftmaxMergeGradient step = new SoftmaxMergeGradient(
                "gradient",
                merge,
                gradient,
                lseGradient ? data.splitHeads("dlse", 2, 3, 7, 1) : null,
                data.emptySplitHeads("do1", 2, 3, 7, columns),
                data.emptyGapped("dlse1", 2, 3, 7, 1),
                data.emptyGapped("do2", 2, 3, 7, columns),
                data.emptySplitHeads("dlse2", 2, 3, 7, 1));
        return new StepCase<>(columns + " columns" + (lseGradient ? ", dlse" : ""), data, step);
    }
}
