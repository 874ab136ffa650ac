package io.attn4j.kernels.row;

import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Rows put back, and added up, where they were chosen from.
 */
public final class ScatterRowsKernel {
    static final int BATCH = 0;
    /** N: rows of y. */
    static final int ROWS = 1;

    static final int COLUMNS = 2;
    /** Work-items that share a row. */
    static final int LANES = 3;

    static final int X = 4;
    static final int Y = X + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = Y + ViewLayout.SIZE;

    private ScatterRowsKernel() {}

    /**
     * {@code y[b,0,n,:] = sum x[b,0,r,:]} over the rows r that were chosen from n, in ascending order; 0 where there are
     * none. {@code B m M} FLOPs; fp32, sums in two levels (blocks of 32 rows, then the blocks).
     *
     * @param ctx one work-item per (b, n, lane), any local size; lane l adds columns l, l + lanes, ...
     * @param x [B,1,m,M], column stride 1, in
     * @param starts [B N + 1], in: row n of batch b takes entries {@code starts[b N + n]} to before the next one's of chosen
     * @param chosen [B m], in: rows of x, grouped by the row of y that they are added to
     * @param sizes positions as named above, in
     * @param y [B,1,N,M], column stride 1, out
     */
    public static void forwardRows(
            KernelContext ctx, FloatArray x, IntArray starts, IntArray chosen, IntArray sizes, FloatArray y) {
        int rows = sizes.get(ROWS);
        int columns = sizes.get(COLUMNS);
        int lanes = sizes.get(LANES);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * rows * lanes) {
            int lane = item % lanes;
            int batchRow = item / lanes;
            int batch = batchRow / rows;
            int first = starts.get(batchRow);
            int last = starts.get(batchRow + 1);
            int from = ViewLayout.index(sizes, X, batch, 0, 0, 0);
            int fromRow = sizes.get(X + ViewLayout.ROW);
            int to = ViewLayout.index(sizes, Y, batch, 0, batchRow % rows, 0);
            for (int c = lane; c < columns; c += lanes) {
                float total = 0.0f;
                for (int block = first; block < last; block += 32) {
                    int stop = TornadoMath.min(last, block + 32);
                    float sum = 0.0f;
                    for (int k = block; k < stop; k++) {
                        sum += x.get(from + chosen.get(k) * fromRow + c);
                    }
                    total += sum;
                }
                y.set(to + c, total);
            }
        }
    }
}
