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
 * block is summed in registers and then joins those before it. A work-item or group owns its keys, so that there are no
 * atomics and the bits are always the same. Sums of each query head go to {@code sums}, from where {@link #backwardJoined}
 * adds those of the query heads that share keys. Rows that do not see a key never reach its gradients, not even as NaN.
 */
public final class KeyGradientKernel {
    private static final float MASKED = NaiveAttention.MASKED;

    /** Keys that one work-item of a lanes kernel computes. */
    static final int LANES = 16;

    /** Work-items of a group of {@link #backwardTiled}. */
    public static final int TILED_GROUP = 64;

    /** Keys that it computes. */
    static final int TILED_KEYS = 32;

    /** Rows that one work-item of {@link #backwardBiasLanes} computes. */
    static final int BIAS_ROWS = 64;

    private KeyGradientKernel() {}

    /**
     * CPU shape: 16 keys per work-item as the innermost, vectorised loop; four rows at a time; no local memory. {@code pairs
     * (4 da + 4 dv)} FLOPs.
     *
     * <p>Grid: x = work-items, one per (b, h, block of 16 keys, split), any local size. Private memory: {@code 32 (keyDim +
     * valueDim)} floats and 128 for logits.
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
            FloatArray sums,
            int keyDim,
            int valueDim) {
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
            loadKeys(b, mu, shape, scale, batch, head, firstKey, lanes, k);
            loadValues(w, shape, batch, head, firstKey, lanes, v);
            loadPlaces(keyBias, shape, batch, head, firstKey, lanes, c, place);
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
                    accB[i] = 0.0f;
                }
                for (int i = 0; i < 16 * columnsW; i++) {
                    accW[i] = 0.0f;
                }
                for (int l = 0; l < 16; l++) {
                    accC[l] = 0.0f;
                }
                int firstRow = (splits > 1 ? split : n) * blockRows;
                int lastRow = TornadoMath.min(queries, firstRow + blockRows);
                for (int row = firstRow; row < lastRow; row += 4) {
                    interval(ranges, batch * queries, row, lastRow, firstKey, firstKey + lanes, facts);
                    if (facts[0] == 1) {
                        int row1 = TornadoMath.min(row + 1, lastRow - 1);
                        int row2 = TornadoMath.min(row + 2, lastRow - 1);
                        int row3 = TornadoMath.min(row + 3, lastRow - 1);
                        logits(a, shape, batch, head, row, row1, row2, row3, k, c, s0, s1, s2, s3);
                        products(gradient, shape, batch, head, row, row1, row2, row3, v, p0, p1, p2, p3);
                        addFactors(factors, shape, batch, head, row, row1, row2, row3, place, s0, s1, s2, s3);
                        addBias(
                                bias, shape, beta, batch, head, row, row1, row2, row3, firstKey, lanes, s0, s1, s2, s3);
                        mask(facts, firstKey, lanes, s0, s1, s2, s3);
                        weigh(statistics, statisticsAt, row, row1, row2, row3, s0, s1, s2, s3, p0, p1, p2, p3);
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
                        if (facts[1] == 1) {
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
                for (int l = 0; l < lanes; l++) {
                    int at = to + l * width;
                    for (int d = 0; d < columnsB; d++) {
                        float factor = scale;
                        if (hasMu == 1) {
                            factor *= mu.get(muBase + d);
                        }
                        float before = n == 0 ? 0.0f : sums.get(at + d);
                        sums.set(at + d, before + factor * accB[d * 16 + l]);
                    }
                    for (int d = 0; d < columnsW; d++) {
                        float before = n == 0 ? 0.0f : sums.get(at + da + d);
                        sums.set(at + da + d, before + accW[d * 16 + l]);
                    }
                    float before = n == 0 ? 0.0f : sums.get(at + da + dv);
                    sums.set(at + da + dv, before + accC[l]);
                }
            }
        }
    }

    /**
     * GPU shape: a work-group of 64 computes 32 keys over tiles of 32 rows in local memory, each work-item 4 keys by 4 pairs
     * and 4 keys by {@code dim / 8} columns of db and of dw. {@code pairs (4 da + 4 dv)} FLOPs. Tiles as {@link
     * QueryGradientKernel#backwardTiled} has them, keys and rows exchanged.
     *
     * <p>Grid: x = {@link #TILED_GROUP} work-items per group, one group per (b, h, tile of 32 keys, split, part). A part is
     * {@code dim} columns of db and of dw; each computes the pairs for itself. Local memory: {@link #tiledLocalBytes}.
     *
     * @param ranges behind the rows' intervals, {@code [B, tiles, 4]}: of each 32 rows first and end of the keys that any sees,
     *     and of those that all see
     * @param shape as for {@link #backwardLanes}; blocks are multiples of 32 rows
     * @param sums as for {@link #backwardLanes}
     * @param dim template constant, columns of a part: 32, 64 or 128
     */
    public static void backwardTiled(
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
            FloatArray sums,
            int dim) {
        float[] tileK = ctx.allocateFloatLocalArray(32 * 68);
        float[] tileV = ctx.allocateFloatLocalArray(32 * 68);
        float[] tileQ = ctx.allocateFloatLocalArray(32 * 68);
        float[] tileG = ctx.allocateFloatLocalArray(32 * 68);
        float[] tileP = ctx.allocateFloatLocalArray(32 * 36);
        float[] tileS = ctx.allocateFloatLocalArray(32 * 36);

        float[] accB = new float[dim / 2];
        float[] accW = new float[dim / 2];
        float[] s = new float[16];
        float[] t = new float[16];
        float[] column4 = new float[16];
        float[] weights = new float[16];
        float[] values = new float[8];
        float[] next = new float[8];

        int heads = shape.get(CoreLayout.HEADS);
        int queries = shape.get(CoreLayout.QUERIES);
        int keys = shape.get(CoreLayout.KEYS);
        int da = shape.get(CoreLayout.KEY_DIM);
        int dv = shape.get(CoreLayout.VALUE_DIM);
        int splits = shape.get(CoreLayout.SPLITS);
        int blockRows = shape.get(CoreLayout.BLOCK);
        int thread = ctx.localIdx;
        int tx = thread % 8;
        int ty = thread / 8;
        int parts = (TornadoMath.max(da, dv) + dim - 1) / dim;
        int tiles = (keys + 31) / 32;
        int part = ctx.groupIdx % parts;
        int split = ctx.groupIdx / parts % splits;
        int unit = ctx.groupIdx / parts / splits;
        int batchHead = unit / tiles;
        int firstKey = unit % tiles * 32;
        int batch = batchHead / heads;
        int head = batchHead % heads;
        int kvHead = head / shape.get(CoreLayout.GROUP);
        int rowTiles = (queries + 31) / 32;
        int facts = 2 * shape.get(CoreLayout.BATCH) * queries + 4 * batch * rowTiles;
        int lastRow = queries - 1;
        int lastKey = keys - 1;
        int chunksA = (da + 63) / 64;
        int chunksV = (dv + 63) / 64;
        int aBase = ViewLayout.index(shape, CoreLayout.A, batch, head, 0, 0);
        int aRow = shape.get(CoreLayout.A + ViewLayout.ROW);
        int bBase = ViewLayout.index(shape, CoreLayout.B, batch, kvHead, 0, 0);
        int bRow = shape.get(CoreLayout.B + ViewLayout.ROW);
        int wBase = ViewLayout.index(shape, CoreLayout.W, batch, kvHead, 0, 0);
        int wRow = shape.get(CoreLayout.W + ViewLayout.ROW);
        int gBase = ViewLayout.index(shape, GradientLayout.GRADIENT, batch, head, 0, 0);
        int gRow = shape.get(GradientLayout.GRADIENT + ViewLayout.ROW);
        int muBase = ViewLayout.index(shape, CoreLayout.MU, 0, head, 0, 0);
        int hasMu = shape.get(CoreLayout.HAS_MU);
        // read at run time, so that compilers keep few loads under way and registers free
        int tileRows = shape.get(GradientLayout.TILE);
        float scale = scalars.get(0);
        int width = da + dv + 1;
        int to = ((batchHead * splits + split) * keys + firstKey) * width;
        // a tile of keys or values that is all there stays
        int keysLoaded = 0;
        int valuesLoaded = 0;
        int blocks = splits > 1 ? 1 : TornadoMath.max(1, (queries + blockRows - 1) / blockRows);
        for (int n = 0; n < blocks; n++) {
            for (int e = 0; e < dim / 2; e++) {
                accB[e] = 0.0f;
                accW[e] = 0.0f;
            }
            float accC = 0.0f;
            int from = (splits > 1 ? split : n) * blockRows;
            int stop = TornadoMath.min(queries, from + blockRows);
            for (int row = from; row < stop; row += 32) {
                int at4 = facts + row / 32 * 4;
                int any = 0;
                if (ranges.get(at4) < firstKey + 32) {
                    if (ranges.get(at4 + 1) > firstKey) {
                        any = 1;
                    }
                }
                if (any == 1) {
                    for (int e = 0; e < 16; e++) {
                        s[e] = 0.0f;
                        t[e] = 0.0f;
                    }
                    for (int chunk = 0; chunk < chunksA; chunk++) {
                        int column = TornadoMath.min(64 * chunk + thread, da - 1);
                        if (keysLoaded == 0) {
                            float factor = scale;
                            if (hasMu == 1) {
                                factor *= mu.get(muBase + column);
                            }
                            for (int r = 0; r < tileRows; r += 8) {
                                for (int e = 0; e < 8; e++) {
                                    next[e] = b.get(bBase + column + TornadoMath.min(firstKey + r + e, lastKey) * bRow);
                                }
                                for (int e = 0; e < 8; e++) {
                                    tileK[(r + e) * 68 + thread] = next[e] * factor;
                                }
                            }
                        }
                        for (int r = 0; r < tileRows; r += 8) {
                            for (int e = 0; e < 8; e++) {
                                next[e] = a.get(aBase + column + TornadoMath.min(row + r + e, lastRow) * aRow);
                            }
                            for (int e = 0; e < 8; e++) {
                                tileQ[(r + e) * 68 + thread] = next[e];
                            }
                        }
                        ctx.localBarrier();
                        int columns = TornadoMath.min(64, da - 64 * chunk);
                        int quads = columns / 4;
                        for (int q = 0; q < quads; q++) {
                            int at = 4 * q;
                            for (int j = 0; j < 4; j++) {
                                int atY = (tx + 8 * j) * 68 + at;
                                column4[4 * j] = tileQ[atY];
                                column4[4 * j + 1] = tileQ[atY + 1];
                                column4[4 * j + 2] = tileQ[atY + 2];
                                column4[4 * j + 3] = tileQ[atY + 3];
                            }
                            for (int r = 0; r < 4; r++) {
                                int atX = (ty + 8 * r) * 68 + at;
                                float x0 = tileK[atX];
                                float x1 = tileK[atX + 1];
                                float x2 = tileK[atX + 2];
                                float x3 = tileK[atX + 3];
                                for (int j = 0; j < 4; j++) {
                                    float x = s[4 * r + j];
                                    x += x0 * column4[4 * j];
                                    x += x1 * column4[4 * j + 1];
                                    x += x2 * column4[4 * j + 2];
                                    x += x3 * column4[4 * j + 3];
                                    s[4 * r + j] = x;
                                }
                            }
                        }
                        for (int d = 4 * quads; d < columns; d++) {
                            for (int j = 0; j < 4; j++) {
                                column4[j] = tileQ[(tx + 8 * j) * 68 + d];
                            }
                            for (int r = 0; r < 4; r++) {
                                float x = tileK[(ty + 8 * r) * 68 + d];
                                for (int j = 0; j < 4; j++) {
                                    s[4 * r + j] += x * column4[j];
                                }
                            }
                        }
                        ctx.localBarrier();
                    }
                    for (int chunk = 0; chunk < chunksV; chunk++) {
                        int column = TornadoMath.min(64 * chunk + thread, dv - 1);
                        if (valuesLoaded == 0) {
                            for (int r = 0; r < tileRows; r += 8) {
                                for (int e = 0; e < 8; e++) {
                                    next[e] = w.get(wBase + column + TornadoMath.min(firstKey + r + e, lastKey) * wRow);
                                }
                                for (int e = 0; e < 8; e++) {
                                    tileV[(r + e) * 68 + thread] = next[e];
                                }
                            }
                        }
                        for (int r = 0; r < tileRows; r += 8) {
                            for (int e = 0; e < 8; e++) {
                                next[e] = gradient.get(gBase + column + TornadoMath.min(row + r + e, lastRow) * gRow);
                            }
                            for (int e = 0; e < 8; e++) {
                                tileG[(r + e) * 68 + thread] = next[e];
                            }
                        }
                        ctx.localBarrier();
                        int columns = TornadoMath.min(64, dv - 64 * chunk);
                        int quads = columns / 4;
                        for (int q = 0; q < quads; q++) {
                            int at = 4 * q;
                            for (int j = 0; j < 4; j++) {
                                int atY = (tx + 8 * j) * 68 + at;
                                column4[4 * j] = tileG[atY];
                                column4[4 * j + 1] = tileG[atY + 1];
                                column4[4 * j + 2] = tileG[atY + 2];
                                column4[4 * j + 3] = tileG[atY + 3];
                            }
                            for (int r = 0; r < 4; r++) {
                                int atX = (ty + 8 * r) * 68 + at;
                                float x0 = tileV[atX];
                                float x1 = tileV[atX + 1];
                                float x2 = tileV[atX + 2];
                                float x3 = tileV[atX + 3];
                                for (int j = 0; j < 4; j++) {
                                    float x = t[4 * r + j];
                                    x += x0 * column4[4 * j];
                                    x += x1 * column4[4 * j + 1];
                                    x += x2 * column4[4 * j + 2];
                                    x += x3 * column4[4 * j + 3];
                                    t[4 * r + j] = x;
                                }
                            }
                        }
                        for (int d = 4 * quads; d < columns; d++) {
                            for (int j = 0; j < 4; j++) {
                                column4[j] = tileG[(tx + 8 * j) * 68 + d];
                            }
                            for (int r = 0; r < 4; r++) {
                                float x = tileV[(ty + 8 * r) * 68 + d];
                                for (int j = 0; j < 4; j++) {
                                    t[4 * r + j] += x * column4[j];
                                }
                            }
                        }
                        ctx.localBarrier();
                    }
                    keysLoaded = chunksA > 1 ? 0 : 1;
                    valuesLoaded = chunksV > 1 ? 0 : 1;
                    if (shape.get(CoreLayout.HIGH) > 0) {
                        int high = shape.get(CoreLayout.HIGH);
                        int low = shape.get(CoreLayout.LOW);
                        int base = ViewLayout.index(shape, CoreLayout.FACTORS, batch, head, 0, 0);
                        int step = shape.get(CoreLayout.FACTORS + ViewLayout.ROW);
                        for (int r = 0; r < 4; r++) {
                            int place = TornadoMath.min(firstKey + ty + 8 * r, lastKey);
                            int u = place / low;
                            int v = high + place % low;
                            for (int j = 0; j < 4; j++) {
                                int at = base + TornadoMath.min(row + tx + 8 * j, lastRow) * step;
                                s[4 * r + j] += factors.get(at + u) * factors.get(at + v);
                            }
                        }
                    }
                    if (shape.get(CoreLayout.HAS_KEY_BIAS) == 1) {
                        int base = ViewLayout.index(shape, CoreLayout.KEY_BIAS, batch, head, 0, 0);
                        int step = shape.get(CoreLayout.KEY_BIAS + ViewLayout.COLUMN);
                        for (int r = 0; r < 4; r++) {
                            float c = keyBias.get(base + TornadoMath.min(firstKey + ty + 8 * r, lastKey) * step);
                            for (int j = 0; j < 4; j++) {
                                s[4 * r + j] += c;
                            }
                        }
                    }
                    if (shape.get(CoreLayout.HAS_BIAS) == 1) {
                        int base = ViewLayout.index(shape, CoreLayout.BIAS, batch, head, 0, 0);
                        int step = shape.get(CoreLayout.BIAS + ViewLayout.ROW);
                        float beta = scalars.get(1 + head);
                        for (int r = 0; r < 4; r++) {
                            int at = base + TornadoMath.min(firstKey + ty + 8 * r, lastKey);
                            for (int j = 0; j < 4; j++) {
                                s[4 * r + j] +=
                                        beta * bias.get(at + TornadoMath.min(row + tx + 8 * j, lastRow) * step);
                            }
                        }
                    }
                    int statisticsAt = 2 * batchHead * queries;
                    for (int j = 0; j < 4; j++) {
                        int at = statisticsAt + 2 * TornadoMath.min(row + tx + 8 * j, lastRow);
                        float lse = statistics.get(at);
                        float delta = statistics.get(at + 1);
                        for (int r = 0; r < 4; r++) {
                            float p = TornadoMath.exp(s[4 * r + j] - lse);
                            tileP[(ty + 8 * r) * 36 + tx + 8 * j] = p;
                            tileS[(ty + 8 * r) * 36 + tx + 8 * j] = p * (t[4 * r + j] - delta);
                        }
                    }
                    int edge = 1;
                    if (firstKey >= ranges.get(at4 + 2)) {
                        if (firstKey + 32 <= ranges.get(at4 + 3)) {
                            if (row + 32 <= queries) {
                                edge = 0;
                            }
                        }
                    }
                    if (edge == 1) {
                        for (int j = tx; j < 32; j += 8) {
                            int at = 2 * (batch * queries + TornadoMath.min(row + j, lastRow));
                            int start = ranges.get(at);
                            // a row beyond the last sees nothing
                            int end = row + j < queries ? ranges.get(at + 1) : 0;
                            for (int k = ty; k < 32; k += 8) {
                                int sees = visible(firstKey + k, start, end);
                                float p = tileP[k * 36 + j];
                                float ds = tileS[k * 36 + j];
                                tileP[k * 36 + j] = sees == 1 ? p : 0.0f;
                                tileS[k * 36 + j] = sees == 1 ? ds : 0.0f;
                            }
                        }
                    }
                    ctx.localBarrier();
                    if (thread < 32) {
                        float c0 = 0.0f;
                        float c1 = 0.0f;
                        float c2 = 0.0f;
                        float c3 = 0.0f;
                        for (int j = 0; j < 32; j += 4) {
                            c0 += tileS[thread * 36 + j];
                            c1 += tileS[thread * 36 + j + 1];
                            c2 += tileS[thread * 36 + j + 2];
                            c3 += tileS[thread * 36 + j + 3];
                        }
                        accC += (c0 + c1) + (c2 + c3);
                    }
                    int seen = TornadoMath.min(32, queries - row);
                    int partColumn = part * dim;
                    int sumsB = partColumn < da ? shape.get(GradientLayout.HAS_DB) : 0;
                    int sumsW = partColumn < dv ? shape.get(GradientLayout.HAS_DW) : 0;
                    if (chunksA > 1) {
                        int column = TornadoMath.min(partColumn + thread, da - 1);
                        for (int r = 0; r < tileRows; r += 8) {
                            for (int e = 0; e < 8; e++) {
                                next[e] = a.get(aBase + column + TornadoMath.min(row + r + e, lastRow) * aRow);
                            }
                            for (int e = 0; e < 8; e++) {
                                tileQ[(r + e) * 68 + thread] = next[e];
                            }
                        }
                        if (dim > 64) {
                            int next64 = TornadoMath.min(partColumn + 64 + thread, da - 1);
                            for (int r = 0; r < tileRows; r += 8) {
                                for (int e = 0; e < 8; e++) {
                                    next[e] = a.get(aBase + next64 + TornadoMath.min(row + r + e, lastRow) * aRow);
                                }
                                for (int e = 0; e < 8; e++) {
                                    tileK[(r + e) * 68 + thread] = next[e];
                                }
                            }
                        }
                        ctx.localBarrier();
                    }
                    if (sumsB == 1) {
                        if (edge == 0) {
                            for (int j = 0; j < seen; j += 4) {
                                for (int r = 0; r < 4; r++) {
                                    int at = (ty + 8 * r) * 36 + j;
                                    weights[4 * r] = tileS[at];
                                    weights[4 * r + 1] = tileS[at + 1];
                                    weights[4 * r + 2] = tileS[at + 2];
                                    weights[4 * r + 3] = tileS[at + 3];
                                }
                                for (int u = 0; u < 4; u++) {
                                    for (int c = 0; c < (dim < 64 ? 4 : 8); c++) {
                                        values[c] = tileQ[(j + u) * 68 + 32 * (c / 4) + 4 * tx + c % 4];
                                    }
                                    for (int c = 0; c < (dim < 64 ? 4 : 8); c++) {
                                        for (int r = 0; r < 4; r++) {
                                            accB[4 * c + r] += weights[4 * r + u] * values[c];
                                        }
                                    }
                                }
                            }
                        } else {
                            for (int j = 0; j < seen; j++) {
                                for (int c = 0; c < (dim < 64 ? 4 : 8); c++) {
                                    values[c] = tileQ[j * 68 + 32 * (c / 4) + 4 * tx + c % 4];
                                }
                                float p0 = tileS[(ty + 0) * 36 + j];
                                if (p0 != 0.0f) {
                                    for (int c = 0; c < (dim < 64 ? 4 : 8); c++) {
                                        accB[4 * c] += p0 * values[c];
                                    }
                                }
                                float p1 = tileS[(ty + 8) * 36 + j];
                                if (p1 != 0.0f) {
                                    for (int c = 0; c < (dim < 64 ? 4 : 8); c++) {
                                        accB[4 * c + 1] += p1 * values[c];
                                    }
                                }
                                float p2 = tileS[(ty + 16) * 36 + j];
                                if (p2 != 0.0f) {
                                    for (int c = 0; c < (dim < 64 ? 4 : 8); c++) {
                                        accB[4 * c + 2] += p2 * values[c];
                                    }
                                }
                                float p3 = tileS[(ty + 24) * 36 + j];
                                if (p3 != 0.0f) {
                                    for (int c = 0; c < (dim < 64 ? 4 : 8); c++) {
                                        accB[4 * c + 3] += p3 * values[c];
                                    }
                                }
                            }
                        }
                        if (dim > 64) {
                            if (edge == 0) {
                                for (int j = 0; j < seen; j += 4) {
                                    for (int r = 0; r < 4; r++) {
                                        int at = (ty + 8 * r) * 36 + j;
                                        weights[4 * r] = tileS[at];
                                        weights[4 * r + 1] = tileS[at + 1];
                                        weights[4 * r + 2] = tileS[at + 2];
                                        weights[4 * r + 3] = tileS[at + 3];
                                    }
                                    for (int u = 0; u < 4; u++) {
                                        for (int c = 0; c < 8; c++) {
                                            values[c] = tileK[(j + u) * 68 + 32 * (c / 4) + 4 * tx + c % 4];
                                        }
                                        for (int c = 0; c < 8; c++) {
                                            for (int r = 0; r < 4; r++) {
                                                accB[dim / 4 + 4 * c + r] += weights[4 * r + u] * values[c];
                                            }
                                        }
                                    }
                                }
                            } else {
                                for (int j = 0; j < seen; j++) {
                                    for (int c = 0; c < 8; c++) {
                                        values[c] = tileK[j * 68 + 32 * (c / 4) + 4 * tx + c % 4];
                                    }
                                    float p0 = tileS[(ty + 0) * 36 + j];
                                    if (p0 != 0.0f) {
                                        for (int c = 0; c < 8; c++) {
                                            accB[dim / 4 + 4 * c] += p0 * values[c];
                                        }
                                    }
                                    float p1 = tileS[(ty + 8) * 36 + j];
                                    if (p1 != 0.0f) {
                                        for (int c = 0; c < 8; c++) {
                                            accB[dim / 4 + 4 * c + 1] += p1 * values[c];
                                        }
                                    }
                                    float p2 = tileS[(ty + 16) * 36 + j];
                                    if (p2 != 0.0f) {
                                        for (int c = 0; c < 8; c++) {
                                            accB[dim / 4 + 4 * c + 2] += p2 * values[c];
                                        }
                                    }
                                    float p3 = tileS[(ty + 24) * 36 + j];
                                    if (p3 != 0.0f) {
                                        for (int c = 0; c < 8; c++) {
                                            accB[dim / 4 + 4 * c + 3] += p3 * values[c];
                                        }
                                    }
                                }
                            }
                        }
                    }
                    if (chunksV > 1) {
                        int column = TornadoMath.min(partColumn + thread, dv - 1);
                        for (int r = 0; r < tileRows; r += 8) {
                            for (int e = 0; e < 8; e++) {
                                next[e] = gradient.get(gBase + column + TornadoMath.min(row + r + e, lastRow) * gRow);
                            }
                            for (int e = 0; e < 8; e++) {
                                tileG[(r + e) * 68 + thread] = next[e];
                            }
                        }
                        if (dim > 64) {
                            int next64 = TornadoMath.min(partColumn + 64 + thread, dv - 1);
                            for (int r = 0; r < tileRows; r += 8) {
                                for (int e = 0; e < 8; e++) {
                                    next[e] = gradient.get(gBase + next64 + TornadoMath.min(row + r + e, lastRow) * gRow);
                                }
                                for (int e = 0; e < 8; e++) {
                                    tileV[(r + e) * 68 + thread] = next[e];
                                }
                            }
                        }
                        ctx.localBarrier();
                    }
                    if (sumsW == 1) {
                        if (edge == 0) {
                            for (int j = 0; j < seen; j += 4) {
                                for (int r = 0; r < 4; r++) {
                                    int at = (ty + 8 * r) * 36 + j;
                                    weights[4 * r] = tileP[at];
                                    weights[4 * r + 1] = tileP[at + 1];
                                    weights[4 * r + 2] = tileP[at + 2];
                                    weights[4 * r + 3] = tileP[at + 3];
                                }
                                for (int u = 0; u < 4; u++) {
                                    for (int c = 0; c < (dim < 64 ? 4 : 8); c++) {
                                        values[c] = tileG[(j + u) * 68 + 32 * (c / 4) + 4 * tx + c % 4];
                                    }
                                    for (int c = 0; c < (dim < 64 ? 4 : 8); c++) {
                                        for (int r = 0; r < 4; r++) {
                                            accW[4 * c + r] += weights[4 * r + u] * values[c];
                                        }
                                    }
                                }
                            }
                        } else {
                            for (int j = 0; j < seen; j++) {
                                for (int c = 0; c < (dim < 64 ? 4 : 8); c++) {
                                    values[c] = tileG[j * 68 + 32 * (c / 4) + 4 * tx + c % 4];
                                }
                                float p0 = tileP[(ty + 0) * 36 + j];
                                if (p0 != 0.0f) {
                                    for (int c = 0; c < (dim < 64 ? 4 : 8); c++) {
                                        accW[4 * c] += p0 * values[c];
                                    }
                                }
                                float p1 = tileP[(ty + 8) * 36 + j];
                                if (p1 != 0.0f) {
                                    for (int c = 0; c < (dim < 64 ? 4 : 8); c++) {
                                        accW[4 * c + 1] += p1 * values[c];
                                    }
                                }
                                float p2 = tileP[(ty + 16) * 36 + j];
                                if (p2 != 0.0f) {
                                    for (int c = 0; c < (dim < 64 ? 4 : 8); c++) {
                                        accW[4 * c + 2] += p2 * values[c];
                                    }
                                }
                                float p3 = tileP[(ty + 24) * 36 + j];
                                if (p3 != 0.0f) {
                                    for (int c = 0; c < (dim < 64 ? 4 : 8); c++) {
                                        accW[4 * c + 3] += p3 * values[c];
                                    }
                                }
                            }
                        }
                        if (dim > 64) {
                            if (edge == 0) {
                                for (int j = 0; j < seen; j += 4) {
                                    for (int r = 0; r < 4; r++) {
                                        int at = (ty + 8 * r) * 36 + j;
                                        weights[4 * r] = tileP[at];
                                        weights[4 * r + 1] = tileP[at + 1];
                                        weights[4 * r + 2] = tileP[at + 2];
                                        weights[4 * r + 3] = tileP[at + 3];
                                    }
                                    for (int u = 0; u < 4; u++) {
                                        for (int c = 0; c < 8; c++) {
                                            values[c] = tileV[(j + u) * 68 + 32 * (c / 4) + 4 * tx + c % 4];
                                        }
                                        for (int c = 0; c < 8; c++) {
                                            for (int r = 0; r < 4; r++) {
                                                accW[dim / 4 + 4 * c + r] += weights[4 * r + u] * values[c];
                                            }
                                        }
                                    }
                                }
                            } else {
                                for (int j = 0; j < seen; j++) {
                                    for (int c = 0; c < 8; c++) {
                                        values[c] = tileV[j * 68 + 32 * (c / 4) + 4 * tx + c % 4];
                                    }
                                    float p0 = tileP[(ty + 0) * 36 + j];
                                    if (p0 != 0.0f) {
                                        for (int c = 0; c < 8; c++) {
                                            accW[dim / 4 + 4 * c] += p0 * values[c];
                                        }
                                    }
                                    float p1 = tileP[(ty + 8) * 36 + j];
                                    if (p1 != 0.0f) {
                                        for (int c = 0; c < 8; c++) {
                                            accW[dim / 4 + 4 * c + 1] += p1 * values[c];
                                        }
                                    }
                                    float p2 = tileP[(ty + 16) * 36 + j];
                                    if (p2 != 0.0f) {
                                        for (int c = 0; c < 8; c++) {
                                            accW[dim / 4 + 4 * c + 2] += p2 * values[c];
                                        }
                                    }
                                    float p3 = tileP[(ty + 24) * 36 + j];
                                    if (p3 != 0.0f) {
                                        for (int c = 0; c < 8; c++) {
                                            accW[dim / 4 + 4 * c + 3] += p3 * values[c];
                                        }
                                    }
                                }
                            }
                        }
                    }
                    ctx.localBarrier();
                }
            }
            int stopKey = TornadoMath.min(32, keys - firstKey);
            // through the tiles of rows, so that neighbours write neighbours
            int wantsB = thread < dim ? shape.get(GradientLayout.HAS_DB) : 0;
            int wantsW = thread < dim ? shape.get(GradientLayout.HAS_DW) : 0;
            for (int c = 0; c < (dim < 64 ? 4 : 8); c++) {
                for (int r = 0; r < 4; r++) {
                    tileQ[(ty + 8 * r) * 68 + 32 * (c / 4) + 4 * tx + c % 4] = accB[4 * c + r];
                    tileG[(ty + 8 * r) * 68 + 32 * (c / 4) + 4 * tx + c % 4] = accW[4 * c + r];
                }
            }
            ctx.localBarrier();
            int column = part * dim + thread;
            if (wantsB == 1) {
                if (column < da) {
                    float factor = scale;
                    if (hasMu == 1) {
                        factor *= mu.get(muBase + column);
                    }
                    for (int k = 0; k < stopKey; k++) {
                        int at = to + k * width + column;
                        float before = n == 0 ? 0.0f : sums.get(at);
                        sums.set(at, before + factor * tileQ[k * 68 + thread]);
                    }
                }
            }
            if (wantsW == 1) {
                if (column < dv) {
                    for (int k = 0; k < stopKey; k++) {
                        int at = to + k * width + da + column;
                        float before = n == 0 ? 0.0f : sums.get(at);
                        sums.set(at, before + tileG[k * 68 + thread]);
                    }
                }
            }
            ctx.localBarrier();
            if (dim > 64) {
                for (int c = 0; c < 8; c++) {
                    for (int r = 0; r < 4; r++) {
                        tileQ[(ty + 8 * r) * 68 + 32 * (c / 4) + 4 * tx + c % 4] = accB[dim / 4 + 4 * c + r];
                        tileG[(ty + 8 * r) * 68 + 32 * (c / 4) + 4 * tx + c % 4] = accW[dim / 4 + 4 * c + r];
                    }
                }
                ctx.localBarrier();
                int column64 = part * dim + 64 + thread;
                if (wantsB == 1) {
                    if (column64 < da) {
                        float factor = scale;
                        if (hasMu == 1) {
                            factor *= mu.get(muBase + column64);
                        }
                        for (int k = 0; k < stopKey; k++) {
                            int at = to + k * width + column64;
                            float before = n == 0 ? 0.0f : sums.get(at);
                            sums.set(at, before + factor * tileQ[k * 68 + thread]);
                        }
                    }
                }
                if (wantsW == 1) {
                    if (column64 < dv) {
                        for (int k = 0; k < stopKey; k++) {
                            int at = to + k * width + da + column64;
                            float before = n == 0 ? 0.0f : sums.get(at);
                            sums.set(at, before + tileG[k * 68 + thread]);
                        }
                    }
                }
                ctx.localBarrier();
            }
            if (part == 0) {
                if (thread < stopKey) {
                    int at = to + thread * width + da + dv;
                    float before = n == 0 ? 0.0f : sums.get(at);
                    sums.set(at, before + accC);
                }
            }
        }
    }

    /** Local memory of a group of {@link #backwardTiled}, bytes. */
    public static long tiledLocalBytes() {
        return 4L * (4 * 32 * 68 + 2 * 32 * 36);
    }

    /**
     * Adds up what {@code sums} holds for each key: over splits in ascending order, then over the query heads that share the
     * key; dc of each query head by itself.
     *
     * @param ctx one work-item per (b, hkv, j, lane), any local size; lane l takes columns l, l + lanes, ...
     * @param sums {@code [B,H,splits,L,da+dv+1]} contiguous, in
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
        int splits = shape.get(CoreLayout.SPLITS);
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
            int first = ((batch * heads + kvHead * group) * splits * keys + key) * width;
            // what is not wanted has no sums
            if (shape.get(GradientLayout.HAS_DB) == 1) {
                for (int d = lane; d < da; d += lanes) {
                    float total = 0.0f;
                    for (int h = 0; h < group; h++) {
                        total += ofSplits(sums, first + h * splits * step + d, splits, step);
                    }
                    db.set(ViewLayout.index(shape, GradientLayout.DB, batch, kvHead, key, d), total);
                }
            }
            if (shape.get(GradientLayout.HAS_DW) == 1) {
                for (int d = lane; d < dv; d += lanes) {
                    float total = 0.0f;
                    for (int h = 0; h < group; h++) {
                        total += ofSplits(sums, first + h * splits * step + da + d, splits, step);
                    }
                    dw.set(ViewLayout.index(shape, GradientLayout.DW, batch, kvHead, key, d), total);
                }
            }
            if (shape.get(GradientLayout.HAS_DC) == 1) {
                for (int h = lane; h < group; h += lanes) {
                    float sum = ofSplits(sums, first + h * splits * step + da + dv, splits, step);
                    dc.set(ViewLayout.index(shape, GradientLayout.DC, batch, kvHead * group + h, 0, key), sum);
                }
            }
        }
    }

    /** The sum over splits, in ascending order. */
    private static float ofSplits(FloatArray sums, int first, int splits, int step) {
        float sum = sums.get(first);
        for (int split = 1; split < splits; split++) {
            sum += sums.get(first + split * step);
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
            FloatArray y,
            int keyDim,
            int valueDim) {
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
                loadKeys(b, mu, shape, scalars.get(0), batch, head, firstKey, lanes, k);
                loadValues(w, shape, batch, head, firstKey, lanes, v);
                loadPlaces(keyBias, shape, batch, head, firstKey, lanes, c, place);
                for (int row = firstRow; row < lastRow; row += 4) {
                    interval(ranges, batch * queries, row, lastRow, firstKey, firstKey + lanes, facts);
                    if (facts[0] == 1) {
                        int row1 = TornadoMath.min(row + 1, lastRow - 1);
                        int row2 = TornadoMath.min(row + 2, lastRow - 1);
                        int row3 = TornadoMath.min(row + 3, lastRow - 1);
                        logits(a, shape, batch, head, row, row1, row2, row3, k, c, s0, s1, s2, s3);
                        products(gradient, shape, batch, head, row, row1, row2, row3, v, p0, p1, p2, p3);
                        addFactors(factors, shape, batch, head, row, row1, row2, row3, place, s0, s1, s2, s3);
                        addBias(
                                bias, shape, beta, batch, head, row, row1, row2, row3, firstKey, lanes, s0, s1, s2, s3);
                        mask(facts, firstKey, lanes, s0, s1, s2, s3);
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

    /** Keys times mu and scale, transposed. A lane beyond the last key repeats it, here and below. */
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
            FloatArray keyBias,
            IntArray shape,
            int batch,
            int head,
            int firstKey,
            int lanes,
            float[] c,
            int[] place) {
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
            s0[l] = c[l];
            s1[l] = c[l];
            s2[l] = c[l];
            s3[l] = c[l];
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
                s0[l] += factors.get(u + row * step) * factors.get(t + row * step);
                s1[l] += factors.get(u + row1 * step) * factors.get(t + row1 * step);
                s2[l] += factors.get(u + row2 * step) * factors.get(t + row2 * step);
                s3[l] += factors.get(u + row3 * step) * factors.get(t + row3 * step);
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
                s0[l] += beta * bias.get(at + row * step);
                s1[l] += beta * bias.get(at + row1 * step);
                s2[l] += beta * bias.get(at + row2 * step);
                s3[l] += beta * bias.get(at + row3 * step);
            }
        }
    }

    /** Masks the logits of keys that four rows do not see. */
    private static void mask(
            int[] facts, int firstKey, int lanes, float[] s0, float[] s1, float[] s2, float[] s3) {
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
            float w0 = FusedAttention.weight(s0[l] - lse0);
            float w1 = FusedAttention.weight(s1[l] - lse1);
            float w2 = FusedAttention.weight(s2[l] - lse2);
            float w3 = FusedAttention.weight(s3[l] - lse3);
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
