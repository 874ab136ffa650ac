package io.attn4j.kernels.row;

import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.row.DropoutBits;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** Dropout by the counter generator. */
public final class DropoutKernel {
    public static final int BATCH = 0;
    static final int HEADS = 1;
    static final int ROWS = 2;
    static final int COLUMNS = 3;
    /** Work-items that share a row. */
    public static final int LANES = 4;
    /** Numbers below it are dropped. */
    public static final int THRESHOLD = 5;

    public static final int X = 6;
    public static final int Y = X + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    public static final int SIZE = Y + ViewLayout.SIZE;

    private DropoutKernel() {}

    /**
     * {@code y[b,h,i,c] = factor x[b,h,i,c]} where the number of column c is not below the threshold, else 0 (NaN for NaN); {@code B
     * H N M} FLOPs.
     *
     * @param ctx one work-item per (b, h, i, lane), any local size; lane l takes columns l, l + lanes, ...
     * @param x [B,H,N,M], any strides, in
     * @param seeds [B,H,N,2] contiguous, in: integers below 2^24
     * @param sizes positions as named above, in
     * @param scalars (factor), in
     * @param y [B,H,N,M], any strides that keep its elements apart, out; may be x
     */
    public static void forwardRows(
            KernelContext ctx, FloatArray x, FloatArray seeds, IntArray sizes, FloatArray scalars, FloatArray y) {
        int heads = sizes.get(HEADS);
        int rows = sizes.get(ROWS);
        int columns = sizes.get(COLUMNS);
        int lanes = sizes.get(LANES);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * heads * rows * lanes) {
            int of = item / lanes;
            int batchHead = of / rows;
            int from = ViewLayout.index(sizes, X, batchHead / heads, batchHead % heads, of % rows, 0);
            int fromColumn = sizes.get(X + ViewLayout.COLUMN);
            int to = ViewLayout.index(sizes, Y, batchHead / heads, batchHead % heads, of % rows, 0);
            int toColumn = sizes.get(Y + ViewLayout.COLUMN);
            int first = (int) seeds.get(2 * of);
            int second = (int) seeds.get(2 * of + 1);
            int threshold = sizes.get(THRESHOLD);
            float factor = scalars.get(0);
            for (int c = item % lanes; c < columns; c += lanes) {
                float scale = DropoutBits.keeps(c, first, second, threshold) * factor;
                y.set(to + c * toColumn, x.get(from + c * fromColumn) * scale);
            }
        }
    }
}
