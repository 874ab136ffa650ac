package io.attn4j.cpu.centroid;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.centroid.NearestMask;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/** Masks of the rows nearest to each centroid. */
final class NearestMaskLoops {
    private NearestMaskLoops() {}

    static void execute(NearestMask step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices u = Matrices.of(step.u(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        ParallelRows.run(pool, step.y(), 3.0 * step.y().elements() * x.columns(), (b, zero, from, to) -> {
            int rows = x.validRows(step.lengths(), b);
            float[] centroid = new float[x.columns()];
            float[] row = new float[x.columns()];
            float[] mask = new float[step.x().rows()];
            float[] distances = new float[rows];
            for (int j = from; j < to; j++) {
                u.readRow(b, 0, j, centroid);
                for (int n = 0; n < rows; n++) {
                    x.readRow(b, 0, n, row);
                    distances[n] = Distances.squared(row, 0, centroid, 0, row.length);
                }
                Arrays.fill(mask, Float.NEGATIVE_INFINITY);
                for (int k = 0; k < Math.min(step.neighbours(), rows); k++) {
                    mask[nearest(distances, mask)] = 0;
                }
                y.writeRow(mask, b, 0, j);
            }
        });
    }

    /** The nearest row that is not in the mask yet. */
    private static int nearest(float[] distances, float[] mask) {
        int found = -1;
        for (int n = 0; n < distances.length; n++) {
            if (mask[n] != 0 && (found < 0 || distances[n] < distances[found] * Distances.WITHIN)) {
                found = n;
            }
        }
        return found;
    }
}
