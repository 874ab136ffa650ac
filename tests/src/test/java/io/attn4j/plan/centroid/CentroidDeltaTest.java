package io.attn4j.plan.centroid;

import io.attn4j.kernels.centroid.CentroidDeltaTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import io.attn4j.plan.centroid.CentroidDelta.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Updates of centroids by each normalisation, with and without displacements and a residual. */
class CentroidDeltaTest extends StepTest<CentroidDelta> {
    @Override
    protected Map<String, StepRun.Factory<CentroidDelta>> tasks() {
        return only(CentroidDeltaTasks::new);
    }

    @Override
    protected List<StepCase<CentroidDelta>> cases() {
        List<StepCase<CentroidDelta>> cases = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            cases.add(delta(mode, true, true));
            cases.add(delta(mode, true, false));
            cases.add(delta(mode, false, false));
        }
        StepData data = new StepData(9);
        View o = data.gapped("o", 2, 2, 5, 9);
        View lse = data.contiguous("lse", 2, 2, 5, 1);
        View u = data.gapped("u", 2, 2, 5, 9);
        View y = data.gapped("y", 2, 2, 5, 9);
        CentroidDelta whole = new CentroidDelta("delta", Mode.COLUMNS, 0.3f, 0, o, lse, u, y, y);
        CentroidDelta part = new CentroidDelta(
                "delta",
                Mode.COLUMNS,
                0.3f,
                0,
                o.firstRows(2),
                lse.firstRows(2),
                u.firstRows(2),
                y.firstRows(2),
                y.firstRows(2));
        cases.add(new StepCase<>("smaller than its tasks", data, part).within(whole));
        return cases;
    }

    private static StepCase<CentroidDelta> delta(Mode mode, boolean displaced, boolean inPlace) {
        StepData data = new StepData(9);
        View o = data.splitHeads("o", 2, 3, 4, 33);
        View lse = data.contiguous("lse", 2, 3, 4, 1);
        // a centroid that no input weighs
        data.set(lse, 1, 2, 3, 0, Float.NEGATIVE_INFINITY);
        View u = displaced ? data.gapped("u", 2, 3, 4, 33) : null;
        View y = inPlace ? data.gapped("y", 2, 3, 4, 33) : data.emptyGapped("y", 2, 3, 4, 33);
        return new StepCase<>(
                mode + (displaced ? ", displacements" : "") + (inPlace ? ", in place" : ", no residual"),
                data,
                new CentroidDelta("delta", mode, 0.3f, 0.1f, o, lse, u, inPlace ? y : null, y));
    }
}
