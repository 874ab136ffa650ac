package io.attn4j.kernels.past;

import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * The kernels of {@link io.attn4j.plan.past.PastStatesGradient}: the gradients of later states summed up, and what they
 * give to the rows and the projection of each chunk.
 *
 * <p>Rows at or beyond the length of a batch are not read, and get zeros. fp32, summed in ascending order of slots and
 * columns and in descending order of chunks.
 */
public final class PastStatesGradientKernel {
    static final int BATCH = 0;
    static final int HEADS = 1;
    /** N. */
    static final int TOKENS = 2;
    /** k. */
    static final int SLOTS = 3;
    /** D. */
    static final int DIM = 4;
    /** Rows of a chunk. */
    static final int CHUNK = 5;
    /** 1 when a gradient by the state after the last row is given. */
    static final int HAS_LAST = 6;

    static final int X = 7;
    static final int E = X + ViewLayout.SIZE;
    static final int DY = E + ViewLayout.SIZE;
    static final int LAST = DY + ViewLayout.SIZE;
    static final int SUMS = LAST + ViewLayout.SIZE;
    static final int DX = SUMS + ViewLayout.SIZE;
    static final int DE = DX + ViewLayout.SIZE;
    static final int INITIAL = DE + ViewLayout.SIZE;
    /** 1 when a gradient by the initial state is wanted. */
    static final int HAS_INITIAL = INITIAL + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = HAS_INITIAL + 1;

    /** Rows, or slots, that a work-item computes. */
    static final int TILE = 8;

    private PastStatesGradientKernel() {}

