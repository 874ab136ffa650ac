package io.attn4j.kernels.core;

import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Gradients of the core by what its rows give, queries and factors, without storing probabilities: {@code P_ij = exp(S_ij -
 * lse_i)} is computed again, {@code dS_ij = P_ij (dO_i . w_j - delta_i)} (docs/equations.md, section 1.4; Dao et al. 2022,
 * appendix B.2).
 *
 * <p>The kernels take
 * <ul>
 *   <li>the operands of {@link io.attn4j.plan.core.CoreAttention}, in, as {@link FusedAttention} does
 *   <li>{@code ranges [B,N,2]} (start, end) of the keys that a row sees, in
 *   <li>{@code shape} as in {@link GradientLayout}, {@code scalars} and {@code seeds} as {@link FusedAttention} has them, with the
 *       template constant {@code dropout}, in
 *   <li>{@code gradient}: dO [B,H,N,dv], in
 *   <li>{@code statistics [B,H,N,2]} contiguous, in: lse and delta of each row, as {@link #backwardStatistics} writes them
 * </ul>
 *
 * <p>Everything is fp32. Sums run over keys in ascending order, block by block, so that their error does not grow with the
 * number of keys; the bits depend on neither device nor batch nor heads. What a row does not see never reaches it, not even as
 * NaN; a row that sees no key gets zeros.
 */
public final class QueryGradientKernel {
    /** The log-sum-exp in {@code statistics} of a row without keys: no logit reaches it, so that every weight is 0. */
    private static final float NO_KEYS = 3.0e38f;

    private static final float MASKED = Logits.MASKED;

    /** Rows that one work-item of a lanes kernel computes. */
    static final int LANES = 16;

    /** Keys that are summed before the sum joins those of the block before. */
    private static final int STRETCH = 128;

    /** Keys that are summed, in stretches, before the sum joins those of the blocks before. */
    private static final int BLOCK = 2048;

    private QueryGradientKernel() {}

    /**
     * Brings the log-sum-exp and delta of each row together: {@code (lse, delta)}, or (3e38, 0) for a row without keys.
     *
     * @param ctx one work-item per (b, h, i), any local size
     * @param lse [B,H,N] contiguous, in
     * @param delta [B,H,N,1], at the place {@link GradientLayout#DELTA}, in
     * @param shape {@link GradientLayout}, in
     * @param statistics [B,H,N,2] contiguous, out
     */
    public static void backwardStatistics(
            KernelContext ctx, FloatArray lse, FloatArray delta, IntArray shape, FloatArray statistics) {
        int heads = shape.get(CoreLayout.HEADS);
        int queries = shape.get(CoreLayout.QUERIES);
        int item = ctx.globalIdx;
        if (item < shape.get(CoreLayout.BATCH) * heads * queries) {
            int batchHead = item / queries;
            int at = ViewLayout.index(
                    shape, GradientLayout.DELTA, batchHead / heads, batchHead % heads, item % queries, 0);
            float sum = lse.get(item);
            float d = delta.get(at);
            float none = TornadoMath.log(0.0f);
            statistics.set(2 * item, sum == none ? NO_KEYS : sum);
            statistics.set(2 * item + 1, sum == none ? 0.0f : d);
        }
    }

    /**
     * CPU shape of {@code y_i = scale sum_j dS_ij b_j}: 16 rows per work-item as the innermost, vectorised loop; four keys at
     * a time; no local memory. {@code pairs (4 da + 2 dv)} FLOPs.
     *
     * <p>Grid: x = work-items, one per (b, h, block of 16 rows), any local size. Private memory: {@code 16 (3 keyDim +
     * valueDim)} floats and 128 for logits. Keys are summed in stretches of 128 and blocks of 2,048.
     *
     * @param y [B,H,N,da], at the place {@link GradientLayout#Y}, out
     * @param keyDim template constant, at least {@code da + high + low}
     * @param valueDim template constant, at least dv
     */
    public static void backwardLanes(
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
            FloatArray gradient,
            FloatArray statistics,
            FloatArray seeds,
            FloatArray y,
            int keyDim,
            int valueDim,
            int dropout) {
        int heads = shape.get(CoreLayout.HEADS);
        int queries = shape.get(CoreLayout.QUERIES);
        int blocks = (queries + 15) / 16;
        int item = ctx.globalIdx;
        if (item < shape.get(CoreLayout.BATCH) * heads * blocks) {
            float[] q = new float[16 * keyDim];
            float[] g = new float[16 * valueDim];
            float[] acc = new float[16 * keyDim];
            float[] total = new float[16 * keyDim];
            float[] s0 = new float[16];
            float[] s1 = new float[16];
            float[] s2 = new float[16];
            float[] s3 = new float[16];
            float[] p0 = new float[16];
            float[] p1 = new float[16];
            float[] p2 = new float[16];
            float[] p3 = new float[16];
            float[] lse = new float[16];
            float[] delta = new float[16];
            int[] start = new int[16];
            int[] end = new int[16];
            int[] bounds = new int[4];

            int batchHead = item / blocks;
            // later rows first: where a mask is causal they see more keys
            int firstRow = (blocks - 1 - item % blocks) * 16;
            int batch = batchHead / heads;
            int head = batchHead % heads;
            int rows = TornadoMath.min(16, queries - firstRow);
            int da = shape.get(CoreLayout.KEY_DIM);
            float scale = scalars.get(0);
            loadBounds(ranges, batch * queries + firstRow, rows, start, end, bounds);
            loadQueries(a, mu, shape, scale, batch, head, firstRow, rows, q);
            loadFactors(factors, shape, batch, head, firstRow, rows, q);
            loadGradients(gradient, statistics, shape, batch, head, firstRow, rows, g, lse, delta);
            int bBase = ViewLayout.index(shape, CoreLayout.B, batch, head / shape.get(CoreLayout.GROUP), 0, 0);
            int bRow = shape.get(CoreLayout.B + ViewLayout.ROW);
            int yBase = ViewLayout.index(shape, GradientLayout.Y, batch, head, firstRow, 0);
            int yRow = shape.get(GradientLayout.Y + ViewLayout.ROW);
            int first = bounds[0];
            int last = bounds[1];
            int sums = TornadoMath.max(1, (last - first + BLOCK - 1) / BLOCK);
            for (int n = 0; n < sums; n++) {
                for (int i = 0; i < 16 * da; i++) {
                    total[i] = 0.0f;
                }
                int from = first + n * BLOCK;
                int to = TornadoMath.min(last, from + BLOCK);
                for (int stretch = from; stretch < to; stretch += STRETCH) {
                    int stop = TornadoMath.min(to, stretch + STRETCH);
                    for (int i = 0; i < 16 * da; i++) {
                        acc[i] = 0.0f;
                    }
                    for (int key = stretch; key < stop; key += 4) {
                        int partial = partial(key, bounds[2], bounds[3]);
                        logits(b, shape, batch, head, key, last, q, s0, s1, s2, s3);
                        addFactors(shape, key, last, q, s0, s1, s2, s3);
                        addKeyBias(keyBias, shape, batch, head, key, last, s0, s1, s2, s3);
                        addBias(
                                bias,
                                shape,
                                scalars.get(1 + head),
                                batch,
                                head,
                                firstRow,
                                rows,
                                key,
                                last,
                                s0,
                                s1,
                                s2,
                                s3);
                        products(w, shape, batch, head, key, last, g, p0, p1, p2, p3);
                        if (dropout == 1) {
                            int row = batchHead * queries + firstRow;
                            WeightDropout.ofRows(seeds, scalars, heads, row, rows, key, p0, p1, p2, p3);
                        }
                        // what a bias hides must not reach a sum either: it may be NaN
                        int hidden = hides(shape, s0, s1, s2, s3);
                        if (partial == 1) {
                            mask(key, start, end, s0, s1, s2, s3);
                        }
                        for (int r = 0; r < 16; r++) {
                            s0[r] = slope(s0[r], lse[r], p0[r] - delta[r]);
                            s1[r] = slope(s1[r], lse[r], p1[r] - delta[r]);
                            s2[r] = slope(s2[r], lse[r], p2[r] - delta[r]);
                            s3[r] = slope(s3[r], lse[r], p3[r] - delta[r]);
                        }
                        int k0 = bBase + key * bRow;
                        int k1 = bBase + TornadoMath.min(key + 1, last - 1) * bRow;
                        int k2 = bBase + TornadoMath.min(key + 2, last - 1) * bRow;
                        int k3 = bBase + TornadoMath.min(key + 3, last - 1) * bRow;
                        if (partial + hidden == 0) {
                            for (int d = 0; d < da; d++) {
                                float b0 = b.get(k0 + d);
                                float b1 = b.get(k1 + d);
                                float b2 = b.get(k2 + d);
                                float b3 = b.get(k3 + d);
                                for (int r = 0; r < 16; r++) {
                                    float x = acc[d * 16 + r];
                                    x += s0[r] * b0;
                                    x += s1[r] * b1;
                                    x += s2[r] * b2;
                                    x += s3[r] * b3;
                                    acc[d * 16 + r] = x;
                                }
                            }
                        } else {
                            for (int d = 0; d < da; d++) {
                                float b0 = b.get(k0 + d);
                                float b1 = b.get(k1 + d);
                                float b2 = b.get(k2 + d);
                                float b3 = b.get(k3 + d);
                                for (int r = 0; r < 16; r++) {
                                    float x = acc[d * 16 + r];
                                    x = s0[r] == 0.0f ? x : x + s0[r] * b0;
                                    x = s1[r] == 0.0f ? x : x + s1[r] * b1;
                                    x = s2[r] == 0.0f ? x : x + s2[r] * b2;
                                    x = s3[r] == 0.0f ? x : x + s3[r] * b3;
                                    acc[d * 16 + r] = x;
                                }
                            }
                        }
                    }
                    for (int i = 0; i < 16 * da; i++) {
                        total[i] += acc[i];
                    }
                }
                for (int r = 0; r < rows; r++) {
                    int at = yBase + r * yRow;
                    for (int d = 0; d < da; d++) {
                        float x = scale * total[d * 16 + r];
                        float before = n == 0 ? 0.0f : y.get(at + d);
                        y.set(at + d, before + x);
                    }
                }
            }
        }
    }

    /**
     * CPU shape of {@code dp[i,u] = sum_t dS[i, u n + t] q[i,t]} and {@code dq[i,t] = sum_u dS[i, u n + t] p[i,u]}: as {@link
     * #backwardLanes}. {@code pairs (2 da + 2 dv + 6)} FLOPs.
     *
     * @param y [B,H,N,high+low], at the place {@link GradientLayout#Y}, out
     * @param keyDim template constant, at least {@code da + high + low}
     * @param valueDim template constant, at least dv
     */
    public static void backwardFactorLanes(
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
            FloatArray gradient,
            FloatArray statistics,
            FloatArray seeds,
            FloatArray y,
            int keyDim,
            int valueDim,
            int dropout) {
        int heads = shape.get(CoreLayout.HEADS);
        int queries = shape.get(CoreLayout.QUERIES);
        int blocks = (queries + 15) / 16;
        int item = ctx.globalIdx;
        if (item < shape.get(CoreLayout.BATCH) * heads * blocks) {
            float[] q = new float[16 * keyDim];
            float[] g = new float[16 * valueDim];
            float[] acc = new float[16 * keyDim];
            float[] s0 = new float[16];
            float[] s1 = new float[16];
            float[] s2 = new float[16];
            float[] s3 = new float[16];
            float[] p0 = new float[16];
            float[] p1 = new float[16];
            float[] p2 = new float[16];
            float[] p3 = new float[16];
            float[] lse = new float[16];
            float[] delta = new float[16];
            int[] start = new int[16];
            int[] end = new int[16];
            int[] bounds = new int[4];

            int batchHead = item / blocks;
            int firstRow = (blocks - 1 - item % blocks) * 16;
            int batch = batchHead / heads;
            int head = batchHead % heads;
            int rows = TornadoMath.min(16, queries - firstRow);
            int da = shape.get(CoreLayout.KEY_DIM);
            int high = shape.get(CoreLayout.HIGH);
            int low = shape.get(CoreLayout.LOW);
            loadBounds(ranges, batch * queries + firstRow, rows, start, end, bounds);
            loadQueries(a, mu, shape, scalars.get(0), batch, head, firstRow, rows, q);
            loadFactors(factors, shape, batch, head, firstRow, rows, q);
            loadGradients(gradient, statistics, shape, batch, head, firstRow, rows, g, lse, delta);
            int last = bounds[1];
            for (int i = 0; i < 16 * (high + low); i++) {
                acc[i] = 0.0f;
            }
            for (int key = bounds[0]; key < last; key += 4) {
                logits(b, shape, batch, head, key, last, q, s0, s1, s2, s3);
                addFactors(shape, key, last, q, s0, s1, s2, s3);
                addKeyBias(keyBias, shape, batch, head, key, last, s0, s1, s2, s3);
                addBias(bias, shape, scalars.get(1 + head), batch, head, firstRow, rows, key, last, s0, s1, s2, s3);
                products(w, shape, batch, head, key, last, g, p0, p1, p2, p3);
                if (dropout == 1) {
                    int row = batchHead * queries + firstRow;
                    WeightDropout.ofRows(seeds, scalars, heads, row, rows, key, p0, p1, p2, p3);
                }
                if (partial(key, bounds[2], bounds[3]) == 1) {
                    mask(key, start, end, s0, s1, s2, s3);
                }
                for (int r = 0; r < 16; r++) {
                    s0[r] = slope(s0[r], lse[r], p0[r] - delta[r]);
                    s1[r] = slope(s1[r], lse[r], p1[r] - delta[r]);
                    s2[r] = slope(s2[r], lse[r], p2[r] - delta[r]);
                    s3[r] = slope(s3[r], lse[r], p3[r] - delta[r]);
                }
                // a key beyond the last repeats it with slopes of 0
                addSlopes(key, da, high, low, q, s0, acc);
                addSlopes(TornadoMath.min(key + 1, last - 1), da, high, low, q, s1, acc);
                addSlopes(TornadoMath.min(key + 2, last - 1), da, high, low, q, s2, acc);
                addSlopes(TornadoMath.min(key + 3, last - 1), da, high, low, q, s3, acc);
            }
            int yBase = ViewLayout.index(shape, GradientLayout.Y, batch, head, firstRow, 0);
            int yRow = shape.get(GradientLayout.Y + ViewLayout.ROW);
            for (int r = 0; r < rows; r++) {
                for (int d = 0; d < high + low; d++) {
                    y.set(yBase + r * yRow + d, acc[d * 16 + r]);
                }
            }
        }
    }

    /** Adds what a key gives to the gradients of both its factors. */
    private static void addSlopes(int key, int da, int high, int low, float[] q, float[] ds, float[] acc) {
        int u = key / low * 16;
        int t = (high + key % low) * 16;
        for (int r = 0; r < 16; r++) {
            acc[u + r] = ds[r] == 0.0f ? acc[u + r] : acc[u + r] + ds[r] * q[da * 16 + t + r];
            acc[t + r] = ds[r] == 0.0f ? acc[t + r] : acc[t + r] + ds[r] * q[da * 16 + u + r];
        }
    }

    /**
     * The interval of keys of each row, and in {@code bounds} first and last of the keys that any row sees, and of those that
     * all do. A lane beyond the last row repeats it, here and below.
     */
    private static void loadBounds(IntArray ranges, int firstOfAll, int rows, int[] start, int[] end, int[] bounds) {
        int first = 0x7fffffff;
        int last = 0;
        int fullFirst = 0;
        int fullLast = 0x7fffffff;
        for (int r = 0; r < 16; r++) {
            int at = 2 * (firstOfAll + TornadoMath.min(r, rows - 1));
            int from = ranges.get(at);
            int to = ranges.get(at + 1);
            start[r] = from;
            end[r] = to;
            fullFirst = TornadoMath.max(fullFirst, from);
            fullLast = TornadoMath.min(fullLast, to);
            first = TornadoMath.min(first, from < to ? from : 0x7fffffff);
            last = TornadoMath.max(last, from < to ? to : 0);
        }
        bounds[0] = TornadoMath.min(first, last);
        bounds[1] = last;
        bounds[2] = fullFirst;
        bounds[3] = fullLast;
    }

    /** Queries times mu and scale, transposed. */
    private static void loadQueries(
            FloatArray a,
            FloatArray mu,
            IntArray shape,
            float scale,
            int batch,
            int head,
            int firstRow,
            int rows,
            float[] q) {
        int da = shape.get(CoreLayout.KEY_DIM);
        int aRow = shape.get(CoreLayout.A + ViewLayout.ROW);
        int aBase = ViewLayout.index(shape, CoreLayout.A, batch, head, firstRow, 0);
        int hasMu = shape.get(CoreLayout.HAS_MU);
        int muBase = ViewLayout.index(shape, CoreLayout.MU, 0, head, 0, 0);
        for (int d = 0; d < da; d++) {
            float factor = scale;
            if (hasMu == 1) {
                factor *= mu.get(muBase + d);
            }
            for (int r = 0; r < 16; r++) {
                q[d * 16 + r] = a.get(aBase + TornadoMath.min(r, rows - 1) * aRow + d) * factor;
            }
        }
    }

    /** The factors p and q behind the queries, transposed. */
    private static void loadFactors(
            FloatArray factors, IntArray shape, int batch, int head, int firstRow, int rows, float[] q) {
        int da = shape.get(CoreLayout.KEY_DIM);
        int columns = shape.get(CoreLayout.HIGH) + shape.get(CoreLayout.LOW);
        int base = ViewLayout.index(shape, CoreLayout.FACTORS, batch, head, firstRow, 0);
        int row = shape.get(CoreLayout.FACTORS + ViewLayout.ROW);
        for (int d = 0; d < columns; d++) {
            for (int r = 0; r < 16; r++) {
                q[(da + d) * 16 + r] = factors.get(base + TornadoMath.min(r, rows - 1) * row + d);
            }
        }
    }

    /** Gradients of the outputs, transposed, with log-sum-exp and delta of each row. */
    private static void loadGradients(
            FloatArray gradient,
            FloatArray statistics,
            IntArray shape,
            int batch,
            int head,
            int firstRow,
            int rows,
            float[] g,
            float[] lse,
            float[] delta) {
        int dv = shape.get(CoreLayout.VALUE_DIM);
        int base = ViewLayout.index(shape, GradientLayout.GRADIENT, batch, head, firstRow, 0);
        int row = shape.get(GradientLayout.GRADIENT + ViewLayout.ROW);
        int at = 2 * ((batch * shape.get(CoreLayout.HEADS) + head) * shape.get(CoreLayout.QUERIES) + firstRow);
        for (int r = 0; r < 16; r++) {
            int of = TornadoMath.min(r, rows - 1);
            lse[r] = statistics.get(at + 2 * of);
            delta[r] = statistics.get(at + 2 * of + 1);
            for (int c = 0; c < dv; c++) {
                g[c * 16 + r] = gradient.get(base + of * row + c);
            }
        }
    }

    /** {@code scale (mu . a_i) . b_j} of four keys. A key beyond the last repeats it, here and below. */
    private static void logits(
            FloatArray b,
            IntArray shape,
            int batch,
            int head,
            int key,
            int last,
            float[] q,
            float[] s0,
            float[] s1,
            float[] s2,
            float[] s3) {
        int da = shape.get(CoreLayout.KEY_DIM);
        int key1 = TornadoMath.min(key + 1, last - 1);
        int key2 = TornadoMath.min(key + 2, last - 1);
        int key3 = TornadoMath.min(key + 3, last - 1);
        int bBase = ViewLayout.index(shape, CoreLayout.B, batch, head / shape.get(CoreLayout.GROUP), 0, 0);
        int bRow = shape.get(CoreLayout.B + ViewLayout.ROW);
        for (int r = 0; r < 16; r++) {
            s0[r] = 0.0f;
            s1[r] = 0.0f;
            s2[r] = 0.0f;
            s3[r] = 0.0f;
        }
        for (int d = 0; d < da; d++) {
            float b0 = b.get(bBase + key * bRow + d);
            float b1 = b.get(bBase + key1 * bRow + d);
            float b2 = b.get(bBase + key2 * bRow + d);
            float b3 = b.get(bBase + key3 * bRow + d);
            for (int r = 0; r < 16; r++) {
                float x = q[d * 16 + r];
                s0[r] += x * b0;
                s1[r] += x * b1;
                s2[r] += x * b2;
                s3[r] += x * b3;
            }
        }
    }

    /** Adds the products of factors to the logits of four keys. */
    private static void addFactors(
            IntArray shape, int key, int last, float[] q, float[] s0, float[] s1, float[] s2, float[] s3) {
        int da = shape.get(CoreLayout.KEY_DIM);
        int high = shape.get(CoreLayout.HIGH);
        int low = shape.get(CoreLayout.LOW);
        if (high > 0) {
            int key1 = TornadoMath.min(key + 1, last - 1);
            int key2 = TornadoMath.min(key + 2, last - 1);
            int key3 = TornadoMath.min(key + 3, last - 1);
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
    }

    /** Adds the key bias to the logits of four keys. */
    private static void addKeyBias(
            FloatArray keyBias,
            IntArray shape,
            int batch,
            int head,
            int key,
            int last,
            float[] s0,
            float[] s1,
            float[] s2,
            float[] s3) {
        int key1 = TornadoMath.min(key + 1, last - 1);
        int key2 = TornadoMath.min(key + 2, last - 1);
        int key3 = TornadoMath.min(key + 3, last - 1);
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
    }

    /** Adds the dense bias to the logits of four keys. */
    private static void addBias(
            FloatArray bias,
            IntArray shape,
            float beta,
            int batch,
            int head,
            int firstRow,
            int rows,
            int key,
            int last,
            float[] s0,
            float[] s1,
            float[] s2,
            float[] s3) {
        int key1 = TornadoMath.min(key + 1, last - 1);
        int key2 = TornadoMath.min(key + 2, last - 1);
        int key3 = TornadoMath.min(key + 3, last - 1);
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
    }

    /** {@code dO_i . w_j} of four keys. */
    private static void products(
            FloatArray w,
            IntArray shape,
            int batch,
            int head,
            int key,
            int last,
            float[] g,
            float[] p0,
            float[] p1,
            float[] p2,
            float[] p3) {
        int dv = shape.get(CoreLayout.VALUE_DIM);
        int wBase = ViewLayout.index(shape, CoreLayout.W, batch, head / shape.get(CoreLayout.GROUP), 0, 0);
        int wRow = shape.get(CoreLayout.W + ViewLayout.ROW);
        int k0 = wBase + key * wRow;
        int k1 = wBase + TornadoMath.min(key + 1, last - 1) * wRow;
        int k2 = wBase + TornadoMath.min(key + 2, last - 1) * wRow;
        int k3 = wBase + TornadoMath.min(key + 3, last - 1) * wRow;
        for (int r = 0; r < 16; r++) {
            p0[r] = 0.0f;
            p1[r] = 0.0f;
            p2[r] = 0.0f;
            p3[r] = 0.0f;
        }
        for (int c = 0; c < dv; c++) {
            float w0 = w.get(k0 + c);
            float w1 = w.get(k1 + c);
            float w2 = w.get(k2 + c);
            float w3 = w.get(k3 + c);
            for (int r = 0; r < 16; r++) {
                float x = g[c * 16 + r];
                p0[r] += x * w0;
                p1[r] += x * w1;
                p2[r] += x * w2;
                p3[r] += x * w3;
            }
        }
    }

    /** Masks the logits of four keys that rows do not see; keys beyond the last are seen by none. */
    private static void mask(int key, int[] start, int[] end, float[] s0, float[] s1, float[] s2, float[] s3) {
        for (int r = 0; r < 16; r++) {
            s0[r] = visible(key, start[r], end[r]) == 1 ? s0[r] : MASKED;
            s1[r] = visible(key + 1, start[r], end[r]) == 1 ? s1[r] : MASKED;
            s2[r] = visible(key + 2, start[r], end[r]) == 1 ? s2[r] : MASKED;
            s3[r] = visible(key + 3, start[r], end[r]) == 1 ? s3[r] : MASKED;
        }
    }

    /** 1 where not all rows see all of four keys. */
    private static int partial(int key, int fullFirst, int fullLast) {
        int result = 1;
        if (key >= fullFirst) {
            if (key + 4 <= fullLast) {
                result = 0;
            }
        }
        return result;
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

    /** {@code dS = e^(score - lse) y}; 0 where the pair is hidden or the weight is 0, whatever y. */
    private static float slope(float score, float lse, float y) {
        float weight = score < Logits.LEAST ? 0.0f : FusedAttention.weight(score - lse);
        return weight == 0.0f ? 0.0f : weight * y;
    }

    /** 1 where a bias hides one of four keys from a row, for a block that may have biases. */
    private static int hides(IntArray shape, float[] s0, float[] s1, float[] s2, float[] s3) {
        int hidden = 0;
        if (shape.get(CoreLayout.HAS_KEY_BIAS) + shape.get(CoreLayout.HAS_BIAS) + shape.get(CoreLayout.HIGH) > 0) {
            for (int r = 0; r < 16; r++) {
                float low01 = s0[r] < s1[r] ? s0[r] : s1[r];
                float low23 = s2[r] < s3[r] ? s2[r] : s3[r];
                hidden |= (low01 < low23 ? low01 : low23) < MASKED ? 1 : 0;
            }
        }
        return hidden;
    }
}
