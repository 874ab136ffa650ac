package io.attn4j.cpu.row;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.row.SelectRows;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Copies of chosen rows. */
final class SelectRowsLoops {
    private SelectRowsLoops() {}

    static void execute(SelectRows step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        int rows = step.y().rows();
        ParallelRows.run(pool, step.y(), 2.0 * step.y().elements(), (b, h, from, to) -> {
            float[] row = new float[x.columns()];
            for (int r = from; r < to; r++) {
                x.readRow(b, 0, step.indices()[b * rows + r], row);
                y.writeRow(row, b, 0, r);
            }
        });
    }
}
