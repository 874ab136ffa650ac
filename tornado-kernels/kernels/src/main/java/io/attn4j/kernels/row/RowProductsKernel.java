package io.attn4j.kernels.row;

import io.attn4j.kernels.step.CompensatedSum;
import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * {@code y[b,h,i] = sum_c a[b,h,i,c] x[b,h,i,c] - minus[b,h,i]}: scalar products of rows.
 *
 * <p>All forms take {@code a} and {@code x [B,H,N,D]}, column stride 1, in; {@code minus [B,H,N,1]}, in, or one unused
 * element; {@code sizes}, positions as named here, in; {@code y [B,H,N,1]}, out. {@code 2 B H N D} FLOPs, fp32; sums go over
 * lanes first and then over lanes' results, so that the error does not grow with D.
 */
public final class RowProductsKernel {
    static final int BATCH = 0;
    static final int HEADS = 1;
    static final int ROWS = 2;
    static final int COLUMNS = 3;
    /** 1 when minus is given. */
    static final int HAS_MINUS = 4;

    static final int A = 5;
    static final int X = A + ViewLayout.SIZE;
    static final int MINUS = X + ViewLayout.SIZE;
    static final int Y = MINUS + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = Y + ViewLayout.SIZE;

    /** Work-items of a group of {@link #forwardGroups}. */
    static final int GROUP = 128;

    /** Rows of such a group. */
    static final int GROUP_ROWS = 4;

    /** Its local memory. */
    static final int GROUP_LOCAL_BYTES = GROUP * Float.BYTES;

    private RowProductsKernel() {}

    /**
     * CPU shape: a work-item runs through its row, 16 columns at a time.
     *
     * <p>Grid: x = work-items, one per (b, h, i), any local size.
     */
    public static void forwardRows(
            KernelContext ctx, FloatArray a, FloatArray x, FloatArray minus, IntArray sizes, FloatArray y) {
        int heads = sizes.get(HEADS);
        int rows = sizes.get(ROWS);
        int columns = sizes.get(COLUMNS);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * heads * rows) {
            int row = item % rows;
            int head = (item / rows) % heads;
            int batch = item / rows / heads;
            int left = ViewLayout.index(sizes, A, batch, head, row, 0);
            int right = ViewLayout.index(sizes, X, batch, head, row, 0);
            float[] sums = new float[16];
            float total = 0.0f;
            float lost = 0.0f;
            for (int block = 0; block < columns; block += 1024) {
                int stop = TornadoMath.min(columns, block + 1024);
                int whole = block + (stop - block) / 16 * 16;
                for (int k = 0; k < 16; k++) {
                    sums[k] = 0.0f;
                }
                for (int c = block; c < whole; c += 16) {
                    for (int k = 0; k < 16; k++) {
                        sums[k] += a.get(left + c + k) * x.get(right + c + k);
                    }
                }
                float rest = 0.0f;
                for (int c = whole; c < stop; c++) {
                    rest += a.get(left + c) * x.get(right + c);
                }
                for (int k = 0; k < 8; k++) {
                    sums[k] += sums[k + 8];
                }
                for (int k = 0; k < 4; k++) {
                    sums[k] += sums[k + 4];
                }
                float added = (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest - lost;
                float joined = total + added;
                lost = CompensatedSum.lost(total, added, joined);
                total = joined;
            }
            if (sizes.get(HAS_MINUS) == 1) {
                total -= minus.get(ViewLayout.index(sizes, MINUS, batch, head, row, 0));
            }
            y.set(ViewLayout.index(sizes, Y, batch, head, row, 0), total);
        }
    }

    /**
     * GPU shape: 32 work-items share a row, work-item t of them taking columns t, t + 32, ...; a work-group of 128 takes four
     * rows.
     *
     * <p>Grid: x = 128 work-items per group, one group per four (b, h, i). Local memory: 512 bytes.
     */
    public static void forwardGroups(
            KernelContext ctx, FloatArray a, FloatArray x, FloatArray minus, IntArray sizes, FloatArray y) {
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
        float own = 0.0f;
        if (item < all) {
            int left = ViewLayout.index(sizes, A, batch, head, row, 0);
            int right = ViewLayout.index(sizes, X, batch, head, row, 0);
            float lost = 0.0f;
            for (int block = lane; block < columns; block += 2048) {
                int stop = TornadoMath.min(columns, block + 2048);
                float sum = 0.0f;
                for (int c = block; c < stop; c += 32) {
                    sum += a.get(left + c) * x.get(right + c);
                }
                float added = sum - lost;
                float joined = own + added;
                lost = CompensatedSum.lost(own, added, joined);
                own = joined;
            }
        }
        sums[thread] = own;
        for (int half = 16; half > 0; half /= 2) {
            ctx.localBarrier();
            if (lane < half) {
                sums[thread] = sums[thread] + sums[thread + half];
            }
        }
        if (item < all) {
            if (lane == 0) {
                float total = sums[thread];
                if (sizes.get(HAS_MINUS) == 1) {
                    total -= minus.get(ViewLayout.index(sizes, MINUS, batch, head, row, 0));
                }
                y.set(ViewLayout.index(sizes, Y, batch, head, row, 0), total);
            }
        }
    }
}
