package io.attn4j.cpu.centroid;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.centroid.NearestCentroids;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Assignment of rows to their nearest centroids. */
final class NearestCentroidsLoops {
    private NearestCentroidsLoops() {}

    static void execute(NearestCentroids step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices u = Matrices.of(step.u(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        ParallelRows.run(pool, step.x(), step.flops(), (b, zero, from, to) -> {
            float[] centroids = u.copy(b, 0);
            float[] row = new float[x.columns()];
            int rows = x.validRows(step.lengths(), b);
            for (int n = from; n < to; n++) {
                int best = -1;
                if (n < rows) {
                    x.readRow(b, 0, n, row);
                    best = nearest(row, centroids);
                }
                y.set(b, 0, 0, n, best);
            }
        });
    }

    private static int nearest(float[] row, float[] centroids) {
        int best = 0;
        float least = Float.MAX_VALUE;
        for (int j = 0; j < centroids.length / row.length; j++) {
            float distance = Distances.squared(row, 0, centroids, j * row.length, row.length);
            if (distance < least * Distances.WITHIN) {
                least = distance;
                best = j;
            }
        }
        return best;
    }
}
