package io.attn4j.kernels.core;

import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.row.DropoutBits;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Attention in one task that never stores the scores: {@code O = softmax(scale * (A . mu) B^T + c + beta bias + p q +
 * mask) W} with the online softmax (Milakov and Gimelshein 2018; tiled as in FlashAttention, Dao et al. 2022, algorithm 1).
 *
 * <p>Two shapes of the same computation: {@link #forwardLanes} for CPUs, {@link #forwardTiled} for GPUs. Both take
 * <ul>
 *   <li>the operands of {@link io.attn4j.plan.core.CoreAttention}, in: {@code a [B,H,N,da]}, {@code b [B,Hkv,L,da]}, {@code w
 *       [B,Hkv,L,dv]}, {@code mu [H,da]}, {@code keyBias [B,H,L]}, {@code bias [B,H,N,L]}, {@code factors [B,H,N,high+low]},
 *       with the places and strides of {@code shape}; absent ones are one unused element
 *   <li>{@code ranges [B,N,2]} (start, end) of the keys that a row sees, in: causal masks, key lengths and packed batches
 *   <li>{@code shape} as in {@link CoreLayout}, {@code scalars (scale, beta of each head, threshold and factor of dropout)}, in
 *   <li>{@code seeds [B,H,N,2]} contiguous of {@link io.attn4j.plan.row.RowSeeds}, in, where {@code dropout}, a template constant, is
 *       1; one unused element where it is 0
 *   <li>{@code o [B,H,N,dv]} and {@code lse [B,H,N]} (natural logarithm, contiguous), out
 * </ul>
 *
 * <p>Cost: {@code 2 * pairs * (da + dv)} FLOPs, where pairs are the visible (b, h, i, j); {@code 4 (B H N (da + dv + 1) +
 * B Hkv L (da + dv))} bytes when keys and values stay in cache. Everything is fp32. The running maximum bounds the
 * exponentials; a fully masked row gives 0 and a log-sum-exp of negative infinity; values and keys that a row does not
 * see never reach it, not even as NaN.
 */
public final class FusedAttention {
    private static final float MASKED = Logits.MASKED;

    /** How far logits may exceed the maximum in use before it is renewed: weights up to e^8 lose no precision. */
    private static final float STALE = 8.0f;

    /** Keys that {@link #forwardLanes} sums before the sums join those before. */
    private static final int BLOCK = 128;

    /** Keys that {@link #forwardTiled} sums in registers, where it has memory for the sums to wait in. */
    static final int STRETCH = 128;

    /** What weights are multiplied by, 2^-64, so that sums of values near the largest float do not overflow. */
    private static final float SHARE = 5.421011e-20f;

    /** The natural logarithm of {@code 1 / SHARE}. */
    private static final float LOG_SHARE = 44.3614196f;

    /** Rows that one work-item of {@link #forwardLanes} computes. */
    public static final int LANES = 16;

    /** Work-items of a group of {@link #forwardTiled}. */
    public static final int TILED_GROUP = 64;

    // Positions in the local array of what a group of forwardTiled needs in its loops: first element and row stride of
    // each
    // operand, then sizes.
    private static final int PLACE_A = 0;
    private static final int PLACE_B = 2;
    private static final int PLACE_W = 4;
    private static final int PLACE_MU = 6;
    private static final int PLACE_KEY_BIAS = 8;
    private static final int PLACE_BIAS = 10;
    private static final int PLACE_FACTORS = 12;
    private static final int PLACE_O = 14;
    private static final int HAS_MU = 16;
    private static final int HAS_KEY_BIAS = 17;
    private static final int HAS_BIAS = 18;
    private static final int HIGH = 19;
    private static final int LOW = 20;
    private static final int KEY_DIM = 21;
    private static final int VALUE_DIM = 22;
    private static final int LAST_ROW = 23;
    private static final int CHUNKS = 24;
    private static final int FIRST_LOAD = 25;
    private static final int PREFETCH_END = 26;
    private static final int LAST_KEY = 27;
    private static final int LAST_KEY_AGAIN = 28;
    private static final int FULL_FIRST = 29;
    private static final int FULL_LAST = 30;
    private static final int END = 31;
    private static final int BLOCKS = 32;
    private static final int QUERY_ROWS = 33;
    private static final int KEYS = 34;
    private static final int ROWS = 35;
    private static final int OUTPUTS = 36;
    private static final int STAGED = 37;

    private FusedAttention() {}

    /**
     * CPU shape: 16 query rows per work-item as the innermost, vectorised loop; four keys at a time; no local memory.
     *
     * <p>Grid: x = work-items, one per (b, h, block of 16 rows), any local size. Private memory: {@code 16 (keyDim + 3
     * valueDim)} floats for the transposed queries, with p and q behind them, and the accumulators; 64 for the scores.
     *
     * <p>Sums over keys run block by block, and blocks are added with compensation (Kahan 1965), so that rounding errors do not
     * grow with the number of keys. Where a sum of
     * weighted values overflows, all keys are taken once more with weights times 2^-64.
     *
     * @param keyDim template constant, at least {@code da + high + low}
     * @param valueDim template constant, at least dv
     */
    public static void forwardLanes(
            KernelContext ctx,
            FloatArray a,
            FloatArray b,
            FloatArray w,
            FloatArray mu,
            FloatArray keyBias,
            FloatArray bias,
            FloatArray factors,
            IntArray ranges,
            IntArray shape,
            FloatArray scalars,
            FloatArray seeds,
            FloatArray o,
            FloatArray lse,
            int keyDim,
            int valueDim,
            int dropout) {
        int heads = shape.get(CoreLayout.HEADS);
        int queries = shape.get(CoreLayout.QUERIES);
        int da = shape.get(CoreLayout.KEY_DIM);
        int dv = shape.get(CoreLayout.VALUE_DIM);
        int blocks = (queries + 15) / 16;
        int item = ctx.globalIdx;
        if (item < shape.get(CoreLayout.BATCH) * heads * blocks) {
            int batchHead = item / blocks;
            int firstRow = (item % blocks) * 16;
            int batch = batchHead / heads;
            int head = batchHead % heads;
            int rows = TornadoMath.min(16, queries - firstRow);
            int kvHead = head / shape.get(CoreLayout.GROUP);
            int bBase = ViewLayout.index(shape, CoreLayout.B, batch, kvHead, 0, 0);
            int wBase = ViewLayout.index(shape, CoreLayout.W, batch, kvHead, 0, 0);
            int bRow = shape.get(CoreLayout.B + ViewLayout.ROW);
            int wRow = shape.get(CoreLayout.W + ViewLayout.ROW);

            float[] q = new float[16 * keyDim];
            float[] acc = new float[16 * valueDim];
            float[] before = new float[16 * valueDim];
            float[] lost = new float[16 * valueDim];
            float[] s0 = new float[16];
            float[] s1 = new float[16];
            float[] s2 = new float[16];
            float[] s3 = new float[16];
            float[] max = new float[16];
            float[] top = new float[16];
            float[] sum = new float[16];
            float[] sumBefore = new float[16];
            float[] sumLost = new float[16];
            float[] fade = new float[16];
            float[] infinite = new float[16];
            int[] start = new int[16];
            int[] end = new int[16];

            int first = 0x7fffffff;
            int last = 0;
            int fullFirst = 0;
            int fullLast = 0x7fffffff;
            int aRow = shape.get(CoreLayout.A + ViewLayout.ROW);
            int aBase = ViewLayout.index(shape, CoreLayout.A, batch, head, firstRow, 0);
            float scale = scalars.get(0);
            float beta = scalars.get(1 + head);
            int high = shape.get(CoreLayout.HIGH);
            int low = shape.get(CoreLayout.LOW);
            for (int r = 0; r < 16; r++) {
                // a lane beyond the last row repeats it and is not stored
                int row = TornadoMath.min(r, rows - 1);
                int from = ranges.get(2 * (batch * queries + firstRow + row));
                int to = ranges.get(2 * (batch * queries + firstRow + row) + 1);
                start[r] = from;
                end[r] = to;
                fullFirst = TornadoMath.max(fullFirst, from);
                fullLast = TornadoMath.min(fullLast, to);
                if (from < to) {
                    first = TornadoMath.min(first, from);
                    last = TornadoMath.max(last, to);
                }
                for (int d = 0; d < da; d++) {
                    q[d * 16 + r] = a.get(aBase + row * aRow + d) * scale;
                }
            }
            if (shape.get(CoreLayout.HAS_MU) == 1) {
                int muBase = ViewLayout.index(shape, CoreLayout.MU, 0, head, 0, 0);
                for (int d = 0; d < da; d++) {
                    float x = mu.get(muBase + d);
                    for (int r = 0; r < 16; r++) {
                        q[d * 16 + r] *= x;
                    }
                }
            }
            for (int d = 0; d < high + low; d++) {
                for (int r = 0; r < 16; r++) {
                    int row = firstRow + TornadoMath.min(r, rows - 1);
                    q[(da + d) * 16 + r] =
                            factors.get(ViewLayout.index(shape, CoreLayout.FACTORS, batch, head, row, d));
                }
            }
            int biases = shape.get(CoreLayout.HAS_KEY_BIAS) + shape.get(CoreLayout.HAS_BIAS) + high;
            // once more, with smaller weights, where sums of large values overflow
            float share = 1.0f;
            int attempts = 1;
            for (int attempt = 0; attempt < attempts; attempt++) {
                share = attempt == 0 ? 1.0f : SHARE;
                for (int r = 0; r < 16; r++) {
                    max[r] = MASKED;
                    sum[r] = 0.0f;
                    sumBefore[r] = 0.0f;
                    sumLost[r] = 0.0f;
                    fade[r] = 1.0f;
                    infinite[r] = 0.0f;
                }
                for (int i = 0; i < 16 * dv; i++) {
                    acc[i] = 0.0f;
                    before[i] = 0.0f;
                    lost[i] = 0.0f;
                }
                for (int block = first; block < last; block += BLOCK) {
                    int stop = TornadoMath.min(last, block + BLOCK);
                    for (int key = block; key < stop; key += 4) {
                        int k0 = bBase + key * bRow;
                        int k1 = bBase + TornadoMath.min(key + 1, last - 1) * bRow;
                        int k2 = bBase + TornadoMath.min(key + 2, last - 1) * bRow;
                        int k3 = bBase + TornadoMath.min(key + 3, last - 1) * bRow;
                        for (int r = 0; r < 16; r++) {
                            s0[r] = 0.0f;
                            s1[r] = 0.0f;
                            s2[r] = 0.0f;
                            s3[r] = 0.0f;
                        }
                        for (int d = 0; d < da; d++) {
                            float b0 = b.get(k0 + d);
                            float b1 = b.get(k1 + d);
                            float b2 = b.get(k2 + d);
                            float b3 = b.get(k3 + d);
                            for (int r = 0; r < 16; r++) {
                                float x = q[d * 16 + r];
                                s0[r] += x * b0;
                                s1[r] += x * b1;
                                s2[r] += x * b2;
                                s3[r] += x * b3;
                            }
                        }
                        int key1 = TornadoMath.min(key + 1, last - 1);
                        int key2 = TornadoMath.min(key + 2, last - 1);
                        int key3 = TornadoMath.min(key + 3, last - 1);
                        if (high > 0) {
                            int p0 = (da + key / low) * 16;
                            int p1 = (da + key1 / low) * 16;
                            int p2 = (da + key2 / low) * 16;
                            int p3 = (da + key3 / low) * 16;
                            int q0 = (da + high + key % low) * 16;
                            int q1 = (da + high + key1 % low) * 16;
                            int q2 = (da + high + key2 % low) * 16;
                            int q3 = (da + high + key3 % low) * 16;
                            for (int r = 0; r < 16; r++) {
                                s0[r] = Logits.factored(s0[r], q[p0 + r], q[q0 + r]);
                                s1[r] = Logits.factored(s1[r], q[p1 + r], q[q1 + r]);
                                s2[r] = Logits.factored(s2[r], q[p2 + r], q[q2 + r]);
                                s3[r] = Logits.factored(s3[r], q[p3 + r], q[q3 + r]);
                            }
                        }
                        if (shape.get(CoreLayout.HAS_KEY_BIAS) == 1) {
                            int at = ViewLayout.index(shape, CoreLayout.KEY_BIAS, batch, head, 0, 0);
                            int column = shape.get(CoreLayout.KEY_BIAS + ViewLayout.COLUMN);
                            float c0 = keyBias.get(at + key * column);
                            float c1 = keyBias.get(at + key1 * column);
                            float c2 = keyBias.get(at + key2 * column);
                            float c3 = keyBias.get(at + key3 * column);
                            for (int r = 0; r < 16; r++) {
                                s0[r] = Logits.biased(s0[r], 1.0f, c0);
                                s1[r] = Logits.biased(s1[r], 1.0f, c1);
                                s2[r] = Logits.biased(s2[r], 1.0f, c2);
                                s3[r] = Logits.biased(s3[r], 1.0f, c3);
                            }
                        }
                        if (shape.get(CoreLayout.HAS_BIAS) == 1) {
                            int at = ViewLayout.index(shape, CoreLayout.BIAS, batch, head, firstRow, 0);
                            int row = shape.get(CoreLayout.BIAS + ViewLayout.ROW);
                            for (int r = 0; r < 16; r++) {
                                int biasRow = at + TornadoMath.min(r, rows - 1) * row;
                                s0[r] = Logits.biased(s0[r], beta, bias.get(biasRow + key));
                                s1[r] = Logits.biased(s1[r], beta, bias.get(biasRow + key1));
                                s2[r] = Logits.biased(s2[r], beta, bias.get(biasRow + key2));
                                s3[r] = Logits.biased(s3[r], beta, bias.get(biasRow + key3));
                            }
                        }
                        int partial = 1;
                        if (key >= fullFirst) {
                            if (key + 4 <= fullLast) {
                                partial = 0;
                            }
                        }
                        if (partial == 1) {
                            for (int r = 0; r < 16; r++) {
                                s0[r] = visible(key, start[r], end[r]) == 1 ? s0[r] : MASKED;
                                s1[r] = visible(key + 1, start[r], end[r]) == 1 ? s1[r] : MASKED;
                                s2[r] = visible(key + 2, start[r], end[r]) == 1 ? s2[r] : MASKED;
                                s3[r] = visible(key + 3, start[r], end[r]) == 1 ? s3[r] : MASKED;
                            }
                        }
                        // a value that a bias hides from a row must not reach it either
                        int hidden = 0;
                        if (biases > 0) {
                            for (int r = 0; r < 16; r++) {
                                float low01 = s0[r] < s1[r] ? s0[r] : s1[r];
                                float low23 = s2[r] < s3[r] ? s2[r] : s3[r];
                                hidden |= (low01 < low23 ? low01 : low23) < MASKED ? 1 : 0;
                            }
                        }
                        // plain comparisons: fmax would pay for its rule on NaN, which reaches the row's sum anyway
                        int stale = 0;
                        for (int r = 0; r < 16; r++) {
                            float top01 = s0[r] > s1[r] ? s0[r] : s1[r];
                            float top23 = s2[r] > s3[r] ? s2[r] : s3[r];
                            top[r] = top01 > top23 ? top01 : top23;
                            stale |= top[r] - max[r] > STALE ? 1 : 0;
                        }
                        if (stale != 0) {
                            for (int r = 0; r < 16; r++) {
                                // rows that need no renewal keep their bits, whatever the others see
                                float now = top[r] - max[r] > STALE ? top[r] : max[r];
                                top[r] = TornadoMath.exp(max[r] - now);
                                max[r] = now;
                                sum[r] *= top[r];
                                fade[r] *= top[r];
                            }
                            for (int d = 0; d < dv; d++) {
                                for (int r = 0; r < 16; r++) {
                                    acc[d * 16 + r] *= top[r];
                                }
                            }
                        }
                        for (int r = 0; r < 16; r++) {
                            // a masked score lies below any true maximum; a row without one subtracts nothing
                            float base = max[r] == MASKED ? 0.0f : max[r];
                            s0[r] = weight(s0[r] - base) * share;
                            s1[r] = weight(s1[r] - base) * share;
                            s2[r] = weight(s2[r] - base) * share;
                            s3[r] = weight(s3[r] - base) * share;
                            sum[r] += (s0[r] + s1[r]) + (s2[r] + s3[r]);
                        }
                        if (dropout == 1) {
                            WeightDropout.ofRows(
                                    seeds, scalars, heads, batchHead * queries + firstRow, rows, key, s0, s1, s2, s3);
                        }
                        int w0 = wBase + key * wRow;
                        int w1 = wBase + TornadoMath.min(key + 1, last - 1) * wRow;
                        int w2 = wBase + TornadoMath.min(key + 2, last - 1) * wRow;
                        int w3 = wBase + TornadoMath.min(key + 3, last - 1) * wRow;
                        if (partial + hidden == 0) {
                            for (int d = 0; d < dv; d++) {
                                float v0 = w.get(w0 + d);
                                float v1 = w.get(w1 + d);
                                float v2 = w.get(w2 + d);
                                float v3 = w.get(w3 + d);
                                for (int r = 0; r < 16; r++) {
                                    float x = acc[d * 16 + r];
                                    x += s0[r] * v0;
                                    x += s1[r] * v1;
                                    x += s2[r] * v2;
                                    x += s3[r] * v3;
                                    acc[d * 16 + r] = x;
                                }
                            }
                        } else {
                            for (int d = 0; d < dv; d++) {
                                float v0 = w.get(w0 + d);
                                float v1 = w.get(w1 + d);
                                float v2 = w.get(w2 + d);
                                float v3 = w.get(w3 + d);
                                for (int r = 0; r < 16; r++) {
                                    float x = acc[d * 16 + r];
                                    x = s0[r] == 0.0f ? x : x + s0[r] * v0;
                                    x = s1[r] == 0.0f ? x : x + s1[r] * v1;
                                    x = s2[r] == 0.0f ? x : x + s2[r] * v2;
                                    x = s3[r] == 0.0f ? x : x + s3[r] * v3;
                                    acc[d * 16 + r] = x;
                                }
                            }
                        }
                    }
                    if (stop < last) {
                        for (int d = 0; d < dv; d++) {
                            for (int r = 0; r < 16; r++) {
                                float so = before[d * 16 + r] * fade[r];
                                float added = acc[d * 16 + r] - lost[d * 16 + r] * fade[r];
                                float joined = so + added;
                                lost[d * 16 + r] = joined - so - added;
                                before[d * 16 + r] = joined;
                                acc[d * 16 + r] = 0.0f;
                            }
                        }
                        for (int r = 0; r < 16; r++) {
                            float so = sumBefore[r] * fade[r];
                            float added = sum[r] - sumLost[r] * fade[r];
                            float joined = so + added;
                            sumLost[r] = joined - so - added;
                            sumBefore[r] = joined;
                            sum[r] = 0.0f;
                            fade[r] = 1.0f;
                        }
                    }
                }
                for (int d = 0; d < dv; d++) {
                    for (int r = 0; r < 16; r++) {
                        float x = before[d * 16 + r] * fade[r] + (acc[d * 16 + r] - lost[d * 16 + r] * fade[r]);
                        acc[d * 16 + r] = x;
                        infinite[r] += x * 0.0f;
                    }
                }
                float nonFinite = 0.0f;
                for (int r = 0; r < 16; r++) {
                    sum[r] = sumBefore[r] * fade[r] + (sum[r] - sumLost[r] * fade[r]);
                    nonFinite += infinite[r];
                }
                attempts = nonFinite == 0.0f ? 1 : 2;
            }

            // powers of two, so that rows that did not overflow keep their bits
            float whole = 1.0f / share;
            int oBase = ViewLayout.index(shape, CoreLayout.O, batch, head, firstRow, 0);
            int oRow = shape.get(CoreLayout.O + ViewLayout.ROW);
            for (int r = 0; r < rows; r++) {
                float inverse = 0.0f;
                float total = TornadoMath.log(0.0f);
                if (sum[r] != 0.0f) {
                    inverse = 1.0f / sum[r];
                    total = max[r] + TornadoMath.log(sum[r] * whole);
                }
                for (int d = 0; d < dv; d++) {
                    o.set(oBase + r * oRow + d, acc[d * 16 + r] * inverse);
                }
                lse.set(batchHead * queries + firstRow + r, total);
            }
        }
    }

    /**
     * GPU shape: a work-group of 64 computes {@code rows} query rows over tiles of {@code keys} keys in local memory, each
     * work-item a register tile of 8 rows by 4 scores and one of 8 rows by {@code rows dim / 512} outputs.
     *
     * <p>Grid: x = {@link #TILED_GROUP} work-items per group, one group per (b, h, tile of rows, split). Every {@code rows /
     * 8}-th row belongs to the same {@code 512 / rows} work-items. Where the tile has fewer than 64 times 32 scores, {@code
     * 2048 / (rows keys)} work-items share a register tile of scores, each with a part of the columns, and exchange their
     * sums through the keys' tile.
     *
     * <p>Local memory: {@link #tiledLocalBytes}. The tiles' rows are 16 bytes longer than the data, and work-items read four
     * neighbours at a time, so that compilers merge reads into 16 bytes without conflicts of banks; these bytes hold flags of
     * work-items. Tiles are read from
     * clamped places without a branch, the next one into registers while this one is in use; a row beyond the last repeats
     * it, a key that a row does not see is masked afterwards. One work-item per row keeps its maximum, which is renewed when
     * a tile exceeds it by more than {@link #STALE}, and its sum.
     *
     * <p>Keys run block by block: a block's outputs, maximum and sum join those of the blocks before, in ascending order, in
     * o, so that rounding errors do not grow with the number of keys. A kernel that {@code waits} takes a block stretch by
     * stretch of {@link #STRETCH} keys, whose sums wait in {@code waiting}: registers have no room for another level. Where a sum of
     * weighted values overflows, all keys are taken once more with weights times 2^-64. Where {@code shape} tells so, each block
     * has a group of its own, and {@link #forwardJoined} joins them. Where {@code da} exceeds {@code dim}, queries and keys
     * pass through their tiles {@code dim} columns at a time.
     *
     * @param o as for the other kernels, or with {@link CoreLayout#PARTIAL} {@code [B,H,N,splits,dv]} contiguous, relative to
     *     the maxima of their blocks
     * @param lse as for the other kernels, or with {@link CoreLayout#PARTIAL} {@code [B,H,N,splits,2]}: maximum and sum of
     *     each block
     * @param waiting {@code [groups, rows (dim + 1)]} contiguous: sums of the block's stretches so far in the order of the
     *     registers, then the maxima that they are relative to; out, needs no contents; one unused element where {@code waits} is 0
     * @param dim at least dv, a multiple of 16; at least {@code da + high + low} where factors are given
     * @param rows rows of a group: 16, 32 or 64
     * @param keys keys of a tile: 8, 16 or 32, with {@code rows keys} at least 256
     * @param waits template constant, 1 where a block may have more keys than a stretch, else 0
     */
    public static void forwardTiled(
            KernelContext ctx,
            FloatArray a,
            FloatArray b,
            FloatArray w,
            FloatArray mu,
            FloatArray keyBias,
            FloatArray bias,
            FloatArray factors,
            IntArray ranges,
            IntArray shape,
            FloatArray scalars,
            FloatArray seeds,
            FloatArray o,
            FloatArray lse,
            FloatArray waiting,
            int dim,
            int rows,
            int keys,
            int dropout,
            int waits) {
        int parts = 2048 / (rows * keys);
        int pitch = dim + 4;
        int pitchP = keys + 8;
        float[] tileA = ctx.allocateFloatLocalArray(rows * (dim + 4));
        float[] tileB = ctx.allocateFloatLocalArray(keys * (dim + 4) < 2048 ? 2048 : keys * (dim + 4));
        float[] tileP = ctx.allocateFloatLocalArray(rows * (keys + 8));
        int[] bounds = ctx.allocateIntLocalArray(rows * 2);
        int[] facts = ctx.allocateIntLocalArray(waits == 1 ? 40 : 36);

        float[] s = new float[32];
        float[] acc = new float[rows * dim / 64];
        float[] next = new float[keys * dim / 64];
        float[] weights = new float[32];
        float[] column4 = new float[16];
        int[] peer = new int[8];

        int heads = shape.get(CoreLayout.HEADS);
        int queries = shape.get(CoreLayout.QUERIES);
        int splits = shape.get(CoreLayout.SPLITS);
        int blockKeys = shape.get(CoreLayout.BLOCK);

        int thread = ctx.localIdx;
        int groups = rows / 8;
        int lanes = 512 / rows;
        int across = keys / 4;
        int own = 8 / parts;
        int outputs = rows * dim / 512;
        int run = outputs < 4 ? outputs : 4;
        int unroll = outputs > 4 ? 2 : 4;
        // neighbours in pairs of row groups: pairs that read the same address halve the cycles of a wide read
        int group = thread % 2 + thread / (2 * lanes) * 2;
        int lane = thread / 2 % lanes;
        int part = parts == 1 ? 0 : lane / across;
        int firstKeyOfLane = parts == 1 ? lane : lane % across;

        int tiles = (queries + rows - 1) / rows;
        int unit = ctx.groupIdx / splits;
        int split = ctx.groupIdx % splits;
        int batchHead = unit / tiles;
        // later rows first: where a mask is causal they see more keys
        int firstRow = (tiles - 1 - unit % tiles) * rows;
        int batch = batchHead / heads;
        int head = batchHead % heads;
        // rows and columns that this work-item copies between global and local memory
        int width = dim % 64 == 0 ? 64 : dim % 32 == 0 ? 32 : 16;
        int copyRow = width == 64 ? 0 : thread / width;
        int copyColumn = width == 64 ? thread : thread % width;
        int copyStep = 64 / width;

        // a row beyond the last repeats it and is not stored
        for (int i = thread; i < rows * 2; i += 64) {
            bounds[i] = ranges.get(2 * (batch * queries + TornadoMath.min(firstRow + i / 2, queries - 1)) + i % 2);
        }
        ctx.localBarrier();
        // the interval of keys that any row of the tile sees, and the one that all of them see
        if (thread < rows / 8) {
            int first = 0x7fffffff;
            int last = 0;
            int fullFirst = 0;
            int fullLast = 0x7fffffff;
            for (int r = thread * 8; r < thread * 8 + 8; r++) {
                int from = bounds[2 * r];
                int to = bounds[2 * r + 1];
                fullFirst = TornadoMath.max(fullFirst, from);
                fullLast = TornadoMath.min(fullLast, to);
                first = TornadoMath.min(first, from < to ? from : 0x7fffffff);
                last = TornadoMath.max(last, from < to ? to : 0);
            }
            facts[thread * 4] = first;
            facts[thread * 4 + 1] = last;
            facts[thread * 4 + 2] = fullFirst;
            facts[thread * 4 + 3] = fullLast;
        }
        ctx.localBarrier();
        int first = 0x7fffffff;
        int last = 0;
        int fullFirst = 0;
        int fullLast = 0x7fffffff;
        for (int g = 0; g < rows / 8; g++) {
            first = TornadoMath.min(first, facts[g * 4]);
            last = TornadoMath.max(last, facts[g * 4 + 1]);
            fullFirst = TornadoMath.max(fullFirst, facts[g * 4 + 2]);
            fullLast = TornadoMath.min(fullLast, facts[g * 4 + 3]);
        }
        ctx.localBarrier();
        // whole tiles; none where no row sees a key
        int firstTile = TornadoMath.min(first, last) / keys * keys;
        int firstBlock = firstTile / blockKeys * blockKeys;
        int end = last;
        if (splits > 1) {
            firstBlock = split * blockKeys;
            end = TornadoMath.min(last, firstBlock + blockKeys);
        }
        // what the loops read where they need it: kept in registers throughout, it would leave too few for the tiles
        if (thread < 8) {
            int view = CoreLayout.A + ViewLayout.SIZE * thread;
            // keys and values have fewer heads, mu has no batch
            int ofBatch = thread == 3 ? 0 : batch;
            int ofHead = head;
            if (thread == 1) {
                ofHead = head / shape.get(CoreLayout.GROUP);
            }
            if (thread == 2) {
                ofHead = head / shape.get(CoreLayout.GROUP);
            }
            facts[2 * thread] = shape.get(view)
                    + ofBatch * shape.get(view + ViewLayout.BATCH)
                    + ofHead * shape.get(view + ViewLayout.HEAD);
            facts[2 * thread + 1] =
                    thread == 4 ? shape.get(view + ViewLayout.COLUMN) : shape.get(view + ViewLayout.ROW);
        }
        if (thread == 8) {
            facts[HAS_MU] = shape.get(CoreLayout.HAS_MU);
            facts[HAS_KEY_BIAS] = shape.get(CoreLayout.HAS_KEY_BIAS);
            facts[HAS_BIAS] = shape.get(CoreLayout.HAS_BIAS);
            facts[HIGH] = shape.get(CoreLayout.HIGH);
            facts[LOW] = shape.get(CoreLayout.LOW);
            facts[VALUE_DIM] = shape.get(CoreLayout.VALUE_DIM);
            facts[LAST_ROW] = TornadoMath.min(rows, queries - firstRow) - 1;
            facts[KEYS] = keys;
            facts[ROWS] = rows;
            if (waits == 1) {
                // known at run time only, so that compilers do not unroll loops over them
                facts[OUTPUTS] = outputs;
                facts[STAGED] = 8 * run;
            }
        }
        if (thread == 9) {
            // without a product there are neither queries nor keys; keys that are too wide for a tile pass it in chunks
            int da = shape.get(CoreLayout.KEY_DIM);
            int chunks = TornadoMath.max(1, (da + dim - 1) / dim);
            facts[KEY_DIM] = da;
            facts[CHUNKS] = chunks;
            facts[FIRST_LOAD] = da == 0 ? -1 : TornadoMath.max(firstBlock, firstTile);
            facts[PREFETCH_END] = da == 0 ? 0 : chunks == 1 ? end : 0;
            facts[QUERY_ROWS] = da == 0 ? 0 : rows;
            facts[LAST_KEY] = last - 1;
            facts[LAST_KEY_AGAIN] = last - 1;
            facts[FULL_FIRST] = fullFirst;
            facts[FULL_LAST] = fullLast;
            facts[END] = end;
            facts[BLOCKS] = TornadoMath.max(1, (end - firstBlock + blockKeys - 1) / blockKeys);
        }
        ctx.localBarrier();

        // once more, with smaller weights, where sums of large values overflow
        int attempts = 1;
        for (int attempt = 0; attempt < attempts; attempt++) {
            float share = attempt == 0 ? 1.0f : SHARE;
            float shift = attempt * LOG_SHARE;
            // of the row that this work-item has the statistics of, if it has one: over the blocks so far
            float joinedMax = MASKED;
            float joinedSum = 0.0f;
            int block = firstBlock;
            float rest = 0.0f;
            for (int n = 0; n < facts[BLOCKS]; n++) {
                int blockStart = TornadoMath.max(block, firstTile);
                int stop = TornadoMath.min(facts[END], block + blockKeys);
                float rowMax = MASKED;
                float rowSum = 0.0f;
                float fade = 1.0f;
                for (int c = 0; c < outputs; c++) {
                    for (int r = 0; r < 8; r++) {
                        acc[8 * c + r] = 0.0f;
                    }
                }
                int copyKey = blockStart + copyRow;
                for (int key = blockStart; key < stop; key += keys) {
                    for (int e = 0; e < 32; e++) {
                        s[e] = 0.0f;
                    }
                    int wide = facts[CHUNKS];
                    int firstLoad = facts[FIRST_LOAD];
                    int loadsKeys = wide > 1 ? key : firstLoad;
                    if (key == loadsKeys) {
                        int lastKey = facts[LAST_KEY];
                        int lastColumn = facts[KEY_DIM] - 1;
                        int bBase = facts[PLACE_B];
                        int bRow = facts[PLACE_B + 1];
                        for (int c = 0; c < dim / width; c++) {
                            int from = bBase + TornadoMath.min(copyColumn + width * c, lastColumn);
                            for (int k = 0; k < keys * width / 64; k++) {
                                next[k * (dim / width) + c] =
                                        b.get(from + TornadoMath.min(copyKey + copyStep * k, lastKey) * bRow);
                            }
                        }
                    }
                    if (firstLoad >= 0) {
                        for (int k = 0; k < keys * width / 64; k++) {
                            for (int c = 0; c < dim / width; c++) {
                                tileB[(copyRow + copyStep * k) * pitch + copyColumn + width * c] =
                                        next[k * (dim / width) + c];
                            }
                        }
                    }
                    int loadsQueries = wide > 1 ? key : blockStart;
                    for (int chunk = 0; chunk < facts[CHUNKS]; chunk++) {
                        int column = chunk * dim;
                        if (chunk > 0) {
                            int from = facts[PLACE_B] + column;
                            int bRow = facts[PLACE_B + 1];
                            int lastKey = facts[LAST_KEY];
                            int lastColumn = facts[KEY_DIM] - 1;
                            for (int k = copyRow; k < facts[KEYS]; k += 8 * copyStep) {
                                for (int c = 0; c < dim / width; c++) {
                                    int d = copyColumn + width * c;
                                    int at = from + TornadoMath.min(d, lastColumn - column);
                                    float x0 = b.get(at + TornadoMath.min(key + k, lastKey) * bRow);
                                    float x1 = b.get(at + TornadoMath.min(key + k + copyStep, lastKey) * bRow);
                                    float x2 = b.get(at + TornadoMath.min(key + k + 2 * copyStep, lastKey) * bRow);
                                    float x3 = b.get(at + TornadoMath.min(key + k + 3 * copyStep, lastKey) * bRow);
                                    float x4 = b.get(at + TornadoMath.min(key + k + 4 * copyStep, lastKey) * bRow);
                                    float x5 = b.get(at + TornadoMath.min(key + k + 5 * copyStep, lastKey) * bRow);
                                    float x6 = b.get(at + TornadoMath.min(key + k + 6 * copyStep, lastKey) * bRow);
                                    float x7 = b.get(at + TornadoMath.min(key + k + 7 * copyStep, lastKey) * bRow);
                                    int to = k * pitch + d;
                                    tileB[to] = x0;
                                    tileB[to + copyStep * pitch] = x1;
                                    tileB[to + 2 * copyStep * pitch] = x2;
                                    tileB[to + 3 * copyStep * pitch] = x3;
                                    tileB[to + 4 * copyStep * pitch] = x4;
                                    tileB[to + 5 * copyStep * pitch] = x5;
                                    tileB[to + 6 * copyStep * pitch] = x6;
                                    tileB[to + 7 * copyStep * pitch] = x7;
                                }
                            }
                        }
                        if (key == loadsQueries) {
                            int da = facts[KEY_DIM];
                            int lastRow = facts[LAST_ROW];
                            int queryRows = facts[QUERY_ROWS];
                            int aBase = facts[PLACE_A] + firstRow * facts[PLACE_A + 1];
                            int aRow = facts[PLACE_A + 1];
                            for (int r = copyRow; r < queryRows; r += 8 * copyStep) {
                                for (int c = 0; c < dim / width; c++) {
                                    int d = copyColumn + width * c;
                                    int from = aBase + TornadoMath.min(column + d, da - 1);
                                    float x0 = a.get(from + TornadoMath.min(r, lastRow) * aRow);
                                    float x1 = a.get(from + TornadoMath.min(r + copyStep, lastRow) * aRow);
                                    float x2 = a.get(from + TornadoMath.min(r + 2 * copyStep, lastRow) * aRow);
                                    float x3 = a.get(from + TornadoMath.min(r + 3 * copyStep, lastRow) * aRow);
                                    float x4 = a.get(from + TornadoMath.min(r + 4 * copyStep, lastRow) * aRow);
                                    float x5 = a.get(from + TornadoMath.min(r + 5 * copyStep, lastRow) * aRow);
                                    float x6 = a.get(from + TornadoMath.min(r + 6 * copyStep, lastRow) * aRow);
                                    float x7 = a.get(from + TornadoMath.min(r + 7 * copyStep, lastRow) * aRow);
                                    float scale = scalars.get(0);
                                    if (facts[HAS_MU] == 1) {
                                        scale *= mu.get(facts[PLACE_MU] + TornadoMath.min(column + d, da - 1));
                                    }
                                    int to = r * pitch + d;
                                    tileA[to] = x0 * scale;
                                    tileA[to + copyStep * pitch] = x1 * scale;
                                    tileA[to + 2 * copyStep * pitch] = x2 * scale;
                                    tileA[to + 3 * copyStep * pitch] = x3 * scale;
                                    tileA[to + 4 * copyStep * pitch] = x4 * scale;
                                    tileA[to + 5 * copyStep * pitch] = x5 * scale;
                                    tileA[to + 6 * copyStep * pitch] = x6 * scale;
                                    tileA[to + 7 * copyStep * pitch] = x7 * scale;
                                }
                            }
                            int high = facts[HIGH];
                            if (high > 0) {
                                int low = facts[LOW];
                                for (int r = copyRow; r < facts[ROWS]; r += copyStep) {
                                    int row = firstRow + TornadoMath.min(r, lastRow);
                                    int from = facts[PLACE_FACTORS] + row * facts[PLACE_FACTORS + 1];
                                    for (int c = 0; c < dim / width; c++) {
                                        int d = copyColumn + width * c - da;
                                        if (d >= 0) {
                                            if (d < high + low) {
                                                tileA[r * pitch + da + d] = factors.get(from + d);
                                            }
                                        }
                                    }
                                }
                            }
                        }
                        ctx.localBarrier();
                        int columns = TornadoMath.min(dim, facts[KEY_DIM] - column);
                        // four columns at a time
                        int ofPart = (columns + 4 * parts - 1) / (4 * parts);
                        int from = part * ofPart;
                        int quads = TornadoMath.max(TornadoMath.min(columns / 4 - from, ofPart), 0);
                        // parts start in different banks
                        int turn = part * (across - ofPart) & 7;
                        turn = turn < quads ? turn : 0;
                        int quad = turn;
                        for (int i = 0; i < quads; i++) {
                            int at = 4 * (from + quad);
                            for (int j = 0; j < 4; j++) {
                                int atB = (firstKeyOfLane + across * j) * pitch + at;
                                column4[4 * j] = tileB[atB];
                                column4[4 * j + 1] = tileB[atB + 1];
                                column4[4 * j + 2] = tileB[atB + 2];
                                column4[4 * j + 3] = tileB[atB + 3];
                            }
                            for (int r = 0; r < 8; r++) {
                                int atA = (group + groups * r) * pitch + at;
                                float a0 = tileA[atA];
                                float a1 = tileA[atA + 1];
                                float a2 = tileA[atA + 2];
                                float a3 = tileA[atA + 3];
                                for (int j = 0; j < 4; j++) {
                                    float x = s[4 * r + j];
                                    x += a0 * column4[4 * j];
                                    x += a1 * column4[4 * j + 1];
                                    x += a2 * column4[4 * j + 2];
                                    x += a3 * column4[4 * j + 3];
                                    s[4 * r + j] = x;
                                }
                            }
                            if (parts > 1) {
                                quad = quad + 1 < quads ? quad + 1 : 0;
                            } else {
                                quad = quad + 1;
                            }
                        }
                        int to = TornadoMath.min(columns, 4 * (from + ofPart));
                        for (int d = 4 * (from + quads); d < to; d++) {
                            for (int j = 0; j < 4; j++) {
                                column4[j] = tileB[(firstKeyOfLane + across * j) * pitch + d];
                            }
                            for (int r = 0; r < 8; r++) {
                                float x = tileA[(group + groups * r) * pitch + d];
                                for (int j = 0; j < 4; j++) {
                                    s[4 * r + j] += x * column4[j];
                                }
                            }
                        }
                        ctx.localBarrier();
                    }
                    if (parts > 1) {
                        // each part has summed its columns of all scores; it gets all sums of its rows
                        for (int i = 0; i < 32; i++) {
                            tileB[i * 64 + thread] = s[i];
                        }
                        ctx.localBarrier();
                        for (int q = 0; q < parts; q++) {
                            peer[q] = thread % 2
                                    + (thread / (2 * lanes)) * (2 * lanes)
                                    + 2 * (((part + q) % parts) * across + firstKeyOfLane)
                                    + part * own * 4 * 64;
                        }
                        for (int i = 0; i < 32 / parts; i++) {
                            float x = tileB[i * 64 + peer[0]];
                            for (int q = 1; q < parts; q++) {
                                x += tileB[i * 64 + peer[q]];
                            }
                            s[i] = x;
                        }
                    }
                    int ownRow = group + groups * own * part;
                    if (facts[HAS_KEY_BIAS] == 1) {
                        int base = facts[PLACE_KEY_BIAS];
                        int step = facts[PLACE_KEY_BIAS + 1];
                        for (int j = 0; j < 4; j++) {
                            float c = keyBias.get(
                                    base + TornadoMath.min(key + firstKeyOfLane + across * j, facts[LAST_KEY]) * step);
                            for (int r = 0; r < own; r++) {
                                s[4 * r + j] = Logits.biased(s[4 * r + j], 1.0f, c);
                            }
                        }
                    }
                    if (facts[HAS_BIAS] == 1) {
                        int base = facts[PLACE_BIAS] + firstRow * facts[PLACE_BIAS + 1];
                        int step = facts[PLACE_BIAS + 1];
                        float beta = scalars.get(1 + head);
                        for (int j = 0; j < 4; j++) {
                            int at = base + TornadoMath.min(key + firstKeyOfLane + across * j, facts[LAST_KEY]);
                            for (int r = 0; r < own; r++) {
                                s[4 * r + j] = Logits.biased(
                                        s[4 * r + j],
                                        beta,
                                        bias.get(at + TornadoMath.min(ownRow + groups * r, facts[LAST_ROW]) * step));
                            }
                        }
                    }
                    int edge = 1;
                    if (key >= facts[FULL_FIRST]) {
                        if (key + keys <= facts[FULL_LAST]) {
                            edge = 0;
                        }
                    }
                    int high = facts[HIGH];
                    if (edge + high > 0) {
                        int da = facts[KEY_DIM];
                        // through the weights' tile, in a loop that is not unrolled: these tiles are few
                        for (int r = 0; r < own; r++) {
                            for (int j = 0; j < 4; j++) {
                                tileP[(ownRow + groups * r) * pitchP + firstKeyOfLane + across * j] = s[4 * r + j];
                            }
                        }
                        for (int row = ownRow; row < ownRow + groups * own; row += groups) {
                            int from = bounds[2 * row];
                            int to = bounds[2 * row + 1];
                            for (int at = firstKeyOfLane; at < keys; at += across) {
                                float score = tileP[row * pitchP + at];
                                if (high > 0) {
                                    int low = facts[LOW];
                                    int place = TornadoMath.min(key + at, facts[LAST_KEY]);
                                    score = Logits.factored(
                                            score,
                                            tileA[row * pitch + da + place / low],
                                            tileA[row * pitch + da + high + place % low]);
                                }
                                tileP[row * pitchP + at] = masked(score, key + at, from, to);
                            }
                        }
                        for (int r = 0; r < own; r++) {
                            for (int j = 0; j < 4; j++) {
                                s[4 * r + j] = tileP[(ownRow + groups * r) * pitchP + firstKeyOfLane + across * j];
                            }
                        }
                    }
                    int biases = TornadoMath.min(1, facts[HAS_KEY_BIAS] + facts[HAS_BIAS] + high);
                    int hides = 0;
                    for (int r = 0; r < own; r++) {
                        for (int j = 0; j < 4; j++) {
                            hides |= s[4 * r + j] < MASKED ? 1 : 0;
                        }
                    }
                    // loops of one turn or none in place of branches
                    for (int i = thread; i < 64 * biases; i += 64) {
                        tileA[i / 4 * pitch + dim + i % 4] = hides;
                    }
                    // values are under way while weights are computed
                    int wBase = facts[PLACE_W];
                    int wRow = facts[PLACE_W + 1];
                    int lastKey = facts[LAST_KEY];
                    int lastColumn = facts[VALUE_DIM] - 1;
                    for (int c = 0; c < dim / width; c++) {
                        int from = wBase + TornadoMath.min(copyColumn + width * c, lastColumn);
                        for (int k = 0; k < keys * width / 64; k++) {
                            next[k * (dim / width) + c] =
                                    w.get(from + TornadoMath.min(copyKey + copyStep * k, lastKey) * wRow);
                        }
                    }
                    for (int r = 0; r < own; r++) {
                        float top = TornadoMath.max(
                                TornadoMath.max(s[4 * r], s[4 * r + 1]), TornadoMath.max(s[4 * r + 2], s[4 * r + 3]));
                        tileP[(ownRow + groups * r) * pitchP + keys + firstKeyOfLane] = top;
                    }
                    ctx.localBarrier();
                    if (thread < rows) {
                        int at = thread * pitchP + keys;
                        float top = tileP[at];
                        for (int t = 1; t < across; t++) {
                            top = TornadoMath.max(top, tileP[at + t]);
                        }
                        float now = top - rowMax > STALE ? top : rowMax;
                        // a masked score lies below any true maximum; a row without one subtracts nothing
                        tileP[at] = now == MASKED ? 0.0f : now;
                        fade = TornadoMath.exp(rowMax - now);
                        tileP[at + 1] = fade;
                        rowMax = now;
                    }
                    for (int i = thread; i < 8 * biases; i += 64) {
                        int at8 = 2 * i * pitch + dim;
                        tileB[i / 4 * pitch + dim + i % 4] =
                                ((tileA[at8] + tileA[at8 + 1]) + (tileA[at8 + 2] + tileA[at8 + 3]))
                                        + ((tileA[at8 + pitch] + tileA[at8 + pitch + 1])
                                                + (tileA[at8 + pitch + 2] + tileA[at8 + pitch + 3]));
                    }
                    ctx.localBarrier();
                    for (int r = 0; r < own; r++) {
                        int at = (ownRow + groups * r) * pitchP;
                        float base = tileP[at + keys];
                        float w0 = TornadoMath.exp(s[4 * r] - base) * share;
                        float w1 = TornadoMath.exp(s[4 * r + 1] - base) * share;
                        float w2 = TornadoMath.exp(s[4 * r + 2] - base) * share;
                        float w3 = TornadoMath.exp(s[4 * r + 3] - base) * share;
                        tileP[at + firstKeyOfLane] = w0;
                        tileP[at + firstKeyOfLane + across] = w1;
                        tileP[at + firstKeyOfLane + 2 * across] = w2;
                        tileP[at + firstKeyOfLane + 3 * across] = w3;
                    }
                    float fades = 1.0f;
                    for (int r = 0; r < 8; r++) {
                        weights[r] = tileP[(group + groups * r) * pitchP + keys + 1];
                        fades *= weights[r];
                    }
                    if (fades != 1.0f) {
                        for (int c = 0; c < outputs; c++) {
                            for (int r = 0; r < 8; r++) {
                                acc[8 * c + r] *= weights[r];
                            }
                        }
                    }
                    // the keys have been used: their tile takes the values
                    for (int k = 0; k < keys * width / 64; k++) {
                        for (int c = 0; c < dim / width; c++) {
                            tileB[(copyRow + copyStep * k) * pitch + copyColumn + width * c] =
                                    next[k * (dim / width) + c];
                        }
                    }
                    ctx.localBarrier();
                    if (key + keys < facts[PREFETCH_END]) {
                        int endKey = facts[LAST_KEY_AGAIN];
                        int endColumn = facts[KEY_DIM] - 1;
                        int bBase = facts[PLACE_B];
                        int bRow = facts[PLACE_B + 1];
                        for (int c = 0; c < dim / width; c++) {
                            int from = bBase + TornadoMath.min(copyColumn + width * c, endColumn);
                            for (int k = 0; k < keys * width / 64; k++) {
                                next[k * (dim / width) + c] =
                                        b.get(from + TornadoMath.min(copyKey + keys + copyStep * k, endKey) * bRow);
                            }
                        }
                    }
                    int seen = TornadoMath.min(keys, facts[LAST_KEY] + 1 - key);
                    // what a bias hides must not reach a sum either: it may be NaN
                    int careful = edge;
                    for (int i = 0; i < 8 * biases; i++) {
                        careful += (int) tileB[i / 4 * pitch + dim + i % 4];
                    }
                    if (thread < rows) {
                        float s0 = 0.0f;
                        float s1 = 0.0f;
                        float s2 = 0.0f;
                        float s3 = 0.0f;
                        for (int j = 0; j < keys; j += 4) {
                            s0 += tileP[thread * pitchP + j];
                            s1 += tileP[thread * pitchP + j + 1];
                            s2 += tileP[thread * pitchP + j + 2];
                            s3 += tileP[thread * pitchP + j + 3];
                        }
                        rowSum = rowSum * fade + ((s0 + s1) + (s2 + s3));
                    }
                    if (dropout == 1) {
                        // the sums have been taken of all weights
                        ctx.localBarrier();
                        // in a loop that is not unrolled, so that registers are free for the bits
                        int threshold = (int) scalars.get(1 + heads);
                        float stays = scalars.get(2 + heads);
                        for (int row = ownRow; row < ownRow + groups * own; row += groups) {
                            int of = 2 * (batchHead * queries + TornadoMath.min(firstRow + row, queries - 1));
                            int firstSeed = (int) seeds.get(of);
                            int secondSeed = (int) seeds.get(of + 1);
                            for (int column = firstKeyOfLane; column < keys; column += across) {
                                int keeps = DropoutBits.keeps(key + column, firstSeed, secondSeed, threshold);
                                tileP[row * pitchP + column] *= keeps * stays;
                            }
                        }
                        ctx.localBarrier();
                    }
                    if (careful == 0) {
                        for (int j = 0; j < seen; j += unroll) {
                            for (int r = 0; r < 8; r++) {
                                for (int u = 0; u < unroll; u++) {
                                    weights[unroll * r + u] = tileP[(group + groups * r) * pitchP + j + u];
                                }
                            }
                            for (int c = 0; c < outputs; c++) {
                                for (int u = 0; u < unroll; u++) {
                                    column4[u] = tileB[(j + u) * pitch + run * (lane + lanes * (c / run)) + c % run];
                                }
                                for (int r = 0; r < 8; r++) {
                                    float x = acc[8 * c + r];
                                    for (int u = 0; u < unroll; u++) {
                                        x += weights[unroll * r + u] * column4[u];
                                    }
                                    acc[8 * c + r] = x;
                                }
                            }
                        }
                    } else {
                        for (int j = 0; j < seen; j++) {
                            for (int c = 0; c < outputs; c++) {
                                s[c] = tileB[j * pitch + run * (lane + lanes * (c / run)) + c % run];
                            }
                            // a row must not touch a value that it does not see: it may be NaN
                            float p0 = tileP[group * pitchP + j];
                            if (p0 != 0.0f) {
                                for (int c = 0; c < outputs; c++) {
                                    acc[8 * c] += p0 * s[c];
                                }
                            }
                            float p1 = tileP[(group + groups) * pitchP + j];
                            if (p1 != 0.0f) {
                                for (int c = 0; c < outputs; c++) {
                                    acc[8 * c + 1] += p1 * s[c];
                                }
                            }
                            float p2 = tileP[(group + groups * 2) * pitchP + j];
                            if (p2 != 0.0f) {
                                for (int c = 0; c < outputs; c++) {
                                    acc[8 * c + 2] += p2 * s[c];
                                }
                            }
                            float p3 = tileP[(group + groups * 3) * pitchP + j];
                            if (p3 != 0.0f) {
                                for (int c = 0; c < outputs; c++) {
                                    acc[8 * c + 3] += p3 * s[c];
                                }
                            }
                            float p4 = tileP[(group + groups * 4) * pitchP + j];
                            if (p4 != 0.0f) {
                                for (int c = 0; c < outputs; c++) {
                                    acc[8 * c + 4] += p4 * s[c];
                                }
                            }
                            float p5 = tileP[(group + groups * 5) * pitchP + j];
                            if (p5 != 0.0f) {
                                for (int c = 0; c < outputs; c++) {
                                    acc[8 * c + 5] += p5 * s[c];
                                }
                            }
                            float p6 = tileP[(group + groups * 6) * pitchP + j];
                            if (p6 != 0.0f) {
                                for (int c = 0; c < outputs; c++) {
                                    acc[8 * c + 6] += p6 * s[c];
                                }
                            }
                            float p7 = tileP[(group + groups * 7) * pitchP + j];
                            if (p7 != 0.0f) {
                                for (int c = 0; c < outputs; c++) {
                                    acc[8 * c + 7] += p7 * s[c];
                                }
                            }
                        }
                    }
                    copyKey += keys;
                    ctx.localBarrier();
                    if (waits == 1) {
                        int done = key + keys - blockStart;
                        int joins = done % STRETCH == 0 ? 1 : 0;
                        if (key + keys >= stop) {
                            joins = 0;
                        }
                        if (joins == 1) {
                            // the stretch joins those of the block before it, which wait relative to the maximum of
                            // their time
                            if (thread < rows) {
                                int maxAt = (ctx.groupIdx + 1) * (rows * (dim + 1)) - rows + thread;
                                float before = done > STRETCH ? waiting.get(maxAt) : rowMax;
                                tileP[thread * pitchP + keys + 3] = TornadoMath.exp(before - rowMax);
                                waiting.set(maxAt, rowMax);
                            }
                            ctx.localBarrier();
                            // through the tile of values, in loops that are not unrolled, so that registers stay free
                            int at = ctx.groupIdx * (rows * (dim + 1)) + thread;
                            for (int q = 0; q < outputs / run; q++) {
                                for (int c = 0; c < run; c++) {
                                    for (int r = 0; r < 8; r++) {
                                        tileB[(8 * c + r) * 64 + thread] = acc[8 * run * q + 8 * c + r];
                                        acc[8 * run * q + 8 * c + r] = 0.0f;
                                    }
                                }
                                for (int e = 0; e < facts[STAGED]; e += 8) {
                                    int to = at + 64 * (8 * run * q + e);
                                    float x0 = tileB[e * 64 + thread];
                                    float x1 = tileB[(e + 1) * 64 + thread];
                                    float x2 = tileB[(e + 2) * 64 + thread];
                                    float x3 = tileB[(e + 3) * 64 + thread];
                                    float x4 = tileB[(e + 4) * 64 + thread];
                                    float x5 = tileB[(e + 5) * 64 + thread];
                                    float x6 = tileB[(e + 6) * 64 + thread];
                                    float x7 = tileB[(e + 7) * 64 + thread];
                                    if (done > STRETCH) {
                                        int fadeAt = group * pitchP + keys + 3;
                                        x0 += waiting.get(to) * tileP[fadeAt];
                                        x1 += waiting.get(to + 64) * tileP[fadeAt + groups * pitchP];
                                        x2 += waiting.get(to + 128) * tileP[fadeAt + groups * 2 * pitchP];
                                        x3 += waiting.get(to + 192) * tileP[fadeAt + groups * 3 * pitchP];
                                        x4 += waiting.get(to + 256) * tileP[fadeAt + groups * 4 * pitchP];
                                        x5 += waiting.get(to + 320) * tileP[fadeAt + groups * 5 * pitchP];
                                        x6 += waiting.get(to + 384) * tileP[fadeAt + groups * 6 * pitchP];
                                        x7 += waiting.get(to + 448) * tileP[fadeAt + groups * 7 * pitchP];
                                    }
                                    waiting.set(to, x0);
                                    waiting.set(to + 64, x1);
                                    waiting.set(to + 128, x2);
                                    waiting.set(to + 192, x3);
                                    waiting.set(to + 256, x4);
                                    waiting.set(to + 320, x5);
                                    waiting.set(to + 384, x6);
                                    waiting.set(to + 448, x7);
                                }
                            }
                            ctx.localBarrier();
                        }
                    }
                }

                // the block joins those before it
                int partial = shape.get(CoreLayout.PARTIAL);
                if (thread < rows) {
                    int statAt = thread * pitchP + keys;
                    if (waits == 1) {
                        if (stop - blockStart > STRETCH) {
                            int maxAt = (ctx.groupIdx + 1) * (rows * (dim + 1)) - rows + thread;
                            tileP[statAt + 3] = TornadoMath.exp(waiting.get(maxAt) - rowMax);
                        }
                    }
                    float max = TornadoMath.max(joinedMax, rowMax);
                    float before = TornadoMath.exp(joinedMax - max);
                    float now = TornadoMath.exp(rowMax - max);
                    joinedSum = joined(joinedSum, before, rowSum, now);
                    joinedMax = max;
                    tileP[statAt] = before;
                    tileP[statAt + 1] = now;
                    tileP[statAt + 2] = 1.0f;
                    if (partial == 0) {
                        if (n == facts[BLOCKS] - 1) {
                            tileP[statAt + 2] = joinedSum == 0.0f ? 0.0f : 1.0f / joinedSum;
                        }
                    }
                    if (thread <= facts[LAST_ROW]) {
                        int at = batchHead * queries + firstRow + thread;
                        if (partial == 1) {
                            lse.set(2 * (at * splits + split), joinedMax + shift);
                            lse.set(2 * (at * splits + split) + 1, joinedSum);
                        } else {
                            lse.set(
                                    at,
                                    joinedSum == 0.0f
                                            ? TornadoMath.log(0.0f)
                                            : joinedMax + TornadoMath.log(joinedSum / share));
                        }
                    }
                }
                // through the queries' tile, so that neighbours write neighbours
                for (int c = 0; c < outputs; c++) {
                    for (int r = 0; r < 8; r++) {
                        tileA[(group + groups * r) * pitch + run * (lane + lanes * (c / run)) + c % run] =
                                acc[8 * c + r];
                    }
                }
                ctx.localBarrier();
                if (waits == 1) {
                    // to the last stretch what waits of those before it
                    int waited = stop - blockStart > STRETCH ? facts[OUTPUTS] : 0;
                    for (int c = 0; c < waited; c++) {
                        int from = ctx.groupIdx * (rows * (dim + 1)) + thread + 512 * c;
                        int to = group * pitch + run * (lane + lanes * (c / run)) + c % run;
                        int fadeAt = group * pitchP + keys + 3;
                        float x0 = waiting.get(from);
                        float x1 = waiting.get(from + 64);
                        float x2 = waiting.get(from + 128);
                        float x3 = waiting.get(from + 192);
                        float x4 = waiting.get(from + 256);
                        float x5 = waiting.get(from + 320);
                        float x6 = waiting.get(from + 384);
                        float x7 = waiting.get(from + 448);
                        tileA[to] += x0 * tileP[fadeAt];
                        tileA[to + groups * pitch] += x1 * tileP[fadeAt + groups * pitchP];
                        tileA[to + groups * 2 * pitch] += x2 * tileP[fadeAt + groups * 2 * pitchP];
                        tileA[to + groups * 3 * pitch] += x3 * tileP[fadeAt + groups * 3 * pitchP];
                        tileA[to + groups * 4 * pitch] += x4 * tileP[fadeAt + groups * 4 * pitchP];
                        tileA[to + groups * 5 * pitch] += x5 * tileP[fadeAt + groups * 5 * pitchP];
                        tileA[to + groups * 6 * pitch] += x6 * tileP[fadeAt + groups * 6 * pitchP];
                        tileA[to + groups * 7 * pitch] += x7 * tileP[fadeAt + groups * 7 * pitchP];
                    }
                    ctx.localBarrier();
                }
                int dv = facts[VALUE_DIM];
                int lastRow = facts[LAST_ROW];
                int oRow = facts[PLACE_O + 1];
                int oBase = facts[PLACE_O] + firstRow * oRow + split * dv;
                // eight rows at a time; rows beyond the last repeat the first of the eight and are not stored
                for (int r = copyRow; r <= lastRow; r += 8 * copyStep) {
                    int r1 = r + copyStep <= lastRow ? r + copyStep : r;
                    int r2 = r + 2 * copyStep <= lastRow ? r + 2 * copyStep : r;
                    int r3 = r + 3 * copyStep <= lastRow ? r + 3 * copyStep : r;
                    int r4 = r + 4 * copyStep <= lastRow ? r + 4 * copyStep : r;
                    int r5 = r + 5 * copyStep <= lastRow ? r + 5 * copyStep : r;
                    int r6 = r + 6 * copyStep <= lastRow ? r + 6 * copyStep : r;
                    int r7 = r + 7 * copyStep <= lastRow ? r + 7 * copyStep : r;
                    for (int d = copyColumn; d < dv; d += width) {
                        float x0 = tileA[r * pitch + d];
                        float x1 = tileA[r1 * pitch + d];
                        float x2 = tileA[r2 * pitch + d];
                        float x3 = tileA[r3 * pitch + d];
                        float x4 = tileA[r4 * pitch + d];
                        float x5 = tileA[r5 * pitch + d];
                        float x6 = tileA[r6 * pitch + d];
                        float x7 = tileA[r7 * pitch + d];
                        if (n > 0) {
                            float y0 = o.get(oBase + r * oRow + d);
                            float y1 = o.get(oBase + r1 * oRow + d);
                            float y2 = o.get(oBase + r2 * oRow + d);
                            float y3 = o.get(oBase + r3 * oRow + d);
                            float y4 = o.get(oBase + r4 * oRow + d);
                            float y5 = o.get(oBase + r5 * oRow + d);
                            float y6 = o.get(oBase + r6 * oRow + d);
                            float y7 = o.get(oBase + r7 * oRow + d);
                            x0 = joined(y0, tileP[r * pitchP + keys], x0, tileP[r * pitchP + keys + 1]);
                            x1 = joined(y1, tileP[r1 * pitchP + keys], x1, tileP[r1 * pitchP + keys + 1]);
                            x2 = joined(y2, tileP[r2 * pitchP + keys], x2, tileP[r2 * pitchP + keys + 1]);
                            x3 = joined(y3, tileP[r3 * pitchP + keys], x3, tileP[r3 * pitchP + keys + 1]);
                            x4 = joined(y4, tileP[r4 * pitchP + keys], x4, tileP[r4 * pitchP + keys + 1]);
                            x5 = joined(y5, tileP[r5 * pitchP + keys], x5, tileP[r5 * pitchP + keys + 1]);
                            x6 = joined(y6, tileP[r6 * pitchP + keys], x6, tileP[r6 * pitchP + keys + 1]);
                            x7 = joined(y7, tileP[r7 * pitchP + keys], x7, tileP[r7 * pitchP + keys + 1]);
                        }
                        // NaN where something is infinite
                        rest = ((x0 + x1) * 0.0f + (x2 + x3) * 0.0f) + ((x4 + x5) * 0.0f + (x6 + x7) * 0.0f) + rest;
                        o.set(oBase + r * oRow + d, x0 * tileP[r * pitchP + keys + 2]);
                        if (r1 > r) {
                            o.set(oBase + r1 * oRow + d, x1 * tileP[r1 * pitchP + keys + 2]);
                        }
                        if (r2 > r) {
                            o.set(oBase + r2 * oRow + d, x2 * tileP[r2 * pitchP + keys + 2]);
                        }
                        if (r3 > r) {
                            o.set(oBase + r3 * oRow + d, x3 * tileP[r3 * pitchP + keys + 2]);
                        }
                        if (r4 > r) {
                            o.set(oBase + r4 * oRow + d, x4 * tileP[r4 * pitchP + keys + 2]);
                        }
                        if (r5 > r) {
                            o.set(oBase + r5 * oRow + d, x5 * tileP[r5 * pitchP + keys + 2]);
                        }
                        if (r6 > r) {
                            o.set(oBase + r6 * oRow + d, x6 * tileP[r6 * pitchP + keys + 2]);
                        }
                        if (r7 > r) {
                            o.set(oBase + r7 * oRow + d, x7 * tileP[r7 * pitchP + keys + 2]);
                        }
                    }
                }
                block += blockKeys;
            }
            tileA[thread / 4 * pitch + dim + thread % 4] = rest == 0.0f ? 0.0f : 1.0f;
            ctx.localBarrier();
            for (int i = thread; i < 8; i += 64) {
                int at8 = 2 * i * pitch + dim;
                tileB[i / 4 * pitch + dim + i % 4] = ((tileA[at8] + tileA[at8 + 1]) + (tileA[at8 + 2] + tileA[at8 + 3]))
                        + ((tileA[at8 + pitch] + tileA[at8 + pitch + 1])
                                + (tileA[at8 + pitch + 2] + tileA[at8 + pitch + 3]));
            }
            ctx.localBarrier();
            float infinite = 0.0f;
            for (int i = 0; i < 8; i++) {
                infinite += tileB[i / 4 * pitch + dim + i % 4];
            }
            attempts = infinite == 0.0f ? 1 : 2;
        }
    }

    /**
     * Joins the blocks of keys that groups of {@link #forwardTiled} took each for itself, in ascending order: with (m, s) of
     * each block, {@code M' = max(M, m)}, {@code S' = S e^(M - M') + s e^(m - M')}, and so for the outputs, which end as
     * {@code O / S}.
     *
     * <p>Bit-equal to a group that took all blocks. {@code 3 B H N splits dv} FLOPs.
     *
     * @param ctx one work-item per (b, h, i, lane), any local size; lane l joins columns l, l + lanes, ...
     * @param partials [B,H,N,splits,dv] contiguous, relative to the maxima of their blocks, in
     * @param statistics [B,H,N,splits,2] contiguous: maximum and sum of each block, in
     * @param shape {@link CoreLayout}, in
     * @param o [B,H,N,dv], at the place {@link CoreLayout#RESULT}, out
     * @param lse [B,H,N] contiguous, natural logarithm, out
     */
    public static void forwardJoined(
            KernelContext ctx,
            FloatArray partials,
            FloatArray statistics,
            IntArray shape,
            FloatArray o,
            FloatArray lse) {
        int heads = shape.get(CoreLayout.HEADS);
        int queries = shape.get(CoreLayout.QUERIES);
        int dv = shape.get(CoreLayout.VALUE_DIM);
        int splits = shape.get(CoreLayout.SPLITS);
        int lanes = shape.get(CoreLayout.LANES);
        int item = ctx.globalIdx;
        if (item < shape.get(CoreLayout.BATCH) * heads * queries * lanes) {
            int lane = item % lanes;
            int row = item / lanes;
            int batchHead = row / queries;
            int to = ViewLayout.index(shape, CoreLayout.RESULT, batchHead / heads, batchHead % heads, row % queries, 0);
            for (int c = lane; c < dv; c += lanes) {
                float max = MASKED;
                float sum = 0.0f;
                float x = 0.0f;
                float share = 1.0f;
                // once more, with smaller weights, where sums of large values overflow
                int attempts = 1;
                for (int attempt = 0; attempt < attempts; attempt++) {
                    share = attempt == 0 ? 1.0f : SHARE;
                    max = MASKED;
                    sum = 0.0f;
                    x = 0.0f;
                    for (int split = row * splits; split < (row + 1) * splits; split++) {
                        float blockMax = statistics.get(2 * split);
                        float before = max;
                        max = TornadoMath.max(max, blockMax);
                        before = TornadoMath.exp(before - max);
                        float now = TornadoMath.exp(blockMax - max) * share;
                        sum = joined(sum, before, statistics.get(2 * split + 1), now);
                        x = joined(x, before, partials.get(split * dv + c), now);
                    }
                    attempts = x * 0.0f == 0.0f ? 1 : 2;
                }
                o.set(to + c, x * (sum == 0.0f ? 0.0f : 1.0f / sum));
                if (c == 0) {
                    lse.set(row, sum == 0.0f ? TornadoMath.log(0.0f) : max + TornadoMath.log(sum / share));
                }
            }
        }
    }

    /** {@code a f + x g}: a sum so far and one more, each relative to its own maximum. */
    static float joined(float a, float f, float x, float g) {
        return a * f + x * g;
    }

    private static float masked(float score, int key, int start, int end) {
        float result = MASKED;
        if (key >= start) {
            if (key < end) {
                result = score;
            }
        }
        return result;
    }

    /** Local memory of a group of {@link #forwardTiled}, bytes. */
    public static long tiledLocalBytes(int dim, int rows, int keys, int waits) {
        long tileB = keys * (dim + 4L);
        return 4L
                * (rows * (dim + 4L)
                        + (tileB < 2048 ? 2048 : tileB)
                        + rows * (keys + 8L)
                        + rows * 2L
                        + 36L
                        + 4L * waits);
    }

    /**
     * e^x for x up to {@link #STALE}, within 5e-7 of itself; 0 below -33, where a weight is lost beside the maximum's 1.
     *
     * <p>In operations that compilers turn into vectors, half as many as a library's exponential takes: {@code (2^n e^(f/2))^2}
     * with {@code x = 2 n ln 2 + f}, n shifted by 24 so that an integer holds its power of two.
     */
    public static float weight(float x) {
        float y = x < -33.0f ? -33.0f : x;
        int n = (int) (y * 0.72134752f + 24.5f);
        float f = y - (n - 24) * 1.38629436f;
        // 2^-24 e^(f/2) on |f| <= ln 2, minimax with e^0 = 1
        float e = 1.54419115e-11f * f + 1.56081981e-10f;
        e = e * f + 1.24183567e-9f;
        e = e * f + 7.45045386e-9f;
        e = e * f + 2.98023137e-8f;
        e = e * f + 5.96046448e-8f;
        float half = e * (1 << n);
        return x < -33.0f ? 0.0f : half * half;
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
