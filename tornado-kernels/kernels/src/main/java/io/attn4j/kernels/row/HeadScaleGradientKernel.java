package io.attn4j.kernels.row;

import io.attn4j.kernels.step.CompensatedSum;
import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * {@code y[b,h,i] = factor sum_c dy[b,h,i,c] x[b,h,i,c]}, terms whose dy is 0 left out.
 *
 * <p>All forms take {@code dy} and {@code x [B,H,N,M]}, any strides, in; {@code sizes}, positions as named here, in; {@code
 * scalars} (factor), in; {@code y [B,H,N,1]}, any strides, out. {@code 2 B H N M} FLOPs, fp32; sums go over blocks of columns,
 * which are joined with compensation.
 */
public final class HeadScaleGradientKernel {
    static final int BATCH = 0;
    static final int HEADS = 1;
    static final int ROWS = 2;
    static final int COLUMNS = 3;

    static final int DY = 4;
    static final int X = DY + ViewLayout.SIZE;
    static final int Y = X + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = Y + ViewLayout.SIZE;

    /** Work-items of a group of {@link #backwardGroups}. */
    static final int GROUP = 128;

    /** Rows of such a group. */
    static final int GROUP_ROWS = 4;

    /** Its local memory. */
    static final int GROUP_LOCAL_BYTES = GROUP * Float.BYTES;

    private HeadScaleGradientKernel() {}

    /**
     * CPU shape: a work-item runs through its row in blocks of 64 columns.
     *
     * <p>Grid: x = work-items, one per (b, h, i), any local size.
     */
    public static void backwardRows(
            KernelContext ctx, FloatArray dy, FloatArray x, IntArray sizes, FloatArray scalars, FloatArray y) {
        int heads = sizes.get(HEADS);
        int rows = sizes.get(ROWS);
        int columns = sizes.get(COLUMNS);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * heads * rows) {
            int row = item % rows;
            int head = (item / rows) % heads;
            int batch = item / rows / heads;
            int left = ViewLayout.index(sizes, DY, batch, head, row, 0);
            int leftColumn = sizes.get(DY + ViewLayout.COLUMN);
            int right = ViewLayout.index(sizes, X, batch, head, row, 0);
            int rightColumn = sizes.get(X + ViewLayout.COLUMN);
            float total = 0.0f;
            float lost = 0.0f;
            for (int block = 0; block < columns; block += 64) {
                int stop = TornadoMath.min(columns, block + 64);
                float sum = 0.0f;
                for (int c = block; c < stop; c++) {
                    float gradient = dy.get(left + c * leftColumn);
                    float value = x.get(right + c * rightColumn);
                    sum += gradient == 0.0f ? 0.0f : gradient * value;
                }
                float added = sum - lost;
                float joined = total + added;
                lost = CompensatedSum.lost(total, added, joined);
                total = joined;
            }
            y.set(ViewLayout.index(sizes, Y, batch, head, row, 0), scalars.get(0) * total);
        }
    }

    /**
     * GPU shape: 32 work-items share a row, work-item t of them taking columns t, t + 32, ...; a work-group of 128 takes four
     * rows.
     *
     * <p>Grid: x = 128 work-items per group, one group per four (b, h, i). Local memory: 512 bytes.
     */
    public static void backwardGroups(
            KernelContext ctx, FloatArray dy, FloatArray x, IntArray sizes, FloatArray scalars, FloatArray y) {
        float[] sums = ctx.allocateFloatLocalArray(128);
        int heads = sizes.get(HEADS);
        int rows = sizes.get(ROWS);
        int columns = sizes.get(COLUMNS);
        int thread = ctx.localIdx;
        int lane = thread % 32;
        int item = ctx.groupIdx * 4 + thread / 32;
        int all = sizes.get(BATCH) * heads * rows;
        int row = item % rows;
        int head = (item / rows) % heads;
        int batch = item / rows / heads;
        float total = 0.0f;
        if (item < all) {
            int left = ViewLayout.index(sizes, DY, batch, head, row, 0);
            int leftColumn = sizes.get(DY + ViewLayout.COLUMN);
            int right = ViewLayout.index(sizes, X, batch, head, row, 0);
            int rightColumn = sizes.get(X + ViewLayout.COLUMN);
            float lost = 0.0f;
            for (int block = lane; block < columns; block += 2048) {
                int stop = TornadoMath.min(columns, block + 2048);
                float sum = 0.0f;
                for (int c = block; c < stop; c += 32) {
                    float gradient = dy.get(left + c * leftColumn);
                    float value = x.get(right + c * rightColumn);
                    sum += gradient == 0.0f ? 0.0f : gradient * value;
                }
                float added = sum - lost;
                float joined = total + added;
                lost = CompensatedSum.lost(total, added, joined);
                total = joined;
            }
        }
        sums[thread] = total;
        for (int half = 16; half > 0; half /= 2) {
            ctx.localBarrier();
            if (lane < half) {
                sums[thread] = sums[thread] + sums[thread + half];
            }
        }
        if (item < all) {
            if (lane == 0) {
                y.set(ViewLayout.index(sizes, Y, batch, head, row, 0), scalars.get(0) * sums[thread]);
            }
        }
    }
}
