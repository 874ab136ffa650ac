package io.attn4j.kernels.centroid;

import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** The kernel of {@link io.attn4j.plan.centroid.CentroidDelta}. */
public final class CentroidDeltaKernel {
    static final int BATCH = 0;
    static final int HEADS = 1;
    static final int ROWS = 2;
    static final int COLUMNS = 3;
    /** Ordinal of the {@link io.attn4j.plan.centroid.CentroidDelta.Mode}. */
    static final int MODE = 4;

    static final int HAS_U = 5;
    static final int HAS_RESIDUAL = 6;
    static final int O = 7;
    static final int LSE = O + ViewLayout.SIZE;
    static final int U = LSE + ViewLayout.SIZE;
    static final int RESIDUAL = U + ViewLayout.SIZE;
    static final int Y = RESIDUAL + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = Y + ViewLayout.SIZE;

    private CentroidDeltaKernel() {}

    /**
     * {@code y = residual + epsilon r (o - u)} with {@code r} = 1, S or S / (S + delta) by mode, {@code S = e^lse}; without u
     * nothing is subtracted.
     *
     * @param ctx one work-item per (b, h, j, c), any local size
     * @param o [B,H,m,D], in
     * @param lse [B,H,m,1], in
     * @param u [B,H,m,D], in, or one unused element
     * @param residual [B,H,m,D], in, or one unused element
     * @param sizes positions as named above, in
     * @param scalars (epsilon, delta), in
     * @param y [B,H,m,D], out; may be u or residual
     */
    public static void forwardElements(
            KernelContext ctx,
            FloatArray o,
            FloatArray lse,
            FloatArray u,
            FloatArray residual,
            IntArray sizes,
            FloatArray scalars,
            FloatArray y) {
        int heads = sizes.get(HEADS);
        int rows = sizes.get(ROWS);
        int columns = sizes.get(COLUMNS);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * heads * rows * columns) {
            int column = item % columns;
            int row = (item / columns) % rows;
            int head = (item / columns / rows) % heads;
            int batch = item / columns / rows / heads;
            float move = o.get(ViewLayout.index(sizes, O, batch, head, row, column));
            if (sizes.get(HAS_U) == 1) {
                move -= u.get(ViewLayout.index(sizes, U, batch, head, row, column));
            }
            if (sizes.get(MODE) > 0) {
                // a centroid that no input weighs has a sum of 0, and does not move
                float sum = TornadoMath.exp(lse.get(ViewLayout.index(sizes, LSE, batch, head, row, 0)));
                float share = sum;
                if (sizes.get(MODE) == 2) {
                    share = sum / (sum + scalars.get(1));
                }
                move *= share;
            }
            move *= scalars.get(0);
            if (sizes.get(HAS_RESIDUAL) == 1) {
                move += residual.get(ViewLayout.index(sizes, RESIDUAL, batch, head, row, column));
            }
            y.set(ViewLayout.index(sizes, Y, batch, head, row, column), move);
        }
    }
}
