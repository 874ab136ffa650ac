package io.attn4j.plan.optimizer;

import io.attn4j.kernels.optimizer.SquaredSumTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sums of squares of arrays of any length, after those of others and alone. */
class SquaredSumTest extends StepTest<SquaredSum> {
    @Override
    protected Map<String, StepRun.Factory<SquaredSum>> tasks() {
        return only(SquaredSumTasks::new);
    }

    @Override
    protected List<StepCase<SquaredSum>> cases() {
        List<StepCase<SquaredSum>> cases = new ArrayList<>();
        for (int count : new int[] {1, 15, 64, 513, 2048, 2049, 20_001}) {
            cases.add(sum(count, count % 2 == 0));
        }
        StepData data = new StepData(3);
        View x = data.contiguous("x", 1, 1, 1, 9000);
        View y = data.contiguous("y", 1, 1, 1, 5);
        cases.add(new StepCase<>(
                        "smaller than its tasks, in place",
                        data,
                        new SquaredSum("squares", x.columns(17, 5000), y.columns(3, 4), y.columns(3, 4)))
                .within(new SquaredSum("squares", x, y.columns(1, 2), y.columns(2, 3))));
        return cases;
    }

    private static StepCase<SquaredSum> sum(int count, boolean after) {
        StepData data = new StepData(count);
        View x = data.gapped("x", 1, 1, 1, count);
        View before = after ? data.gapped("before", 1, 1, 1, 1) : null;
        return new StepCase<>(
                count + " elements" + (after ? " after others" : ""),
                data,
                new SquaredSum("squares", x, before, data.empty("y", 1, 1, 1, 1)));
    }
}
