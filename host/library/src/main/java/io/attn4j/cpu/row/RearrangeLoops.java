package io.attn4j.cpu.row;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.plan.View;
import io.attn4j.plan.row.Rearrange;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Scaled copies between views of any strides. */
final class RearrangeLoops {
    /** Rows that are read at once, so that a transposed matrix is read along its memory. */
    private static final int BLOCK = 32;

    private static final int LANES = TileLoops.LANES;

    private RearrangeLoops() {}

    static void execute(Rearrange step, Map<String, MemorySegment> arrays, TileLoops loops, WorkerPool pool) {
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        if (isTransposed(step.x()) && step.y().columnStride() == 1) {
            turn(step, x, y, loops, pool);
            return;
        }
        if (step.x().columnStride() == 1 && isTransposed(step.y())) {
            turn(step, x.transposed(), y.transposed(), loops, pool);
            return;
        }
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

    /** Whether columns, not rows, are contiguous in memory. */
    private static boolean isTransposed(View view) {
        return view.rowStride() == 1 && view.columnStride() != 1;
    }

    /** Squares of columns of x, which are contiguous, become rows of y. */
    private static void turn(Rearrange step, Matrices x, Matrices y, TileLoops loops, WorkerPool pool) {
        int columns = y.columns();
        int slices = Math.ceilDiv(columns, LANES);
        ParallelRows.run(
                pool,
                y.view().batch() * y.view().heads(),
                slices,
                y.view().rows(),
                4.0 * y.view().elements(),
                (scratch, batchHead, slice, from, to) -> {
                    int b = batchHead / y.view().heads();
                    int h = batchHead % y.view().heads();
                    int c = slice * LANES;
                    int width = Math.min(LANES, columns - c);
                    int lanes = Math.ceilDiv(width, TileLoops.SQUARE) * TileLoops.SQUARE;
                    float factor = step.alpha() == null ? 1 : step.alpha()[h];
                    float[] turned = scratch.floats(0, LANES * LANES);
                    float[] rows = scratch.floats(1, LANES * LANES);
                    for (int i = from; i < to; i += LANES) {
                        int count = Math.min(LANES, to - i);
                        x.readTransposed(b, h, i, c, count, width, turned, 0, LANES);
                        loops.toLanes(turned, lanes, count, LANES, factor, rows, 0, LANES);
                        y.write(rows, 0, LANES, count, width, b, h, i, c);
                    }
                });
    }
}
