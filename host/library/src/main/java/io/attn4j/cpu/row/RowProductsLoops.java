package io.attn4j.cpu.row;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.plan.row.RowProducts;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Scalar products of rows, in fp64. */
final class RowProductsLoops {
    private RowProductsLoops() {}

    static void execute(RowProducts step, Map<String, MemorySegment> arrays, TileLoops loops, WorkerPool pool) {
        Matrices a = Matrices.of(step.a(), arrays);
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices minus = Matrices.of(step.minus(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        int columns = x.columns();
        int block = RowLoops.rowsAtOnce(columns);
        ParallelRows.run(pool, step.x(), 2.0 * step.x().elements(), (scratch, b, h, from, to) -> {
            float[] left = scratch.floats(0, block * columns);
            float[] right = scratch.floats(1, block * columns);
            for (int i = from; i < to; i += block) {
                int rows = Math.min(block, to - i);
                a.read(b, h, i, 0, rows, columns, left, 0, columns);
                x.read(b, h, i, 0, rows, columns, right, 0, columns);
                for (int r = 0; r < rows; r++) {
                    double sum = loops.sumOfProducts(left, r * columns, right, r * columns, columns);
                    y.set(b, h, i + r, 0, (float) (minus == null ? sum : sum - minus.get(b, h, i + r, 0)));
                }
            }
        });
    }
}
