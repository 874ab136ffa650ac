package io.attn4j.plan.loss;

import io.attn4j.kernels.loss.GatherRowsTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.List;
import java.util.Map;

/** Rows chosen by ids: any of them, padding, and ids that are no row. */
class GatherRowsTest extends StepTest<GatherRows> {
    @Override
    protected Map<String, StepRun.Factory<GatherRows>> tasks() {
        return only(GatherRowsTasks::new);
    }

    @Override
    protected List<StepCase<GatherRows>> cases() {
        return List.of(
                gather("gaps", 7, 5, 0, 6, 3, 3, 1, 0),
                gather("one of one", 1, 1, 0, 0),
                gather("wide rows, a fraction", 3, 131, 2, 1.75, 0, 1),
                gather("padding", 5, 33, -1, 4, -100, 0),
                gather("ids that are no row", 4, 3, 4, 3.5, Double.NaN, 1e9, 3, Double.POSITIVE_INFINITY),
                transposed(),
                smaller());
    }

    /** Two batches, half of the ids each. */
    private static StepCase<GatherRows> gather(String name, int rows, int columns, double... chosen) {
        StepData data = new StepData(rows);
        View table = data.gapped("table", 1, 1, rows, columns);
        View ids = data.emptyGapped("ids", 2, 1, chosen.length / 2, 1);
        data.fill(ids, (b, h, n, c) -> chosen[b * (chosen.length / 2) + n]);
        View y = data.emptyGapped("y", 2, 1, chosen.length / 2, columns);
        return new StepCase<>(name, data, new GatherRows("gather", table, ids, y)).exact();
    }

    private static StepCase<GatherRows> transposed() {
        StepData data = new StepData(3);
        View table = data.contiguous("table", 1, 1, 6, 9).transposed();
        View ids = data.empty("ids", 1, 1, 4, 1);
        data.fill(ids, (b, h, n, c) -> 8 - 2 * n);
        View y = data.empty("y", 3, 1, 6, 4).transposed();
        return new StepCase<>(
                        "transposed, ids that batches share",
                        data,
                        new GatherRows("gather", table, ids.broadcastBatch(3), y))
                .exact();
    }

    private static StepCase<GatherRows> smaller() {
        StepData data = new StepData(4);
        View table = data.contiguous("table", 1, 1, 9, 6);
        View ids = data.empty("ids", 2, 1, 5, 1);
        data.fill(ids, (b, h, n, c) -> n);
        View y = data.empty("y", 2, 1, 5, 6);
        GatherRows one = new GatherRows(
                "gather",
                table.firstRows(4),
                View.contiguous(ids.buffer(), 1, 1, 3, 1),
                View.contiguous(y.buffer(), 1, 1, 3, 6));
        return new StepCase<>("smaller than its tasks", data, one)
                .within(new GatherRows("gather", table, ids, y))
                .exact();
    }
}
