package io.attn4j.kernels.step;

import io.attn4j.plan.Plan;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.reference.PlanReference;
import java.util.HashMap;
import java.util.Map;

/** A step's equation in fp64: what tasks and loops are checked against. */
public final class StepReference {
    private StepReference() {}

    /**
     * All arrays of {@code step} after it; NaN where neither {@code contents} nor the step put anything.
     *
     * @param contents by name of the array, each as long as its array or shorter
     */
    public static Map<String, double[]> execute(Step step, Map<String, float[]> contents) {
        Plan.Builder plan = Plan.builder("step");
        step.reads()
                .forEach(view -> plan.input(view.buffer().name(), view.buffer().elements()));
        for (View view : step.writes()) {
            if (step.reads().stream().noneMatch(read -> read.buffer().equals(view.buffer()))) {
                plan.output(view.buffer().name(), view.buffer().elements());
            }
        }
        Map<String, double[]> given = new HashMap<>();
        contents.forEach((name, values) -> given.put(name, widened(values)));
        return PlanReference.execute(plan.add(step).build(), given);
    }

    private static double[] widened(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }
}
