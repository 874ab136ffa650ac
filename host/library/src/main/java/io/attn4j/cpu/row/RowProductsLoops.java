package io.attn4j.cpu.row;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.Sums;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.row.RowProducts;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Scalar products of rows, in fp64. */
final class RowProductsLoops {
    private RowProductsLoops() {}

    static void execute(RowProducts step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices a = Matrices.of(step.a(), arrays);
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices minus = Matrices.of(step.minus(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        int columns = x.columns();
        ParallelRows.run(pool, step.x(), 2.0 * step.x().elements(), (b, h, from, to) -> {
            float[] left = new float[columns];
            float[] right = new float[columns];
            for (int i = from; i < to; i++) {
                a.readRow(b, h, i, left);
                x.readRow(b, h, i, right);
                double sum = Sums.ofProducts(left, right, columns);
                y.set(b, h, i, 0, (float) (minus == null ? sum : sum - minus.get(b, h, i, 0)));
            }
        });
    }
}
