package io.attn4j.plan.past;

import io.attn4j.kernels.past.PastStatesGradientTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Gradients of states at chunk starts, with one by the state after the last row and without. */
class PastStatesGradientTest extends StepTest<PastStatesGradient> {
    @Override
    protected Map<String, StepRun.Factory<PastStatesGradient>> tasks() {
        return only(PastStatesGradientTasks::new);
    }

    @Override
    protected List<StepCase<PastStatesGradient>> cases() {
        return Stream.of(
                        PastGradientCase.all(PastGradientCase::states),
                        PastGradientCase.all(PastGradientCase::statesWithoutLast))
                .flatMap(List::stream)
                .toList();
    }
}
