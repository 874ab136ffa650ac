package io.attn4j.plan.row;

import io.attn4j.kernels.row.SelectRowsTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.List;
import java.util.Map;

/** Copies of chosen rows, in any order and more than once. */
class SelectRowsTest extends StepTest<SelectRows> {
    @Override
    protected Map<String, StepRun.Factory<SelectRows>> tasks() {
        return only(SelectRowsTasks::new);
    }

    @Override
    protected List<StepCase<SelectRows>> cases() {
        return List.of(
                select("gaps", 9, 4, 3, 8, 0, 8, 1, 2, 3),
                select("one of one", 1, 1, 1, 0, 0),
                select("more than there are", 3, 65, 5, 2, 2, 0, 1, 2, 0, 0, 0, 0, 1),
                smaller());
    }

    private static StepCase<SelectRows> select(String name, int rows, int columns, int chosen, int... indices) {
        StepData data = new StepData(rows);
        View x = data.gapped("x", 2, 1, rows, columns);
        View y = data.emptyGapped("y", 2, 1, chosen, columns);
        return new StepCase<>(name, data, new SelectRows("select", x, indices, y)).exact();
    }

    private static StepCase<SelectRows> smaller() {
        StepData data = new StepData(7);
        View x = data.contiguous("x", 2, 1, 9, 5);
        View y = data.empty("y", 2, 1, 4, 5);
        View oneX = View.contiguous(x.buffer(), 1, 1, 6, 5);
        View oneY = View.contiguous(y.buffer(), 1, 1, 2, 5);
        return new StepCase<>("smaller than its tasks", data, new SelectRows("select", oneX, new int[] {5, 3}, oneY))
                .within(new SelectRows("select", x, new int[8], y))
                .exact();
    }
}
