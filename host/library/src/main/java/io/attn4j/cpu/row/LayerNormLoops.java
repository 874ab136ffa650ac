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
                    int at = r * columns;
                    double mean = loops.sum(values, at, columns) / columns;
                    System.arraycopy(values, at, centered, 0, columns);
                    double variance = variance(loops, centered, 0, columns, (float) mean);
                    apply(values, at, columns, mean, 1 / Math.sqrt(variance + step.epsilon()), gamma, beta);
                }
                y.write(values, 0, columns, rows, columns, b, h, i, 0);
            }
        });
    }

    /**
     * Takes the mean off {@code columns} elements.
     *
     * @return the factor that makes their variance 1
     */
    static float normalise(TileLoops loops, float[] x, int x0, int columns, double epsilon) {
        double variance = variance(loops, x, x0, columns, (float) (loops.sum(x, x0, columns) / columns));
        return (float) (1 / Math.sqrt(variance + epsilon));
    }

    /** Takes {@code center}, the mean but for its rounding, off {@code columns} elements, and what is left of it; returns the variance. */
    private static double variance(TileLoops loops, float[] x, int x0, int columns, float center) {
        subtract(x, x0, columns, center);
        double shift = loops.sum(x, x0, columns) / columns;
        double variance = loops.sumOfProducts(x, x0, x, x0, columns) / columns - shift * shift;
        subtract(x, x0, columns, (float) shift);
        return Math.max(0, variance);
    }

    private static void subtract(float[] x, int x0, int columns, float center) {
        for (int c = x0; c < x0 + columns; c++) {
            x[c] -= center;
        }
    }

    private static void apply(float[] x, int x0, int columns, double mean, double factor, float[] gamma, float[] beta) {
        for (int c = 0; c < columns; c++) {
            x[x0 + c] = (float) (gamma[c] * ((x[x0 + c] - mean) * factor) + beta[c]);
        }
    }
}
