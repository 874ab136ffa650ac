package io.attn4j.kernels.matrix;

import io.attn4j.kernels.step.StepArrays;
import io.attn4j.kernels.step.StepCheck;
import io.attn4j.plan.View;
import io.attn4j.plan.matrix.ActivateGradient;
import io.attn4j.plan.matrix.Activation;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Slopes of activations against fp64. */
class ActivateGradientTest {
    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepCheck#engines")
    void multipliesBySlopes(String engine) {
        for (Activation activation : Activation.values()) {
            View z = StepCheck.transposed("z", 2, 3, 35, 37);
            View dy = StepCheck.gapped("dy", 2, 3, 35, 37);
            View dz = StepCheck.gapped("dz", 2, 3, 35, 37);
            float[] alpha = {1, -0.5f, 3};
            Map<String, float[]> contents = StepCheck.normal(z, dy);
            contents.get("z")[StepArrays.at(z, 0, 0, 0, 0)] = 0;
            for (ActivateGradient step : new ActivateGradient[] {
                new ActivateGradient("gradient", z, null, activation, dy, dz),
                new ActivateGradient("gradient", z, alpha, activation, dy, dz),
                new ActivateGradient("gradient", z, alpha, activation, dy, dy)
            }) {
                StepCheck.check(engine, step, ActivateGradientTasks::new, contents);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepCheck#engines")
    void takesLargeArgumentsAndSmallerSteps(String engine) {
        for (Activation activation : Activation.values()) {
            View z = StepCheck.gapped("z", 1, 1, 70, 19);
            View dy = StepCheck.gapped("dy", 1, 1, 70, 19);
            View dz = StepCheck.gapped("dz", 1, 1, 70, 19);
            Map<String, float[]> contents = StepCheck.normal(z, dy);
            for (int i = 0; i < contents.get("z").length; i++) {
                contents.get("z")[i] *= i % 7 == 0 ? 1e12f : 8;
            }
            ActivateGradient capacity = new ActivateGradient("gradient", z, null, activation, dy, dz);
            StepCheck.check(engine, capacity, ActivateGradientTasks::new, contents);
            ActivateGradient step = new ActivateGradient(
                    "gradient", z.firstRows(1), null, activation, dy.firstRows(1), dz.firstRows(1));
            StepCheck.check(engine, capacity, step, ActivateGradientTasks::new, contents);
        }
    }
}
