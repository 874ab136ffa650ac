package io.attn4j.cpu;

import io.attn4j.plan.row.LayerNorm;
import io.attn4j.plan.row.SquaredNorms;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Norms and normalisations of rows. */
final class NormLoops {
    private NormLoops() {}

    static void layerNorm(LayerNorm step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices gammas = Matrices.of(step.gamma(), arrays);
        Matrices betas = Matrices.of(step.beta(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        int columns = x.columns();
        RowLoops.run(pool, step.y(), 6.0 * step.y().elements(), (b, h, from, to) -> {
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

    static void squaredNorms(SquaredNorms step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        RowLoops.run(pool, step.x(), 2.0 * step.x().elements(), (b, h, from, to) -> {
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
