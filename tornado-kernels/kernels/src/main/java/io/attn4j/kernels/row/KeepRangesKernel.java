package io.attn4j.kernels.row;

import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Rows cut down to the columns of their ranges.
 */
public final class KeepRangesKernel {
    static final int BATCH = 0;
    static final int HEADS = 1;
    static final int ROWS = 2;
    static final int COLUMNS = 3;
    /** Work-items that share a row. */
    static final int LANES = 4;

    static final int X = 5;
    static final int Y = X + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = Y + ViewLayout.SIZE;

    private KeepRangesKernel() {}

    /**
     * {@code y[b,h,i,n] = x[b,h,i,n]} for {@code start <= n < end} of row (b, i), else 0, whatever x holds there; no FLOPs.
     *
     * @param ctx one work-item per (b, h, i, lane), any local size; lane l takes columns l, l + lanes, ...
     * @param x [B,H,N,M], any strides, in
     * @param ranges [B,N,2] of (start, end), in
     * @param sizes positions as named above, in
     * @param y [B,H,N,M], any strides that keep its elements apart, out; may be x
     */
    public static void forwardRows(KernelContext ctx, FloatArray x, IntArray ranges, IntArray sizes, FloatArray y) {
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
            int start = ranges.get(2 * (batch * rows + row));
            int end = ranges.get(2 * (batch * rows + row) + 1);
            for (int c = lane; c < columns; c += lanes) {
                float kept = 0.0f;
                if (c >= start) {
                    if (c < end) {
                        kept = x.get(from + c * fromColumn);
                    }
                }
                y.set(to + c * toColumn, kept);
            }
        }
    }
}
