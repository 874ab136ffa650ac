package io.attn4j.kernels.row;

import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** Copies between views of any strides: transposes, broadcasts, operands laid side by side. */
public final class RearrangeKernel {
    static final int BATCH = 0;
    static final int HEADS = 1;
    static final int ROWS = 2;
    static final int COLUMNS = 3;
    /** Work-items that share a row. */
    static final int LANES = 4;
    /** 1 when a factor for each head is given. */
    static final int SCALED = 5;

    static final int X = 6;
    static final int Y = X + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = Y + ViewLayout.SIZE;

    private RearrangeKernel() {}

    /**
     * {@code y[b,h,i,c] = alpha[h] x[b,h,i,c]}; without factors the bits of x, NaN included.
     *
     * <p>No FLOPs by the model; reads and writes {@code 4 B H R C} bytes each, less what broadcasts.
     *
     * @param ctx one work-item per (b, h, i, lane), any local size; lane l copies columns l, l + lanes, ...
     * @param x [B,H,R,C], any strides, in
     * @param alpha [H], in, or one unused element
     * @param sizes positions as named above, in
     * @param y [B,H,R,C], any strides that keep its elements apart, out
     */
    public static void forwardRows(KernelContext ctx, FloatArray x, FloatArray alpha, IntArray sizes, FloatArray y) {
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
            int to = ViewLayout.index(sizes, Y, batch, head, row, 0);
            int fromColumn = sizes.get(X + ViewLayout.COLUMN);
            int toColumn = sizes.get(Y + ViewLayout.COLUMN);
            if (sizes.get(SCALED) == 1) {
                float factor = alpha.get(head);
                for (int c = lane; c < columns; c += lanes) {
                    y.set(to + c * toColumn, factor * x.get(from + c * fromColumn));
                }
            } else {
                for (int c = lane; c < columns; c += lanes) {
                    y.set(to + c * toColumn, x.get(from + c * fromColumn));
                }
            }
        }
    }
}
