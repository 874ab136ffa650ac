package io.attn4j.kernels.core;

import io.attn4j.kernels.step.StepArrays;
import io.attn4j.plan.View;
import io.attn4j.plan.core.QueryGradient;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients by queries against fp64: every operand, every mask, grouped queries, sizes that fill no tile. */
class QueryGradientTest {
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("io.attn4j.kernels.core.GradientCase#all")
    void equalsTheReference(String engine, GradientCase x) {
        GradientCase.Options o = x.options;
        Assumptions.assumeTrue(o.da() > 0, "no queries");
        View y = View.splitHeads(
                StepArrays.output("y", (long) o.batch() * o.heads() * o.queries() * o.da()),
                o.batch(),
                o.heads(),
                o.queries(),
                o.da());
        x.check(
                engine,
                new QueryGradient("query", x.core, x.outputGradient, x.delta, y),
                (step, arrays, device) ->
                        QueryGradientTasks.queries(step, arrays, GradientCase.choice(engine), device));
    }
}
