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
            long[] order = new long[rows];
            for (int j = from; j < to; j++) {
                u.readRow(b, 0, j, centroid);
                for (int n = 0; n < rows; n++) {
                    x.readRow(b, 0, n, row);
                    float distance = Distances.squared(row, 0, centroid, 0, row.length);
                    // The bits of floats that are not negative are in their order; the index below decides ties.
                    order[n] = (long) Float.floatToIntBits(distance) << 32 | n;
                }
                Arrays.sort(order);
                Arrays.fill(mask, Float.NEGATIVE_INFINITY);
                for (int k = 0; k < Math.min(step.neighbours(), rows); k++) {
                    mask[(int) order[k]] = 0;
                }
                y.writeRow(mask, b, 0, j);
            }
        });
    }
}
