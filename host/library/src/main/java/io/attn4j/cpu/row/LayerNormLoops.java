package io.attn4j.cpu.row;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.plan.row.LayerNorm;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Layer normalisation; sums in fp64. */
final class LayerNormLoops {
    private LayerNormLoops() {}

    static void execute(LayerNorm step, Map<String, MemorySegment> arrays, TileLoops loops, WorkerPool pool) {
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices gammas = Matrices.of(step.gamma(), arrays);
        Matrices betas = Matrices.of(step.beta(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        int columns = x.columns();
        float[] gamma = gammas.copy(0, 0);
        float[] beta = betas == null ? new float[columns] : betas.copy(0, 0);
        int block = RowLoops.rowsAtOnce(columns);
        ParallelRows.run(pool, step.y(), 6.0 * step.y().elements(), (scratch, b, h, from, to) -> {
            float[] values = scratch.floats(0, block * columns);
            float[] centered = scratch.floats(1, columns);
            for (int i = from; i < to; i += block) {
                int rows = Math.min(block, to - i);
                x.read(b, h, i, 0, rows, columns, values, 0, columns);
                for (int r = 0; r < rows; r++) {
                    loops.normalise(values, r * columns, columns, step.epsilon(), gamma, beta, centered);
                }
                y.write(values, 0, columns, rows, columns, b, h, i, 0);
            }
        });
    }
}
