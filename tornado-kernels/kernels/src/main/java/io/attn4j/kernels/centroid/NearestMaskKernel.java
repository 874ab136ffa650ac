package io.attn4j.kernels.centroid;

import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.centroid.CentroidStep;
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

    private static final float FAR = 3.4028235e38f;

    /** What a distance must be below, relative to the least so far, to be nearer. */
    private static final float NEARER = 1.0f - CentroidStep.TIE;

    /** In place of the distance of a row that has been chosen. */
    private static final float CHOSEN = -2.0f;

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
     * K passes over the row, each finding the nearest that is left.
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
            for (int k = 0; k < TornadoMath.min(sizes.get(NEIGHBOURS), length); k++) {
                float next = FAR;
                int found = -1;
                for (int n = 0; n < length; n++) {
                    float distance = y.get(base + n);
                    // the first of those that are left, then what is nearer
                    float limit = found < 0 ? FAR : next * NEARER;
                    int nearer = distance < limit ? 1 : 0;
                    int left = distance == CHOSEN ? 0 : 1;
                    int first = found < 0 ? left : 0;
                    int taken = TornadoMath.max(nearer * left, first);
                    next = taken == 1 ? distance : next;
                    found += taken * (n - found);
                }
                y.set(base + found, CHOSEN);
            }
            for (int n = 0; n < inputs; n++) {
                y.set(base + n, y.get(base + n) == CHOSEN ? 0.0f : TornadoMath.log(0.0f));
            }
        }
    }
}
