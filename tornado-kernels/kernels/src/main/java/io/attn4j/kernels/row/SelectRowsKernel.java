package io.attn4j.kernels.row;

import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** The kernel of {@link io.attn4j.plan.row.SelectRows}. */
public final class SelectRowsKernel {
    static final int BATCH = 0;
    /** N. */
    static final int ROWS = 1;
    /** m. */
    static final int SELECTED = 2;
    /** M. */
    static final int COLUMNS = 3;

    static final int X = 4;
    static final int Y = X + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = Y + ViewLayout.SIZE;

    private SelectRowsKernel() {}

    /**
     * {@code y[b,r,c] = x[b,indices[b,r],c]}.
     *
     * @param ctx one work-item per (b, r, c), any local size
     * @param x [B,1,N,M], in
     * @param indices [B,m], in
     * @param sizes positions as named above, in
     * @param y [B,1,m,M], out
     */
    public static void forwardElements(
            KernelContext ctx, FloatArray x, IntArray indices, IntArray sizes, FloatArray y) {
        int selected = sizes.get(SELECTED);
        int columns = sizes.get(COLUMNS);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * selected * columns) {
            int column = item % columns;
            int row = (item / columns) % selected;
            int batch = item / columns / selected;
            int from = indices.get(batch * selected + row);
            y.set(
                    ViewLayout.index(sizes, Y, batch, 0, row, column),
                    x.get(ViewLayout.index(sizes, X, batch, 0, from, column)));
        }
    }
}
