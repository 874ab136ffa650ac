package io.attn4j.plan.row;

import io.attn4j.kernels.row.SquaredNormsTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Squared norms of rows of any size. */
class SquaredNormsTest extends StepTest<SquaredNorms> {
    @Override
    protected Map<String, StepRun.Factory<SquaredNorms>> tasks() {
        return only(SquaredNormsTasks::new);
    }

    @Override
    protected List<StepCase<SquaredNorms>> cases() {
        List<StepCase<SquaredNorms>> cases = new ArrayList<>();
        for (int columns : new int[] {1, 15, 16, 37, 1023, 3001}) {
            StepData data = new StepData(columns);
            View x = data.contiguous("x", 2, 3, 5, columns);
            SquaredNorms step = new SquaredNorms("norms", x, -0.5f, data.empty("y", 2, 3, 5, 1));
            cases.add(new StepCase<>(columns + " columns", data, step));
        }
        StepData data = new StepData(7);
        View x = data.splitHeads("x", 2, 3, 9, 20).rows(2, 9).columns(1, 20);
        View y = data.empty("y", 2, 3, 7, 4).columns(2, 3);
        SquaredNorms strided = new SquaredNorms("norms", x, 1, y);
        cases.add(new StepCase<>("heads, strided result", data, strided));
        cases.add(new StepCase<>(
                        "smaller than its tasks", data, new SquaredNorms("norms", x.firstRows(1), 3, y.firstRows(1)))
                .within(strided));
        return cases;
    }
}