    /**
     * {@code g_c = sum over c' > c of dy_c' + dlast}, each decayed on its way where slots forget. {@code B H chunks k D} FLOPs.
     *
     * @param ctx one work-item per (b, h, r, d), any local size
     * @param dy [B,H*chunks,k,D], in
     * @param last [B,H,k,D], in, or one unused element
     * @param sizes positions as named above, in
     * @param decay [3,k], ones where slots keep everything: factors of the initial state, from a chunk to the next, to the last
     *     row; in
     * @param sums [B,H*chunks,k,D], out
     * @param initial where slots forget, gradient by the initial state [B,H,k,D], out, or one unused element
     */
    public static void backwardSums(
            KernelContext ctx,
            FloatArray dy,
            FloatArray last,
            IntArray sizes,
            FloatArray decay,
            FloatArray sums,
            FloatArray initial) {
        int heads = sizes.get(HEADS);
        int slots = sizes.get(SLOTS);
        int dim = sizes.get(DIM);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * heads * slots * dim) {
            int d = item % dim;
            int r = item / dim % slots;
            int head = item / dim / slots % heads;
            int batch = item / dim / slots / heads;
            int chunk = sizes.get(CHUNK);
            int chunks = (sizes.get(TOKENS) + chunk - 1) / chunk;
            int from = ViewLayout.index(sizes, DY, batch, head * chunks, r, d);
            int fromState = sizes.get(DY + ViewLayout.HEAD);
            int to = ViewLayout.index(sizes, SUMS, batch, head * chunks, r, d);
            int toState = sizes.get(SUMS + ViewLayout.HEAD);
            float sum = 0.0f;
            if (sizes.get(HAS_LAST) == 1) {
                sum = last.get(ViewLayout.index(sizes, LAST, batch, head, r, d));
            }
            for (int c = chunks - 1; c >= 0; c--) {
                sum *= decay.get(slots * TornadoMath.min(2, 1 + (c + 1) / chunks) + r);
                sums.set(to + c * toState, sum);
                sum += dy.get(from + c * fromState);
            }
            if (sizes.get(HAS_INITIAL) == 1) {
                initial.set(ViewLayout.index(sizes, INITIAL, batch, head, r, d), sum * decay.get(r));
            }
        }
    }

    /**
     * {@code dx_n = sum_r e[r,n] g_c[r,:]}. {@code 2 B H N k D} FLOPs.
     *
     * @param ctx one work-item per (b, h, chunk, eight rows of it, d), any local size
     * @param e [1,H,k,N], in
     * @param sums [B,H*chunks,k,D], in
     * @param lengths [B], in
     * @param sizes positions as named above, in
     * @param dx [B,H,N,D], out
     */
    public static void backwardRows(
            KernelContext ctx, FloatArray e, FloatArray sums, IntArray lengths, IntArray sizes, FloatArray dx) {
        int heads = sizes.get(HEADS);
        int dim = sizes.get(DIM);
        int tokens = sizes.get(TOKENS);
        int chunk = sizes.get(CHUNK);
        int chunks = (tokens + chunk - 1) / chunk;
        int tiles = (chunk + 7) / 8;
        int item = ctx.globalIdx;
        int row = item / dim / tiles % chunks * chunk + item / dim % tiles * 8;
        int batchHead = item / dim / tiles / chunks;
        int stop = TornadoMath.min(tokens, item / dim / tiles % chunks * chunk + chunk);
        // the last chunk may have fewer tiles
        if (batchHead >= sizes.get(BATCH) * heads) {
            stop = 0;
        }
        if (row < stop) {
            float[] total = new float[8];
            int d = item % dim;
            int batch = batchHead / heads;
            int head = batchHead % heads;
            int slots = sizes.get(SLOTS);
            int valid = TornadoMath.min(stop, lengths.get(batch));
            int at = ViewLayout.index(sizes, SUMS, batch, head * chunks + row / chunk, 0, d);
            int sumRow = sizes.get(SUMS + ViewLayout.ROW);
            int eBase = ViewLayout.index(sizes, E, 0, head, 0, 0);
            int eRow = sizes.get(E + ViewLayout.ROW);
            for (int u = 0; u < 8; u++) {
                total[u] = 0.0f;
            }
            if (row < valid) {
                // a row beyond the last repeats it
                for (int r = 0; r < slots; r++) {
                    float g = sums.get(at + r * sumRow);
                    for (int u = 0; u < 8; u++) {
                        total[u] += g * e.get(eBase + r * eRow + TornadoMath.min(row + u, valid - 1));
                    }
                }
            }
            for (int u = 0; u < 8; u++) {
                int n = TornadoMath.min(row + u, stop - 1);
                float one = TornadoMath.max(0, TornadoMath.min(1, valid - n));
                dx.set(ViewLayout.index(sizes, DX, batch, head, n, d), total[u] * one);
            }
        }
    }

    /**
     * {@code de[r,n] = g_c[r,:] . x_n}. {@code 2 B H N k D} FLOPs.
     *
     * @param ctx one work-item per (b, h, eight slots, n), any local size
     * @param x [B,H,N,D], in
     * @param sums [B,H*chunks,k,D], in
     * @param lengths [B], in
     * @param sizes positions as named above, in
     * @param de [B,H,k,N], out
     */
    public static void backwardWeights(
            KernelContext ctx, FloatArray x, FloatArray sums, IntArray lengths, IntArray sizes, FloatArray de) {
        int heads = sizes.get(HEADS);
        int tokens = sizes.get(TOKENS);
        int slots = sizes.get(SLOTS);
        int tiles = (slots + 7) / 8;
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * heads * tiles * tokens) {
            float[] total = new float[8];
            int n = item % tokens;
            int slot = item / tokens % tiles * 8;
            int head = item / tokens / tiles % heads;
            int batch = item / tokens / tiles / heads;
            int chunk = sizes.get(CHUNK);
            int chunks = (tokens + chunk - 1) / chunk;
            int dim = 0;
            if (n < lengths.get(batch)) {
                dim = sizes.get(DIM);
            }
            int row = ViewLayout.index(sizes, X, batch, head, n, 0);
            int at = ViewLayout.index(sizes, SUMS, batch, head * chunks + n / chunk, 0, 0);
            int sumRow = sizes.get(SUMS + ViewLayout.ROW);
            for (int u = 0; u < 8; u++) {
                total[u] = 0.0f;
            }
            // a slot beyond the last repeats it
            for (int d = 0; d < dim; d++) {
                float value = x.get(row + d);
                for (int u = 0; u < 8; u++) {
                    total[u] += value * sums.get(at + TornadoMath.min(slot + u, slots - 1) * sumRow + d);
                }
            }
            for (int u = 0; u < 8; u++) {
                de.set(ViewLayout.index(sizes, DE, batch, head, TornadoMath.min(slot + u, slots - 1), n), total[u]);
            }
        }
    }
}
