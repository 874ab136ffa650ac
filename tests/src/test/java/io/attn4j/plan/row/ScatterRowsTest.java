package io.attn4j.plan.row;

import io.attn4j.kernels.row.ScatterRowsTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Rows put back where they were chosen from, some of them several times, others never. */
class ScatterRowsTest extends StepTest<ScatterRows> {
    @Override
    protected Map<String, StepRun.Factory<ScatterRows>> tasks() {
        return only(ScatterRowsTasks::new);
    }

    @Override
    protected List<StepCase<ScatterRows>> cases() {
        StepData data = new StepData(1);
        View x = data.gapped("x", 2, 1, 5, 70);
        View y = data.emptyGapped("y", 2, 1, 9, 70);
        ScatterRows twice = new ScatterRows("scatter", x, new int[] {8, 0, 8, 1, 8, 2, 3, 2, 5, 4}, y);
        ScatterRows small = new ScatterRows("scatter", x.firstRows(2), new int[] {1, 1, 0, 2}, y.firstRows(3));
        return List.of(
                new StepCase<>("chosen twice", data, twice),
                new StepCase<>("smaller than its tasks", data, small).within(twice),
                manyToOne());
    }

    private static StepCase<ScatterRows> manyToOne() {
        StepData data = new StepData(2);
        int[] indices = new int[500];
        Arrays.setAll(indices, r -> r % 7 == 0 ? r % 70 : 69);
        View x = data.contiguous("x", 1, 1, 500, 3);
        return new StepCase<>(
                "many to one row", data, new ScatterRows("scatter", x, indices, data.empty("y", 1, 1, 70, 3)));
    }
}
