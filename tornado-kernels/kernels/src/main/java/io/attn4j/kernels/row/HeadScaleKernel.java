package io.attn4j.kernels.row;

import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** Copies between views of any strides, scaled by a number for each head. */
public final class HeadScaleKernel {
    static final int BATCH = 0;
    static final int HEADS = 1;
    static final int ROWS = 2;
    static final int COLUMNS = 3;
    /** Work-items that share a row. */
    static final int LANES = 4;

    static final int X = 5;
    static final int W = X + ViewLayout.SIZE;
    static final int Y = W + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = Y + ViewLayout.SIZE;

    /** Below it there is negative infinity alone. */
    private static final float LEAST = -3.4028235e38f;

    private HeadScaleKernel() {}

    /**
     * {@code y[b,h,i,c] = factor w[b,h] x[b,h,i,c]}, negative infinity as it is; {@code B H N M} FLOPs.
     *
     * @param ctx one work-item per (b, h, i, lane), any local size; lane l scales columns l, l + lanes, ...
     * @param x [B,H,N,M], any strides, in
     * @param w [B,H,1,1], any strides, in
     * @param sizes positions as named above, in
     * @param scalars (factor), in
     * @param y [B,H,N,M], any strides that keep its elements apart, out
     */
    public static void forwardRows(
            KernelContext ctx, FloatArray x, FloatArray w, IntArray sizes, FloatArray scalars, FloatArray y) {
        int heads = sizes.get(HEADS);
        int rows = sizes.get(ROWS);
        int columns = sizes.get(COLUMNS);
        int lanes = sizes.get(LANES);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * heads * rows * lanes) {
            int lane = item % lanes;
            int row = (item / lanes) % rows;
            int batchHead = item / lanes / rows;
            int head = batchHead % heads;
            int batch = batchHead / heads;
            int from = ViewLayout.index(sizes, X, batch, head, row, 0);
            int fromColumn = sizes.get(X + ViewLayout.COLUMN);
            int to = ViewLayout.index(sizes, Y, batch, head, row, 0);
            int toColumn = sizes.get(Y + ViewLayout.COLUMN);
            float weight = scalars.get(0) * w.get(ViewLayout.index(sizes, W, batch, head, 0, 0));
            for (int c = lane; c < columns; c += lanes) {
                float value = x.get(from + c * fromColumn);
                float scaled = value < LEAST ? value : weight * value;
                y.set(to + c * toColumn, scaled);
            }
        }
    }
}
