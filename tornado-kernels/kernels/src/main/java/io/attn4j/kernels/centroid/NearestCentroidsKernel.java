package io.attn4j.kernels.centroid;

import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.centroid.CentroidStep;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** The kernel of {@link io.attn4j.plan.centroid.NearestCentroids}. */
public final class NearestCentroidsKernel {
    static final int BATCH = 0;
    /** N. */
    static final int INPUTS = 1;
    /** m. */
    static final int CENTROIDS = 2;
    /** M. */
    static final int COLUMNS = 3;

    static final int X = 4;
    static final int U = X + ViewLayout.SIZE;
    static final int Y = U + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = Y + ViewLayout.SIZE;

    private static final float FAR = 3.4028235e38f;

    /** What a distance must be below, relative to the least so far, to be nearer. */
    private static final float NEARER = 1.0f - CentroidStep.TIE;

    private NearestCentroidsKernel() {}

    /**
     * {@code y[b,n] = argmin_j ||x[b,n] - u[b,j]||^2} as a float, ties to the lowest index, -1 at or beyond the length. {@code 3 B N m M} FLOPs.
     *
     * @param ctx one work-item per (b, n), any local size
     * @param x [B,1,N,M], in
     * @param u [B,1,m,M], in
     * @param lengths [B], valid rows, in
     * @param sizes positions as named above, in
     * @param y [B,1,1,N], out
     */
    public static void forwardRows(
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
                int best = 0;
                for (int j = 0; j < sizes.get(CENTROIDS); j++) {
                    int centroid = ViewLayout.index(sizes, U, batch, 0, j, 0);
                    float sum = 0.0f;
                    for (int c = 0; c < columns; c++) {
                        float difference = x.get(row + c) - u.get(centroid + c);
                        sum += difference * difference;
                    }
                    if (sum < least * NEARER) {
                        least = sum;
                        best = j;
                    }
                }
                nearest = best;
            }
            y.set(ViewLayout.index(sizes, Y, batch, 0, 0, n), nearest);
        }
    }
}
