package io.attn4j.kernels.matrix;

import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Activations of sums that a gradient needs as well: what {@link MatrixProductKernel} does to its sums, as a kernel of its own.
 */
public final class ActivateKernel {
    static final int BATCH = 0;
    static final int HEADS = 1;
    static final int ROWS = 2;
    static final int COLUMNS = 3;
    /** Work-items that share a row. */
    static final int LANES = 4;

    static final int HAS_RESIDUAL = 5;
    /** Ordinal of the {@link io.attn4j.plan.matrix.Activation}. */
    static final int ACTIVATION = 6;

    static final int Z = 7;
    static final int RESIDUAL = Z + ViewLayout.SIZE;
    static final int Y = RESIDUAL + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = Y + ViewLayout.SIZE;

    private ActivateKernel() {}

    /**
     * {@code y[b,h,i,c] = residual[b,h,i,c] + alpha[h] f(z[b,h,i,c])}; {@code B H R C} FLOPs by the model.
     *
     * @param ctx one work-item per (b, h, i, lane), any local size; lane l takes columns l, l + lanes, ...
     * @param z [B,H,R,C], any strides, in
     * @param alpha [H], in
     * @param residual [B,H,R,C], any strides, in, or one unused element
     * @param sizes positions as named above, in
     * @param y [B,H,R,C], any strides that keep its elements apart, out; may be z or residual
     */
    public static void forwardRows(
            KernelContext ctx, FloatArray z, FloatArray alpha, FloatArray residual, IntArray sizes, FloatArray y) {
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
            int from = ViewLayout.index(sizes, Z, batch, head, row, 0);
            int fromColumn = sizes.get(Z + ViewLayout.COLUMN);
            int residualAt = ViewLayout.index(sizes, RESIDUAL, batch, head, row, 0);
            int residualAtColumn = sizes.get(RESIDUAL + ViewLayout.COLUMN);
            int to = ViewLayout.index(sizes, Y, batch, head, row, 0);
            int toColumn = sizes.get(Y + ViewLayout.COLUMN);
            int hasResidual = sizes.get(HAS_RESIDUAL);
            int activation = sizes.get(ACTIVATION);
            float factor = alpha.get(head);
            for (int c = lane; c < columns; c += lanes) {
                float value = factor * MatrixProductKernel.activated(z.get(from + c * fromColumn), activation);
                if (hasResidual == 1) {
                    value += residual.get(residualAt + c * residualAtColumn);
                }
                y.set(to + c * toColumn, value);
            }
        }
    }
}
