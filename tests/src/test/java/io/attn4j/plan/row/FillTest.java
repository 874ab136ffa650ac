package io.attn4j.plan.row;

import io.attn4j.kernels.row.FillTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Filled views: every element of them and none between. */
class FillTest extends StepTest<Fill> {
    @Override
    protected Map<String, StepRun.Factory<Fill>> tasks() {
        return only(FillTasks::new);
    }

    @Override
    protected List<StepCase<Fill>> cases() {
        List<StepCase<Fill>> cases = new ArrayList<>();
        for (float value : new float[] {0, 1.5f}) {
            StepData data = new StepData(1);
            add(cases, "gaps", data, value, data.emptyGapped("gaps", 2, 3, 5, 37));
            View transposed = data.emptyGapped("transposed", 1, 2, 3, 70).transposed();
            add(cases, "columns further apart than rows", data, value, transposed);
            add(cases, "a long row", data, value, data.emptyGapped("row", 1, 1, 1, 2100));
            add(cases, "one element", data, value, data.empty("one", 1, 1, 1, 1));
        }
        StepData data = new StepData(2);
        View y = data.gapped("y", 2, 3, 5, 37);
        Fill part = new Fill("fill", 2, y.rows(1, 3).columns(4, 9));
        cases.add(new StepCase<>("smaller than its tasks", data, part)
                .within(new Fill("fill", 1, y))
                .exact());
        return cases;
    }

    private static void add(List<StepCase<Fill>> cases, String name, StepData data, float value, View y) {
        cases.add(new StepCase<>(name + ", " + value, data, new Fill("fill", value, y)).exact());
    }
}
