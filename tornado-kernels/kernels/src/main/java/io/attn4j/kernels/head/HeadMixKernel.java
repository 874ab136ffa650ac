package io.attn4j.kernels.head;

import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Mixing over heads, {@code y[b,g,i,j] = sum_h m[h,g] x[b,h,i,j]} (talking heads, Shazeer et al. 2020, section 2).
 *
 * <p>All forms take {@code x [B,H,N,L]}, column stride 1, in; {@code m [H,G]}, in; {@code sizes}, positions as named here,
 * in; {@code y [B,G,N,L]}, column stride 1, out. {@code 2 B H G N L} FLOPs, fp32.
 */
public final class HeadMixKernel {
    static final int BATCH = 0;
    /** H: heads of x. */
    static final int FROM_HEADS = 1;
    /** G: heads of y. */
    static final int TO_HEADS = 2;

    static final int ROWS = 3;
    static final int COLUMNS = 4;

    static final int X = 5;
    static final int M = X + ViewLayout.SIZE;
    static final int Y = M + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = Y + ViewLayout.SIZE;

    /** Columns that one work-item of {@link #forwardLanes} computes. */
    static final int LANE_COLUMNS = 16;

    private HeadMixKernel() {}

    /**
     * CPU shape: 16 columns per work-item in private memory.
     *
     * <p>Grid: x = work-items, one per (b, i, block of 16 columns, g), any local size; work-items in a row read the same
     * columns of x.
     */
    public static void forwardLanes(KernelContext ctx, FloatArray x, FloatArray m, IntArray sizes, FloatArray y) {
        int fromHeads = sizes.get(FROM_HEADS);
        int toHeads = sizes.get(TO_HEADS);
        int rows = sizes.get(ROWS);
        int columns = sizes.get(COLUMNS);
        int blocks = (columns + 15) / 16;
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * rows * blocks * toHeads) {
            int g = item % toHeads;
            int first = (item / toHeads) % blocks * 16;
            int batchRow = item / toHeads / blocks;
            int row = batchRow % rows;
            int batch = batchRow / rows;
            int from = ViewLayout.index(sizes, X, batch, 0, row, first);
            int fromHead = sizes.get(X + ViewLayout.HEAD);
            int to = ViewLayout.index(sizes, Y, batch, g, row, first);
            int weightAt = ViewLayout.index(sizes, M, 0, 0, 0, g);
            int weightRow = sizes.get(M + ViewLayout.ROW);
            int count = TornadoMath.min(16, columns - first);
            float[] sums = new float[16];
            for (int k = 0; k < 16; k++) {
                sums[k] = 0.0f;
            }
            if (count == 16) {
                for (int h = 0; h < fromHeads; h++) {
                    float weight = m.get(weightAt + h * weightRow);
                    int at = from + h * fromHead;
                    for (int k = 0; k < 16; k++) {
                        sums[k] += weight * x.get(at + k);
                    }
                }
                for (int k = 0; k < 16; k++) {
                    y.set(to + k, sums[k]);
                }
            } else {
                for (int h = 0; h < fromHeads; h++) {
                    float weight = m.get(weightAt + h * weightRow);
                    int at = from + h * fromHead;
                    for (int k = 0; k < count; k++) {
                        sums[k] += weight * x.get(at + k);
                    }
                }
                for (int k = 0; k < count; k++) {
                    y.set(to + k, sums[k]);
                }
            }
        }
    }

    /**
     * GPU shape: one element per work-item.
     *
     * <p>Grid: x = work-items, one per (b, g, i, j), any local size; work-items in a row touch neighbouring columns.
     */
    public static void forwardElements(KernelContext ctx, FloatArray x, FloatArray m, IntArray sizes, FloatArray y) {
        int fromHeads = sizes.get(FROM_HEADS);
        int toHeads = sizes.get(TO_HEADS);
        int rows = sizes.get(ROWS);
        int columns = sizes.get(COLUMNS);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * toHeads * rows * columns) {
            int column = item % columns;
            int row = (item / columns) % rows;
            int batchHead = item / columns / rows;
            int g = batchHead % toHeads;
            int batch = batchHead / toHeads;
            int from = ViewLayout.index(sizes, X, batch, 0, row, column);
            int fromHead = sizes.get(X + ViewLayout.HEAD);
            int weightAt = ViewLayout.index(sizes, M, 0, 0, 0, g);
            int weightRow = sizes.get(M + ViewLayout.ROW);
            float sum = 0.0f;
            for (int h = 0; h < fromHeads; h++) {
                sum += m.get(weightAt + h * weightRow) * x.get(from + h * fromHead);
            }
            y.set(ViewLayout.index(sizes, Y, batch, g, row, column), sum);
        }
    }
}
