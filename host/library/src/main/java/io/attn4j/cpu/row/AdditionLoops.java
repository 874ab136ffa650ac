package io.attn4j.cpu.row;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.row.Addition;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Sums of two operands, element by element. */
final class AdditionLoops {
    private AdditionLoops() {}

    static void execute(Addition step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices a = Matrices.of(step.a(), arrays);
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        ParallelRows.run(pool, step.y(), 4.0 * step.y().elements(), (b, h, from, to) -> {
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
}
