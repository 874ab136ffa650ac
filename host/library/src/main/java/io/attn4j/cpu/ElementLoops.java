package io.attn4j.cpu;

import io.attn4j.plan.row.Addition;
import io.attn4j.plan.row.Rearrange;
import io.attn4j.plan.row.SelectRows;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** What is done element by element or row by row: copies and sums of two. */
final class ElementLoops {
    /** Rows that are read at once, so that a transposed matrix is read along its memory. */
    private static final int BLOCK = 32;

    private ElementLoops() {}

    static void rearrange(Rearrange step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        RowLoops.run(pool, step.y(), 4.0 * step.y().elements(), (b, h, from, to) -> {
            int columns = x.columns();
            float[] rows = new float[Math.min(BLOCK, to - from) * columns];
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

    static void add(Addition step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices a = Matrices.of(step.a(), arrays);
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        RowLoops.run(pool, step.y(), 4.0 * step.y().elements(), (b, h, from, to) -> {
            float[] row = new float[x.columns()];
            float[] other = new float[x.columns()];
            for (int i = from; i < to; i++) {
                a.readRow(b, h, i, row);
                x.readRow(b, h, i, other);
                for (int c = 0; c < row.length; c++) {
                    row[c] += other[c];
                }
                y.writeRow(row, b, h, i);
            }
        });
    }

    static void selectRows(SelectRows step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        int rows = step.y().rows();
        RowLoops.run(pool, step.y(), 2.0 * step.y().elements(), (b, h, from, to) -> {
            float[] row = new float[x.columns()];
            for (int r = from; r < to; r++) {
                x.readRow(b, 0, step.indices()[b * rows + r], row);
                y.writeRow(row, b, 0, r);
            }
        });
    }
}
