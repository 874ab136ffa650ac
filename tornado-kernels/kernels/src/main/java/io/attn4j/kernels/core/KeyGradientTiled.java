package io.attn4j.kernels.core;

import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.row.DropoutBits;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * {@link KeyGradientKernel} for GPUs: the same operands, sums and rules, over tiles in local memory.
 */
public final class KeyGradientTiled {
    /** Work-items of a group. */
    public static final int GROUP = 64;

    /** Keys that a group takes together, and rows of a tile. */
    static final int TILE = 32;

    private KeyGradientTiled() {}

    /**
     * GPU shape: a work-group of 64 computes 32 keys over tiles of 32 rows in local memory, each work-item 4 keys by 4 pairs
     * and 4 keys by {@code dim / 8} columns of db and of dw. {@code pairs (4 da + 4 dv)} FLOPs. Tiles as {@link
     * QueryGradientTiled#backwardTiled} has them, keys and rows exchanged.
     *
     * <p>Grid: x = {@link #GROUP} work-items per group, one group per (b, h, tile of 32 keys, split, part). A part is
     * {@code dim} columns of db and of dw; each computes the pairs for itself. Local memory: {@link #tiledLocalBytes}.
     *
     * @param ranges behind the rows' intervals, {@code [B, tiles, 4]}: of each 32 rows first and end of the keys that any sees,
     *     and of those that all see
     * @param shape as for {@link KeyGradientKernel#backwardLanes}; blocks are multiples of 32 rows
     * @param sums {@code [B,H,slots,L,da+dv+1]} contiguous: db of the query head, dw, dc; a slot for each split, or where there
     *     is one of more than {@link KeyGradientKernel#PART} blocks, the last part's sums and those of the parts before; out
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
            FloatArray seeds,
            FloatArray sums,
            int dim,
            int dropout) {
        float[] tileK = ctx.allocateFloatLocalArray(32 * 68);
        float[] tileV = ctx.allocateFloatLocalArray(32 * 68);
        float[] tileQ = ctx.allocateFloatLocalArray(32 * 68);
        float[] tileG = ctx.allocateFloatLocalArray(32 * 68);
        float[] tileP = ctx.allocateFloatLocalArray(32 * 36);
        float[] tileS = ctx.allocateFloatLocalArray(32 * 36);
        int[] flags = ctx.allocateIntLocalArray(76);

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
        // what no row sees may be unwritten
        int lastKey = TornadoMath.min(keys, KeyGradientKernel.seenEnd(ranges, facts, rowTiles)) - 1;
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
        int biases = TornadoMath.min(
                1, shape.get(CoreLayout.HAS_KEY_BIAS) + shape.get(CoreLayout.HAS_BIAS) + shape.get(CoreLayout.HIGH));
        float scale = scalars.get(0);
        if (thread == 0) {
            // read where sums are stored: kept in registers throughout, they would leave too few for the tiles
            flags[72] = da + dv + 1;
            flags[73] = ((batchHead * shape.get(GradientLayout.SLOTS) + split) * keys + firstKey) * (da + dv + 1);
        }
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
            int row = nextRows(ranges, facts, from, stop, firstKey);
            while (row < stop) {
                int at4 = facts + row / 32 * 4;
                for (int e = 0; e < 16; e++) {
                    s[e] = 0.0f;
                    t[e] = 0.0f;
                }
                for (int chunk = 0; chunk < chunksA; chunk++) {
                    int column = TornadoMath.min(64 * chunk + thread, da - 1);
                    if (keysLoaded == 0) {
                        float factor = scalars.get(0);
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
                            s[4 * r + j] = Logits.factored(s[4 * r + j], factors.get(at + u), factors.get(at + v));
                        }
                    }
                }
                if (shape.get(CoreLayout.HAS_KEY_BIAS) == 1) {
                    int base = ViewLayout.index(shape, CoreLayout.KEY_BIAS, batch, head, 0, 0);
                    int step = shape.get(CoreLayout.KEY_BIAS + ViewLayout.COLUMN);
                    for (int r = 0; r < 4; r++) {
                        float c = keyBias.get(base + TornadoMath.min(firstKey + ty + 8 * r, lastKey) * step);
                        for (int j = 0; j < 4; j++) {
                            s[4 * r + j] = Logits.biased(s[4 * r + j], 1.0f, c);
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
                            s[4 * r + j] = Logits.biased(
                                    s[4 * r + j],
                                    beta,
                                    bias.get(at + TornadoMath.min(row + tx + 8 * j, lastRow) * step));
                        }
                    }
                }
                int hides = 0;
                for (int e = 0; e < 16; e++) {
                    hides |= s[e] < Logits.MASKED ? 1 : 0;
                }
                // loops of one turn or none in place of branches
                for (int i = thread; i < 64 * biases; i += 64) {
                    flags[i] = hides;
                }
                int statisticsAt = 2 * batchHead * queries;
                for (int j = 0; j < 4; j++) {
                    int at = statisticsAt + 2 * TornadoMath.min(row + tx + 8 * j, lastRow);
                    float lse = statistics.get(at);
                    float delta = statistics.get(at + 1);
                    if (dropout == 1) {
                        for (int r = 0; r < 4; r++) {
                            tileP[(ty + 8 * r) * 36 + tx + 8 * j] = Logits.probability(s[4 * r + j], lse);
                            tileS[(ty + 8 * r) * 36 + tx + 8 * j] = t[4 * r + j];
                        }
                    } else {
                        for (int r = 0; r < 4; r++) {
                            float p = Logits.probability(s[4 * r + j], lse);
                            tileP[(ty + 8 * r) * 36 + tx + 8 * j] = p;
                            tileS[(ty + 8 * r) * 36 + tx + 8 * j] = Logits.slope(p, t[4 * r + j] - delta);
                        }
                    }
                }
                if (dropout == 1) {
                    // a work-item's own pairs once more, from local memory, so that their registers are free for the
                    // bits
                    int threshold = (int) scalars.get(1 + heads);
                    float stays = scalars.get(2 + heads);
                    for (int j = tx; j < tileRows; j += 8) {
                        int at = statisticsAt + 2 * TornadoMath.min(row + j, lastRow);
                        float delta = statistics.get(at + 1);
                        int firstSeed = (int) seeds.get(at);
                        int secondSeed = (int) seeds.get(at + 1);
                        for (int k = ty; k < tileRows; k += 8) {
                            float kept = DropoutBits.keeps(firstKey + k, firstSeed, secondSeed, threshold) * stays;
                            float p = tileP[k * 36 + j];
                            float g = tileS[k * 36 + j];
                            tileP[k * 36 + j] = p * kept;
                            tileS[k * 36 + j] = Logits.slope(p, g * kept - delta);
                        }
                    }
                }
                int edge = TornadoMath.max(
                        edge(firstKey, ranges.get(at4 + 2), ranges.get(at4 + 3)),
                        TornadoMath.min(1, TornadoMath.max(0, row + 32 - queries)));
                for (int j = tx; j < 32 * edge; j += 8) {
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
                ctx.localBarrier();
                for (int i = thread; i < 8 * biases; i += 64) {
                    flags[64 + i] = flags[8 * i]
                            | flags[8 * i + 1]
                            | flags[8 * i + 2]
                            | flags[8 * i + 3]
                            | flags[8 * i + 4]
                            | flags[8 * i + 5]
                            | flags[8 * i + 6]
                            | flags[8 * i + 7];
                }
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
                }
                ctx.localBarrier();
                // what a bias hides must not reach a sum either: it may be NaN
                int careful = edge;
                for (int i = 64; i < 64 + 8 * biases; i++) {
                    careful |= flags[i];
                }
                if (sumsB == 1) {
                    if (careful == 0) {
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
                        if (careful == 0) {
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
                }
                ctx.localBarrier();
                if (sumsW == 1) {
                    if (careful == 0) {
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
                        if (careful == 0) {
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
                row = nextRows(ranges, facts, row + 32, stop, firstKey);
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
            int width = flags[72];
            int to = flags[73];
            int column = part * dim + thread;
            int continued = n % KeyGradientKernel.PART;
            // the first block of another part: the sums of the part before join those that wait
            if (n > 0) {
                if (continued == 0) {
                    int waits = keys * width;
                    int later = n > KeyGradientKernel.PART ? 1 : 0;
                    for (int c = column; c < wantsB * TornadoMath.min(da, part * dim + dim); c += 64) {
                        join(sums, to + c, stopKey, width, waits, later);
                    }
                    for (int c = column; c < wantsW * TornadoMath.min(dv, part * dim + dim); c += 64) {
                        join(sums, to + da + c, stopKey, width, waits, later);
                    }
                    for (int k = thread; k < stopKey - 32 * part; k += 64) {
                        join(sums, to + k * width + da + dv, 1, width, waits, later);
                    }
                }
            }
            if (wantsB == 1) {
                if (column < da) {
                    float factor = scalars.get(0);
                    if (hasMu == 1) {
                        factor *= mu.get(muBase + column);
                    }
                    // four keys at a time, whose sums so far are under way together; those beyond the last repeat the
                    // first
                    for (int k = 0; k < stopKey; k += 4) {
                        int at0 = to + k * width + column;
                        int at1 = k + 1 < stopKey ? at0 + width : at0;
                        int at2 = k + 2 < stopKey ? at0 + 2 * width : at0;
                        int at3 = k + 3 < stopKey ? at0 + 3 * width : at0;
                        float x0 = 0.0f;
                        float x1 = 0.0f;
                        float x2 = 0.0f;
                        float x3 = 0.0f;
                        if (continued > 0) {
                            x0 = sums.get(at0);
                            x1 = sums.get(at1);
                            x2 = sums.get(at2);
                            x3 = sums.get(at3);
                        }
                        sums.set(at0, x0 + factor * tileQ[k * 68 + thread]);
                        if (at1 > at0) {
                            sums.set(at1, x1 + factor * tileQ[(k + 1) * 68 + thread]);
                        }
                        if (at2 > at0) {
                            sums.set(at2, x2 + factor * tileQ[(k + 2) * 68 + thread]);
                        }
                        if (at3 > at0) {
                            sums.set(at3, x3 + factor * tileQ[(k + 3) * 68 + thread]);
                        }
                    }
                }
            }
            if (wantsW == 1) {
                if (column < dv) {
                    for (int k = 0; k < stopKey; k += 4) {
                        int at0 = to + k * width + da + column;
                        int at1 = k + 1 < stopKey ? at0 + width : at0;
                        int at2 = k + 2 < stopKey ? at0 + 2 * width : at0;
                        int at3 = k + 3 < stopKey ? at0 + 3 * width : at0;
                        float x0 = 0.0f;
                        float x1 = 0.0f;
                        float x2 = 0.0f;
                        float x3 = 0.0f;
                        if (continued > 0) {
                            x0 = sums.get(at0);
                            x1 = sums.get(at1);
                            x2 = sums.get(at2);
                            x3 = sums.get(at3);
                        }
                        sums.set(at0, x0 + tileG[k * 68 + thread]);
                        if (at1 > at0) {
                            sums.set(at1, x1 + tileG[(k + 1) * 68 + thread]);
                        }
                        if (at2 > at0) {
                            sums.set(at2, x2 + tileG[(k + 2) * 68 + thread]);
                        }
                        if (at3 > at0) {
                            sums.set(at3, x3 + tileG[(k + 3) * 68 + thread]);
                        }
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
                        float factor = scalars.get(0);
                        if (hasMu == 1) {
                            factor *= mu.get(muBase + column64);
                        }
                        for (int k = 0; k < stopKey; k += 4) {
                            int at0 = to + k * width + column64;
                            int at1 = k + 1 < stopKey ? at0 + width : at0;
                            int at2 = k + 2 < stopKey ? at0 + 2 * width : at0;
                            int at3 = k + 3 < stopKey ? at0 + 3 * width : at0;
                            float x0 = 0.0f;
                            float x1 = 0.0f;
                            float x2 = 0.0f;
                            float x3 = 0.0f;
                            if (continued > 0) {
                                x0 = sums.get(at0);
                                x1 = sums.get(at1);
                                x2 = sums.get(at2);
                                x3 = sums.get(at3);
                            }
                            sums.set(at0, x0 + factor * tileQ[k * 68 + thread]);
                            if (at1 > at0) {
                                sums.set(at1, x1 + factor * tileQ[(k + 1) * 68 + thread]);
                            }
                            if (at2 > at0) {
                                sums.set(at2, x2 + factor * tileQ[(k + 2) * 68 + thread]);
                            }
                            if (at3 > at0) {
                                sums.set(at3, x3 + factor * tileQ[(k + 3) * 68 + thread]);
                            }
                        }
                    }
                }
                if (wantsW == 1) {
                    if (column64 < dv) {
                        for (int k = 0; k < stopKey; k += 4) {
                            int at0 = to + k * width + da + column64;
                            int at1 = k + 1 < stopKey ? at0 + width : at0;
                            int at2 = k + 2 < stopKey ? at0 + 2 * width : at0;
                            int at3 = k + 3 < stopKey ? at0 + 3 * width : at0;
                            float x0 = 0.0f;
                            float x1 = 0.0f;
                            float x2 = 0.0f;
                            float x3 = 0.0f;
                            if (continued > 0) {
                                x0 = sums.get(at0);
                                x1 = sums.get(at1);
                                x2 = sums.get(at2);
                                x3 = sums.get(at3);
                            }
                            sums.set(at0, x0 + tileG[k * 68 + thread]);
                            if (at1 > at0) {
                                sums.set(at1, x1 + tileG[(k + 1) * 68 + thread]);
                            }
                            if (at2 > at0) {
                                sums.set(at2, x2 + tileG[(k + 2) * 68 + thread]);
                            }
                            if (at3 > at0) {
                                sums.set(at3, x3 + tileG[(k + 3) * 68 + thread]);
                            }
                        }
                    }
                }
                ctx.localBarrier();
            }
            if (part == 0) {
                if (thread < stopKey) {
                    int at = to + thread * width + da + dv;
                    float before = continued == 0 ? 0.0f : sums.get(at);
                    sums.set(at, before + accC);
                }
            }
        }
    }

    /**
     * GPU shape of {@link KeyGradientKernel#backwardBiasLanes}: a work-group of 64 computes 32 rows by 32 keys, each work-item 4 rows by 4 keys,
     * over the batches and heads that share y. Tiles as {@link QueryGradientTiled#backwardTiled} has them. {@code pairs (2 da +
     * 2 dv)} FLOPs.
     *
     * <p>Grid: x = {@link #GROUP} work-items per group, one group per (batch and head of y, tile of 32 rows, tile of 32
     * keys). Local memory: {@link QueryGradientTiled#tiledLocalBytes}.
     *
     * @param ranges as for {@link #backwardTiled}
     * @param y [B or 1,H or 1,N,L], at the place {@link GradientLayout#Y}, out; 0 for masked pairs
     */
    public static void backwardBiasTiles(
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
            int dropout) {
        float[] tileQ = ctx.allocateFloatLocalArray(32 * 68);
        float[] tileG = ctx.allocateFloatLocalArray(32 * 68);
        float[] tileK = ctx.allocateFloatLocalArray(32 * 68);
        float[] tileV = ctx.allocateFloatLocalArray(32 * 68);
        float[] tileP = ctx.allocateFloatLocalArray(32 * 36);

        float[] acc = new float[16];
        float[] s = new float[16];
        float[] t = new float[16];
        float[] column4 = new float[16];
        float[] next = new float[8];

        int heads = shape.get(CoreLayout.HEADS);
        int queries = shape.get(CoreLayout.QUERIES);
        int keys = shape.get(CoreLayout.KEYS);
        int da = shape.get(CoreLayout.KEY_DIM);
        int dv = shape.get(CoreLayout.VALUE_DIM);
        int yBatch = shape.get(GradientLayout.Y_BATCH);
        int yHeads = shape.get(GradientLayout.Y_HEADS);
        int thread = ctx.localIdx;
        int tx = thread % 8;
        int ty = thread / 8;
        int tiles = (queries + 31) / 32;
        int keyTiles = (keys + 31) / 32;
        int key = ctx.groupIdx % keyTiles * 32;
        int tile = ctx.groupIdx / keyTiles % tiles;
        int firstRow = tile * 32;
        int batchOfY = ctx.groupIdx / keyTiles / tiles / yHeads;
        int headOfY = ctx.groupIdx / keyTiles / tiles % yHeads;
        int batches = yBatch == 1 ? shape.get(CoreLayout.BATCH) : 1;
        int sharing = yHeads == 1 ? heads : 1;
        int lastRow = queries - 1;
        int chunksA = (da + 63) / 64;
        int chunksV = (dv + 63) / 64;
        int tileRows = shape.get(GradientLayout.TILE);
        float scale = scalars.get(0);
        for (int e = 0; e < 16; e++) {
            acc[e] = 0.0f;
        }
        for (int of = 0; of < batches * sharing; of++) {
            int batch = batchOfY + of / sharing;
            int head = headOfY + of % sharing;
            int kvHead = head / shape.get(CoreLayout.GROUP);
            int batchHead = batch * heads + head;
            int facts = 2 * shape.get(CoreLayout.BATCH) * queries + 4 * (batch * tiles + tile);
            // nothing is loaded where no row sees a key: all pairs are masked below
            int shown = 1 - seesNone(ranges, facts, key);
            // what no row sees may be unwritten
            int lastKey = TornadoMath.max(1, ranges.get(facts + 1)) - 1;
            int aBase = ViewLayout.index(shape, CoreLayout.A, batch, head, 0, 0);
            int aRow = shape.get(CoreLayout.A + ViewLayout.ROW);
            int bBase = ViewLayout.index(shape, CoreLayout.B, batch, kvHead, 0, 0);
            int bRow = shape.get(CoreLayout.B + ViewLayout.ROW);
            int wBase = ViewLayout.index(shape, CoreLayout.W, batch, kvHead, 0, 0);
            int wRow = shape.get(CoreLayout.W + ViewLayout.ROW);
            int gBase = ViewLayout.index(shape, GradientLayout.GRADIENT, batch, head, 0, 0);
            int gRow = shape.get(GradientLayout.GRADIENT + ViewLayout.ROW);
            for (int e = 0; e < 16; e++) {
                s[e] = 0.0f;
                t[e] = 0.0f;
            }
            for (int chunk = 0; chunk < shown * chunksA; chunk++) {
                int column = TornadoMath.min(64 * chunk + thread, da - 1);
                float factor = scalars.get(0);
                if (shape.get(CoreLayout.HAS_MU) == 1) {
                    factor *= mu.get(ViewLayout.index(shape, CoreLayout.MU, 0, head, 0, column));
                }
                for (int r = 0; r < tileRows; r += 8) {
                    for (int e = 0; e < 8; e++) {
                        next[e] = a.get(aBase + column + TornadoMath.min(firstRow + r + e, lastRow) * aRow);
                    }
                    for (int e = 0; e < 8; e++) {
                        tileQ[(r + e) * 68 + thread] = next[e] * factor;
                    }
                }
                for (int r = 0; r < tileRows; r += 8) {
                    for (int e = 0; e < 8; e++) {
                        next[e] = b.get(bBase + column + TornadoMath.min(key + r + e, lastKey) * bRow);
                    }
                    for (int e = 0; e < 8; e++) {
                        tileK[(r + e) * 68 + thread] = next[e];
                    }
                }
                ctx.localBarrier();
                int columns = TornadoMath.min(64, da - 64 * chunk);
                int quads = columns / 4;
                for (int q = 0; q < quads; q++) {
                    int at = 4 * q;
                    for (int j = 0; j < 4; j++) {
                        int atY = (tx + 8 * j) * 68 + at;
                        column4[4 * j] = tileK[atY];
                        column4[4 * j + 1] = tileK[atY + 1];
                        column4[4 * j + 2] = tileK[atY + 2];
                        column4[4 * j + 3] = tileK[atY + 3];
                    }
                    for (int r = 0; r < 4; r++) {
                        int atX = (ty + 8 * r) * 68 + at;
                        float x0 = tileQ[atX];
                        float x1 = tileQ[atX + 1];
                        float x2 = tileQ[atX + 2];
                        float x3 = tileQ[atX + 3];
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
                        column4[j] = tileK[(tx + 8 * j) * 68 + d];
                    }
                    for (int r = 0; r < 4; r++) {
                        float x = tileQ[(ty + 8 * r) * 68 + d];
                        for (int j = 0; j < 4; j++) {
                            s[4 * r + j] += x * column4[j];
                        }
                    }
                }
                ctx.localBarrier();
            }
            for (int chunk = 0; chunk < shown * chunksV; chunk++) {
                int column = TornadoMath.min(64 * chunk + thread, dv - 1);
                for (int r = 0; r < tileRows; r += 8) {
                    for (int e = 0; e < 8; e++) {
                        next[e] = gradient.get(gBase + column + TornadoMath.min(firstRow + r + e, lastRow) * gRow);
                    }
                    for (int e = 0; e < 8; e++) {
                        tileG[(r + e) * 68 + thread] = next[e];
                    }
                }
                for (int r = 0; r < tileRows; r += 8) {
                    for (int e = 0; e < 8; e++) {
                        next[e] = w.get(wBase + column + TornadoMath.min(key + r + e, lastKey) * wRow);
                    }
                    for (int e = 0; e < 8; e++) {
                        tileV[(r + e) * 68 + thread] = next[e];
                    }
                }
                ctx.localBarrier();
                int columns = TornadoMath.min(64, dv - 64 * chunk);
                int quads = columns / 4;
                for (int q = 0; q < quads; q++) {
                    int at = 4 * q;
                    for (int j = 0; j < 4; j++) {
                        int atY = (tx + 8 * j) * 68 + at;
                        column4[4 * j] = tileV[atY];
                        column4[4 * j + 1] = tileV[atY + 1];
                        column4[4 * j + 2] = tileV[atY + 2];
                        column4[4 * j + 3] = tileV[atY + 3];
                    }
                    for (int r = 0; r < 4; r++) {
                        int atX = (ty + 8 * r) * 68 + at;
                        float x0 = tileG[atX];
                        float x1 = tileG[atX + 1];
                        float x2 = tileG[atX + 2];
                        float x3 = tileG[atX + 3];
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
                        column4[j] = tileV[(tx + 8 * j) * 68 + d];
                    }
                    for (int r = 0; r < 4; r++) {
                        float x = tileG[(ty + 8 * r) * 68 + d];
                        for (int j = 0; j < 4; j++) {
                            t[4 * r + j] += x * column4[j];
                        }
                    }
                }
                ctx.localBarrier();
            }
            if (shape.get(CoreLayout.HIGH) > 0) {
                int high = shape.get(CoreLayout.HIGH);
                int low = shape.get(CoreLayout.LOW);
                int base = ViewLayout.index(shape, CoreLayout.FACTORS, batch, head, 0, 0);
                int step = shape.get(CoreLayout.FACTORS + ViewLayout.ROW);
                for (int j = 0; j < 4; j++) {
                    int place = TornadoMath.min(key + tx + 8 * j, lastKey);
                    int u = place / low;
                    int v = high + place % low;
                    for (int r = 0; r < 4; r++) {
                        int at = base + TornadoMath.min(firstRow + ty + 8 * r, lastRow) * step;
                        s[4 * r + j] = Logits.factored(s[4 * r + j], factors.get(at + u), factors.get(at + v));
                    }
                }
            }
            if (shape.get(CoreLayout.HAS_KEY_BIAS) == 1) {
                int base = ViewLayout.index(shape, CoreLayout.KEY_BIAS, batch, head, 0, 0);
                int step = shape.get(CoreLayout.KEY_BIAS + ViewLayout.COLUMN);
                for (int j = 0; j < 4; j++) {
                    float c = keyBias.get(base + TornadoMath.min(key + tx + 8 * j, lastKey) * step);
                    for (int r = 0; r < 4; r++) {
                        s[4 * r + j] = Logits.biased(s[4 * r + j], 1.0f, c);
                    }
                }
            }
            if (shape.get(CoreLayout.HAS_BIAS) == 1) {
                int base = ViewLayout.index(shape, CoreLayout.BIAS, batch, head, 0, 0);
                int step = shape.get(CoreLayout.BIAS + ViewLayout.ROW);
                float beta = scalars.get(1 + head);
                for (int j = 0; j < 4; j++) {
                    int at = base + TornadoMath.min(key + tx + 8 * j, lastKey);
                    for (int r = 0; r < 4; r++) {
                        s[4 * r + j] = Logits.biased(
                                s[4 * r + j],
                                beta,
                                bias.get(at + TornadoMath.min(firstRow + ty + 8 * r, lastRow) * step));
                    }
                }
            }
            int statisticsAt = 2 * batchHead * queries;
            if (dropout == 1) {
                int threshold = (int) scalars.get(1 + heads);
                float stays = scalars.get(2 + heads);
                for (int r = 0; r < 4; r++) {
                    int seedsAt = statisticsAt + 2 * TornadoMath.min(firstRow + ty + 8 * r, lastRow);
                    int firstSeed = (int) seeds.get(seedsAt);
                    int secondSeed = (int) seeds.get(seedsAt + 1);
                    for (int j = 0; j < 4; j++) {
                        t[4 * r + j] *= DropoutBits.keeps(key + tx + 8 * j, firstSeed, secondSeed, threshold) * stays;
                    }
                }
            }
            for (int r = 0; r < 4; r++) {
                int at = statisticsAt + 2 * TornadoMath.min(firstRow + ty + 8 * r, lastRow);
                float lse = statistics.get(at);
                float delta = statistics.get(at + 1);
                for (int j = 0; j < 4; j++) {
                    tileP[(ty + 8 * r) * 36 + tx + 8 * j] =
                            Logits.slope(Logits.probability(s[4 * r + j], lse), t[4 * r + j] - delta);
                }
            }
            int edge = edge(key, ranges.get(facts + 2), ranges.get(facts + 3));
            for (int row = ty; row < 32 * edge; row += 8) {
                int at = 2 * (batch * queries + TornadoMath.min(firstRow + row, lastRow));
                int start = ranges.get(at);
                int end = ranges.get(at + 1);
                for (int j = tx; j < 32; j += 8) {
                    float ds = tileP[row * 36 + j];
                    tileP[row * 36 + j] = visible(key + j, start, end) == 1 ? ds : 0.0f;
                }
            }
            float weight = scalars.get(1 + head);
            for (int r = 0; r < 4; r++) {
                for (int j = 0; j < 4; j++) {
                    acc[4 * r + j] += weight * tileP[(ty + 8 * r) * 36 + tx + 8 * j];
                }
            }
            ctx.localBarrier();
        }
        for (int r = 0; r < 4; r++) {
            for (int j = 0; j < 4; j++) {
                tileP[(ty + 8 * r) * 36 + tx + 8 * j] = acc[4 * r + j];
            }
        }
        ctx.localBarrier();
        int yBase = ViewLayout.index(shape, GradientLayout.Y, batchOfY, headOfY, firstRow, key);
        int yRow = shape.get(GradientLayout.Y + ViewLayout.ROW);
        int endRow = TornadoMath.min(32, queries - firstRow);
        int endKey = TornadoMath.min(32, keys - key);
        for (int r = thread / 32; r < endRow; r += 2) {
            if (thread % 32 < endKey) {
                y.set(yBase + r * yRow + thread % 32, tileP[r * 36 + thread % 32]);
            }
        }
    }

