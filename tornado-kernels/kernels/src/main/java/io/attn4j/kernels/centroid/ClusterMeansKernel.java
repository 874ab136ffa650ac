package io.attn4j.kernels.centroid;

import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** The kernel of {@link io.attn4j.plan.centroid.ClusterMeans}. */
public final class ClusterMeansKernel {
    static final int BATCH = 0;
    /** N. */
    static final int INPUTS = 1;
    /** m. */
    static final int CENTROIDS = 2;
    /** M. */
    static final int COLUMNS = 3;

    static final int X = 4;
    static final int U = X + ViewLayout.SIZE;
    /** Place of the assignment of inputs to centroids. */
    static final int ASSIGNMENT = U + ViewLayout.SIZE;

    static final int Y = ASSIGNMENT + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = Y + ViewLayout.SIZE;

    private ClusterMeansKernel() {}

    /**
     * {@code y[b,j]} = mean of the rows assigned to j, {@code u[b,j]} where there are none; summed in blocks of 128 rows, which
     * are added with compensation (Kahan 1965).
     *
     * @param ctx one work-item per (b, j, c), any local size
     * @param x [B,1,N,M], in
     * @param assignment [B,1,1,N], in
     * @param u [B,1,m,M], in
     * @param sizes positions as named above, in
     * @param y [B,1,m,M], out
     */
    public static void forwardElements(
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
            float lost = 0.0f;
            float count = 0.0f;
            for (int block = 0; block < inputs; block += 128) {
                int stop = TornadoMath.min(inputs, block + 128);
                float sum = 0.0f;
                for (int n = block; n < stop; n++) {
                    if (assignment.get(ViewLayout.index(sizes, ASSIGNMENT, batch, 0, 0, n)) == j) {
                        sum += x.get(first + n * row);
                        count += 1.0f;
                    }
                }
                float added = sum - lost;
                float joined = total + added;
                lost = joined - total - added;
                total = joined;
            }
            float mean = u.get(ViewLayout.index(sizes, U, batch, 0, j, column));
            if (count > 0.0f) {
                mean = total / count;
            }
            y.set(ViewLayout.index(sizes, Y, batch, 0, j, column), mean);
        }
    }
}
