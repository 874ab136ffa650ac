package io.attn4j.kernels.matrix;

import io.attn4j.kernels.step.StepCheck;
import io.attn4j.plan.View;
import io.attn4j.plan.matrix.Activate;
import io.attn4j.plan.matrix.Activation;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Activations by themselves against fp64. */
class ActivateTest {
    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepCheck#engines")
    void activatesScalesAndAdds(String engine) {
        for (Activation activation : Activation.values()) {
            View z = StepCheck.transposed("z", 2, 3, 35, 37);
            View residual = StepCheck.gapped("residual", 2, 3, 35, 37);
            View y = StepCheck.gapped("y", 2, 3, 35, 37);
            float[] alpha = {1, -0.5f, 3};
            Map<String, float[]> contents = StepCheck.normal(z, residual);
            for (Activate step : new Activate[] {
                new Activate("activate", z, null, activation, null, y),
                new Activate("activate", z, alpha, activation, residual, y),
                new Activate("activate", z, alpha, activation, residual, residual)
            }) {
                StepCheck.check(engine, step, ActivateTasks::new, contents);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepCheck#engines")
    void takesLargeArgumentsAndSmallerSteps(String engine) {
        for (Activation activation : Activation.values()) {
            View z = StepCheck.gapped("z", 1, 1, 70, 19);
            View y = StepCheck.gapped("y", 1, 1, 70, 19);
            Map<String, float[]> contents = StepCheck.normal(z);
            for (int i = 0; i < contents.get("z").length; i++) {
                contents.get("z")[i] *= 30;
            }
            Activate capacity = new Activate("activate", z, null, activation, null, y);
            StepCheck.check(engine, capacity, ActivateTasks::new, contents);
            Activate step = new Activate("activate", z.firstRows(1), null, activation, null, y.firstRows(1));
            StepCheck.check(engine, capacity, step, ActivateTasks::new, contents);
        }
    }
}
