package io.attn4j.plan.loss;

import io.attn4j.kernels.loss.ScatterAddTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Sums by id: ids that none, one, and many positions have, over one chunk of the sort and over several. */
class ScatterAddTest extends StepTest<ScatterAdd> {
    @Override
    protected Map<String, StepRun.Factory<ScatterAdd>> tasks() {
        return only(ScatterAddTasks::new);
    }

    @Override
    protected List<StepCase<ScatterAdd>> cases() {
        return List.of(
                scatter("one position", 1, 1, 1, 1),
                scatter("more rows than positions", 2, 3, 40, 17),
                scatter("a chunk", 1, 256, 9, 16),
                scatter("a chunk and one", 1, 257, 30, 5),
                scatter("several chunks", 3, 275, 50, 3),
                scatter("wide rows", 2, 20, 6, 300),
                frequent(),
                none(),
                transposed(),
                smaller());
    }

    /** Ids from -1 on to one that is no row; what their positions hold is NaN. */
    private static StepCase<ScatterAdd> scatter(String name, int batch, int rows, int tableRows, int columns) {
        StepData data = new StepData(rows);
        View x = data.gapped("x", batch, 1, rows, columns);
        View ids = data.emptyGapped("ids", batch, 1, rows, 1);
        Random random = new Random(columns);
        data.fill(ids, (b, h, n, c) -> rows == 1 ? 0 : random.nextInt(tableRows + 3) - 2);
        data.fill(x, (b, h, n, c) -> {
            float id = data.get(ids, b, 0, n, 0);
            return id < 0 || id >= tableRows ? Double.NaN : data.get(x, b, h, n, c);
        });
        View y = data.emptyGapped("y", 1, 1, tableRows, columns);
        return new StepCase<>(name, data, new ScatterAdd("scatter", x, ids, y));
    }

    /** Sums of many terms of one sign, which a chain of additions would round often. */
    private static StepCase<ScatterAdd> frequent() {
        StepData data = new StepData(11);
        View x = data.contiguous("x", 2, 1, 1000, 2);
        data.fill(x, (b, h, n, c) -> 1 + Math.abs(data.get(x, b, h, n, c)));
        View ids = data.empty("ids", 2, 1, 1000, 1);
        data.fill(ids, (b, h, n, c) -> n % 7 == 0 ? 1 : 2);
        return new StepCase<>("frequent ids", data, new ScatterAdd("scatter", x, ids, data.empty("y", 1, 1, 4, 2)));
    }

    private static StepCase<ScatterAdd> none() {
        StepData data = new StepData(12);
        View x = data.empty("x", 1, 1, 3, 2);
        View ids = data.empty("ids", 1, 1, 3, 1);
        return new StepCase<>("no id is a row", data, new ScatterAdd("scatter", x, ids, data.empty("y", 1, 1, 2, 2)))
                .exact();
    }

    private static StepCase<ScatterAdd> transposed() {
        StepData data = new StepData(13);
        View x = data.contiguous("x", 2, 1, 19, 5).transposed();
        View ids = data.empty("ids", 1, 1, 5, 1);
        data.fill(ids, (b, h, n, c) -> n % 3);
        View y = data.empty("y", 1, 1, 19, 4).transposed();
        return new StepCase<>(
                "transposed, ids that batches share", data, new ScatterAdd("scatter", x, ids.broadcastBatch(2), y));
    }

    private static StepCase<ScatterAdd> smaller() {
        StepData data = new StepData(14);
        View x = data.contiguous("x", 2, 1, 300, 6);
        View ids = data.empty("ids", 2, 1, 300, 1);
        data.fill(ids, (b, h, n, c) -> (7 * n + b) % 9);
        View y = data.empty("y", 1, 1, 9, 6);
        ScatterAdd one = new ScatterAdd(
                "scatter",
                View.contiguous(x.buffer(), 1, 1, 290, 5),
                View.contiguous(ids.buffer(), 1, 1, 290, 1),
                View.contiguous(y.buffer(), 1, 1, 8, 5));
        return new StepCase<>("smaller than its tasks", data, one).within(new ScatterAdd("scatter", x, ids, y));
    }
}
