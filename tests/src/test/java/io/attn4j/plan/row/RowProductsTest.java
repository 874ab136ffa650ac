package io.attn4j.plan.row;

import io.attn4j.kernels.row.RowProductsTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Scalar products of rows of any size, less what another operand holds. */
class RowProductsTest extends StepTest<RowProducts> {
    @Override
    protected Map<String, StepRun.Factory<RowProducts>> tasks() {
        return only(RowProductsTasks::new);
    }

    @Override
    protected List<StepCase<RowProducts>> cases() {
        List<StepCase<RowProducts>> cases = new ArrayList<>();
        for (int columns : new int[] {1, 15, 16, 37, 64, 1023, 3001}) {
            StepData data = new StepData(columns);
            View a = data.gapped("a", 2, 3, 5, columns);
            View x = data.contiguous("x", 2, 3, 5, columns);
            View y = data.emptyGapped("y", 2, 3, 5, 1);
            cases.add(new StepCase<>(columns + " columns", data, new RowProducts("products", a, x, null, y)));
        }
        StepData data = new StepData(2);
        View a = data.splitHeads("a", 2, 3, 9, 20).rows(2, 9).columns(1, 20);
        View x = data.gapped("x", 1, 1, 7, 19).broadcastBatch(2).broadcastHeads(3);
        View minus = data.gapped("minus", 2, 3, 7, 4).columns(2, 3);
        View y = data.emptyGapped("y", 2, 3, 1, 7).transposed();
        RowProducts whole = new RowProducts("products", a, x, minus, y);
        cases.add(new StepCase<>("less another, strides", data, whole));
        cases.add(new StepCase<>(
                        "smaller than its tasks",
                        data,
                        new RowProducts("products", a.firstRows(1), x.firstRows(1), minus.firstRows(1), y.firstRows(1)))
                .within(whole));
        return cases;
    }
}
