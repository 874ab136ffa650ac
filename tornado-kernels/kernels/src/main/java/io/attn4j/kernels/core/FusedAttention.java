package io.attn4j.kernels.core;

import io.attn4j.kernels.step.ViewLayout;
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
 *   <li>the operands of {@link io.attn4j.plan.CoreAttention}, in: {@code a [B,H,N,da]}, {@code b [B,Hkv,L,da]}, {@code w
 *       [B,Hkv,L,dv]}, {@code mu [H,da]}, {@code keyBias [B,H,L]}, {@code bias [B,H,N,L]}, {@code factors [B,H,N,high+low]},
 *       with the places and strides of {@code shape}; absent ones are one unused element
 *   <li>{@code ranges [B,N,2]} (start, end) of the keys that a row sees, in: causal masks, key lengths and packed batches
 *   <li>{@code shape} as in {@link CoreLayout}, {@code scalars (scale, beta of each head)}, in
 *   <li>{@code o [B,H,N,dv]} and {@code lse [B,H,N]} (natural logarithm, contiguous), out
 * </ul>
 *
 * <p>Cost: {@code 2 * pairs * (da + dv)} FLOPs, where pairs are the visible (b, h, i, j); {@code 4 (B H N (da + dv + 1) +
 * B Hkv L (da + dv))} bytes when keys and values stay in cache. Everything is fp32. The running maximum bounds the
 * exponentials; a fully masked row gives 0 and a log-sum-exp of negative infinity; values and keys that a row does not
 * see never reach it, not even as NaN.
 */
public final class FusedAttention {
    private static final float MASKED = NaiveAttention.MASKED;

    /** How far logits may exceed the maximum in use before it is renewed: weights up to e^8 lose no precision. */
    private static final float STALE = 8.0f;

    /** Rows that one work-item of {@link #forwardLanes} computes. */
    public static final int LANES = 16;

    private FusedAttention() {}

