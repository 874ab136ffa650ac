package io.attn4j.cpu.loss;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.loss.GatherRows;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/** Copies of the rows that ids name. */
final class GatherRowsLoops {
    private GatherRowsLoops() {}

    static void execute(GatherRows step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices table = Matrices.of(step.table(), arrays);
        Matrices ids = Matrices.of(step.ids(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        ParallelRows.run(pool, step.y(), 2.0 * step.y().elements(), (b, h, from, to) -> {
            float[] row = new float[y.columns()];
            for (int n = from; n < to; n++) {
                float id = ids.get(b, 0, n, 0);
                if (LossLoops.isIndex(id, step.table().rows())) {
                    table.readRow(0, 0, (int) id, row);
                } else {
                    Arrays.fill(row, id < 0 ? 0 : Float.NaN);
                }
                y.writeRow(row, b, 0, n);
            }
        });
    }
}
