package io.attn4j.kernels.row;

import io.attn4j.kernels.step.StepCheck;
import io.attn4j.plan.View;
import io.attn4j.plan.row.LayerNorm;
import io.attn4j.plan.row.LayerNormGradient;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients of normalised rows against fp64. */
class LayerNormGradientTest {
    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepCheck#engines")
    void followsRowsOfAnySize(String engine) {
        for (int columns : new int[] {1, 3, 15, 37, 64, 1025, 3001}) {
            View x = StepCheck.gapped("x", 2, 1, 5, columns);
            View gamma = StepCheck.contiguous("gamma", 1, 1, 1, columns);
            View dy = StepCheck.gapped("dy", 2, 1, 5, columns);
            View dx = StepCheck.gapped("dx", 2, 1, 5, columns);
            View products = StepCheck.contiguous("products", 2, 1, 5, columns);
            LayerNorm norm = new LayerNorm("norm", x, gamma, null, 1e-5f, products);
            LayerNormGradient step = new LayerNormGradient("gradient", norm, dy, dx, products);
            Map<String, float[]> contents = StepCheck.normal(x, gamma, dy);
            if (columns == 1) {
                // a row of one column has no gradient
                for (int i = 0; i < contents.get("x").length; i++) {
                    contents.get("x")[i] = 0;
                }
            }
            StepCheck.check(engine, step, LayerNormGradientTasks::new, contents);
        }
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepCheck#engines")
    void givesOneOfTheTwoAndTakesSmallerSteps(String engine) {
        View x = StepCheck.gapped("x", 2, 3, 9, 40);
        View gamma = StepCheck.transposed("gamma", 1, 1, 1, 40);
        View dy = StepCheck.gapped("dy", 2, 3, 9, 40);
        View to = StepCheck.gapped("to", 2, 3, 9, 40);
        LayerNorm norm = new LayerNorm("norm", x, gamma, null, 1e-5f, to);
        Map<String, float[]> contents = StepCheck.normal(x, gamma, dy);
        LayerNormGradient capacity = new LayerNormGradient("gradient", norm, dy, to, null);
        StepCheck.check(engine, capacity, LayerNormGradientTasks::new, contents);
        LayerNormGradient other = new LayerNormGradient("gradient", norm, dy, null, to);
        StepCheck.check(engine, other, LayerNormGradientTasks::new, contents);
        LayerNorm small = new LayerNorm("norm", x.firstRows(2), gamma, null, 1e-3f, to.firstRows(2));
        LayerNormGradient step = new LayerNormGradient("gradient", small, dy.firstRows(2), to.firstRows(2), null);
        StepCheck.check(engine, capacity, step, LayerNormGradientTasks::new, contents);
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepCheck#engines")
    void keepsItsDigitsWhereTheMeanIsLarge(String engine) {
        View x = StepCheck.contiguous("x", 1, 1, 4, 300);
        View gamma = StepCheck.contiguous("gamma", 1, 1, 1, 300);
        View dy = StepCheck.contiguous("dy", 1, 1, 4, 300);
        View dx = StepCheck.contiguous("dx", 1, 1, 4, 300);
        View products = StepCheck.contiguous("products", 1, 1, 4, 300);
        Map<String, float[]> contents = StepCheck.normal(x, gamma, dy);
        for (int i = 0; i < contents.get("x").length; i++) {
            contents.get("x")[i] += 1000;
        }
        LayerNorm norm = new LayerNorm("norm", x, gamma, null, 1e-5f, products);
        LayerNormGradient step = new LayerNormGradient("gradient", norm, dy, dx, products);
        StepCheck.check(engine, step, LayerNormGradientTasks::new, contents);
    }
}
