package io.attn4j.kernels.core;

import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.row.DropoutBits;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * {@link QueryGradientKernel} for GPUs: the same operands, sums and rules, over tiles in local memory.
 */
public final class QueryGradientTiled {
    /** Work-items of a group. */
    public static final int GROUP = 64;

    /** Rows that a group takes together, and keys of a tile. */
    static final int TILE = 32;

    private QueryGradientTiled() {}

    /**
     * GPU shape of {@code y_i = scale sum_j dS_ij b_j}: a work-group of 64 computes 32 rows over tiles of 32 keys in local
     * memory, each work-item 4 rows by 4 pairs and 4 rows by {@code dim / 8} columns. {@code pairs (4 da + 2 dv)} FLOPs.
     *
     * <p>Grid: x = {@link #GROUP} work-items per group, one group per (b, h, tile of 32 rows, split, part). A part is {@code
     * dim} columns of y; each computes the pairs for itself. Sums over keys run block by block, blocks join in parts ({@link
     * GradientBlocks}), and parts join those before; where keys are split, a group takes a share of the blocks, and {@link
     * #backwardJoined} joins them in the same order.
     *
     * <p>Local memory: {@link #tiledLocalBytes}. Columns pass the tiles 64 at a time. The tiles' rows are 16 bytes longer than
     * the data, and work-items read four neighbours at a time, so that compilers merge reads into 16 bytes without conflicts of
     * banks. Tiles are read from clamped places without a branch; pairs that a row does not see get a slope of 0 afterwards.
     *
     * @param ranges behind the rows' intervals, {@code [B, tiles, 4]}: of each 32 rows first and end of the keys that any sees,
     *     and of those that all see
     * @param shape {@link GradientLayout}, with {@link CoreLayout#BLOCK} keys of a block, a multiple of 32, and {@link
     *     CoreLayout#SPLITS} groups that share the keys, or 1; in
     * @param waiting sums of the parts so far, [B,H,N,da] at the place {@link GradientLayout#WAITING}, where {@link
     *     GradientLayout#WAITS} is 1; otherwise not touched; out
     * @param y [B,H,N,slots,da], its first row of (b, h, i) at the place {@link GradientLayout#Y}, out
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
            FloatArray waiting,
            FloatArray y,
            int dim,
            int dropout) {
        float[] tileQ = ctx.allocateFloatLocalArray(32 * 68);
        float[] tileG = ctx.allocateFloatLocalArray(32 * 68);
        float[] tileK = ctx.allocateFloatLocalArray(32 * 68);
        float[] tileV = ctx.allocateFloatLocalArray(32 * 68);
        float[] tileP = ctx.allocateFloatLocalArray(32 * 36);
        int[] flags = ctx.allocateIntLocalArray(72);

        float[] acc = new float[dim / 2];
        float[] s = new float[16];
        float[] t = new float[16];
        float[] column4 = new float[16];
        float[] weights = new float[16];
        float[] values = new float[8];
        float[] next = new float[32];
        float[] ahead = new float[32];

        int heads = shape.get(CoreLayout.HEADS);
        int queries = shape.get(CoreLayout.QUERIES);
        int da = shape.get(CoreLayout.KEY_DIM);
        int dv = shape.get(CoreLayout.VALUE_DIM);
        int thread = ctx.localIdx;
        int tx = thread % 8;
        int ty = thread / 8;
        int parts = (da + dim - 1) / dim;
        int tiles = (queries + 31) / 32;
        int splits = shape.get(CoreLayout.SPLITS);
        int blockKeys = shape.get(CoreLayout.BLOCK);
        int part = ctx.groupIdx % parts;
        int split = ctx.groupIdx / parts % splits;
        int unit = ctx.groupIdx / parts / splits;
        int batchHead = unit / tiles;
        // later rows first: where a mask is causal they see more keys
        int tile = tiles - 1 - unit % tiles;
        int firstRow = tile * 32;
        int batch = batchHead / heads;
        int head = batchHead % heads;
        int kvHead = head / shape.get(CoreLayout.GROUP);
        int facts = 2 * shape.get(CoreLayout.BATCH) * queries + 4 * (batch * tiles + tile);
        int first = ranges.get(facts);
        int last = ranges.get(facts + 1);
        int lastRow = queries - 1;
        int lastKey = TornadoMath.max(1, last) - 1;
        // parts of fewer columns are all there is
        int chunksA = dim > 64 ? (da + 63) / 64 : 1;
        int chunksV = (dv + 63) / 64;
        int aBase = ViewLayout.index(shape, CoreLayout.A, batch, head, 0, 0);
        int aRow = shape.get(CoreLayout.A + ViewLayout.ROW);
        int bBase = ViewLayout.index(shape, CoreLayout.B, batch, kvHead, 0, 0);
        int bRow = shape.get(CoreLayout.B + ViewLayout.ROW);
        int wBase = ViewLayout.index(shape, CoreLayout.W, batch, kvHead, 0, 0);
        int wRow = shape.get(CoreLayout.W + ViewLayout.ROW);
        int gBase = ViewLayout.index(shape, GradientLayout.GRADIENT, batch, head, 0, 0);
        int gRow = shape.get(GradientLayout.GRADIENT + ViewLayout.ROW);
        int yBase = ViewLayout.index(shape, GradientLayout.Y, batch, head, 0, 0);
        int yRow = shape.get(GradientLayout.Y + ViewLayout.ROW);
        // read at run time, so that compilers keep no addresses of rows throughout and registers free
        int tileRows = shape.get(GradientLayout.TILE);
        int biases = TornadoMath.min(
                1, shape.get(CoreLayout.HAS_KEY_BIAS) + shape.get(CoreLayout.HAS_BIAS) + shape.get(CoreLayout.HIGH));
        float scale = scalars.get(0);
        int firstTile = first / 32 * 32;
        int share = shape.get(GradientLayout.SHARE);
        int firstBlock = firstTile + split * share * blockKeys;
        int blocks = splits > 1 ? share : TornadoMath.max(1, (last - firstTile + blockKeys - 1) / blockKeys);
        int firstA = TornadoMath.min(thread, da - 1);
        int firstV = TornadoMath.min(thread, dv - 1);
        for (int e = 0; e < 32; e++) {
            next[e] = b.get(bBase + firstA + TornadoMath.min(firstBlock + e, lastKey) * bRow);
        }
        for (int n = 0; n < blocks; n++) {
            for (int e = 0; e < dim / 2; e++) {
                acc[e] = 0.0f;
            }
            int from = firstBlock + n * blockKeys;
            int to = TornadoMath.min(last, from + blockKeys);
            for (int key = from; key < to; key += 32) {
                for (int e = 0; e < 32; e++) {
                    tileK[e * 68 + thread] = next[e];
                }
                for (int e = 0; e < 16; e++) {
                    s[e] = 0.0f;
                }
                // those of the values are under way during the product with keys
                for (int e = 0; e < 32; e++) {
                    ahead[e] = w.get(wBase + firstV + TornadoMath.min(key + e, lastKey) * wRow);
                }
                int loads = chunksA > 1 ? key : firstBlock;
                for (int chunk = 0; chunk < chunksA; chunk++) {
                    int column = TornadoMath.min(64 * chunk + thread, da - 1);
                    if (key == loads) {
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
                    }
                    if (chunk > 0) {
                        for (int e = 0; e < 32; e++) {
                            next[e] = b.get(bBase + column + TornadoMath.min(key + e, lastKey) * bRow);
                        }
                        for (int e = 0; e < 32; e++) {
                            tileK[e * 68 + thread] = next[e];
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
                for (int e = 0; e < 32; e++) {
                    tileV[e * 68 + thread] = ahead[e];
                }
                for (int e = 0; e < 16; e++) {
                    t[e] = 0.0f;
                }
                int loadsAgain = chunksV > 1 ? key : firstBlock;
                for (int chunk = 0; chunk < chunksV; chunk++) {
                    int column = TornadoMath.min(64 * chunk + thread, dv - 1);
                    if (key == loadsAgain) {
                        for (int r = 0; r < tileRows; r += 8) {
                            for (int e = 0; e < 8; e++) {
                                next[e] = gradient.get(
                                        gBase + column + TornadoMath.min(firstRow + r + e, lastRow) * gRow);
                            }
                            for (int e = 0; e < 8; e++) {
                                tileG[(r + e) * 68 + thread] = next[e];
                            }
                        }
                    }
                    if (chunk > 0) {
                        for (int r = 0; r < tileRows; r += 8) {
                            for (int e = 0; e < 8; e++) {
                                ahead[e] = w.get(wBase + column + TornadoMath.min(key + r + e, lastKey) * wRow);
                            }
                            for (int e = 0; e < 8; e++) {
                                tileV[(r + e) * 68 + thread] = ahead[e];
                            }
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
                int hides = 0;
                for (int e = 0; e < 16; e++) {
                    hides |= s[e] < Logits.MASKED ? 1 : 0;
                }
                // loops of one turn or none in place of branches
                for (int i = thread; i < 64 * biases; i += 64) {
                    flags[i] = hides;
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
                            t[4 * r + j] *=
                                    DropoutBits.keeps(key + tx + 8 * j, firstSeed, secondSeed, threshold) * stays;
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
                int seen = TornadoMath.min(32, last - key);
                if (chunksA > 1) {
                    int column = TornadoMath.min(part * dim + thread, da - 1);
                    for (int e = 0; e < 32; e++) {
                        next[e] = b.get(bBase + column + TornadoMath.min(key + e, lastKey) * bRow);
                    }
                    for (int e = 0; e < 32; e++) {
                        tileK[e * 68 + thread] = next[e];
                    }
                    if (dim > 64) {
                        int next64 = TornadoMath.min(part * dim + 64 + thread, da - 1);
                        for (int e = 0; e < 32; e++) {
                            next[e] = b.get(bBase + next64 + TornadoMath.min(key + e, lastKey) * bRow);
                        }
                        for (int e = 0; e < 32; e++) {
                            tileV[e * 68 + thread] = next[e];
                        }
                    }
                }
                // met whatever the columns: compilers for CPUs repeat what follows a barrier in a branch
                ctx.localBarrier();
                // the first columns of the next keys are under way while this tile is added up
                for (int e = 0; e < 32; e++) {
                    next[e] = b.get(bBase + firstA + TornadoMath.min(key + 32 + e, lastKey) * bRow);
                }
                // what a bias hides must not reach a sum either: it may be NaN
                int careful = edge;
                for (int i = 64; i < 64 + 8 * biases; i++) {
                    careful |= flags[i];
                }
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
                                values[c] = tileK[(j + u) * 68 + 32 * (c / 4) + 4 * tx + c % 4];
                            }
                            for (int c = 0; c < (dim < 64 ? 4 : 8); c++) {
                                for (int r = 0; r < 4; r++) {
                                    acc[4 * c + r] += weights[4 * r + u] * values[c];
                                }
                            }
                        }
                    }
                } else {
                    for (int j = 0; j < seen; j++) {
                        for (int c = 0; c < (dim < 64 ? 4 : 8); c++) {
                            values[c] = tileK[j * 68 + 32 * (c / 4) + 4 * tx + c % 4];
                        }
                        float p0 = tileP[(ty + 0) * 36 + j];
                        if (p0 != 0.0f) {
                            for (int c = 0; c < (dim < 64 ? 4 : 8); c++) {
                                acc[4 * c] += p0 * values[c];
                            }
                        }
                        float p1 = tileP[(ty + 8) * 36 + j];
                        if (p1 != 0.0f) {
                            for (int c = 0; c < (dim < 64 ? 4 : 8); c++) {
                                acc[4 * c + 1] += p1 * values[c];
                            }
                        }
                        float p2 = tileP[(ty + 16) * 36 + j];
                        if (p2 != 0.0f) {
                            for (int c = 0; c < (dim < 64 ? 4 : 8); c++) {
                                acc[4 * c + 2] += p2 * values[c];
                            }
                        }
                        float p3 = tileP[(ty + 24) * 36 + j];
                        if (p3 != 0.0f) {
                            for (int c = 0; c < (dim < 64 ? 4 : 8); c++) {
                                acc[4 * c + 3] += p3 * values[c];
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
                                        acc[dim / 4 + 4 * c + r] += weights[4 * r + u] * values[c];
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
                                    acc[dim / 4 + 4 * c] += p0 * values[c];
                                }
                            }
                            float p1 = tileP[(ty + 8) * 36 + j];
                            if (p1 != 0.0f) {
                                for (int c = 0; c < 8; c++) {
                                    acc[dim / 4 + 4 * c + 1] += p1 * values[c];
                                }
                            }
                            float p2 = tileP[(ty + 16) * 36 + j];
                            if (p2 != 0.0f) {
                                for (int c = 0; c < 8; c++) {
                                    acc[dim / 4 + 4 * c + 2] += p2 * values[c];
                                }
                            }
                            float p3 = tileP[(ty + 24) * 36 + j];
                            if (p3 != 0.0f) {
                                for (int c = 0; c < 8; c++) {
                                    acc[dim / 4 + 4 * c + 3] += p3 * values[c];
                                }
                            }
                        }
                    }
                }
                ctx.localBarrier();
            }
            // through the tiles, so that neighbours write neighbours
            for (int c = 0; c < (dim < 64 ? 4 : 8); c++) {
                for (int r = 0; r < 4; r++) {
                    tileK[(ty + 8 * r) * 68 + 32 * (c / 4) + 4 * tx + c % 4] = scale * acc[4 * c + r];
                }
            }
            if (dim > 64) {
                for (int c = 0; c < 8; c++) {
                    for (int r = 0; r < 4; r++) {
                        tileV[(ty + 8 * r) * 68 + 32 * (c / 4) + 4 * tx + c % 4] = scale * acc[dim / 4 + 4 * c + r];
                    }
                }
            }
            ctx.localBarrier();
            int end = TornadoMath.min(32, queries - firstRow);
            int column = part * dim + thread;
            int wanted = thread < dim ? da : 0;
            int perPart = shape.get(GradientLayout.PART);
            // the only place where nothing is split
            int slot = TornadoMath.min(shape.get(GradientLayout.SLOTS) - 1, (split * share + n) / perPart);
            int stored = yBase + firstRow * yRow + slot * da + column;
            if (column < wanted) {
                for (int r = 0; r < end; r++) {
                    int at = stored + r * yRow;
                    float before = n % perPart == 0 ? 0.0f : y.get(at);
                    y.set(at, before + tileK[r * 68 + thread]);
                }
            }
            if (dim > 64) {
                if (column + 64 < wanted) {
                    for (int r = 0; r < end; r++) {
                        int at = stored + r * yRow + 64;
                        float before = n % perPart == 0 ? 0.0f : y.get(at);
                        y.set(at, before + tileV[r * 68 + thread]);
                    }
                }
            }
            // the work-item that stored the sums of a part joins them with those of the parts before
            int full = n % perPart == perPart - 1 ? 1 : 0;
            int joins = (n == blocks - 1 ? 1 : full) * shape.get(GradientLayout.WAITS);
            for (int c = column; c < joins * TornadoMath.min(wanted, part * dim + dim); c += 64) {
                int waits = ViewLayout.index(shape, GradientLayout.WAITING, batch, head, firstRow, c);
                for (int r = 0; r < end; r++) {
                    int at = stored + r * yRow + c - column;
                    int place = waits + r * shape.get(GradientLayout.WAITING + ViewLayout.ROW);
                    float before = n < perPart ? 0.0f : waiting.get(place);
                    float sum = before + y.get(at);
                    waiting.set(place, sum);
                    y.set(at, sum);
                }
            }
            ctx.localBarrier();
        }
    }

    /**
     * Adds up what {@code sums} holds for each row, in ascending order. {@code B H N da (slots - 1)} FLOPs.
     *
     * @param ctx one work-item per (b, h, i, lane), any local size; lane l takes columns l, l + lanes, ...
     * @param sums [B,H,N,slots,da], as {@link #backwardTiled} writes them, in
     * @param shape {@link GradientLayout}, with the place of y at {@link CoreLayout#RESULT}, in
     * @param y [B,H,N,da], out
     */
    public static void backwardJoined(KernelContext ctx, FloatArray sums, IntArray shape, FloatArray y) {
        int heads = shape.get(CoreLayout.HEADS);
        int queries = shape.get(CoreLayout.QUERIES);
        int slots = shape.get(GradientLayout.SLOTS);
        int lanes = shape.get(CoreLayout.LANES);
        int da = shape.get(CoreLayout.KEY_DIM);
        int item = ctx.globalIdx;
        if (item < shape.get(CoreLayout.BATCH) * heads * queries * lanes) {
            int row = item / lanes % queries;
            int batchHead = item / lanes / queries;
            int batch = batchHead / heads;
            int head = batchHead % heads;
            int from = ViewLayout.index(shape, GradientLayout.Y, batch, head, row, 0);
            int to = ViewLayout.index(shape, CoreLayout.RESULT, batch, head, row, 0);
            for (int d = item % lanes; d < da; d += lanes) {
                float sum = sums.get(from + d);
                for (int slot = 1; slot < slots; slot++) {
                    sum += sums.get(from + slot * da + d);
                }
                y.set(to + d, sum);
            }
        }
    }

