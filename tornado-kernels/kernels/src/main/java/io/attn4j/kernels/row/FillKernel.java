package io.attn4j.kernels.row;

import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * One value in every element of a view.
 */
public final class FillKernel {
    static final int BATCH = 0;
    static final int HEADS = 1;
    static final int ROWS = 2;
    static final int COLUMNS = 3;
    /** Work-items that share a row. */
    static final int LANES = 4;

    static final int Y = 5;
    /** Entries of {@code sizes}. */
    static final int SIZE = Y + ViewLayout.SIZE;

    private FillKernel() {}

    /**
     * {@code y[b,h,i,c] = value}; no FLOPs.
     *
     * @param ctx one work-item per (b, h, i, lane), any local size; lane l fills columns l, l + lanes, ...
     * @param sizes positions as named above, in
     * @param scalars (value), in
     * @param y [B,H,N,M], any strides, out
     */
    public static void forwardRows(KernelContext ctx, IntArray sizes, FloatArray scalars, FloatArray y) {
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
            int to = ViewLayout.index(sizes, Y, batch, head, row, 0);
            int toColumn = sizes.get(Y + ViewLayout.COLUMN);
            float value = scalars.get(0);
            for (int c = lane; c < columns; c += lanes) {
                y.set(to + c * toColumn, value);
            }
        }
    }
}
