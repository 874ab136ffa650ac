package io.attn4j.plan.matrix;

import io.attn4j.kernels.matrix.ActivateGradientTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Slopes of activations: scaled by head, in place, at 0, and at large arguments. */
class ActivateGradientTest extends StepTest<ActivateGradient> {
    @Override
    protected Map<String, StepRun.Factory<ActivateGradient>> tasks() {
        return only(ActivateGradientTasks::new);
    }

    @Override
    protected List<StepCase<ActivateGradient>> cases() {
        List<StepCase<ActivateGradient>> cases = new ArrayList<>();
        float[] alpha = {1, -0.5f, 3};
        for (Activation activation : Activation.values()) {
            StepData data = new StepData(1);
            View z = data.gapped("z", 2, 3, 37, 35).transposed();
            data.set(z, 0, 0, 0, 0, 0);
            View dy = data.gapped("dy", 2, 3, 35, 37);
            View dz = data.emptyGapped("dz", 2, 3, 35, 37);
            add(cases, activation + " alone", data, new ActivateGradient("gradient", z, null, activation, dy, dz));
            add(cases, activation + " scaled", data, new ActivateGradient("gradient", z, alpha, activation, dy, dz));
            add(cases, activation + " in place", data, new ActivateGradient("gradient", z, alpha, activation, dy, dy));
            cases.addAll(large(activation));
        }
        return cases;
    }

    private static void add(List<StepCase<ActivateGradient>> cases, String name, StepData data, ActivateGradient step) {
        cases.add(new StepCase<>(name, data, step));
    }

    private static List<StepCase<ActivateGradient>> large(Activation activation) {
        StepData data = new StepData(2);
        View z = data.gapped("z", 1, 1, 70, 19);
        data.fill(z, (b, h, i, c) -> (i + c) % 7 == 0 ? 1e12f * data.get(z, b, h, i, c) : 8 * data.get(z, b, h, i, c));
        View dy = data.gapped("dy", 1, 1, 70, 19);
        View dz = data.emptyGapped("dz", 1, 1, 70, 19);
        ActivateGradient whole = new ActivateGradient("gradient", z, null, activation, dy, dz);
        ActivateGradient small =
                new ActivateGradient("gradient", z.firstRows(1), null, activation, dy.firstRows(1), dz.firstRows(1));
        return List.of(
                new StepCase<>(activation + " at large arguments", data, whole),
                new StepCase<>(activation + " smaller than its tasks", data, small).within(whole));
    }
}
