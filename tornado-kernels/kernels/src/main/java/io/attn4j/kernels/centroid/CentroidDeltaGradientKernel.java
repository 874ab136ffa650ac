package io.attn4j.kernels.centroid;

import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * The kernel of {@link io.attn4j.plan.centroid.CentroidDeltaGradient}.
 */
public final class CentroidDeltaGradientKernel {
    static final int BATCH = 0;
    static final int HEADS = 1;
    static final int ROWS = 2;
    static final int COLUMNS = 3;
    /** Ordinal of the {@link io.attn4j.plan.centroid.CentroidDelta.Mode}. */
    static final int MODE = 4;

    static final int HAS_U = 5;

    static final int O = 6;
    static final int LSE = O + ViewLayout.SIZE;
    static final int U = LSE + ViewLayout.SIZE;
    static final int DY = U + ViewLayout.SIZE;
    static final int OUTPUT = DY + ViewLayout.SIZE;
    static final int SUM = OUTPUT + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = SUM + ViewLayout.SIZE;

    private CentroidDeltaGradientKernel() {}

    /**
     * {@code do = epsilon r dy} and {@code dlse = epsilon S dr/dS (dy . (o - u))}, with {@code S = e^lse} and r as in {@link
     * CentroidDeltaKernel}; {@code 4 B H m D} FLOPs, fp32, scalar products in blocks of 64 columns.
     *
     * @param ctx one work-item per (b, h, j), any local size
     * @param o [B,H,m,D], any strides, in
     * @param lse [B,H,m,1], in
     * @param u [B,H,m,D], any strides, in, or one unused element
     * @param dy [B,H,m,D], any strides, in
     * @param sizes positions as named above, in
     * @param scalars (epsilon, delta), in
     * @param outputGradient do [B,H,m,D], any strides that keep its elements apart, out
     * @param lseGradient dlse [B,H,m,1], out
     */
    public static void backwardRows(
            KernelContext ctx,
            FloatArray o,
            FloatArray lse,
            FloatArray u,
            FloatArray dy,
            IntArray sizes,
            FloatArray scalars,
            FloatArray outputGradient,
            FloatArray lseGradient) {
        int heads = sizes.get(HEADS);
        int rows = sizes.get(ROWS);
        int columns = sizes.get(COLUMNS);
        int mode = sizes.get(MODE);
        int hasU = sizes.get(HAS_U);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * heads * rows) {
            int row = item % rows;
            int head = (item / rows) % heads;
            int batch = item / rows / heads;
            int from = ViewLayout.index(sizes, O, batch, head, row, 0);
            int fromColumn = sizes.get(O + ViewLayout.COLUMN);
            int uAt = ViewLayout.index(sizes, U, batch, head, row, 0);
            int uAtColumn = sizes.get(U + ViewLayout.COLUMN);
            int dyAt = ViewLayout.index(sizes, DY, batch, head, row, 0);
            int dyAtColumn = sizes.get(DY + ViewLayout.COLUMN);
            int to = ViewLayout.index(sizes, OUTPUT, batch, head, row, 0);
            int toColumn = sizes.get(OUTPUT + ViewLayout.COLUMN);
            float share = 1.0f;
            float slope = 0.0f;
            if (mode > 0) {
                float sum = TornadoMath.exp(lse.get(ViewLayout.index(sizes, LSE, batch, head, row, 0)));
                share = sum;
                slope = sum;
                if (mode == 2) {
                    float all = sum + scalars.get(1);
                    share = sum / all;
                    slope = share * (scalars.get(1) / all);
                }
            }
            share *= scalars.get(0);
            float total = 0.0f;
            for (int block = 0; block < columns; block += 64) {
                int stop = TornadoMath.min(columns, block + 64);
                float part = 0.0f;
                for (int c = block; c < stop; c++) {
                    float move = o.get(from + c * fromColumn);
                    if (hasU == 1) {
                        move -= u.get(uAt + c * uAtColumn);
                    }
                    float gradient = dy.get(dyAt + c * dyAtColumn);
                    part += gradient * move;
                    outputGradient.set(to + c * toColumn, share * gradient);
                }
                total += part;
            }
            float result = 0.0f;
            // a centroid that no input weighs holds nothing that counts
            if (slope != 0.0f) {
                result = scalars.get(0) * slope * total;
            }
            lseGradient.set(ViewLayout.index(sizes, SUM, batch, head, row, 0), result);
        }
    }
}
