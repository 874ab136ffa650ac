package io.attn4j.kernels.head;

import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Gradient of {@link HeadMixKernel} by its matrix, {@code dm[h,g] = sum_(b,i,j) x[b,h,i,j] dy[b,g,i,j]}.
 */
public final class HeadMixGradientKernel {
    static final int BATCH = 0;
    /** H: heads of x. */
    static final int FROM_HEADS = 1;
    /** G: heads of dy. */
    static final int TO_HEADS = 2;

    static final int ROWS = 3;
    static final int COLUMNS = 4;
    /** Work-items that take neighbouring terms: what they take is a run of terms, this far apart. */
    static final int LANES = 5;
    /** Terms of a run. */
    static final int RUN = 6;
    /** Runs: the terms of all work-items of one tile. */
    static final int RUNS = 7;

    static final int X = 8;
    static final int DY = X + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = DY + ViewLayout.SIZE;

    /** Heads of x, and of dy, of a tile. */
    static final int TILE = 4;

    private HeadMixGradientKernel() {}

    /**
     * Sums of runs of terms for tiles of 4 heads by 4, in private memory; {@code 2 B H G N L} FLOPs, fp32.
     *
     * <p>Grid: x = work-items, one per (tile, run), any local size. Run r takes terms {@code r / LANES * LANES * RUN + r %
     * LANES + k * LANES} of the {@code B N L} for {@code k < RUN}: with lanes, neighbours read neighbouring elements.
     *
     * @param x [B,H,N,L], any strides, in
     * @param dy [B,G,N,L], any strides, in
     * @param sizes positions as named above, in
     * @param partials [RUNS, H, G] row-major, out
     */
    public static void backwardTiles(
            KernelContext ctx, FloatArray x, FloatArray dy, IntArray sizes, FloatArray partials) {
        int fromHeads = sizes.get(FROM_HEADS);
        int toHeads = sizes.get(TO_HEADS);
        int runs = sizes.get(RUNS);
        int toTiles = (toHeads + 3) / 4;
        int item = ctx.globalIdx;
        if (item < (fromHeads + 3) / 4 * toTiles * runs) {
            int rows = sizes.get(ROWS);
            int columns = sizes.get(COLUMNS);
            int lanes = sizes.get(LANES);
            int terms = sizes.get(BATCH) * rows * columns;
            int run = item % runs;
            int tile = item / runs;
            int h0 = tile / toTiles * 4;
            int g0 = tile % toTiles * 4;
            int first = run / lanes * lanes * sizes.get(RUN) + run % lanes;
            int last = TornadoMath.min(terms, first + lanes * sizes.get(RUN));
            float[] sums = new float[16];
            float[] left = new float[4];
            float[] right = new float[4];
            for (int k = 0; k < 16; k++) {
                sums[k] = 0.0f;
            }
            int xHead = sizes.get(X + ViewLayout.HEAD);
            int dyHead = sizes.get(DY + ViewLayout.HEAD);
            // heads beyond the last repeat it, and are not stored
            int lastH = fromHeads - 1 - h0;
            int lastG = toHeads - 1 - g0;
            for (int term = first; term < last; term += lanes) {
                int column = term % columns;
                int batchRow = term / columns;
                int xAt = ViewLayout.index(sizes, X, batchRow / rows, h0, batchRow % rows, column);
                int dyAt = ViewLayout.index(sizes, DY, batchRow / rows, g0, batchRow % rows, column);
                for (int k = 0; k < 4; k++) {
                    left[k] = x.get(xAt + TornadoMath.min(k, lastH) * xHead);
                    right[k] = dy.get(dyAt + TornadoMath.min(k, lastG) * dyHead);
                }
                for (int k = 0; k < 16; k++) {
                    sums[k] += left[k / 4] * right[k % 4];
                }
            }
            for (int k = 0; k < 16; k++) {
                int h = h0 + k / 4;
                int g = g0 + k % 4;
                if (h < fromHeads) {
                    if (g < toHeads) {
                        partials.set((run * fromHeads + h) * toHeads + g, sums[k]);
                    }
                }
            }
        }
    }
}
