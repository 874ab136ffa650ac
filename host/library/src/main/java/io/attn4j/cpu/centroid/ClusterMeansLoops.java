package io.attn4j.cpu.centroid;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.Sums;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.centroid.ClusterMeans;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Means of clusters, summed in fp64, some columns at a time. */
final class ClusterMeansLoops {
    private static final int COLUMNS = 64;

    private ClusterMeansLoops() {}

    static void execute(ClusterMeans step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices assignment = Matrices.of(step.assignment(), arrays);
        Matrices u = Matrices.of(step.u(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        int clusters = step.u().rows();
        int parts = Math.ceilDiv(x.columns(), COLUMNS);
        ParallelRows.run(pool, step.x().batch(), parts, 1, 4 * step.flops(), (b, part, from, to) -> {
            int c0 = part * COLUMNS;
            int columns = Math.min(COLUMNS, x.columns() - c0);
            double[] sums = new double[clusters * columns];
            int[] counts = new int[clusters];
            float[] row = new float[columns];
            for (int n = 0; n < step.x().rows(); n++) {
                int j = (int) assignment.get(b, 0, 0, n);
                if (j >= 0) {
                    x.read(b, 0, n, c0, 1, columns, row, 0, columns);
                    Sums.add(1, row, 0, sums, j * columns, columns);
                    counts[j]++;
                }
            }
            for (int j = 0; j < clusters; j++) {
                u.read(b, 0, j, c0, 1, columns, row, 0, columns);
                for (int c = 0; counts[j] > 0 && c < columns; c++) {
                    row[c] = (float) (sums[j * columns + c] / counts[j]);
                }
                y.write(row, 0, columns, 1, columns, b, 0, j, c0);
            }
        });
    }
}
