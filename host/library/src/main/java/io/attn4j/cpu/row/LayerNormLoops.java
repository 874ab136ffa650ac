package io.attn4j.cpu.row;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.row.LayerNorm;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Layer normalisation; mean and variance of a row are summed in fp64, one after the other. */
final class LayerNormLoops {
    private LayerNormLoops() {}

    static void execute(LayerNorm step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices gammas = Matrices.of(step.gamma(), arrays);
        Matrices betas = Matrices.of(step.beta(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        int columns = x.columns();
        ParallelRows.run(pool, step.y(), 6.0 * step.y().elements(), (b, h, from, to) -> {
            float[] gamma = gammas.copy(0, 0);
            float[] beta = betas == null ? new float[columns] : betas.copy(0, 0);
            float[] row = new float[columns];
            for (int i = from; i < to; i++) {
                x.readRow(b, h, i, row);
                double mean = 0;
                for (float value : row) {
                    mean += value;
                }
                mean /= columns;
                double variance = 0;
                for (float value : row) {
                    variance += (value - mean) * (value - mean);
                }
                double factor = 1 / Math.sqrt(variance / columns + step.epsilon());
                for (int c = 0; c < columns; c++) {
                    row[c] = (float) (gamma[c] * ((row[c] - mean) * factor) + beta[c]);
                }
                y.writeRow(row, b, h, i);
            }
        });
    }
}