    /**
     * CPU shape: 16 query rows per work-item as the innermost, vectorised loop; four keys at a time; no local memory.
     *
     * <p>Grid: x = work-items, one per (b, h, block of 16 rows), any local size. Private memory: {@code 16 (keyDim +
     * valueDim)} floats for the transposed queries, with p and q behind them, and the accumulators; 64 for the scores.
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
            FloatArray o,
            FloatArray lse,
            int keyDim,
            int valueDim) {
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
            float[] s0 = new float[16];
            float[] s1 = new float[16];
            float[] s2 = new float[16];
            float[] s3 = new float[16];
            float[] max = new float[16];
            float[] top = new float[16];
            float[] sum = new float[16];
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
                max[r] = MASKED;
                sum[r] = 0.0f;
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
            for (int i = 0; i < 16 * dv; i++) {
                acc[i] = 0.0f;
            }

            for (int key = first; key < last; key += 4) {
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
                        s0[r] += q[p0 + r] * q[q0 + r];
                        s1[r] += q[p1 + r] * q[q1 + r];
                        s2[r] += q[p2 + r] * q[q2 + r];
                        s3[r] += q[p3 + r] * q[q3 + r];
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
                        s0[r] += c0;
                        s1[r] += c1;
                        s2[r] += c2;
                        s3[r] += c3;
                    }
                }
                if (shape.get(CoreLayout.HAS_BIAS) == 1) {
                    int at = ViewLayout.index(shape, CoreLayout.BIAS, batch, head, firstRow, 0);
                    int row = shape.get(CoreLayout.BIAS + ViewLayout.ROW);
                    for (int r = 0; r < 16; r++) {
                        int biasRow = at + TornadoMath.min(r, rows - 1) * row;
                        s0[r] += beta * bias.get(biasRow + key);
                        s1[r] += beta * bias.get(biasRow + key1);
                        s2[r] += beta * bias.get(biasRow + key2);
                        s3[r] += beta * bias.get(biasRow + key3);
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
                    s0[r] = weight(s0[r] - base);
                    s1[r] = weight(s1[r] - base);
                    s2[r] = weight(s2[r] - base);
                    s3[r] = weight(s3[r] - base);
                    sum[r] += (s0[r] + s1[r]) + (s2[r] + s3[r]);
                }
                int w0 = wBase + key * wRow;
                int w1 = wBase + TornadoMath.min(key + 1, last - 1) * wRow;
                int w2 = wBase + TornadoMath.min(key + 2, last - 1) * wRow;
                int w3 = wBase + TornadoMath.min(key + 3, last - 1) * wRow;
                if (partial == 0) {
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

            int oBase = ViewLayout.index(shape, CoreLayout.O, batch, head, firstRow, 0);
            int oRow = shape.get(CoreLayout.O + ViewLayout.ROW);
            for (int r = 0; r < rows; r++) {
                float inverse = 0.0f;
                float total = TornadoMath.log(0.0f);
                if (sum[r] != 0.0f) {
                    inverse = 1.0f / sum[r];
                    total = max[r] + TornadoMath.log(sum[r]);
                }
                for (int d = 0; d < dv; d++) {
                    o.set(oBase + r * oRow + d, acc[d * 16 + r] * inverse);
                }
                lse.set(batchHead * queries + firstRow + r, total);
            }
        }
    }

    /**
     * GPU shape: a work-group computes {@code rows} query rows over tiles of {@code keys} keys in local memory, each
     * work-item a register tile of 4 rows by {@code keys / 8} scores and 4 rows by {@code dim / 8} outputs.
     *
     * <p>Grid: x = {@code 2 * rows} work-items per group, one group per (b, h, tile of rows); work-item {@code t} owns
     * rows {@code 4 (t / 8)} to {@code 4 (t / 8) + 3} and every eighth key and column from {@code t % 8}. Local memory:
     * {@link #tiledLocalBytes}; rows of the tiles are one float longer than the data, so that neighbours fall into
     * different banks. The row maximum is shared through local memory once a tile; row sums stay per work-item and are
     * added up at the end. Where {@code da} exceeds {@code dim}, queries and keys pass through their tiles {@code dim}
     * columns at a time.
     *
     * @param dim at least dv, a multiple of 8; at least {@code da + high + low} where factors are given
     * @param rows rows of a group, a multiple of 4
     * @param keys keys of a tile, a multiple of 8
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
            FloatArray o,
            FloatArray lse,
            int dim,
            int rows,
            int keys) {
        float[] tileA = ctx.allocateFloatLocalArray(rows * (dim + 1));
        float[] tileB = ctx.allocateFloatLocalArray(keys * (dim + 1));
        float[] tileP = ctx.allocateFloatLocalArray(rows * (keys + 1));
        float[] partials = ctx.allocateFloatLocalArray(rows * 8);
        int[] bounds = ctx.allocateIntLocalArray(rows * 2);

        float[] s = new float[keys / 2];
        float[] acc = new float[dim / 2];
        float[] alpha = new float[4];
        float[] max = new float[4];
        float[] sum = new float[4];
        int[] start = new int[4];
        int[] end = new int[4];

        int heads = shape.get(CoreLayout.HEADS);
        int queries = shape.get(CoreLayout.QUERIES);
        int da = shape.get(CoreLayout.KEY_DIM);
        int dv = shape.get(CoreLayout.VALUE_DIM);
        int threads = 2 * rows;
        int thread = ctx.localIdx;
        int across = thread % 8;
        int row0 = (thread / 8) * 4;
        int tiles = (queries + rows - 1) / rows;
        int batchHead = ctx.groupIdx / tiles;
        int firstRow = (ctx.groupIdx % tiles) * rows;
        int batch = batchHead / heads;
        int head = batchHead % heads;
        int kvHead = head / shape.get(CoreLayout.GROUP);
        int bBase = ViewLayout.index(shape, CoreLayout.B, batch, kvHead, 0, 0);
        int wBase = ViewLayout.index(shape, CoreLayout.W, batch, kvHead, 0, 0);
        int bRow = shape.get(CoreLayout.B + ViewLayout.ROW);
        int wRow = shape.get(CoreLayout.W + ViewLayout.ROW);
        int keyBiasBase = ViewLayout.index(shape, CoreLayout.KEY_BIAS, batch, head, 0, 0);
        int keyBiasColumn = shape.get(CoreLayout.KEY_BIAS + ViewLayout.COLUMN);
        int biasBase = ViewLayout.index(shape, CoreLayout.BIAS, batch, head, 0, 0);
        int biasRow = shape.get(CoreLayout.BIAS + ViewLayout.ROW);
        int aRow = shape.get(CoreLayout.A + ViewLayout.ROW);
        int aBase = ViewLayout.index(shape, CoreLayout.A, batch, head, firstRow, 0);
        int muBase = ViewLayout.index(shape, CoreLayout.MU, 0, head, 0, 0);
        int hasMu = shape.get(CoreLayout.HAS_MU);
        int high = shape.get(CoreLayout.HIGH);
        int low = shape.get(CoreLayout.LOW);
        float scale = scalars.get(0);
        float beta = scalars.get(1 + head);

        if (da <= dim) {
            for (int i = thread; i < rows * dim; i += threads) {
                int r = i / dim;
                int d = i % dim;
                float x = 0.0f;
                if (firstRow + r < queries) {
                    if (d < da) {
                        x = a.get(aBase + r * aRow + d) * scale;
                        if (hasMu == 1) {
                            x *= mu.get(muBase + d);
                        }
                    } else {
                        if (d < da + high + low) {
                            x = factors.get(
                                    ViewLayout.index(shape, CoreLayout.FACTORS, batch, head, firstRow + r, d - da));
                        }
                    }
                }
                tileA[r * (dim + 1) + d] = x;
            }
        }

        // a row beyond the last repeats it and is not stored
        for (int i = thread; i < rows * 2; i += threads) {
            int row = TornadoMath.min(firstRow + i / 2, queries - 1);
            bounds[i] = ranges.get(2 * (batch * queries + row) + i % 2);
        }
        ctx.localBarrier();
        // the interval of keys that any row of the tile sees, and the one that all of them see
        int first = 0x7fffffff;
        int last = 0;
        int fullFirst = 0;
        int fullLast = 0x7fffffff;
        for (int r = 0; r < rows; r++) {
            int from = bounds[2 * r];
            int to = bounds[2 * r + 1];
            fullFirst = TornadoMath.max(fullFirst, from);
            fullLast = TornadoMath.min(fullLast, to);
            if (from < to) {
                first = TornadoMath.min(first, from);
                last = TornadoMath.max(last, to);
            }
        }
        for (int r = 0; r < 4; r++) {
            start[r] = bounds[2 * (row0 + r)];
            end[r] = bounds[2 * (row0 + r) + 1];
            max[r] = MASKED;
            sum[r] = 0.0f;
        }
        for (int c = 0; c < dim / 8; c++) {
            acc[4 * c] = 0.0f;
            acc[4 * c + 1] = 0.0f;
            acc[4 * c + 2] = 0.0f;
            acc[4 * c + 3] = 0.0f;
        }

        for (int key = first; key < last; key += keys) {
            for (int i = 0; i < keys / 2; i++) {
                s[i] = 0.0f;
            }
            ctx.localBarrier();
            for (int column = 0; column < da; column += dim) {
                if (da > dim) {
                    ctx.localBarrier();
                    for (int i = thread; i < rows * dim; i += threads) {
                        int r = i / dim;
                        int d = column + i % dim;
                        float x = 0.0f;
                        if (firstRow + r < queries) {
                            if (d < da) {
                                x = a.get(aBase + r * aRow + d) * scale;
                                if (hasMu == 1) {
                                    x *= mu.get(muBase + d);
                                }
                            }
                        }
                        tileA[r * (dim + 1) + i % dim] = x;
                    }
                }
                for (int i = thread; i < keys * dim; i += threads) {
                    int j = i / dim;
                    int d = column + i % dim;
                    float x = 0.0f;
                    if (key + j < last) {
                        if (d < da) {
                            x = b.get(bBase + (key + j) * bRow + d);
                        }
                    }
                    tileB[j * (dim + 1) + i % dim] = x;
                }
                ctx.localBarrier();
                int columns = TornadoMath.min(dim, da - column);
                for (int d = 0; d < columns; d++) {
                    float a0 = tileA[row0 * (dim + 1) + d];
                    float a1 = tileA[(row0 + 1) * (dim + 1) + d];
                    float a2 = tileA[(row0 + 2) * (dim + 1) + d];
                    float a3 = tileA[(row0 + 3) * (dim + 1) + d];
                    for (int j = 0; j < keys / 8; j++) {
                        float x = tileB[(across + j * 8) * (dim + 1) + d];
                        s[4 * j] += a0 * x;
                        s[4 * j + 1] += a1 * x;
                        s[4 * j + 2] += a2 * x;
                        s[4 * j + 3] += a3 * x;
                    }
                }
            }
            if (high > 0) {
                for (int j = 0; j < keys / 8; j++) {
                    int column = TornadoMath.min(key + across + j * 8, last - 1);
                    int p = row0 * (dim + 1) + da + column / low;
                    int q = row0 * (dim + 1) + da + high + column % low;
                    for (int r = 0; r < 4; r++) {
                        s[4 * j + r] += tileA[p + r * (dim + 1)] * tileA[q + r * (dim + 1)];
                    }
                }
            }
            if (shape.get(CoreLayout.HAS_KEY_BIAS) == 1) {
                for (int j = 0; j < keys / 8; j++) {
                    float c =
                            keyBias.get(keyBiasBase + TornadoMath.min(key + across + j * 8, last - 1) * keyBiasColumn);
                    for (int r = 0; r < 4; r++) {
                        s[4 * j + r] += c;
                    }
                }
            }
            if (shape.get(CoreLayout.HAS_BIAS) == 1) {
                for (int j = 0; j < keys / 8; j++) {
                    int column = biasBase + TornadoMath.min(key + across + j * 8, last - 1);
                    for (int r = 0; r < 4; r++) {
                        int row = TornadoMath.min(firstRow + row0 + r, queries - 1);
                        s[4 * j + r] += beta * bias.get(column + row * biasRow);
                    }
                }
            }
            int partial = 1;
            if (key >= fullFirst) {
                if (key + keys <= fullLast) {
                    partial = 0;
                }
            }
            if (partial == 1) {
                for (int j = 0; j < keys / 8; j++) {
                    for (int r = 0; r < 4; r++) {
                        s[4 * j + r] = visible(key + across + j * 8, start[r], end[r]) == 1 ? s[4 * j + r] : MASKED;
                    }
                }
            }
            for (int r = 0; r < 4; r++) {
                float top = s[r];
                for (int j = 1; j < keys / 8; j++) {
                    top = TornadoMath.max(top, s[4 * j + r]);
                }
                partials[(row0 + r) * 8 + across] = top;
            }
            ctx.localBarrier();
            // the keys have been used: their tile takes the values
            for (int i = thread; i < keys * dim; i += threads) {
                int j = i / dim;
                int d = i % dim;
                float x = 0.0f;
                if (key + j < last) {
                    if (d < dv) {
                        x = w.get(wBase + (key + j) * wRow + d);
                    }
                }
                tileB[j * (dim + 1) + d] = x;
            }
            for (int r = 0; r < 4; r++) {
                float top = max[r];
                for (int t = 0; t < 8; t++) {
                    top = TornadoMath.max(top, partials[(row0 + r) * 8 + t]);
                }
                alpha[r] = TornadoMath.exp(max[r] - top);
                max[r] = top;
                sum[r] *= alpha[r];
                for (int j = 0; j < keys / 8; j++) {
                    float weight = s[4 * j + r] == MASKED ? 0.0f : TornadoMath.exp(s[4 * j + r] - top);
                    sum[r] += weight;
                    tileP[(row0 + r) * (keys + 1) + across + j * 8] = weight;
                }
            }
            for (int c = 0; c < dim / 8; c++) {
                acc[4 * c] *= alpha[0];
                acc[4 * c + 1] *= alpha[1];
                acc[4 * c + 2] *= alpha[2];
                acc[4 * c + 3] *= alpha[3];
            }
            ctx.localBarrier();
            for (int j = 0; j < keys; j++) {
                float p0 = tileP[row0 * (keys + 1) + j];
                float p1 = tileP[(row0 + 1) * (keys + 1) + j];
                float p2 = tileP[(row0 + 2) * (keys + 1) + j];
                float p3 = tileP[(row0 + 3) * (keys + 1) + j];
                int valueRow = j * (dim + 1) + across;
                if (partial == 0) {
                    for (int c = 0; c < dim / 8; c++) {
                        float x = tileB[valueRow + c * 8];
                        acc[4 * c] += p0 * x;
                        acc[4 * c + 1] += p1 * x;
                        acc[4 * c + 2] += p2 * x;
                        acc[4 * c + 3] += p3 * x;
                    }
                } else {
                    // a row must not touch a value that it does not see: it may be NaN
                    if (p0 != 0.0f) {
                        for (int c = 0; c < dim / 8; c++) {
                            acc[4 * c] += p0 * tileB[valueRow + c * 8];
                        }
                    }
                    if (p1 != 0.0f) {
                        for (int c = 0; c < dim / 8; c++) {
                            acc[4 * c + 1] += p1 * tileB[valueRow + c * 8];
                        }
                    }
                    if (p2 != 0.0f) {
                        for (int c = 0; c < dim / 8; c++) {
                            acc[4 * c + 2] += p2 * tileB[valueRow + c * 8];
                        }
                    }
                    if (p3 != 0.0f) {
                        for (int c = 0; c < dim / 8; c++) {
                            acc[4 * c + 3] += p3 * tileB[valueRow + c * 8];
                        }
                    }
                }
            }
        }

        ctx.localBarrier();
        for (int r = 0; r < 4; r++) {
            partials[(row0 + r) * 8 + across] = sum[r];
        }
        ctx.localBarrier();
        for (int r = 0; r < 4; r++) {
            float total = 0.0f;
            for (int t = 0; t < 8; t++) {
                total += partials[(row0 + r) * 8 + t];
            }
            alpha[r] = 0.0f;
            float logSumExp = TornadoMath.log(0.0f);
            if (total != 0.0f) {
                alpha[r] = 1.0f / total;
                logSumExp = max[r] + TornadoMath.log(total);
            }
            if (across == 0) {
                if (firstRow + row0 + r < queries) {
                    lse.set(batchHead * queries + firstRow + row0 + r, logSumExp);
                }
            }
        }
        // through the queries' tile, so that neighbours write neighbours and the register tile has constant indices
        int outRow = row0 * (dim + 1) + across;
        for (int c = 0; c < dim / 8; c++) {
            tileA[outRow + c * 8] = acc[4 * c] * alpha[0];
            tileA[outRow + (dim + 1) + c * 8] = acc[4 * c + 1] * alpha[1];
            tileA[outRow + 2 * (dim + 1) + c * 8] = acc[4 * c + 2] * alpha[2];
            tileA[outRow + 3 * (dim + 1) + c * 8] = acc[4 * c + 3] * alpha[3];
        }
        ctx.localBarrier();
        int oBase = ViewLayout.index(shape, CoreLayout.O, batch, head, firstRow, 0);
        int oRow = shape.get(CoreLayout.O + ViewLayout.ROW);
        for (int i = thread; i < rows * dim; i += threads) {
            int r = i / dim;
            int d = i % dim;
            if (firstRow + r < queries) {
                if (d < dv) {
                    o.set(oBase + r * oRow + d, tileA[r * (dim + 1) + d]);
                }
            }
        }
    }

    /** Work-items of a group of {@link #forwardTiled}. */
    public static int tiledWorkGroup(int rows) {
        return 2 * rows;
    }

    /** Local memory of a group of {@link #forwardTiled}, bytes. */
    public static long tiledLocalBytes(int dim, int rows, int keys) {
        return 4L * (rows * (dim + 1L) + keys * (dim + 1L) + rows * (keys + 1L) + rows * 10L);
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
