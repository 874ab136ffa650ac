package io.attn4j.plan.core;

import io.attn4j.kernels.core.QueryGradientTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.List;
import java.util.Map;

/** Gradients by queries. */
class QueryGradientTest extends StepTest<QueryGradient> {
    @Override
    protected Map<String, StepRun.Factory<QueryGradient>> tasks() {
        return GradientCase.strategies(QueryGradientTasks::new);
    }

    @Override
    protected List<StepCase<QueryGradient>> cases() {
        return GradientCase.all(
                options -> options.da() > 0,
                x -> of(
                        x,
                        x.data.emptySplitHeads(
                                "y", x.options.batch(), x.options.heads(), x.options.queries(), x.options.da())),
                (x, large) -> of(x, large.y().firstRows(x.core.a().rows())));
    }

    private static QueryGradient of(GradientCase x, View y) {
        return new QueryGradient("gradient", x.core, x.outputGradient, x.delta, y);
    }
}
