package io.attn4j.plan.optimizer;

import io.attn4j.kernels.optimizer.ClipScaleTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.List;
import java.util.Map;

/** Norms below and above the limit, of nothing, and of what is no number. */
class ClipScaleTest extends StepTest<ClipScale> {
    @Override
    protected Map<String, StepRun.Factory<ClipScale>> tasks() {
        return only(ClipScaleTasks::new);
    }

    @Override
    protected List<StepCase<ClipScale>> cases() {
        return List.of(
                clip("below", 0.25, 1),
                clip("at the limit", 4, 2),
                clip("above", 1000, 0.5f),
                clip("of nothing", 0, 1),
                clip("infinite", Double.POSITIVE_INFINITY, 1),
                clip("no number", Double.NaN, 1));
    }

    private static StepCase<ClipScale> clip(String name, double squares, float limit) {
        StepData data = new StepData(1);
        View x = data.emptyGapped("squares", 1, 1, 1, 1);
        data.fill(x, (b, h, i, c) -> squares);
        return new StepCase<>(name, data, new ClipScale("clip", x, limit, data.empty("y", 1, 1, 1, 1)));
    }
}
