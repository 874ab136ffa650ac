package io.attn4j.kernels.centroid;

import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Which inputs are near which centroids: the kernels of {@link io.attn4j.plan.centroid.NearestCentroids}, {@link
 * io.attn4j.plan.centroid.ClusterMeans} and {@link io.attn4j.plan.centroid.NearestMask}.
 */
public final class Neighbourhoods {
    static final int BATCH = 0;
    /** N. */
    static final int INPUTS = 1;
    /** m. */
    static final int CENTROIDS = 2;
    /** M. */
    static final int COLUMNS = 3;
    /** K of the mask. */
    static final int NEIGHBOURS = 4;

    static final int X = 5;
    static final int U = X + ViewLayout.SIZE;
    /** Place of the assignment of inputs to centroids. */
    static final int ASSIGNMENT = U + ViewLayout.SIZE;

    static final int Y = ASSIGNMENT + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = Y + ViewLayout.SIZE;

    private static final float FAR = 3.0e38f;

    private Neighbourhoods() {}

    /**
     * {@code y[b,n] = argmin_j ||x[b,n] - u[b,j]||^2} as a float, -1 at or beyond the length. {@code 3 B N m M} FLOPs.
     *
     * @param ctx one work-item per (b, n), any local size
     * @param x [B,1,N,M], in
     * @param u [B,1,m,M], in
     * @param lengths [B], valid rows, in
     * @param sizes positions as named above, in
     * @param y [B,1,1,N], out
     */
    public static void forwardNearest(
            KernelContext ctx, FloatArray x, FloatArray u, IntArray lengths, IntArray sizes, FloatArray y) {
        int inputs = sizes.get(INPUTS);
        int columns = sizes.get(COLUMNS);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * inputs) {
            int n = item % inputs;
            int batch = item / inputs;
            int nearest = -1;
            if (n < lengths.get(batch)) {
                int row = ViewLayout.index(sizes, X, batch, 0, n, 0);
                float least = FAR;
                for (int j = 0; j < sizes.get(CENTROIDS); j++) {
                    int centroid = ViewLayout.index(sizes, U, batch, 0, j, 0);
                    float sum = 0.0f;
                    for (int c = 0; c < columns; c++) {
                        float difference = x.get(row + c) - u.get(centroid + c);
                        sum += difference * difference;
                    }
                    if (sum < least) {
                        least = sum;
                        nearest = j;
                    }
                }
            }
            y.set(ViewLayout.index(sizes, Y, batch, 0, 0, n), nearest);
        }
    }

    /**
     * {@code y[b,j]} = mean of the rows assigned to j, {@code u[b,j]} where there are none; summed in blocks of 256 rows.
     *
     * @param ctx one work-item per (b, j, c), any local size
     * @param x [B,1,N,M], in
     * @param assignment [B,1,1,N], in
     * @param u [B,1,m,M], in
     * @param sizes positions as named above, in
     * @param y [B,1,m,M], out
     */
    public static void forwardMeans(
            KernelContext ctx, FloatArray x, FloatArray assignment, FloatArray u, IntArray sizes, FloatArray y) {
        int inputs = sizes.get(INPUTS);
        int centroids = sizes.get(CENTROIDS);
        int columns = sizes.get(COLUMNS);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * centroids * columns) {
            int column = item % columns;
            int j = (item / columns) % centroids;
            int batch = item / columns / centroids;
            int first = ViewLayout.index(sizes, X, batch, 0, 0, column);
            int row = sizes.get(X + ViewLayout.ROW);
            float total = 0.0f;
            float count = 0.0f;
            for (int block = 0; block < inputs; block += 256) {
                int stop = TornadoMath.min(inputs, block + 256);
                float sum = 0.0f;
                for (int n = block; n < stop; n++) {
                    if (assignment.get(ViewLayout.index(sizes, ASSIGNMENT, batch, 0, 0, n)) == j) {
                        sum += x.get(first + n * row);
                        count += 1.0f;
                    }
                }
                total += sum;
            }
            float mean = u.get(ViewLayout.index(sizes, U, batch, 0, j, column));
            if (count > 0.0f) {
                mean = total / count;
            }
            y.set(ViewLayout.index(sizes, Y, batch, 0, j, column), mean);
        }
    }

    /**
     * {@code y[b,j,n] = ||x[b,n] - u[b,j]||^2}, -1 at or beyond the length. {@code 3 B N m M} FLOPs.
     *
     * @param ctx one work-item per (b, j, n), any local size
     * @param x [B,1,N,M], in
     * @param u [B,1,m,M], in
     * @param lengths [B], valid rows, in
     * @param sizes positions as named above, in
     * @param y [B,1,m,N] contiguous, out
     */
    public static void forwardDistances(
            KernelContext ctx, FloatArray x, FloatArray u, IntArray lengths, IntArray sizes, FloatArray y) {
        int inputs = sizes.get(INPUTS);
        int centroids = sizes.get(CENTROIDS);
        int columns = sizes.get(COLUMNS);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * centroids * inputs) {
            int n = item % inputs;
            int j = (item / inputs) % centroids;
            int batch = item / inputs / centroids;
            float distance = -1.0f;
            if (n < lengths.get(batch)) {
                int row = ViewLayout.index(sizes, X, batch, 0, n, 0);
                int centroid = ViewLayout.index(sizes, U, batch, 0, j, 0);
                float sum = 0.0f;
                for (int c = 0; c < columns; c++) {
                    float difference = x.get(row + c) - u.get(centroid + c);
                    sum += difference * difference;
                }
                distance = sum;
            }
            y.set(item, distance);
        }
    }

    /**
     * Distances to a mask in place: 0 for the K nearest valid rows, ties to the lowest index, negative infinity for others.
     * K passes over the row, each finding the next nearest.
     *
     * @param ctx one work-item per (b, j), any local size
     * @param lengths [B], valid rows, in
     * @param sizes positions as named above, in
     * @param y [B,1,m,N] contiguous, in and out
     */
    public static void forwardMask(KernelContext ctx, IntArray lengths, IntArray sizes, FloatArray y) {
        int inputs = sizes.get(INPUTS);
        int centroids = sizes.get(CENTROIDS);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * centroids) {
            int length = lengths.get(item / centroids);
            int base = item * inputs;
            float last = FAR;
            int place = inputs;
            if (sizes.get(NEIGHBOURS) < length) {
                last = -1.0f;
                place = -1;
                for (int k = 0; k < sizes.get(NEIGHBOURS); k++) {
                    float next = FAR;
                    int found = inputs;
                    for (int n = 0; n < length; n++) {
                        float distance = y.get(base + n);
                        int later = 0;
                        if (distance > last) {
                            later = 1;
                        }
                        if (distance == last) {
                            if (n > place) {
                                later = 1;
                            }
                        }
                        if (later == 1) {
                            if (distance < next) {
                                next = distance;
                                found = n;
                            }
                        }
                    }
                    last = next;
                    place = found;
                }
            }
            for (int n = 0; n < inputs; n++) {
                float distance = y.get(base + n);
                float mask = TornadoMath.log(0.0f);
                if (n < length) {
                    if (distance < last) {
                        mask = 0.0f;
                    }
                    if (distance == last) {
                        if (n <= place) {
                            mask = 0.0f;
                        }
                    }
                }
                y.set(base + n, mask);
            }
        }
    }
}
