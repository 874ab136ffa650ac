package io.attn4j.kernels.head;

import io.attn4j.kernels.step.StepArrays;
import io.attn4j.kernels.step.StepCheck;
import io.attn4j.plan.View;
import io.attn4j.plan.head.HeadGate;
import io.attn4j.plan.head.HeadGate.Kind;
import io.attn4j.plan.head.HeadGateGradient;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients of gated heads against fp64: each kind, ties, and logits whose exponentials overflow. */
class HeadGateGradientTest {
    private static HeadGateGradient step(Kind kind, int heads, int shared, int top, boolean logits) {
        int columns = kind == Kind.MIXTURE && shared > 0 ? heads + 2 : heads;
        View z = StepCheck.gapped("z", 2, 1, 7, columns);
        View x = View.splitHeads(StepArrays.input("x", 2L * 7 * heads * 19), 2, heads, 7, 19);
        View dy = StepCheck.transposed("dy", 2, heads, 7, 19);
        View dx = StepCheck.gapped("dx", 2, heads, 7, 19);
        View dz = StepCheck.gapped("dz", 2, 1, 7, columns);
        return new HeadGateGradient(
                "gradient", new HeadGate("gate", kind, shared, top, z, x), x, dy, dx, logits ? dz : null);
    }

    private static void checkKinds(String engine, float factor) {
        for (HeadGateGradient step : new HeadGateGradient[] {
            step(Kind.SIGMOID, 5, 0, 0, true),
            step(Kind.SOFTMAX, 1, 0, 0, false),
            step(Kind.SOFTMAX, 5, 0, 0, true),
            step(Kind.MIXTURE, 5, 0, 3, true),
            step(Kind.MIXTURE, 6, 2, 3, true),
            step(Kind.MIXTURE, 4, 3, 1, true)
        }) {
            Map<String, float[]> contents = StepCheck.normal(step.gate().z(), step.x(), step.dy());
            for (int i = 0; i < contents.get("z").length; i++) {
                contents.get("z")[i] *= factor;
            }
            StepCheck.check(engine, step, HeadGateGradientTasks::new, contents);
        }
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepCheck#engines")
    void followsEachKind(String engine) {
        checkKinds(engine, 1);
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepCheck#engines")
    void survivesLogitsWhoseExponentialsOverflow(String engine) {
        checkKinds(engine, 30);
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepCheck#engines")
    void givesTiesToTheLowestHead(String engine) {
        HeadGateGradient step = step(Kind.MIXTURE, 6, 1, 2, true);
        Map<String, float[]> contents = StepCheck.normal(step.gate().z(), step.x(), step.dy());
        for (int i = 0; i < contents.get("z").length; i++) {
            contents.get("z")[i] = i % 3;
        }
        StepCheck.check(engine, step, HeadGateGradientTasks::new, contents);
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepCheck#engines")
    void worksInPlaceAndTakesSmallerSteps(String engine) {
        View z = StepCheck.gapped("z", 2, 1, 7, 4);
        View x = StepCheck.gapped("x", 2, 4, 7, 70);
        View dy = StepCheck.gapped("dy", 2, 4, 7, 70);
        View dz = StepCheck.transposed("dz", 2, 1, 7, 4);
        HeadGate gate = new HeadGate("gate", Kind.SIGMOID, 0, 0, z, x);
        HeadGateGradient capacity = new HeadGateGradient("gradient", gate, x, dy, dy, dz);
        Map<String, float[]> contents = StepCheck.normal(z, x, dy);
        StepCheck.check(engine, capacity, HeadGateGradientTasks::new, contents);
        HeadGate small = new HeadGate("gate", Kind.SIGMOID, 0, 0, z.firstRows(3), x.firstRows(3));
        HeadGateGradient step = new HeadGateGradient(
                "gradient", small, x.firstRows(3), dy.firstRows(3), dy.firstRows(3), dz.firstRows(3));
        StepCheck.check(engine, capacity, step, HeadGateGradientTasks::new, contents);
    }
}
