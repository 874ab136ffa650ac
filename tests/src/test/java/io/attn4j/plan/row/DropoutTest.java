package io.attn4j.plan.row;

import io.attn4j.kernels.row.DropoutTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.List;
import java.util.Map;

/** Dropout: the same elements on every engine, any strides, and in place. */
public class DropoutTest extends StepTest<Dropout> {
    @Override
    protected Map<String, StepRun.Factory<Dropout>> tasks() {
        return only(DropoutTasks::new);
    }

    @Override
    protected List<StepCase<Dropout>> cases() {
        return List.of(strides(), inPlace(), wide(), most(), none(), one(), smaller(1, 1), smaller(3, 1025));
    }

    /** Seeds as {@link RowSeeds} makes them. */
    public static View seeds(StepData data, int batch, int heads, int rows) {
        View key = data.contiguous("key", batch, 1, 1, RowSeeds.WORDS);
        float[] words = RowSeeds.keys(11, 3, 0, batch);
        data.fill(key, (b, h, i, c) -> words[b * RowSeeds.WORDS + c]);
        View seeds = data.empty("seeds", batch, heads, rows, 2);
        data.compute(new RowSeeds("seeds", key, 2, seeds));
        return seeds;
    }

    private static StepCase<Dropout> strides() {
        StepData data = new StepData(1);
        View x = data.gapped("x", 2, 3, 37, 5).transposed();
        View y = data.emptyGapped("y", 2, 3, 5, 37);
        return new StepCase<>(
                "columns further apart than rows", data, new Dropout("dropout", x, seeds(data, 2, 3, 5), 0.3f, y));
    }

    private static StepCase<Dropout> inPlace() {
        StepData data = new StepData(2);
        View x = data.gapped("x", 2, 3, 5, 37);
        return new StepCase<>("in place", data, new Dropout("dropout", x, seeds(data, 2, 3, 5), 0.5f, x));
    }

    private static StepCase<Dropout> wide() {
        StepData data = new StepData(3);
        View x = data.gapped("x", 1, 1, 3, 2500);
        View y = data.emptyGapped("y", 1, 1, 3, 2500);
        return new StepCase<>("wide rows", data, new Dropout("dropout", x, seeds(data, 1, 1, 3), 0.1f, y));
    }

    private static StepCase<Dropout> most() {
        StepData data = new StepData(4);
        View x = data.gapped("x", 1, 2, 70, 9);
        View y = data.empty("y", 1, 2, 70, 9);
        return new StepCase<>("most are dropped", data, new Dropout("dropout", x, seeds(data, 1, 2, 70), 0.99f, y));
    }

    private static StepCase<Dropout> none() {
        StepData data = new StepData(5);
        View x = data.gapped("x", 1, 2, 5, 9);
        View y = data.empty("y", 1, 2, 5, 9);
        return new StepCase<>("none is dropped", data, new Dropout("dropout", x, seeds(data, 1, 2, 5), 0, y)).exact();
    }

    private static StepCase<Dropout> one() {
        StepData data = new StepData(6);
        View x = data.gapped("x", 1, 1, 1, 1);
        View y = data.emptyGapped("y", 1, 1, 1, 1);
        return new StepCase<>("one element", data, new Dropout("dropout", x, seeds(data, 1, 1, 1), 0.25f, y));
    }

    private static StepCase<Dropout> smaller(int rows, int columns) {
        StepData data = new StepData(7);
        View x = data.gapped("x", 1, 1, 9, 2100);
        View y = data.emptyGapped("y", 1, 1, 9, 2100);
        View seeds = seeds(data, 1, 1, 9);
        Dropout step = new Dropout(
                "dropout",
                x.firstRows(rows).columns(0, columns),
                View.contiguous(seeds.buffer(), 1, 1, rows, 2),
                0.4f,
                y.firstRows(rows).columns(0, columns));
        return new StepCase<>("smaller than its tasks, " + rows + " x " + columns, data, step)
                .within(new Dropout("dropout", x, seeds, 0.1f, y));
    }
}
