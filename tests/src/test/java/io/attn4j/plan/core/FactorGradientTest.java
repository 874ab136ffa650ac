package io.attn4j.kernels.core;

import io.attn4j.kernels.step.StepArrays;
import io.attn4j.plan.View;
import io.attn4j.plan.core.FactorGradient;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients by the factors of the logits against fp64. */
class FactorGradientTest {
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("io.attn4j.kernels.core.GradientCase#all")
    void equalsTheReference(String engine, GradientCase x) {
        GradientCase.Options o = x.options;
        Assumptions.assumeTrue(o.high() > 0, "no factors");
        int columns = x.core.factors().columns();
        View y = View.contiguous(
                StepArrays.output("y", (long) o.batch() * o.heads() * o.queries() * columns),
                o.batch(),
                o.heads(),
                o.queries(),
                columns);
        x.check(
                engine,
                new FactorGradient("factor", x.core, x.outputGradient, x.delta, y),
                (step, arrays, device) ->
                        QueryGradientTasks.factors(step, arrays, GradientCase.choice(engine), device));
    }
}
