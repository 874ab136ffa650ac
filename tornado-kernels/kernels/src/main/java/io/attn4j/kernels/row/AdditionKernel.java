package io.attn4j.kernels.row;

import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** Residual connections around steps that cannot add them by themselves. */
public final class AdditionKernel {
    static final int BATCH = 0;
    static final int HEADS = 1;
    static final int ROWS = 2;
    static final int COLUMNS = 3;
    /** Work-items that share a row. */
    static final int LANES = 4;

    static final int A = 5;
    static final int X = A + ViewLayout.SIZE;
    static final int Y = X + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = Y + ViewLayout.SIZE;

    private AdditionKernel() {}

    /**
     * {@code y[b,h,i,c] = a[b,h,i,c] + x[b,h,i,c]}; {@code B H N M} FLOPs.
     *
     * @param ctx one work-item per (b, h, i, lane), any local size; lane l adds columns l, l + lanes, ...
     * @param a [B,H,N,M], any strides, in
     * @param x [B,H,N,M], any strides, in
     * @param sizes positions as named above, in
     * @param y [B,H,N,M], any strides that keep its elements apart, out; may be a or x
     */
    public static void forwardRows(KernelContext ctx, FloatArray a, FloatArray x, IntArray sizes, FloatArray y) {
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
            int left = ViewLayout.index(sizes, A, batch, head, row, 0);
            int leftColumn = sizes.get(A + ViewLayout.COLUMN);
            int right = ViewLayout.index(sizes, X, batch, head, row, 0);
            int rightColumn = sizes.get(X + ViewLayout.COLUMN);
            int to = ViewLayout.index(sizes, Y, batch, head, row, 0);
            int toColumn = sizes.get(Y + ViewLayout.COLUMN);
            for (int c = lane; c < columns; c += lanes) {
                y.set(to + c * toColumn, a.get(left + c * leftColumn) + x.get(right + c * rightColumn));
            }
        }
    }
}
