package io.attn4j.plan.core;

import io.attn4j.kernels.core.BiasGradientTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.List;
import java.util.Map;

/** Gradients by the dense bias: of each batch and head, or summed over those that share it; 0 where masked. */
class BiasGradientTest extends StepTest<BiasGradient> {
    @Override
    protected Map<String, StepRun.Factory<BiasGradient>> tasks() {
        return GradientCase.strategies(BiasGradientTasks::new);
    }

    @Override
    protected List<StepCase<BiasGradient>> cases() {
        return GradientCase.all(
                options -> !options.bias().isEmpty(),
                x -> of(x, result(x)),
                (x, large) -> of(
                        x,
                        large.y()
                                .firstRows(x.core.a().rows())
                                .columns(0, x.core.b().rows())));
    }

    private static BiasGradient of(GradientCase x, View y) {
        return new BiasGradient("gradient", x.core, x.outputGradient, x.delta, y);
    }

    /** Of each batch and head, or summed over those that share the bias. */
    private static View result(GradientCase x) {
        View bias = x.core.bias();
        int batch = bias.batchStride() == 0 ? 1 : bias.batch();
        int heads = bias.headStride() == 0 ? 1 : bias.heads();
        return x.data.emptyGapped("y", batch, heads, bias.rows(), bias.columns());
    }
}
