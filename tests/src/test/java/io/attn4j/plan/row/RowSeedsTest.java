package io.attn4j.plan.row;

import io.attn4j.kernels.row.RowSeedsTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.List;
import java.util.Map;

/** Seeds of rows: the same integers on every engine. */
class RowSeedsTest extends StepTest<RowSeeds> {
    @Override
    protected Map<String, StepRun.Factory<RowSeeds>> tasks() {
        return only(RowSeedsTasks::new);
    }

    @Override
    protected List<StepCase<RowSeeds>> cases() {
        return List.of(many(), large(), one(), sequenceForAll(), smaller());
    }

    private static View key(StepData data, int batch, long seed, long step, long first) {
        View key = data.gapped("key", batch, 1, 1, RowSeeds.WORDS);
        float[] words = RowSeeds.keys(seed, step, first, batch);
        data.fill(key, (b, h, i, c) -> words[b * RowSeeds.WORDS + c]);
        return key;
    }

    private static StepCase<RowSeeds> many() {
        StepData data = new StepData(1);
        View seeds = data.empty("seeds", 3, 5, 67, 2);
        return new StepCase<>("many", data, new RowSeeds("seeds", key(data, 3, 42, 7, 0), 3, seeds)).exact();
    }

    private static StepCase<RowSeeds> large() {
        StepData data = new StepData(2);
        View seeds = data.empty("seeds", 2, 2, 9, 2);
        View key = key(data, 2, 0xfedcba9876543210L, (1L << 48) - 1, (1 << 24) - 2);
        return new StepCase<>("the largest integers", data, new RowSeeds("seeds", key, Integer.MAX_VALUE, seeds))
                .exact();
    }

    private static StepCase<RowSeeds> one() {
        StepData data = new StepData(3);
        View seeds = data.empty("seeds", 1, 1, 1, 2);
        return new StepCase<>("one row", data, new RowSeeds("seeds", key(data, 1, 0, 0, 0), 0, seeds)).exact();
    }

    private static StepCase<RowSeeds> sequenceForAll() {
        StepData data = new StepData(4);
        View seeds = data.empty("seeds", 3, 2, 5, 2);
        View key = key(data, 1, -1, 1, 5).broadcastBatch(3);
        return new StepCase<>("one sequence for all", data, new RowSeeds("seeds", key, 1, seeds)).exact();
    }

    private static StepCase<RowSeeds> smaller() {
        StepData data = new StepData(5);
        View key = key(data, 2, 3, 4, 5);
        View seeds = data.empty("seeds", 2, 3, 9, 2);
        RowSeeds step = new RowSeeds("seeds", key, 1, View.contiguous(seeds.buffer(), 2, 3, 4, 2));
        return new StepCase<>("smaller than its tasks", data, step)
                .within(new RowSeeds("seeds", key, 2, seeds))
                .exact();
    }
}
