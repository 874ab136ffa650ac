package io.attn4j.plan.matrix;

import io.attn4j.kernels.matrix.ActivateTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Activations by themselves: scaled by head, with a residual, in place, and of large arguments. */
class ActivateTest extends StepTest<Activate> {
    @Override
    protected Map<String, StepRun.Factory<Activate>> tasks() {
        return only(ActivateTasks::new);
    }

    @Override
    protected List<StepCase<Activate>> cases() {
        List<StepCase<Activate>> cases = new ArrayList<>();
        float[] alpha = {1, -0.5f, 3};
        for (Activation activation : Activation.values()) {
            StepData data = new StepData(1);
            View z = data.gapped("z", 2, 3, 37, 35).transposed();
            View residual = data.gapped("residual", 2, 3, 35, 37);
            View y = data.emptyGapped("y", 2, 3, 35, 37);
            add(cases, activation + " alone", data, new Activate("activate", z, null, activation, null, y));
            add(cases, activation + " scaled", data, new Activate("activate", z, alpha, activation, residual, y));
            add(
                    cases,
                    activation + " over the residual",
                    data,
                    new Activate("activate", z, alpha, activation, residual, residual));
            cases.addAll(large(activation));
        }
        return cases;
    }

    private static void add(List<StepCase<Activate>> cases, String name, StepData data, Activate step) {
        cases.add(new StepCase<>(name, data, step));
    }

    private static List<StepCase<Activate>> large(Activation activation) {
        StepData data = new StepData(2);
        View z = data.gapped("z", 1, 1, 70, 19);
        data.fill(z, (b, h, i, c) -> 30 * data.get(z, b, h, i, c));
        View y = data.emptyGapped("y", 1, 1, 70, 19);
        Activate whole = new Activate("activate", z, null, activation, null, y);
        Activate small = new Activate("activate", z.firstRows(1), null, activation, null, y.firstRows(1));
        return List.of(
                new StepCase<>(activation + " of large arguments", data, whole),
                new StepCase<>(activation + " smaller than its tasks", data, small).within(whole));
    }
}
