package io.attn4j.cpu.row;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.row.SquaredNorms;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Squared norms of rows, summed in fp64. */
final class SquaredNormsLoops {
    private SquaredNormsLoops() {}

    static void execute(SquaredNorms step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        ParallelRows.run(pool, step.x(), 2.0 * step.x().elements(), (b, h, from, to) -> {
            float[] row = new float[x.columns()];
            for (int i = from; i < to; i++) {
                x.readRow(b, h, i, row);
                double sum = 0;
                for (float value : row) {
                    sum += (double) value * value;
                }
                y.set(b, h, i, 0, (float) (step.factor() * sum));
            }
        });
    }
}
