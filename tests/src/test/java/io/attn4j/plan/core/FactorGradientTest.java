package io.attn4j.plan.core;

import io.attn4j.kernels.core.FactorGradientTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.List;
import java.util.Map;

/** Gradients by the factors of the logits. */
class FactorGradientTest extends StepTest<FactorGradient> {
    @Override
    protected Map<String, StepRun.Factory<FactorGradient>> tasks() {
        return GradientCase.strategies(FactorGradientTasks::new);
    }

    @Override
    protected List<StepCase<FactorGradient>> cases() {
        return GradientCase.all(
                options -> options.high() > 0,
                x -> of(
                        x,
                        x.data.emptyGapped(
                                "y",
                                x.options.batch(),
                                x.options.heads(),
                                x.options.queries(),
                                x.core.factors().columns())),
                (x, large) -> of(x, large.y().firstRows(x.core.a().rows())));
    }

    private static FactorGradient of(GradientCase x, View y) {
        return new FactorGradient("gradient", x.core, x.outputGradient, x.delta, y);
    }
}
