package io.attn4j.plan.past;

import io.attn4j.kernels.past.PastKeyGradientTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepTest;
import java.util.List;
import java.util.Map;

/** Gradients of past-only attention by its keys, values, projections and states. */
class PastKeyGradientTest extends StepTest<PastKeyGradient> {
    @Override
    protected Map<String, StepRun.Factory<PastKeyGradient>> tasks() {
        return only(PastKeyGradientTasks::new);
    }

    @Override
    protected List<StepCase<PastKeyGradient>> cases() {
        return PastGradientCase.all(PastGradientCase::key);
    }
}
