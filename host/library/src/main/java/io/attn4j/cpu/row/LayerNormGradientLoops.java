package io.attn4j.cpu.row;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.Sums;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.row.LayerNormGradient;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Gradients of normalised rows, sums in fp64. */
final class LayerNormGradientLoops {
    private LayerNormGradientLoops() {}

    static void execute(LayerNormGradient step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices x = Matrices.of(step.norm().x(), arrays);
        Matrices gammas = Matrices.of(step.norm().gamma(), arrays);
        Matrices dy = Matrices.of(step.dy(), arrays);
        Matrices dx = Matrices.of(step.dx(), arrays);
        Matrices products = Matrices.of(step.products(), arrays);
        int columns = x.columns();
        ParallelRows.run(pool, step.dy(), step.flops(), (b, h, from, to) -> {
            float[] gamma = gammas.copy(0, 0);
            float[] normal = new float[columns];
            float[] slope = new float[columns];
            float[] scaled = new float[columns];
            for (int i = from; i < to; i++) {
                x.readRow(b, h, i, normal);
                dy.readRow(b, h, i, slope);
                double mean = Sums.of(normal, 0, columns) / columns;
                float center = (float) mean;
                for (int c = 0; c < columns; c++) {
                    normal[c] -= center;
                }
                // what rounding the mean has left over
                double shift = Sums.of(normal, 0, columns) / columns;
                double variance = Sums.ofProducts(normal, normal, columns) / columns - shift * shift;
                double factor =
                        1 / Math.sqrt(Math.max(0, variance) + step.norm().epsilon());
                float rest = (float) shift;
                float scale = (float) factor;
                for (int c = 0; c < columns; c++) {
                    normal[c] = (normal[c] - rest) * scale;
                    scaled[c] = gamma[c] * slope[c];
                }
                float meanScaled = (float) (Sums.of(scaled, 0, columns) / columns);
                float meanProduct = (float) (Sums.ofProducts(scaled, normal, columns) / columns);
                for (int c = 0; c < columns; c++) {
                    scaled[c] = (scaled[c] - meanScaled - normal[c] * meanProduct) * scale;
                    slope[c] *= normal[c];
                }
                if (dx != null) {
                    dx.writeRow(scaled, b, h, i);
                }
                if (products != null) {
                    products.writeRow(slope, b, h, i);
                }
            }
        });
    }
}
