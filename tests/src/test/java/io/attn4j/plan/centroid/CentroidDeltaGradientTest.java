package io.attn4j.plan.centroid;

import io.attn4j.kernels.centroid.CentroidDeltaGradientTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import io.attn4j.plan.centroid.CentroidDelta.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gradients of centroid updates, with and without displacements, and rows that no input weighs. */
class CentroidDeltaGradientTest extends StepTest<CentroidDeltaGradient> {
    @Override
    protected Map<String, StepRun.Factory<CentroidDeltaGradient>> tasks() {
        return only(CentroidDeltaGradientTasks::new);
    }

    @Override
    protected List<StepCase<CentroidDeltaGradient>> cases() {
        List<StepCase<CentroidDeltaGradient>> cases = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            cases.addAll(updates(mode, false));
            cases.addAll(updates(mode, true));
        }
        return cases;
    }

    private static List<StepCase<CentroidDeltaGradient>> updates(Mode mode, boolean displacements) {
        StepData data = new StepData(mode.ordinal());
        View o = data.gapped("o", 2, 3, 5, 70);
        View lse = data.gapped("lse", 2, 3, 5, 1);
        data.set(lse, 1, 2, 3, 0, Float.NEGATIVE_INFINITY);
        data.set(lse, 0, 1, 1, 0, Float.NEGATIVE_INFINITY);
        View u = displacements ? data.gapped("u", 2, 3, 70, 5).transposed() : null;
        View dy = data.gapped("dy", 2, 3, 5, 70);
        View to = data.emptyGapped("do", 2, 3, 5, 70);
        View toLse = data.empty("dlse", 2, 3, 5, 1);
        CentroidDelta delta = new CentroidDelta("delta", mode, 0.7f, 0.3f, o, lse, u, null, to);
        CentroidDeltaGradient whole = new CentroidDeltaGradient("gradient", delta, dy, to, toLse);
        CentroidDelta small = new CentroidDelta(
                "delta",
                mode,
                0.5f,
                1,
                o.firstRows(2),
                lse.firstRows(2),
                displacements ? u.firstRows(2) : null,
                null,
                to.firstRows(2));
        String name = mode + (displacements ? " with displacements" : "");
        return List.of(
                new StepCase<>(name, data, whole),
                new StepCase<>(
                                name + ", smaller than its tasks",
                                data,
                                new CentroidDeltaGradient(
                                        "gradient", small, dy.firstRows(2), to.firstRows(2), toLse.firstRows(2)))
                        .within(whole));
    }
}