    /**
     * GPU shape of {@link QueryGradientKernel#backwardFactorLanes}: a work-group of 64 computes 32 rows over tiles of 32 keys, as {@link
     * #backwardTiled} does; two work-items add up the gradients of a row, one those of p, one those of q, in y itself. {@code
     * pairs (2 da + 2 dv + 6)} FLOPs.
     *
     * <p>Grid: x = {@link #GROUP} work-items per group, one group per (b, h, tile of 32 rows). Local memory: {@link
     * #tiledLocalBytes}.
     *
     * @param ranges as for {@link #backwardTiled}
     * @param y [B,H,N,high+low], at the place {@link GradientLayout#Y}, out
     */
    public static void backwardFactorTiles(
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

        float[] s = new float[16];
        float[] t = new float[16];
        float[] column4 = new float[16];
        float[] next = new float[8];

        int heads = shape.get(CoreLayout.HEADS);
        int queries = shape.get(CoreLayout.QUERIES);
        int da = shape.get(CoreLayout.KEY_DIM);
        int dv = shape.get(CoreLayout.VALUE_DIM);
        int thread = ctx.localIdx;
        int tx = thread % 8;
        int ty = thread / 8;
        int tiles = (queries + 31) / 32;
        int unit = ctx.groupIdx;
        int batchHead = unit / tiles;
        // later rows first: where a mask is causal they see more keys
        int tile = tiles - 1 - unit % tiles;
        int firstRow = tile * 32;
        int batch = batchHead / heads;
        int head = batchHead % heads;
        int kvHead = head / shape.get(CoreLayout.GROUP);
        int facts = 2 * shape.get(CoreLayout.BATCH) * queries + 4 * (batch * tiles + tile);
        int first = ranges.get(facts);
        int last = ranges.get(facts + 1);
        int lastRow = queries - 1;
        int lastKey = last - 1;
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
        int yBase = ViewLayout.index(shape, GradientLayout.Y, batch, head, 0, 0);
        int yRow = shape.get(GradientLayout.Y + ViewLayout.ROW);
        // read at run time, so that compilers keep few loads under way and registers free
        int tileRows = shape.get(GradientLayout.TILE);
        float scale = scalars.get(0);
        int firstTile = first / 32 * 32;
        int high = shape.get(CoreLayout.HIGH);
        int low = shape.get(CoreLayout.LOW);
        // the row and the side that this work-item adds up; arithmetic, as branches were compiled wrongly
        int ownRow = firstRow + thread % 32;
        int side = thread / 32;
        int inside = TornadoMath.max(0, TornadoMath.min(1, queries - ownRow));
        int places = inside * (high + side * (low - high));
        int yOwn = yBase + TornadoMath.min(ownRow, lastRow) * yRow + side * high;
        int others = ViewLayout.index(
                shape, CoreLayout.FACTORS, batch, head, TornadoMath.min(ownRow, lastRow), (1 - side) * high);
        for (int d = 0; d < places; d++) {
            y.set(yOwn + d, 0.0f);
        }
        for (int key = firstTile; key < last; key += 32) {
            for (int e = 0; e < 16; e++) {
                s[e] = 0.0f;
                t[e] = 0.0f;
            }
            int loads = chunksA > 1 ? key : firstTile;
            for (int chunk = 0; chunk < chunksA; chunk++) {
                int column = TornadoMath.min(64 * chunk + thread, da - 1);
                if (key == loads) {
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
            int loadsAgain = chunksV > 1 ? key : firstTile;
            for (int chunk = 0; chunk < chunksV; chunk++) {
                int column = TornadoMath.min(64 * chunk + thread, dv - 1);
                if (key == loadsAgain) {
                    for (int r = 0; r < tileRows; r += 8) {
                        for (int e = 0; e < 8; e++) {
                            next[e] = gradient.get(gBase + column + TornadoMath.min(firstRow + r + e, lastRow) * gRow);
                        }
                        for (int e = 0; e < 8; e++) {
                            tileG[(r + e) * 68 + thread] = next[e];
                        }
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
            if (high > 0) {
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
            ctx.localBarrier();
            int seen = inside * TornadoMath.min(32, last - key);
            for (int j = 0; j < seen; j++) {
                float ds = tileP[(thread % 32) * 36 + j];
                if (ds != 0.0f) {
                    int u = (key + j) / low;
                    int v = (key + j) % low;
                    int at = yOwn + u + side * (v - u);
                    y.set(at, y.get(at) + ds * factors.get(others + v + side * (u - v)));
                }
            }
            ctx.localBarrier();
        }
    }

    /** Local memory of a group that has tiles of {@code rows}, bytes. */
    public static long tiledLocalBytes(int rows) {
        return 4L * (rows * (4 * 68 + 36) + 72);
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
