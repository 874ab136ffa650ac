package io.attn4j.cpu.centroid;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.Sums;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.centroid.CentroidDelta;
import io.attn4j.plan.centroid.CentroidDeltaGradient;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Gradients of updates of centroids. */
final class CentroidDeltaGradientLoops {
    private CentroidDeltaGradientLoops() {}

    static void execute(CentroidDeltaGradient step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        CentroidDelta delta = step.delta();
        Matrices o = Matrices.of(delta.o(), arrays);
        Matrices lse = Matrices.of(delta.lse(), arrays);
        Matrices u = Matrices.of(delta.u(), arrays);
        Matrices dy = Matrices.of(step.dy(), arrays);
        Matrices outputGradient = Matrices.of(step.outputGradient(), arrays);
        Matrices lseGradient = Matrices.of(step.lseGradient(), arrays);
        int columns = o.columns();
        ParallelRows.run(pool, step.dy(), step.flops(), (b, h, from, to) -> {
            float[] move = new float[columns];
            float[] centroid = new float[columns];
            float[] slope = new float[columns];
            for (int j = from; j < to; j++) {
                dy.readRow(b, h, j, slope);
                double sum = Math.exp(lse.get(b, h, j, 0));
                double all = sum + delta.delta();
                double share = switch (delta.mode()) {
                    case ROWS -> 1;
                    case COLUMNS -> sum;
                    case COLUMNS_NORMALISED -> sum / all;
                };
                double change = switch (delta.mode()) {
                    case ROWS -> 0;
                    case COLUMNS -> sum;
                    case COLUMNS_NORMALISED -> sum / all * (delta.delta() / all);
                };
                double total = 0;
                // A centroid that no input weighs holds nothing that counts.
                if (change != 0) {
                    o.readRow(b, h, j, move);
                    total = Sums.ofProducts(slope, 0, move, 0, columns);
                    if (u != null) {
                        u.readRow(b, h, j, centroid);
                        total -= Sums.ofProducts(slope, 0, centroid, 0, columns);
                    }
                }
                double factor = delta.epsilon() * share;
                for (int c = 0; c < columns; c++) {
                    slope[c] = (float) (factor * slope[c]);
                }
                outputGradient.writeRow(slope, b, h, j);
                lseGradient.set(b, h, j, 0, (float) (delta.epsilon() * change * total));
            }
        });
    }
}
