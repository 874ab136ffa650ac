package io.attn4j.kernels.core;

import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Gradient of a stored softmax by its logits, in place: {@code d_ij = p_ij (d_ij - sum_l p_il d_il + dlse_i)} for the keys that
 * a row sees, 0 elsewhere, whatever stood there.
 *
 * <p>{@code 4 B H N L} FLOPs, {@code 16 B H N L} bytes. Each sum is that of 64 interleaved ones, which are added as a tree: its
 * error grows with the root of L / 64.
 */
public final class ProbabilitiesGradientKernel {
    static final int BATCH = 0;
    static final int HEADS = 1;
    static final int ROWS = 2;
    static final int COLUMNS = 3;
    /** 1 when dlse is given. */
    static final int HAS_LSE_GRADIENT = 4;

    static final int P = 5;
    static final int D = P + ViewLayout.SIZE;
    static final int LSE_GRADIENT = D + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = LSE_GRADIENT + ViewLayout.SIZE;

    /** Work-items of a group of {@link #backwardGroups}, which share a row. */
    public static final int GROUP = 64;

    private ProbabilitiesGradientKernel() {}

    /**
     * CPU shape: a work-item takes a row, in 64 interleaved sums in private memory.
     *
     * @param ctx one work-item per (b, h, i), any local size
     * @param p [B,H,N,L], in
     * @param lseGradient dlse [B,H,N,1], in, or one unused element
     * @param ranges [B,N,2] (start, end) of the keys that a row sees, in
     * @param sizes positions as named above, in
     * @param d [B,H,N,L], in and out
     */
    public static void backwardLanes(
            KernelContext ctx, FloatArray p, FloatArray lseGradient, IntArray ranges, IntArray sizes, FloatArray d) {
        int heads = sizes.get(HEADS);
        int rows = sizes.get(ROWS);
        int columns = sizes.get(COLUMNS);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * heads * rows) {
            int row = item % rows;
            int head = item / rows % heads;
            int batch = item / rows / heads;
            int pBase = ViewLayout.index(sizes, P, batch, head, row, 0);
            int dBase = ViewLayout.index(sizes, D, batch, head, row, 0);
            int start = ranges.get(2 * (batch * rows + row));
            int end = ranges.get(2 * (batch * rows + row) + 1);
            float[] sums = new float[64];
            for (int l = 0; l < 64; l++) {
                sums[l] = 0.0f;
            }
            int whole = start;
            for (int j = start; j + 64 <= end; j += 64) {
                for (int l = 0; l < 64; l++) {
                    sums[l] += p.get(pBase + j + l) * d.get(dBase + j + l);
                }
                whole = j + 64;
            }
            for (int j = whole; j < end; j++) {
                sums[j - whole] += p.get(pBase + j) * d.get(dBase + j);
            }
            for (int half = 32; half > 0; half = half / 2) {
                for (int l = 0; l < half; l++) {
                    sums[l] += sums[l + half];
                }
            }
            float sum = sums[0];
            if (sizes.get(HAS_LSE_GRADIENT) == 1) {
                sum -= lseGradient.get(ViewLayout.index(sizes, LSE_GRADIENT, batch, head, row, 0));
            }
            // an empty interval may lie anywhere
            int from = start < end ? start : columns;
            int to = start < end ? end : columns;
            for (int j = 0; j < from; j++) {
                d.set(dBase + j, 0.0f);
            }
            for (int j = from; j < to; j++) {
                d.set(dBase + j, p.get(pBase + j) * (d.get(dBase + j) - sum));
            }
            for (int j = to; j < columns; j++) {
                d.set(dBase + j, 0.0f);
            }
        }
    }

    /**
     * GPU shape: a work-group of {@link #GROUP} takes a row, neighbours taking neighbouring columns.
     *
     * @param ctx one group per (b, h, i)
     * @param p [B,H,N,L], in
     * @param lseGradient dlse [B,H,N,1], in, or one unused element
     * @param ranges [B,N,2] (start, end) of the keys that a row sees, in
     * @param sizes positions as named above, in
     * @param d [B,H,N,L], in and out
     */
    public static void backwardGroups(
            KernelContext ctx, FloatArray p, FloatArray lseGradient, IntArray ranges, IntArray sizes, FloatArray d) {
        float[] sums = ctx.allocateFloatLocalArray(64);
        int heads = sizes.get(HEADS);
        int rows = sizes.get(ROWS);
        int columns = sizes.get(COLUMNS);
        int thread = ctx.localIdx;
        int item = ctx.groupIdx;
        int row = item % rows;
        int head = item / rows % heads;
        int batch = item / rows / heads;
        int pBase = ViewLayout.index(sizes, P, batch, head, row, 0);
        int dBase = ViewLayout.index(sizes, D, batch, head, row, 0);
        int start = ranges.get(2 * (batch * rows + row));
        int end = ranges.get(2 * (batch * rows + row) + 1);
        float own = 0.0f;
        // a work-item reads what it writes later
        for (int j = start / 64 * 64 + thread; j < end; j += 64) {
            float x = p.get(pBase + j) * d.get(dBase + j);
            own += visible(j, start, end) == 1 ? x : 0.0f;
        }
        sums[thread] = own;
        ctx.localBarrier();
        for (int half = 32; half > 0; half = half / 2) {
            if (thread < half) {
                sums[thread] += sums[thread + half];
            }
            ctx.localBarrier();
        }
        float sum = sums[0];
        if (sizes.get(HAS_LSE_GRADIENT) == 1) {
            sum -= lseGradient.get(ViewLayout.index(sizes, LSE_GRADIENT, batch, head, row, 0));
        }
        for (int j = thread; j < columns; j += 64) {
            float x = p.get(pBase + j) * (d.get(dBase + j) - sum);
            d.set(dBase + j, visible(j, start, end) == 1 ? x : 0.0f);
        }
    }

    private static int visible(int key, int start, int end) {
        int result = 0;
        if (key >= start) {
            if (key < end) {
                result = 1;
            }
        }
        return result;
    }
}