    /** Adds the sums of a part, of one column of {@code count} keys, to those of the parts before, which wait behind them. */
    private static void join(FloatArray sums, int at, int count, int width, int waits, int later) {
        for (int k = 0; k < count; k++) {
            int place = at + k * width;
            float before = later == 1 ? sums.get(place + waits) : 0.0f;
            sums.set(place + waits, before + sums.get(place));
        }
    }

    /** The first tile of rows from {@code row} on of which any row sees any of 32 keys, or {@code stop}. */
    private static int nextRows(IntArray ranges, int facts, int row, int stop, int firstKey) {
        int next = row;
        while (next < stop && seesNone(ranges, facts + next / 32 * 4, firstKey) == 1) {
            next += 32;
        }
        return next;
    }

    /** 1 where no row of a tile sees any of 32 keys. */
    private static int seesNone(IntArray ranges, int at, int firstKey) {
        return TornadoMath.max(ranges.get(at) - firstKey - 32, firstKey - ranges.get(at + 1)) >= 0 ? 1 : 0;
    }

    /** Local memory of a group of {@link #backwardTiled} that has tiles of {@code rows}, bytes. */
    public static long tiledLocalBytes(int rows) {
        return 4L * (rows * (4 * 68 + 2 * 36) + 76);
    }

    /** 1 where not all rows see all of 32 keys; arithmetic, as code after a branch here was emitted twice. */
    private static int edge(int key, int fullFirst, int fullLast) {
        return TornadoMath.min(1, TornadoMath.max(0, TornadoMath.max(fullFirst - key, key + 32 - fullLast)));
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
