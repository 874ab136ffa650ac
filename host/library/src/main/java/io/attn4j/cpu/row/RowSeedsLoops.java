package io.attn4j.cpu.row;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.row.RowSeeds;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Seeds of rows. */
final class RowSeedsLoops {
    /** Operations of one row, for the number of threads: four blocks of the generator. */
    private static final double WORK = 600;

    private RowSeedsLoops() {}

    static void execute(RowSeeds step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices key = Matrices.of(step.key(), arrays);
        Matrices seeds = Matrices.of(step.seeds(), arrays);
        ParallelRows.run(pool, step.seeds(), WORK / 2 * step.seeds().elements(), (b, h, from, to) -> {
            int[] word = new int[RowSeeds.WORDS];
            for (int i = 0; i < word.length; i++) {
                word[i] = (int) key.get(b, 0, 0, i);
            }
            int[] x = new int[2];
            RowSeeds.headKey(x, word[0], word[1], word[2], word[3], word[4], word[5], step.site(), word[6], h);
            int k0 = x[0];
            int k1 = x[1];
            for (int i = from; i < to; i++) {
                RowSeeds.rowSeeds(x, k0, k1, i);
                seeds.set(b, h, i, 0, x[0]);
                seeds.set(b, h, i, 1, x[1]);
            }
        });
    }
}
