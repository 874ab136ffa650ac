package io.attn4j.cpu.centroid;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.centroid.FarthestPoints;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/** Greedy choice of starting centroids; a batch is one task. */
final class FarthestPointsLoops {
    private FarthestPointsLoops() {}

    static void execute(FarthestPoints step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices distances = Matrices.of(step.distances(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        int count = step.y().rows();
        ParallelRows.run(pool, step.x().batch(), 1, 1, step.flops(), (b, zero, from, to) -> {
            int rows = x.validRows(step.lengths(), b);
            float[] nearest = new float[step.x().rows()];
            Arrays.fill(nearest, Float.POSITIVE_INFINITY);
            float[] chosen = new float[x.columns()];
            float[] row = new float[x.columns()];
            int next = 0;
            for (int j = 0; j < count; j++) {
                x.readRow(b, 0, next, chosen);
                y.writeRow(chosen, b, 0, j);
                float farthest = -1;
                for (int n = 0; n < rows; n++) {
                    x.readRow(b, 0, n, row);
                    nearest[n] = Math.min(nearest[n], Distances.squared(row, 0, chosen, 0, row.length));
                    farthest = nearest[n] > farthest ? nearest[n] : farthest;
                }
                next = 0;
                for (int n = rows - 1; n >= 0; n--) {
                    next = nearest[n] >= farthest * Distances.WITHIN ? n : next;
                }
            }
            distances.writeRow(nearest, b, 0, 0);
        });
    }
}
