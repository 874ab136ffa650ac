package io.attn4j.kernels.row;

import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** Norms of the rows of a matrix. */
public final class SquaredNormsKernel {
    static final int BATCH = 0;
    static final int HEADS = 1;
    static final int ROWS = 2;
    static final int COLUMNS = 3;

    static final int X = 4;
    static final int Y = X + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = Y + ViewLayout.SIZE;

    private SquaredNormsKernel() {}

    /**
     * {@code y[b,h,i] = factor sum_d x[b,h,i,d]^2}.
     *
     * <p>{@code 2 B H N D} FLOPs. fp32, summed in 16 lanes over blocks of 1024 columns, then over lanes and blocks, so that
     * the error does not grow with D.
     *
     * @param ctx one work-item per (b, h, i), any local size
     * @param x [B,H,N,D], column stride 1, in
     * @param sizes positions as named above, in
     * @param scalars (factor), in
     * @param y [B,H,N,1], out
     */
    public static void forwardSquared(
            KernelContext ctx, FloatArray x, IntArray sizes, FloatArray scalars, FloatArray y) {
        int heads = sizes.get(HEADS);
        int rows = sizes.get(ROWS);
        int columns = sizes.get(COLUMNS);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * heads * rows) {
            int row = item % rows;
            int head = (item / rows) % heads;
            int batch = item / rows / heads;
            int from = ViewLayout.index(sizes, X, batch, head, row, 0);
            float[] sums = new float[16];
            float total = 0.0f;
            for (int block = 0; block < columns; block += 1024) {
                int stop = TornadoMath.min(columns, block + 1024);
                int whole = block + (stop - block) / 16 * 16;
                for (int k = 0; k < 16; k++) {
                    sums[k] = 0.0f;
                }
                for (int c = block; c < whole; c += 16) {
                    for (int k = 0; k < 16; k++) {
                        float value = x.get(from + c + k);
                        sums[k] += value * value;
                    }
                }
                float rest = 0.0f;
                for (int c = whole; c < stop; c++) {
                    float value = x.get(from + c);
                    rest += value * value;
                }
                for (int k = 0; k < 8; k++) {
                    sums[k] += sums[k + 8];
                }
                for (int k = 0; k < 4; k++) {
                    sums[k] += sums[k + 4];
                }
                total += (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest;
            }
            y.set(ViewLayout.index(sizes, Y, batch, head, row, 0), scalars.get(0) * total);
        }
    }
}
