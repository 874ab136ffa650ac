package io.attn4j.kernels.core;

import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Gradients of the core by what its keys give, {@code db_j = scale sum_i dS_ij (mu . a_i)}, {@code dw_j = sum_i P_ij dO_i} and
 * {@code dc_j = sum_i dS_ij}, and by its dense bias, with P and dS as in {@link QueryGradientKernel}, whose operands these
 * kernels take.
 *
 * <p>Sums over rows run in ascending order, block by block, so that their error does not grow with the number of rows: a
 * block is summed in registers and then joins those before it, in parts where they are many. A work-item or group owns its
 * keys, so that there are no atomics and the bits are always the same. Sums of each query head go to {@code sums}, from where
 * {@link #backwardJoined} adds those of the query heads that share keys. Rows that do not see a key never reach its
 * gradients, not even as NaN.
 */
public final class KeyGradientKernel {
    private static final float MASKED = Logits.MASKED;

    /** Keys that one work-item of a lanes kernel computes. */
    static final int LANES = 16;

    /** Rows that one work-item of {@link #backwardBiasLanes} computes. */
    static final int BIAS_ROWS = 64;

    /** Rows that {@link #backwardLanes} sums before the sums join those of the block before. */
    private static final int STRETCH = 128;

    /** Blocks that are added up one after another; more join in parts of so many. */
    static final int PART = 32;

    private KeyGradientKernel() {}

    /**
     * CPU shape: 16 keys per work-item as the innermost, vectorised loop; four rows at a time; no local memory. {@code pairs
     * (4 da + 4 dv)} FLOPs.
     *
     * <p>Grid: x = work-items, one per (b, h, block of 16 keys, split), any local size. Private memory: {@code 48 (keyDim +
     * valueDim)} floats and 128 for logits. A block is summed in stretches of 128 rows.
     *
     * @param shape {@link GradientLayout}, with {@link CoreLayout#BLOCK} rows of a block and {@link CoreLayout#SPLITS}
     *     work-items that share the rows, each with one block, or 1; in
     * @param sums {@code [B,H,splits,L,da+dv+1]} contiguous: db of the query head, dw, dc; out
     * @param keyDim template constant, at least da
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
            FloatArray sums,
            int keyDim,
            int valueDim,
            int dropout) {
        int heads = shape.get(CoreLayout.HEADS);
        int keys = shape.get(CoreLayout.KEYS);
        int queries = shape.get(CoreLayout.QUERIES);
        int splits = shape.get(CoreLayout.SPLITS);
        int tiles = (keys + 15) / 16;
        int item = ctx.globalIdx;
        if (item < shape.get(CoreLayout.BATCH) * heads * tiles * splits) {
            float[] k = new float[16 * keyDim];
            float[] v = new float[16 * valueDim];
            float[] accB = new float[16 * keyDim];
            float[] accW = new float[16 * valueDim];
            float[] accC = new float[16];
            float[] totalB = new float[16 * keyDim];
            float[] totalW = new float[16 * valueDim];
            float[] totalC = new float[16];
            float[] s0 = new float[16];
            float[] s1 = new float[16];
            float[] s2 = new float[16];
            float[] s3 = new float[16];
            float[] p0 = new float[16];
            float[] p1 = new float[16];
            float[] p2 = new float[16];
            float[] p3 = new float[16];
            float[] c = new float[16];
            int[] place = new int[16];
            int[] facts = new int[10];

            int batchHead = item / splits / tiles;
            int split = item % splits;
            int firstKey = item / splits % tiles * 16;
            int batch = batchHead / heads;
            int head = batchHead % heads;
            int lanes = TornadoMath.min(16, keys - firstKey);
            int da = shape.get(CoreLayout.KEY_DIM);
            int dv = shape.get(CoreLayout.VALUE_DIM);
            float scale = scalars.get(0);
            float beta = scalars.get(1 + head);
            int statisticsAt = 2 * batchHead * queries;
            int loaded = TornadoMath.min(lanes, seenKeys(ranges, shape, batch) - firstKey);
            loadKeys(b, mu, shape, scale, batch, head, firstKey, loaded, k);
            loadValues(w, shape, batch, head, firstKey, loaded, v);
            loadPlaces(keyBias, shape, batch, head, firstKey, loaded, c, place);
            int aBase = ViewLayout.index(shape, CoreLayout.A, batch, head, 0, 0);
            int aRow = shape.get(CoreLayout.A + ViewLayout.ROW);
            int gBase = ViewLayout.index(shape, GradientLayout.GRADIENT, batch, head, 0, 0);
            int gRow = shape.get(GradientLayout.GRADIENT + ViewLayout.ROW);
            int hasMu = shape.get(CoreLayout.HAS_MU);
            int muBase = ViewLayout.index(shape, CoreLayout.MU, 0, head, 0, 0);
            int width = da + dv + 1;
            int columnsB = shape.get(GradientLayout.HAS_DB) == 1 ? da : 0;
            int columnsW = shape.get(GradientLayout.HAS_DW) == 1 ? dv : 0;
            int to = ((batchHead * splits + split) * keys + firstKey) * width;
            int blockRows = shape.get(CoreLayout.BLOCK);
            int blocks = splits > 1 ? 1 : TornadoMath.max(1, (queries + blockRows - 1) / blockRows);
            for (int n = 0; n < blocks; n++) {
                for (int i = 0; i < 16 * columnsB; i++) {
                    totalB[i] = 0.0f;
                }
                for (int i = 0; i < 16 * columnsW; i++) {
                    totalW[i] = 0.0f;
                }
                for (int l = 0; l < 16; l++) {
                    totalC[l] = 0.0f;
                }
                int firstRow = (splits > 1 ? split : n) * blockRows;
                int lastRow = TornadoMath.min(queries, firstRow + blockRows);
                for (int stretch = firstRow; stretch < lastRow; stretch += STRETCH) {
                    int stop = TornadoMath.min(lastRow, stretch + STRETCH);
                    for (int i = 0; i < 16 * columnsB; i++) {
                        accB[i] = 0.0f;
                    }
                    for (int i = 0; i < 16 * columnsW; i++) {
                        accW[i] = 0.0f;
                    }
                    for (int l = 0; l < 16; l++) {
                        accC[l] = 0.0f;
                    }
                    for (int row = stretch; row < stop; row += 4) {
                        interval(ranges, batch * queries, row, lastRow, firstKey, firstKey + lanes, facts);
                        if (facts[0] == 1) {
                            int row1 = TornadoMath.min(row + 1, lastRow - 1);
                            int row2 = TornadoMath.min(row + 2, lastRow - 1);
                            int row3 = TornadoMath.min(row + 3, lastRow - 1);
                            logits(a, shape, batch, head, row, row1, row2, row3, k, c, s0, s1, s2, s3);
                            products(gradient, shape, batch, head, row, row1, row2, row3, v, p0, p1, p2, p3);
                            addFactors(factors, shape, batch, head, row, row1, row2, row3, place, s0, s1, s2, s3);
                            addBias(
                                    bias, shape, beta, batch, head, row, row1, row2, row3, firstKey, lanes, s0, s1, s2,
                                    s3);
                            // what a bias hides must not reach a sum either: it may be NaN
                            int hidden = hides(shape, s0, s1, s2, s3);
                            mask(facts, firstKey, lanes, s0, s1, s2, s3);
                            if (dropout == 1) {
                                int first = batchHead * queries;
                                WeightDropout.ofKeys(
                                        seeds, scalars, heads, first, row, row1, row2, row3, firstKey, p0, p1, p2, p3);
                            }
                            weigh(statistics, statisticsAt, row, row1, row2, row3, s0, s1, s2, s3, p0, p1, p2, p3);
                            if (dropout == 1) {
                                int first = batchHead * queries;
                                WeightDropout.ofKeys(
                                        seeds, scalars, heads, first, row, row1, row2, row3, firstKey, p0, p1, p2, p3);
                            }
                            int a0 = aBase + row * aRow;
                            int a1 = aBase + row1 * aRow;
                            int a2 = aBase + row2 * aRow;
                            int a3 = aBase + row3 * aRow;
                            int g0 = gBase + row * gRow;
                            int g1 = gBase + row1 * gRow;
                            int g2 = gBase + row2 * gRow;
                            int g3 = gBase + row3 * gRow;
                            for (int l = 0; l < 16; l++) {
                                accC[l] += (s0[l] + s1[l]) + (s2[l] + s3[l]);
                            }
                            if (facts[1] - hidden == 1) {
                                for (int d = 0; d < columnsB; d++) {
                                    float x0 = a.get(a0 + d);
                                    float x1 = a.get(a1 + d);
                                    float x2 = a.get(a2 + d);
                                    float x3 = a.get(a3 + d);
                                    for (int l = 0; l < 16; l++) {
                                        float x = accB[d * 16 + l];
                                        x += s0[l] * x0;
                                        x += s1[l] * x1;
                                        x += s2[l] * x2;
                                        x += s3[l] * x3;
                                        accB[d * 16 + l] = x;
                                    }
                                }
                                for (int d = 0; d < columnsW; d++) {
                                    float x0 = gradient.get(g0 + d);
                                    float x1 = gradient.get(g1 + d);
                                    float x2 = gradient.get(g2 + d);
                                    float x3 = gradient.get(g3 + d);
                                    for (int l = 0; l < 16; l++) {
                                        float x = accW[d * 16 + l];
                                        x += p0[l] * x0;
                                        x += p1[l] * x1;
                                        x += p2[l] * x2;
                                        x += p3[l] * x3;
                                        accW[d * 16 + l] = x;
                                    }
                                }
                            } else {
                                for (int d = 0; d < columnsB; d++) {
                                    float x0 = a.get(a0 + d);
                                    float x1 = a.get(a1 + d);
                                    float x2 = a.get(a2 + d);
                                    float x3 = a.get(a3 + d);
                                    for (int l = 0; l < 16; l++) {
                                        float x = accB[d * 16 + l];
                                        x = s0[l] == 0.0f ? x : x + s0[l] * x0;
                                        x = s1[l] == 0.0f ? x : x + s1[l] * x1;
                                        x = s2[l] == 0.0f ? x : x + s2[l] * x2;
                                        x = s3[l] == 0.0f ? x : x + s3[l] * x3;
                                        accB[d * 16 + l] = x;
                                    }
                                }
                                for (int d = 0; d < columnsW; d++) {
                                    float x0 = gradient.get(g0 + d);
                                    float x1 = gradient.get(g1 + d);
                                    float x2 = gradient.get(g2 + d);
                                    float x3 = gradient.get(g3 + d);
                                    for (int l = 0; l < 16; l++) {
                                        float x = accW[d * 16 + l];
                                        x = p0[l] == 0.0f ? x : x + p0[l] * x0;
                                        x = p1[l] == 0.0f ? x : x + p1[l] * x1;
                                        x = p2[l] == 0.0f ? x : x + p2[l] * x2;
                                        x = p3[l] == 0.0f ? x : x + p3[l] * x3;
                                        accW[d * 16 + l] = x;
                                    }
                                }
                            }
                        }
                    }
                    for (int i = 0; i < 16 * columnsB; i++) {
                        totalB[i] += accB[i];
                    }
                    for (int i = 0; i < 16 * columnsW; i++) {
                        totalW[i] += accW[i];
                    }
                    for (int l = 0; l < 16; l++) {
                        totalC[l] += accC[l];
                    }
                }
                for (int l = 0; l < lanes; l++) {
                    int at = to + l * width;
                    for (int d = 0; d < columnsB; d++) {
                        float factor = scale;
                        if (hasMu == 1) {
                            factor *= mu.get(muBase + d);
                        }
                        float before = n == 0 ? 0.0f : sums.get(at + d);
                        sums.set(at + d, before + factor * totalB[d * 16 + l]);
                    }
                    for (int d = 0; d < columnsW; d++) {
                        float before = n == 0 ? 0.0f : sums.get(at + da + d);
                        sums.set(at + da + d, before + totalW[d * 16 + l]);
                    }
                    float before = n == 0 ? 0.0f : sums.get(at + da + dv);
                    sums.set(at + da + dv, before + totalC[l]);
                }
            }
        }
    }

    /**
     * Adds up what {@code sums} holds for each key: over slots in ascending order, then over the query heads that share the
     * key; dc of each query head by itself.
     *
     * @param ctx one work-item per (b, hkv, j, lane), any local size; lane l takes columns l, l + lanes, ...
     * @param sums {@code [B,H,slots,L,da+dv+1]} contiguous, in
     * @param shape {@link GradientLayout}, in
     * @param db [B,Hkv,L,da], out, or one unused element
     * @param dw [B,Hkv,L,dv], out, or one unused element
     * @param dc [B,H,1,L], out, or one unused element
     */
    public static void backwardJoined(
            KernelContext ctx, FloatArray sums, IntArray shape, FloatArray db, FloatArray dw, FloatArray dc) {
        int heads = shape.get(CoreLayout.HEADS);
        int group = shape.get(CoreLayout.GROUP);
        int keys = shape.get(CoreLayout.KEYS);
        int slots = shape.get(GradientLayout.SLOTS);
        int lanes = shape.get(CoreLayout.LANES);
        int da = shape.get(CoreLayout.KEY_DIM);
        int dv = shape.get(CoreLayout.VALUE_DIM);
        int width = da + dv + 1;
        int kvHeads = heads / group;
        int item = ctx.globalIdx;
        if (item < shape.get(CoreLayout.BATCH) * kvHeads * keys * lanes) {
            int key = item / lanes % keys;
            int batchHead = item / lanes / keys;
            int batch = batchHead / kvHeads;
            int kvHead = batchHead % kvHeads;
            int lane = item % lanes;
            int step = keys * width;
            int first = ((batch * heads + kvHead * group) * slots * keys + key) * width;
            // what is not wanted has no sums
            if (shape.get(GradientLayout.HAS_DB) == 1) {
                for (int d = lane; d < da; d += lanes) {
                    float total = 0.0f;
                    for (int h = 0; h < group; h++) {
                        total += ofSlots(sums, first + h * slots * step + d, slots, step);
                    }
                    db.set(ViewLayout.index(shape, GradientLayout.DB, batch, kvHead, key, d), total);
                }
            }
            if (shape.get(GradientLayout.HAS_DW) == 1) {
                for (int d = lane; d < dv; d += lanes) {
                    float total = 0.0f;
                    for (int h = 0; h < group; h++) {
                        total += ofSlots(sums, first + h * slots * step + da + d, slots, step);
                    }
                    dw.set(ViewLayout.index(shape, GradientLayout.DW, batch, kvHead, key, d), total);
                }
            }
            if (shape.get(GradientLayout.HAS_DC) == 1) {
                for (int h = lane; h < group; h += lanes) {
                    float sum = ofSlots(sums, first + h * slots * step + da + dv, slots, step);
                    dc.set(ViewLayout.index(shape, GradientLayout.DC, batch, kvHead * group + h, 0, key), sum);
                }
            }
        }
    }

    /** The sum over slots, in ascending order: part by part. */
    private static float ofSlots(FloatArray sums, int first, int slots, int step) {
        float sum = 0.0f;
        for (int from = 0; from < slots; from += PART) {
            float partSum = 0.0f;
            int end = TornadoMath.min(slots, from + PART);
            for (int slot = from; slot < end; slot++) {
                partSum += sums.get(first + slot * step);
            }
            sum += partSum;
        }
        return sum;
    }

    /**
     * CPU shape of {@code y_ij = beta_h dS_ij}, summed over the batches and heads that share y, in ascending order: 16 keys
     * per work-item as the innermost loop, four rows at a time. {@code pairs (2 da + 2 dv)} FLOPs.
     *
     * <p>Grid: x = work-items, one per (batch and head of y, block of {@link #BIAS_ROWS} rows, block of 16 keys), any local
     * size.
     *
     * @param y [B or 1,H or 1,N,L], at the place {@link GradientLayout#Y}, out; 0 for masked pairs
     * @param keyDim template constant, at least da
     * @param valueDim template constant, at least dv
     */
    public static void backwardBiasLanes(
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
        int keys = shape.get(CoreLayout.KEYS);
        int queries = shape.get(CoreLayout.QUERIES);
        int yBatch = shape.get(GradientLayout.Y_BATCH);
        int yHeads = shape.get(GradientLayout.Y_HEADS);
        int tiles = (keys + 15) / 16;
        int rowBlocks = (queries + BIAS_ROWS - 1) / BIAS_ROWS;
        int item = ctx.globalIdx;
        if (item < yBatch * yHeads * rowBlocks * tiles) {
            float[] k = new float[16 * keyDim];
            float[] v = new float[16 * valueDim];
            float[] s0 = new float[16];
            float[] s1 = new float[16];
            float[] s2 = new float[16];
            float[] s3 = new float[16];
            float[] p0 = new float[16];
            float[] p1 = new float[16];
            float[] p2 = new float[16];
            float[] p3 = new float[16];
            float[] c = new float[16];
            int[] place = new int[16];
            int[] facts = new int[10];

            int firstKey = item % tiles * 16;
            int firstRow = item / tiles % rowBlocks * BIAS_ROWS;
            int lastRow = TornadoMath.min(queries, firstRow + BIAS_ROWS);
            int batchHead = item / tiles / rowBlocks;
            int batchOfY = batchHead / yHeads;
            int headOfY = batchHead % yHeads;
            int lanes = TornadoMath.min(16, keys - firstKey);
            int yBase = ViewLayout.index(shape, GradientLayout.Y, batchOfY, headOfY, 0, firstKey);
            int yRow = shape.get(GradientLayout.Y + ViewLayout.ROW);
            for (int row = firstRow; row < lastRow; row++) {
                for (int l = 0; l < lanes; l++) {
                    y.set(yBase + row * yRow + l, 0.0f);
                }
            }
            int batches = yBatch == 1 ? shape.get(CoreLayout.BATCH) : 1;
            int sharing = yHeads == 1 ? shape.get(CoreLayout.HEADS) : 1;
            for (int of = 0; of < batches * sharing; of++) {
                int batch = batchOfY + of / sharing;
                int head = headOfY + of % sharing;
                float beta = scalars.get(1 + head);
                int statisticsAt = 2 * (batch * shape.get(CoreLayout.HEADS) + head) * queries;
                int loaded = TornadoMath.min(lanes, seenKeys(ranges, shape, batch) - firstKey);
                loadKeys(b, mu, shape, scalars.get(0), batch, head, firstKey, loaded, k);
                loadValues(w, shape, batch, head, firstKey, loaded, v);
                loadPlaces(keyBias, shape, batch, head, firstKey, loaded, c, place);
                for (int row = firstRow; row < lastRow; row += 4) {
                    interval(ranges, batch * queries, row, lastRow, firstKey, firstKey + lanes, facts);
                    if (facts[0] == 1) {
                        int row1 = TornadoMath.min(row + 1, lastRow - 1);
                        int row2 = TornadoMath.min(row + 2, lastRow - 1);
                        int row3 = TornadoMath.min(row + 3, lastRow - 1);
                        logits(a, shape, batch, head, row, row1, row2, row3, k, c, s0, s1, s2, s3);
                        products(gradient, shape, batch, head, row, row1, row2, row3, v, p0, p1, p2, p3);
                        addFactors(factors, shape, batch, head, row, row1, row2, row3, place, s0, s1, s2, s3);
                        addBias(bias, shape, beta, batch, head, row, row1, row2, row3, firstKey, lanes, s0, s1, s2, s3);
                        mask(facts, firstKey, lanes, s0, s1, s2, s3);
                        if (dropout == 1) {
                            int heads = shape.get(CoreLayout.HEADS);
                            int first = (batch * heads + head) * queries;
                            WeightDropout.ofKeys(
                                    seeds, scalars, heads, first, row, row1, row2, row3, firstKey, p0, p1, p2, p3);
                        }
                        weigh(statistics, statisticsAt, row, row1, row2, row3, s0, s1, s2, s3, p0, p1, p2, p3);
                        // rows beyond the last repeat it with slopes of 0
                        for (int l = 0; l < lanes; l++) {
                            int at0 = yBase + row * yRow + l;
                            int at1 = yBase + row1 * yRow + l;
                            int at2 = yBase + row2 * yRow + l;
                            int at3 = yBase + row3 * yRow + l;
                            y.set(at0, y.get(at0) + beta * s0[l]);
                            y.set(at1, y.get(at1) + beta * s1[l]);
                            y.set(at2, y.get(at2) + beta * s2[l]);
                            y.set(at3, y.get(at3) + beta * s3[l]);
                        }
                    }
                }
            }
        }
    }

    /** The key after the last that any row of a batch sees, at least 1: what no row sees may be unwritten. */
    private static int seenKeys(IntArray ranges, IntArray shape, int batch) {
        int queries = shape.get(CoreLayout.QUERIES);
        int tiles = (queries + 31) / 32;
        int facts = 2 * shape.get(CoreLayout.BATCH) * queries + 4 * batch * tiles;
        return TornadoMath.max(1, seenEnd(ranges, facts, tiles));
    }

    /** The largest end of what tiles of rows see, from what the ranges have behind the rows' intervals. */
    static int seenEnd(IntArray ranges, int facts, int tiles) {
        int end = 0;
        for (int tile = 0; tile < tiles; tile++) {
            end = TornadoMath.max(end, ranges.get(facts + 4 * tile + 1));
        }
        return end;
    }

    /** 1 where a bias hides one of 16 keys from one of four rows. */
    private static int hides(IntArray shape, float[] s0, float[] s1, float[] s2, float[] s3) {
        int hidden = 0;
        if (shape.get(CoreLayout.HAS_KEY_BIAS) + shape.get(CoreLayout.HAS_BIAS) + shape.get(CoreLayout.HIGH) > 0) {
            for (int l = 0; l < 16; l++) {
                float low01 = s0[l] < s1[l] ? s0[l] : s1[l];
                float low23 = s2[l] < s3[l] ? s2[l] : s3[l];
                hidden |= (low01 < low23 ? low01 : low23) < MASKED ? 1 : 0;
            }
        }
        return hidden;
    }

    /**
     * Keys times mu and scale, transposed. A lane beyond the last key that some row sees repeats that one, here and below,
     * even where it lies before this tile.
     */
    private static void loadKeys(
            FloatArray b,
            FloatArray mu,
            IntArray shape,
            float scale,
            int batch,
            int head,
            int firstKey,
            int lanes,
            float[] k) {
        int da = shape.get(CoreLayout.KEY_DIM);
        int bBase = ViewLayout.index(shape, CoreLayout.B, batch, head / shape.get(CoreLayout.GROUP), firstKey, 0);
        int bRow = shape.get(CoreLayout.B + ViewLayout.ROW);
        int hasMu = shape.get(CoreLayout.HAS_MU);
        int muBase = ViewLayout.index(shape, CoreLayout.MU, 0, head, 0, 0);
        for (int d = 0; d < da; d++) {
            float factor = scale;
            if (hasMu == 1) {
                factor *= mu.get(muBase + d);
            }
            for (int l = 0; l < 16; l++) {
                k[d * 16 + l] = b.get(bBase + TornadoMath.min(l, lanes - 1) * bRow + d) * factor;
            }
        }
    }

    /** Values, transposed. */
    private static void loadValues(
            FloatArray w, IntArray shape, int batch, int head, int firstKey, int lanes, float[] v) {
        int dv = shape.get(CoreLayout.VALUE_DIM);
        int wBase = ViewLayout.index(shape, CoreLayout.W, batch, head / shape.get(CoreLayout.GROUP), firstKey, 0);
        int wRow = shape.get(CoreLayout.W + ViewLayout.ROW);
        for (int d = 0; d < dv; d++) {
            for (int l = 0; l < 16; l++) {
                v[d * 16 + l] = w.get(wBase + TornadoMath.min(l, lanes - 1) * wRow + d);
            }
        }
    }

    /** The key bias, and the places of each key's factors as {@code (index of p) * 65536 + (index of q)}. */
    private static void loadPlaces(
            FloatArray keyBias, IntArray shape, int batch, int head, int firstKey, int lanes, float[] c, int[] place) {
        int hasKeyBias = shape.get(CoreLayout.HAS_KEY_BIAS);
        int at = ViewLayout.index(shape, CoreLayout.KEY_BIAS, batch, head, 0, 0);
        int column = shape.get(CoreLayout.KEY_BIAS + ViewLayout.COLUMN);
        int low = TornadoMath.max(1, shape.get(CoreLayout.LOW));
        for (int l = 0; l < 16; l++) {
            int key = firstKey + TornadoMath.min(l, lanes - 1);
            place[l] = key / low * 65536 + key % low;
            c[l] = 0.0f;
        }
        if (hasKeyBias == 1) {
            for (int l = 0; l < 16; l++) {
                c[l] = keyBias.get(at + (firstKey + TornadoMath.min(l, lanes - 1)) * column);
            }
        }
    }

    /**
     * What four rows see of the keys {@code firstKey} to {@code lastKey} (exclusive): in {@code facts} 1 where any row sees
     * one, 1 where each row sees all, then start and end of each row. Rows beyond the last see none.
     */
    private static void interval(
            IntArray ranges, int rangesRow, int row, int lastRow, int firstKey, int lastKey, int[] facts) {
        int any = 0;
        int every = lastKey == firstKey + 16 ? 1 : 0;
        for (int r = 0; r < 4; r++) {
            int of = TornadoMath.min(row + r, lastRow - 1);
            int from = ranges.get(2 * (rangesRow + of));
            int to = row + r < lastRow ? ranges.get(2 * (rangesRow + of) + 1) : 0;
            facts[2 + 2 * r] = from;
            facts[3 + 2 * r] = to;
            int sees = TornadoMath.max(from, firstKey) < TornadoMath.min(to, lastKey) ? 1 : 0;
            int seesAll = TornadoMath.max(from - firstKey, lastKey - to) > 0 ? 0 : 1;
            any = any | sees;
            every = every & seesAll;
        }
        facts[0] = any;
        facts[1] = every;
    }

    /** {@code scale (mu . a_i) . b_j + c_j} of four rows. */
    private static void logits(
            FloatArray a,
            IntArray shape,
            int batch,
            int head,
            int row,
            int row1,
            int row2,
            int row3,
            float[] k,
            float[] c,
            float[] s0,
            float[] s1,
            float[] s2,
            float[] s3) {
        int da = shape.get(CoreLayout.KEY_DIM);
        int aBase = ViewLayout.index(shape, CoreLayout.A, batch, head, 0, 0);
        int aRow = shape.get(CoreLayout.A + ViewLayout.ROW);
        for (int l = 0; l < 16; l++) {
            s0[l] = 0.0f;
            s1[l] = 0.0f;
            s2[l] = 0.0f;
            s3[l] = 0.0f;
        }
        for (int d = 0; d < da; d++) {
            float x0 = a.get(aBase + row * aRow + d);
            float x1 = a.get(aBase + row1 * aRow + d);
            float x2 = a.get(aBase + row2 * aRow + d);
            float x3 = a.get(aBase + row3 * aRow + d);
            for (int l = 0; l < 16; l++) {
                float x = k[d * 16 + l];
                s0[l] += x * x0;
                s1[l] += x * x1;
                s2[l] += x * x2;
                s3[l] += x * x3;
            }
        }
        if (shape.get(CoreLayout.HAS_KEY_BIAS) == 1) {
            for (int l = 0; l < 16; l++) {
                s0[l] = Logits.biased(s0[l], 1.0f, c[l]);
                s1[l] = Logits.biased(s1[l], 1.0f, c[l]);
                s2[l] = Logits.biased(s2[l], 1.0f, c[l]);
                s3[l] = Logits.biased(s3[l], 1.0f, c[l]);
            }
        }
    }

    /** {@code dO_i . w_j} of four rows. */
    private static void products(
            FloatArray gradient,
            IntArray shape,
            int batch,
            int head,
            int row,
            int row1,
            int row2,
            int row3,
            float[] v,
            float[] p0,
            float[] p1,
            float[] p2,
            float[] p3) {
        int dv = shape.get(CoreLayout.VALUE_DIM);
        int gBase = ViewLayout.index(shape, GradientLayout.GRADIENT, batch, head, 0, 0);
        int gRow = shape.get(GradientLayout.GRADIENT + ViewLayout.ROW);
        for (int l = 0; l < 16; l++) {
            p0[l] = 0.0f;
            p1[l] = 0.0f;
            p2[l] = 0.0f;
            p3[l] = 0.0f;
        }
        for (int d = 0; d < dv; d++) {
            float x0 = gradient.get(gBase + row * gRow + d);
            float x1 = gradient.get(gBase + row1 * gRow + d);
            float x2 = gradient.get(gBase + row2 * gRow + d);
            float x3 = gradient.get(gBase + row3 * gRow + d);
            for (int l = 0; l < 16; l++) {
                float x = v[d * 16 + l];
                p0[l] += x * x0;
                p1[l] += x * x1;
                p2[l] += x * x2;
                p3[l] += x * x3;
            }
        }
    }

    /** Adds the products of factors to the logits of four rows. */
    private static void addFactors(
            FloatArray factors,
            IntArray shape,
            int batch,
            int head,
            int row,
            int row1,
            int row2,
            int row3,
            int[] place,
            float[] s0,
            float[] s1,
            float[] s2,
            float[] s3) {
        int high = shape.get(CoreLayout.HIGH);
        if (high > 0) {
            int base = ViewLayout.index(shape, CoreLayout.FACTORS, batch, head, 0, 0);
            int step = shape.get(CoreLayout.FACTORS + ViewLayout.ROW);
            for (int l = 0; l < 16; l++) {
                int u = base + place[l] / 65536;
                int t = base + high + place[l] % 65536;
                s0[l] = Logits.factored(s0[l], factors.get(u + row * step), factors.get(t + row * step));
                s1[l] = Logits.factored(s1[l], factors.get(u + row1 * step), factors.get(t + row1 * step));
                s2[l] = Logits.factored(s2[l], factors.get(u + row2 * step), factors.get(t + row2 * step));
                s3[l] = Logits.factored(s3[l], factors.get(u + row3 * step), factors.get(t + row3 * step));
            }
        }
    }

    /** Adds the dense bias to the logits of four rows. */
    private static void addBias(
            FloatArray bias,
            IntArray shape,
            float beta,
            int batch,
            int head,
            int row,
            int row1,
            int row2,
            int row3,
            int firstKey,
            int lanes,
            float[] s0,
            float[] s1,
            float[] s2,
            float[] s3) {
        if (shape.get(CoreLayout.HAS_BIAS) == 1) {
            int base = ViewLayout.index(shape, CoreLayout.BIAS, batch, head, 0, firstKey);
            int step = shape.get(CoreLayout.BIAS + ViewLayout.ROW);
            for (int l = 0; l < 16; l++) {
                int at = base + TornadoMath.min(l, lanes - 1);
                s0[l] = Logits.biased(s0[l], beta, bias.get(at + row * step));
                s1[l] = Logits.biased(s1[l], beta, bias.get(at + row1 * step));
                s2[l] = Logits.biased(s2[l], beta, bias.get(at + row2 * step));
                s3[l] = Logits.biased(s3[l], beta, bias.get(at + row3 * step));
            }
        }
    }

    /** Masks the logits of keys that four rows do not see. */
    private static void mask(int[] facts, int firstKey, int lanes, float[] s0, float[] s1, float[] s2, float[] s3) {
        if (facts[1] == 0) {
            for (int l = 0; l < 16; l++) {
                // a lane beyond the last key is no key
                int key = l < lanes ? firstKey + l : -1;
                s0[l] = visible(key, facts[2], facts[3]) == 1 ? s0[l] : MASKED;
                s1[l] = visible(key, facts[4], facts[5]) == 1 ? s1[l] : MASKED;
                s2[l] = visible(key, facts[6], facts[7]) == 1 ? s2[l] : MASKED;
                s3[l] = visible(key, facts[8], facts[9]) == 1 ? s3[l] : MASKED;
            }
        }
    }

    /** From logits in s and products in p of four rows to dS in s and P in p, 0 for pairs that are masked. */
    private static void weigh(
            FloatArray statistics,
            int at,
            int row,
            int row1,
            int row2,
            int row3,
            float[] s0,
            float[] s1,
            float[] s2,
            float[] s3,
            float[] p0,
            float[] p1,
            float[] p2,
            float[] p3) {
        float lse0 = statistics.get(at + 2 * row);
        float lse1 = statistics.get(at + 2 * row1);
        float lse2 = statistics.get(at + 2 * row2);
        float lse3 = statistics.get(at + 2 * row3);
        float delta0 = statistics.get(at + 2 * row + 1);
        float delta1 = statistics.get(at + 2 * row1 + 1);
        float delta2 = statistics.get(at + 2 * row2 + 1);
        float delta3 = statistics.get(at + 2 * row3 + 1);
        for (int l = 0; l < 16; l++) {
            float w0 = s0[l] < Logits.LEAST ? 0.0f : FusedAttention.weight(s0[l] - lse0);
            float w1 = s1[l] < Logits.LEAST ? 0.0f : FusedAttention.weight(s1[l] - lse1);
            float w2 = s2[l] < Logits.LEAST ? 0.0f : FusedAttention.weight(s2[l] - lse2);
            float w3 = s3[l] < Logits.LEAST ? 0.0f : FusedAttention.weight(s3[l] - lse3);
            s0[l] = w0 == 0.0f ? 0.0f : w0 * (p0[l] - delta0);
            s1[l] = w1 == 0.0f ? 0.0f : w1 * (p1[l] - delta1);
            s2[l] = w2 == 0.0f ? 0.0f : w2 * (p2[l] - delta2);
            s3[l] = w3 == 0.0f ? 0.0f : w3 * (p3[l] - delta3);
            p0[l] = w0;
            p1[l] = w1;
            p2[l] = w2;
            p3[l] = w3;
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
