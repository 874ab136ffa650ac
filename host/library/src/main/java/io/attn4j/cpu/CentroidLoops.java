package io.attn4j.cpu;

import io.attn4j.plan.centroid.CentroidDelta;
import io.attn4j.plan.centroid.ClusterMeans;
import io.attn4j.plan.centroid.FarthestPoints;
import io.attn4j.plan.centroid.NearestCentroids;
import io.attn4j.plan.centroid.NearestMask;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/**
 * Centroids: their choice, assignment and update.
 *
 * <p>Squared distances are fp32 sums of {@code (x - u)^2} over ascending columns, the same on every engine, for an index
 * depends on them.
 */
final class CentroidLoops {
    private static final int COLUMNS = 64;

    private CentroidLoops() {}

    static void farthestPoints(FarthestPoints step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices distances = Matrices.of(step.distances(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        int count = step.y().rows();
        RowLoops.run(pool, step.x().batch(), 1, 1, step.flops(), (b, zero, from, to) -> {
            int rows = length(step.lengths(), b, step.x().rows());
            float[] nearest = new float[step.x().rows()];
            Arrays.fill(nearest, Float.POSITIVE_INFINITY);
            float[] chosen = new float[x.columns()];
            float[] row = new float[x.columns()];
            int next = 0;
            for (int j = 0; j < count; j++) {
                x.readRow(b, 0, next, chosen);
                y.writeRow(chosen, b, 0, j);
                next = 0;
                for (int n = 0; n < rows; n++) {
                    x.readRow(b, 0, n, row);
                    nearest[n] = Math.min(nearest[n], squaredDistance(row, 0, chosen, 0, row.length));
                    next = nearest[n] > nearest[next] ? n : next;
                }
            }
            distances.writeRow(nearest, b, 0, 0);
        });
    }

    static void nearestCentroids(NearestCentroids step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices u = Matrices.of(step.u(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        RowLoops.run(pool, step.x(), step.flops(), (b, zero, from, to) -> {
            float[] centroids = u.copy(b, 0);
            float[] row = new float[x.columns()];
            int rows = length(step.lengths(), b, step.x().rows());
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
        float least = Float.POSITIVE_INFINITY;
        for (int j = 0; j < centroids.length / row.length; j++) {
            float distance = squaredDistance(row, 0, centroids, j * row.length, row.length);
            if (distance < least) {
                least = distance;
                best = j;
            }
        }
        return best;
    }

    private static float squaredDistance(float[] x, int x0, float[] u, int u0, int columns) {
        float sum = 0;
        for (int c = 0; c < columns; c++) {
            float difference = x[x0 + c] - u[u0 + c];
            sum += difference * difference;
        }
        return sum;
    }

    static void clusterMeans(ClusterMeans step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices assignment = Matrices.of(step.assignment(), arrays);
        Matrices u = Matrices.of(step.u(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        int clusters = step.u().rows();
        int parts = Math.ceilDiv(x.columns(), COLUMNS);
        RowLoops.run(pool, step.x().batch(), parts, 1, 4 * step.flops(), (b, part, from, to) -> {
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

    static void nearestMask(NearestMask step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices u = Matrices.of(step.u(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        RowLoops.run(pool, step.y(), 3.0 * step.y().elements() * x.columns(), (b, zero, from, to) -> {
            int rows = length(step.lengths(), b, step.x().rows());
            float[] centroid = new float[x.columns()];
            float[] row = new float[x.columns()];
            float[] mask = new float[step.x().rows()];
            long[] order = new long[rows];
            for (int j = from; j < to; j++) {
                u.readRow(b, 0, j, centroid);
                for (int n = 0; n < rows; n++) {
                    x.readRow(b, 0, n, row);
                    float distance = squaredDistance(row, 0, centroid, 0, row.length);
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

    static void delta(CentroidDelta step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices o = Matrices.of(step.o(), arrays);
        Matrices lse = Matrices.of(step.lse(), arrays);
        Matrices u = Matrices.of(step.u(), arrays);
        Matrices residual = Matrices.of(step.residual(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        int columns = o.columns();
        RowLoops.run(pool, step.y(), 4.0 * step.y().elements(), (b, h, from, to) -> {
            float[] update = new float[columns];
            float[] centroid = new float[columns];
            float[] base = new float[columns];
            for (int j = from; j < to; j++) {
                o.readRow(b, h, j, update);
                if (u != null) {
                    u.readRow(b, h, j, centroid);
                }
                if (residual == null) {
                    Arrays.fill(base, 0);
                } else {
                    residual.readRow(b, h, j, base);
                }
                double weight = Math.exp(lse.get(b, h, j, 0));
                double factor = step.epsilon()
                        * switch (step.mode()) {
                            case ROWS -> 1;
                            case COLUMNS -> weight;
                            case COLUMNS_NORMALISED -> weight / (weight + step.delta());
                        };
                for (int c = 0; c < columns; c++) {
                    base[c] = (float) (base[c] + factor * ((double) update[c] - centroid[c]));
                }
                y.writeRow(base, b, h, j);
            }
        });
    }

    private static int length(int[] lengths, int b, int rows) {
        return lengths == null ? rows : Math.min(rows, lengths[b]);
    }
}
