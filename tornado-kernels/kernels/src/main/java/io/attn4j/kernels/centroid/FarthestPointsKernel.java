package io.attn4j.kernels.centroid;

import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.centroid.CentroidStep;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** The kernel of {@link io.attn4j.plan.centroid.FarthestPoints}. */
public final class FarthestPointsKernel {
    static final int BATCH = 0;
    /** N. */
    static final int INPUTS = 1;
    /** m. */
    static final int CENTROIDS = 2;
    /** M. */
    static final int COLUMNS = 3;
    /** Work-items of a group. */
    static final int GROUP = 4;

    static final int X = 5;
    static final int DISTANCES = X + ViewLayout.SIZE;
    static final int Y = DISTANCES + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = Y + ViewLayout.SIZE;

    /** Most work-items of a group. */
    static final int MAX_GROUP = 64;

    /** Local memory of a group, bytes. */
    static final long LOCAL_BYTES = 2L * 4 * MAX_GROUP;

    private static final float FAR = 3.4028235e38f;

    /** What a distance must reach, relative to the greatest, to tie with it. */
    private static final float FARTHEST = 1.0f - CentroidStep.TIE;

    private FarthestPointsKernel() {}

    /**
     * Farthest points (Gonzalez 1985): row 0, then always the valid row farthest from those chosen, ties to the lowest index.
     *
     * <p>Grid: x = the group's size (one on a CPU) per batch; work-item t keeps the distances of rows t, t + group, ... The
     * best row of each is shared through local memory. Cost: {@code 3 B m N M} FLOPs.
     *
     * @param x [B,1,N,M], in
     * @param lengths [B], valid rows, from 1, in
     * @param sizes positions as named above, in
     * @param distances [B,1,1,N] squared distance to the nearest row chosen, out
     * @param y [B,1,m,M], out
     */
    public static void forwardGroups(
            KernelContext ctx, FloatArray x, IntArray lengths, IntArray sizes, FloatArray distances, FloatArray y) {
        float[] farthest = ctx.allocateFloatLocalArray(MAX_GROUP);
        int[] places = ctx.allocateIntLocalArray(MAX_GROUP);
        int thread = ctx.localIdx;
        int batch = ctx.groupIdx;
        int group = sizes.get(GROUP);
        int inputs = sizes.get(INPUTS);
        int columns = sizes.get(COLUMNS);
        int length = lengths.get(batch);
        for (int n = thread; n < inputs; n += group) {
            distances.set(ViewLayout.index(sizes, DISTANCES, batch, 0, 0, n), FAR);
        }
        int chosen = 0;
        for (int r = 0; r < sizes.get(CENTROIDS); r++) {
            int from = ViewLayout.index(sizes, X, batch, 0, chosen, 0);
            int to = ViewLayout.index(sizes, Y, batch, 0, r, 0);
            for (int c = thread; c < columns; c += group) {
                y.set(to + c, x.get(from + c));
            }
            float best = -1.0f;
            for (int n = thread; n < length; n += group) {
                int row = ViewLayout.index(sizes, X, batch, 0, n, 0);
                float sum = 0.0f;
                for (int c = 0; c < columns; c++) {
                    float difference = x.get(row + c) - x.get(from + c);
                    sum += difference * difference;
                }
                int at = ViewLayout.index(sizes, DISTANCES, batch, 0, 0, n);
                float distance = TornadoMath.min(distances.get(at), sum);
                distances.set(at, distance);
                best = TornadoMath.max(best, distance);
            }
            farthest[thread] = best;
            ctx.localBarrier();
            float top = -1.0f;
            for (int t = 0; t < group; t++) {
                top = TornadoMath.max(top, farthest[t]);
            }
            // the lowest of the rows that are as far, but for rounding
            int place = 0x7fffffff;
            for (int n = thread; n < length; n += group) {
                float distance = distances.get(ViewLayout.index(sizes, DISTANCES, batch, 0, 0, n));
                place = TornadoMath.min(place, distance >= top * FARTHEST ? n : 0x7fffffff);
            }
            places[thread] = place;
            ctx.localBarrier();
            int lowest = 0x7fffffff;
            for (int t = 0; t < group; t++) {
                lowest = TornadoMath.min(lowest, places[t]);
            }
            // NaN is no distance
            chosen = lowest < length ? lowest : 0;
        }
    }
}
