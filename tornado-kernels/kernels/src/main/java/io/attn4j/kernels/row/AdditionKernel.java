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

    static final int A = 4;
    static final int X = A + ViewLayout.SIZE;
    static final int Y = X + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = Y + ViewLayout.SIZE;

    private AdditionKernel() {}

    /**
     * {@code y[b,h,i,c] = a[b,h,i,c] + x[b,h,i,c]}.
     *
     * @param ctx one work-item per (b, h, i, c), any local size
     * @param a [B,H,N,M], in
     * @param x [B,H,N,M], in
     * @param sizes positions as named above, in
     * @param y [B,H,N,M], out; may be a or x
     */
    public static void forwardElements(KernelContext ctx, FloatArray a, FloatArray x, IntArray sizes, FloatArray y) {
        int heads = sizes.get(HEADS);
        int rows = sizes.get(ROWS);
        int columns = sizes.get(COLUMNS);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * heads * rows * columns) {
            int column = item % columns;
            int row = (item / columns) % rows;
            int head = (item / columns / rows) % heads;
            int batch = item / columns / rows / heads;
            y.set(
                    ViewLayout.index(sizes, Y, batch, head, row, column),
                    a.get(ViewLayout.index(sizes, A, batch, head, row, column))
                            + x.get(ViewLayout.index(sizes, X, batch, head, row, column)));
        }
    }
}
