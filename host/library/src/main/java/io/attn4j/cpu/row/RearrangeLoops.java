package io.attn4j.cpu.row;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.row.Rearrange;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Scaled copies between views of any strides. */
final class RearrangeLoops {
    /** Rows that are read at once, so that a transposed matrix is read along its memory. */
    private static final int BLOCK = 32;

    private RearrangeLoops() {}

    static void execute(Rearrange step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        ParallelRows.run(pool, step.y(), 4.0 * step.y().elements(), (scratch, b, h, from, to) -> {
            int columns = x.columns();
            float[] rows = scratch.floats(0, BLOCK * columns);
            for (int i = from; i < to; i += BLOCK) {
                int count = Math.min(BLOCK, to - i);
                x.read(b, h, i, 0, count, columns, rows, 0, columns);
                for (int c = 0; step.alpha() != null && c < count * columns; c++) {
                    rows[c] *= step.alpha()[h];
                }
                y.write(rows, 0, columns, count, columns, b, h, i, 0);
            }
        });
    }
}
