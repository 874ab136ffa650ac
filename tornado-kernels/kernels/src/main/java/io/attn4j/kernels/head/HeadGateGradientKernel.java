package io.attn4j.kernels.head;

import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Gradients of gated heads (docs/equations.md, section 5.2), from gates {@code g [B,N,H]} that {@link HeadGateKernel} has made:
 * {@code dx[b,h,i,:] = g_h dy[b,h,i,:]}, and dz from {@code dg_h = dy[b,h,i,:] . x[b,h,i,:]}. fp32.
 */
public final class HeadGateGradientKernel {
    static final int BATCH = 0;
    static final int HEADS = 1;
    static final int ROWS = 2;
    static final int COLUMNS = 3;
    /** Work-items that share a row. */
    static final int LANES = 4;
    /** Ordinal of the {@link io.attn4j.plan.head.HeadGate.Kind}. */
    static final int KIND = 5;
    /** Heads that a mixture always takes. */
    static final int SHARED = 6;
    /** Other heads that it takes for each row. */
    static final int TOP = 7;

    static final int X = 8;
    static final int DY = X + ViewLayout.SIZE;
    static final int DX = DY + ViewLayout.SIZE;
    static final int DZ = DX + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = DZ + ViewLayout.SIZE;

    private HeadGateGradientKernel() {}

    /**
     * {@code dg[b,i,h] = sum_d dy[b,h,i,d] x[b,h,i,d]}, in blocks of 64 columns; {@code 2 B H N D} FLOPs.
     *
     * @param ctx one work-item per (b, h, i), any local size
     * @param x [B,H,N,D], any strides, in
     * @param dy [B,H,N,D], any strides, in
     * @param sizes positions as named above, in
     * @param dg [B,N,H] row-major, out
     */
    public static void backwardGates(KernelContext ctx, FloatArray x, FloatArray dy, IntArray sizes, FloatArray dg) {
        int heads = sizes.get(HEADS);
        int rows = sizes.get(ROWS);
        int columns = sizes.get(COLUMNS);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * heads * rows) {
            int row = item % rows;
            int head = (item / rows) % heads;
            int batch = item / rows / heads;
            int from = ViewLayout.index(sizes, X, batch, head, row, 0);
            int fromColumn = sizes.get(X + ViewLayout.COLUMN);
            int dyAt = ViewLayout.index(sizes, DY, batch, head, row, 0);
            int dyAtColumn = sizes.get(DY + ViewLayout.COLUMN);
            float total = 0.0f;
            for (int block = 0; block < columns; block += 64) {
                int stop = TornadoMath.min(columns, block + 64);
                float sum = 0.0f;
                for (int c = block; c < stop; c++) {
                    sum += dy.get(dyAt + c * dyAtColumn) * x.get(from + c * fromColumn);
                }
                total += sum;
            }
            dg.set((batch * rows + row) * heads + head, total);
        }
    }

    /**
     * {@code dx[b,h,i,:] = g_h dy[b,h,i,:]}, 0 for a head that is left out whatever dy holds; {@code B H N D} FLOPs.
     *
     * @param ctx one work-item per (b, h, i, lane), any local size; lane l multiplies columns l, l + lanes, ...
     * @param gates [B,N,H] row-major, in
     * @param dy [B,H,N,D], any strides, in
     * @param sizes positions as named above, in
     * @param dx [B,H,N,D], any strides that keep its elements apart, out; may be dy
     */
    public static void backwardProduct(
            KernelContext ctx, FloatArray gates, FloatArray dy, IntArray sizes, FloatArray dx) {
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
            int dyAt = ViewLayout.index(sizes, DY, batch, head, row, 0);
            int dyAtColumn = sizes.get(DY + ViewLayout.COLUMN);
            int to = ViewLayout.index(sizes, DX, batch, head, row, 0);
            int toColumn = sizes.get(DX + ViewLayout.COLUMN);
            float gate = gates.get((batch * rows + row) * heads + head);
            for (int c = lane; c < columns; c += lanes) {
                float value = 0.0f;
                if (gate != 0.0f) {
                    value = gate * dy.get(dyAt + c * dyAtColumn);
                }
                dx.set(to + c * toColumn, value);
            }
        }
    }

    /**
     * dz from dg: {@code dg_h g_h (1 - g_h)} of {@code SIGMOID}; {@code g_h (dg_h - mean)} of the others, with the mean of dg
     * over the heads of the softmax, weighted by their gates, and 0 for a head that is left out; the balances of a mixture
     * {@code sum_part g dg - p_part sum g dg}.
     *
     * @param ctx one work-item per (b, i), any local size
     * @param gates [B,N,H] row-major, in
     * @param dg [B,N,H] row-major, in
     * @param sizes positions as named above, in
     * @param dz [B,1,N,H], or [B,1,N,H+2] of a mixture with shared heads, any strides, out
     */
    public static void backwardLogits(
            KernelContext ctx, FloatArray gates, FloatArray dg, IntArray sizes, FloatArray dz) {
        int heads = sizes.get(HEADS);
        int rows = sizes.get(ROWS);
        int kind = sizes.get(KIND);
        int shared = sizes.get(SHARED);
        int top = sizes.get(TOP);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * rows) {
            int from = item * heads;
            int to = ViewLayout.index(sizes, DZ, item / rows, 0, item % rows, 0);
            int toColumn = sizes.get(DZ + ViewLayout.COLUMN);
            if (kind == 0) {
                for (int h = 0; h < heads; h++) {
                    float gate = gates.get(from + h);
                    dz.set(to + h * toColumn, dg.get(from + h) * gate * (1.0f - gate));
                }
            } else {
                float always = 0.0f;
                float alwaysGates = 0.0f;
                for (int h = 0; h < shared; h++) {
                    alwaysGates += gates.get(from + h);
                    always += gates.get(from + h) * dg.get(from + h);
                }
                float routed = 0.0f;
                float routedGates = 0.0f;
                for (int h = shared; h < heads; h++) {
                    float gate = gates.get(from + h);
                    routedGates += gate;
                    if (gate != 0.0f) {
                        routed += gate * dg.get(from + h);
                    }
                }
                for (int h = 0; h < heads; h++) {
                    int first = h < shared ? 0 : shared;
                    int last = h < shared ? shared : heads;
                    float total = h < shared ? alwaysGates : routedGates;
                    float gate = gates.get(from + h);
                    float slope = 0.0f;
                    if (gate != 0.0f) {
                        // differences, as dg less its mean would lose the digits of a gate that takes all
                        float sum = 0.0f;
                        for (int k = first; k < last; k++) {
                            float other = gates.get(from + k);
                            if (other != 0.0f) {
                                sum += other * (dg.get(from + h) - dg.get(from + k));
                            }
                        }
                        slope = gate * sum / total;
                    }
                    dz.set(to + h * toColumn, slope);
                }
                if (shared > 0) {
                    // gates of a part sum to twice its balance times the heads that it takes
                    float difference = routedGates / (2.0f * top) * always - alwaysGates / (2.0f * shared) * routed;
                    dz.set(to + heads * toColumn, difference);
                    dz.set(to + (heads + 1) * toColumn, -difference);
                }
            }
        }
    }
}
