package io.attn4j.plan.past;

import io.attn4j.kernels.past.PastQueryGradientTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepTest;
import java.util.List;
import java.util.Map;

/** Probabilities of past-only attention, their gradients, and the gradient by its queries. */
class PastQueryGradientTest extends StepTest<PastQueryGradient> {
    @Override
    protected Map<String, StepRun.Factory<PastQueryGradient>> tasks() {
        return only(PastQueryGradientTasks::new);
    }

    @Override
    protected List<StepCase<PastQueryGradient>> cases() {
        return PastGradientCase.all(PastGradientCase::query);
    }
}
