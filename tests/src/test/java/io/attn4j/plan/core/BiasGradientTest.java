package io.attn4j.kernels.core;

import io.attn4j.kernels.step.StepArrays;
import io.attn4j.plan.View;
import io.attn4j.plan.core.BiasGradient;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients by the dense bias against fp64: of each batch and head, or summed over those that share it; 0 where masked. */
class BiasGradientTest {
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("io.attn4j.kernels.core.GradientCase#all")
    void equalsTheReference(String engine, GradientCase x) {
        GradientCase.Options o = x.options;
        Assumptions.assumeTrue(x.core.bias() != null, "no bias");
        int batch = x.core.bias().batchStride() == 0 ? 1 : o.batch();
        int heads = x.core.bias().headStride() == 0 ? 1 : o.heads();
        View y = View.contiguous(
                StepArrays.output("y", (long) batch * heads * o.queries() * o.keys()),
                batch,
                heads,
                o.queries(),
                o.keys());
        x.check(
                engine,
                new BiasGradient("bias", x.core, x.outputGradient, x.delta, y),
                (step, arrays, device) -> new BiasGradientTasks(step, arrays, GradientCase.choice(engine), device));
    }
}
