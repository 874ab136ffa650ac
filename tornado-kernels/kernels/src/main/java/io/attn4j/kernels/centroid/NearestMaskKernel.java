package io.attn4j.kernels.centroid;

import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** The kernels of {@link io.attn4j.plan.centroid.NearestMask}: distances, then the mask that follows from them. */
public final class NearestMaskKernel {
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
    /** Entries of {@code sizes}. */
    static final int SIZE = U + ViewLayout.SIZE;

    private static final float FAR = 3.0e38f;

    private NearestMaskKernel() {}

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
