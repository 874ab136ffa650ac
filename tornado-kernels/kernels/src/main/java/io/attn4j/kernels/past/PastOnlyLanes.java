package io.attn4j.kernels.past;

import io.attn4j.kernels.core.FusedAttention;
import io.attn4j.kernels.step.CompensatedSum;
import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * {@link PastOnlyAttention} for CPUs: the same sums with 16 rows, or 16 columns of a state, as the innermost, vectorised
 * loop. Parameters are those of the kernels of the same name there, FLOPs too.
 */
public final class PastOnlyLanes {
    /** Rows that one work-item of {@link #forwardChunks}, and columns that one of {@link #forwardStates} computes. */
    public static final int LANES = 16;

    /** Slots that one work-item of {@link #forwardStates} computes. */
    public static final int STATE_SLOTS = 4;

    /** Most columns of queries, keys and values. */
    public static final int MAX_DIM = 256;

    private static final float MASKED = -3.0e38f;

    private PastOnlyLanes() {}

    /**
     * States at chunk starts, for D a multiple of 16.
     *
     * <p>Grid: x = work-items, one per (b, h, four slots, 16 columns), any local size.
     */
    public static void forwardStates(
            KernelContext ctx,
            FloatArray x,
            FloatArray e,
            FloatArray initial,
            IntArray lengths,
            IntArray sizes,
            FloatArray decay,
            FloatArray y,
            FloatArray last) {
        int heads = sizes.get(PastOnlyAttention.KV_HEADS);
        int slots = sizes.get(PastOnlyAttention.SLOTS);
        int dim = sizes.get(PastOnlyAttention.KEY_DIM);
        int columnBlocks = dim / 16;
        int slotBlocks = (slots + 3) / 4;
        int item = ctx.globalIdx;
        if (item < sizes.get(PastOnlyAttention.BATCH) * heads * slotBlocks * columnBlocks) {
            int column = (item % columnBlocks) * 16;
            int slot = ((item / columnBlocks) % slotBlocks) * 4;
            int batchHead = item / columnBlocks / slotBlocks;
            int batch = batchHead / heads;
            int head = batchHead % heads;
            int tokens = sizes.get(PastOnlyAttention.TOKENS);
            int chunk = sizes.get(PastOnlyAttention.CHUNK);
            int chunks = (tokens + chunk - 1) / chunk;
            int length = TornadoMath.min(tokens, lengths.get(batch));
            int xBase = ViewLayout.index(sizes, PastOnlyAttention.K, batch, head, 0, column);
            int xRow = sizes.get(PastOnlyAttention.K + ViewLayout.ROW);
            // a slot beyond the last repeats it and is not stored
            int slot1 = TornadoMath.min(slot + 1, slots - 1);
            int slot2 = TornadoMath.min(slot + 2, slots - 1);
            int slot3 = TornadoMath.min(slot + 3, slots - 1);
            int e0 = ViewLayout.index(sizes, PastOnlyAttention.E, 0, head, slot, 0);
            int e1 = ViewLayout.index(sizes, PastOnlyAttention.E, 0, head, slot1, 0);
            int e2 = ViewLayout.index(sizes, PastOnlyAttention.E, 0, head, slot2, 0);
            int e3 = ViewLayout.index(sizes, PastOnlyAttention.E, 0, head, slot3, 0);
            float[] s0 = new float[16];
            float[] s1 = new float[16];
            float[] s2 = new float[16];
            float[] s3 = new float[16];
            float[] total0 = new float[16];
            float[] total1 = new float[16];
            float[] total2 = new float[16];
            float[] total3 = new float[16];
            float[] lost0 = new float[16];
            float[] lost1 = new float[16];
            float[] lost2 = new float[16];
            float[] lost3 = new float[16];
            zero(lost0, lost1, lost2, lost3);
            for (int c = 0; c < 16; c++) {
                total0[c] = 0.0f;
                total1[c] = 0.0f;
                total2[c] = 0.0f;
                total3[c] = 0.0f;
            }
            if (sizes.get(PastOnlyAttention.HAS_INITIAL) == 1) {
                int at = batchHead * slots * dim + column;
                for (int c = 0; c < 16; c++) {
                    total0[c] = initial.get(at + slot * dim + c);
                    total1[c] = initial.get(at + slot1 * dim + c);
                    total2[c] = initial.get(at + slot2 * dim + c);
                    total3[c] = initial.get(at + slot3 * dim + c);
                }
            }
            keep(decay.get(slot), decay.get(slot1), decay.get(slot2), decay.get(slot3), total0, total1, total2, total3);
            for (int c = 0; c < chunks; c++) {
                store(y, (batchHead * chunks + c) * slots, slot, slots, dim, column, total0, total1, total2, total3);
                int stop = TornadoMath.min(length, (c + 1) * chunk);
                for (int block = c * chunk; block < stop; block += 256) {
                    int end = TornadoMath.min(stop, block + 256);
                    zero(s0, s1, s2, s3);
                    for (int n = block; n < end; n++) {
                        float w0 = e.get(e0 + n);
                        float w1 = e.get(e1 + n);
                        float w2 = e.get(e2 + n);
                        float w3 = e.get(e3 + n);
                        for (int i = 0; i < 16; i++) {
                            float value = x.get(xBase + n * xRow + i);
                            s0[i] += w0 * value;
                            s1[i] += w1 * value;
                            s2[i] += w2 * value;
                            s3[i] += w3 * value;
                        }
                    }
                    join(total0, lost0, s0);
                    join(total1, lost1, s1);
                    join(total2, lost2, s2);
                    join(total3, lost3, s3);
                }
                int factors = slots * TornadoMath.min(2, 1 + (c + 1) / chunks);
                keep(
                        decay.get(factors + slot),
                        decay.get(factors + slot1),
                        decay.get(factors + slot2),
                        decay.get(factors + slot3),
                        total0,
                        total1,
                        total2,
                        total3);
                keep(
                        decay.get(factors + slot),
                        decay.get(factors + slot1),
                        decay.get(factors + slot2),
                        decay.get(factors + slot3),
                        lost0,
                        lost1,
                        lost2,
                        lost3);
            }
            if (sizes.get(PastOnlyAttention.HAS_LAST) == 1) {
                store(last, batchHead * slots, slot, slots, dim, column, total0, total1, total2, total3);
            }
        }
    }

    /** Adds the sums of a block to those of the blocks before, with compensation. */
    private static void join(float[] total, float[] lost, float[] sums) {
        for (int i = 0; i < 16; i++) {
            float added = sums[i] - lost[i];
            float joined = total[i] + added;
            lost[i] = CompensatedSum.lost(total[i], added, joined);
            total[i] = joined;
        }
    }

    /**
     * Each chunk by itself, for D and Dv up to 256.
     *
     * <p>Grid: x = work-items, one per (b, h, chunk, block of 16 rows), any local size. Private memory: {@code 16 (2 *
     * 256 + capacity + 16)} floats for the transposed queries, the outputs, the logits and a tile of 16 keys.
     *
     * @param capacity template constant, at least k and a multiple of 4
     */
    public static void forwardChunks(
            KernelContext ctx,
            FloatArray q,
            FloatArray k,
            FloatArray v,
            FloatArray e,
            FloatArray f,
            FloatArray keyStates,
            FloatArray valueStates,
            IntArray lengths,
            IntArray sizes,
            FloatArray scalars,
            FloatArray o,
            FloatArray lse,
            int capacity) {
        int heads = sizes.get(PastOnlyAttention.HEADS);
        int tokens = sizes.get(PastOnlyAttention.TOKENS);
        int chunk = sizes.get(PastOnlyAttention.CHUNK);
        int chunks = (tokens + chunk - 1) / chunk;
        int blocks = (chunk + 15) / 16;
        int item = ctx.globalIdx;
        int batchHead = item / blocks / chunks;
        int from = ((item / blocks) % chunks) * chunk;
        int firstRow = from + (item % blocks) * 16;
        int rows = TornadoMath.min(16, TornadoMath.min(tokens, from + chunk) - firstRow);
        if (batchHead >= sizes.get(PastOnlyAttention.BATCH) * heads) {
            rows = 0;
        }
        if (rows > 0) {
            float[] query = new float[16 * 256];
            float[] acc = new float[16 * 256];
            float[] logits = new float[16 * capacity];
            float[] near = new float[256];
            float[] s0 = new float[16];
            float[] s1 = new float[16];
            float[] s2 = new float[16];
            float[] s3 = new float[16];
            float[] top = new float[16];
            float[] sum = new float[16];
            int batch = batchHead / heads;
            int head = batchHead % heads;
            int kvHeads = sizes.get(PastOnlyAttention.KV_HEADS);
            int kvHead = head / (heads / kvHeads);
            int slots = sizes.get(PastOnlyAttention.SLOTS);
            int keyDim = sizes.get(PastOnlyAttention.KEY_DIM);
            int valueDim = sizes.get(PastOnlyAttention.VALUE_DIM);
            int stop = TornadoMath.min(firstRow + rows, lengths.get(batch));
            // at least one tile, be it without keys: the last one leaves the maxima of the logits
            int tiles = TornadoMath.max(1, (stop - from + 15) / 16);
            int state = ((batch * kvHeads + kvHead) * chunks + from / chunk) * slots;
            int qBase = ViewLayout.index(sizes, PastOnlyAttention.Q, batch, head, firstRow, 0);
            int qRow = sizes.get(PastOnlyAttention.Q + ViewLayout.ROW);
            int kBase = ViewLayout.index(sizes, PastOnlyAttention.K, batch, kvHead, 0, 0);
            int kRow = sizes.get(PastOnlyAttention.K + ViewLayout.ROW);
            int vBase = ViewLayout.index(sizes, PastOnlyAttention.V, batch, kvHead, 0, 0);
            int vRow = sizes.get(PastOnlyAttention.V + ViewLayout.ROW);
            int eBase = ViewLayout.index(sizes, PastOnlyAttention.E, 0, kvHead, 0, 0);
            int eRow = sizes.get(PastOnlyAttention.E + ViewLayout.ROW);
            int fBase = ViewLayout.index(sizes, PastOnlyAttention.F, 0, kvHead, 0, 0);
            int fRow = sizes.get(PastOnlyAttention.F + ViewLayout.ROW);
            float scale = scalars.get(0);
            for (int r = 0; r < 16; r++) {
                // a lane beyond the last row repeats it and is not stored
                int at = qBase + TornadoMath.min(r, rows - 1) * qRow;
                for (int d = 0; d < keyDim; d++) {
                    query[d * 16 + r] = q.get(at + d) * scale;
                }
            }

            for (int slot = 0; slot < slots; slot += 4) {
                zero(s0, s1, s2, s3);
                dots(
                        query,
                        keyStates,
                        (state + slot) * keyDim,
                        (state + TornadoMath.min(slot + 1, slots - 1)) * keyDim,
                        (state + TornadoMath.min(slot + 2, slots - 1)) * keyDim,
                        (state + TornadoMath.min(slot + 3, slots - 1)) * keyDim,
                        keyDim,
                        s0,
                        s1,
                        s2,
                        s3);
                put(logits, slot * 16, s0, s1, s2, s3);
            }
            for (int t = 0; t < tiles; t++) {
                int tile = from + t * 16;
                int keys = TornadoMath.max(0, TornadoMath.min(16, stop - tile));
                for (int j = 0; j < keys; j += 4) {
                    zero(s0, s1, s2, s3);
                    dots(
                            query,
                            k,
                            kBase + (tile + j) * kRow,
                            kBase + TornadoMath.min(tile + j + 1, stop - 1) * kRow,
                            kBase + TornadoMath.min(tile + j + 2, stop - 1) * kRow,
                            kBase + TornadoMath.min(tile + j + 3, stop - 1) * kRow,
                            keyDim,
                            s0,
                            s1,
                            s2,
                            s3);
                    put(near, j * 16, s0, s1, s2, s3);
                }
                for (int r = 0; r < 16; r++) {
                    top[r] = MASKED;
                }
                for (int slot = 0; slot < slots; slot += 4) {
                    int slot1 = TornadoMath.min(slot + 1, slots - 1);
                    int slot2 = TornadoMath.min(slot + 2, slots - 1);
                    int slot3 = TornadoMath.min(slot + 3, slots - 1);
                    get(logits, slot * 16, s0, s1, s2, s3);
                    if (tile + keys <= firstRow + 1) {
                        dots(
                                near,
                                e,
                                eBase + slot * eRow + tile,
                                eBase + slot1 * eRow + tile,
                                eBase + slot2 * eRow + tile,
                                eBase + slot3 * eRow + tile,
                                keys,
                                s0,
                                s1,
                                s2,
                                s3);
                    } else {
                        // rows of the block that come before a key must not touch it: it may be NaN
                        for (int j = 0; j < keys; j++) {
                            float e0 = e.get(eBase + slot * eRow + tile + j);
                            float e1 = e.get(eBase + slot1 * eRow + tile + j);
                            float e2 = e.get(eBase + slot2 * eRow + tile + j);
                            float e3 = e.get(eBase + slot3 * eRow + tile + j);
                            for (int r = 0; r < 16; r++) {
                                float x = near[j * 16 + r];
                                s0[r] = tile + j <= firstRow + r ? s0[r] + x * e0 : s0[r];
                                s1[r] = tile + j <= firstRow + r ? s1[r] + x * e1 : s1[r];
                                s2[r] = tile + j <= firstRow + r ? s2[r] + x * e2 : s2[r];
                                s3[r] = tile + j <= firstRow + r ? s3[r] + x * e3 : s3[r];
                            }
                        }
                    }
                    if (slot + 4 > slots) {
                        for (int r = 0; r < 16; r++) {
                            s1[r] = slot + 1 < slots ? s1[r] : MASKED;
                            s2[r] = slot + 2 < slots ? s2[r] : MASKED;
                            s3[r] = slot + 3 < slots ? s3[r] : MASKED;
                        }
                    }
                    put(logits, slot * 16, s0, s1, s2, s3);
                    for (int r = 0; r < 16; r++) {
                        float top01 = s0[r] > s1[r] ? s0[r] : s1[r];
                        float top23 = s2[r] > s3[r] ? s2[r] : s3[r];
                        float top03 = top01 > top23 ? top01 : top23;
                        top[r] = top03 > top[r] ? top03 : top[r];
                    }
                }
            }

            int decaying = sizes.get(PastOnlyAttention.HAS_DECAY);
            int power = 1 + firstRow - from;
            for (int r = 0; r < decaying * 16; r++) {
                top[r] = MASKED;
            }
            for (int slot = 0; slot < decaying * slots; slot++) {
                for (int r = 0; r < 16; r++) {
                    float logit = logits[slot * 16 + r] * scalars.get(power + slot * 64 + r);
                    logits[slot * 16 + r] = logit;
                    top[r] = logit > top[r] ? logit : top[r];
                }
            }
            for (int r = 0; r < 16; r++) {
                sum[r] = 0.0f;
            }
            for (int slot = 0; slot < slots; slot += 4) {
                int at = slot * 16;
                for (int r = 0; r < 16; r++) {
                    float p0 = FusedAttention.weight(logits[at + r] - top[r]);
                    float p1 = FusedAttention.weight(logits[at + 16 + r] - top[r]);
                    float p2 = FusedAttention.weight(logits[at + 32 + r] - top[r]);
                    float p3 = FusedAttention.weight(logits[at + 48 + r] - top[r]);
                    sum[r] += (p0 + p1) + (p2 + p3);
                    logits[at + r] = p0;
                    logits[at + 16 + r] = p1;
                    logits[at + 32 + r] = p2;
                    logits[at + 48 + r] = p3;
                }
            }

            for (int slot = 0; slot < decaying * slots; slot++) {
                for (int r = 0; r < 16; r++) {
                    logits[slot * 16 + r] *= scalars.get(power + slot * 64 + r);
                }
            }
            for (int i = 0; i < 16 * valueDim; i++) {
                acc[i] = 0.0f;
            }
            for (int slot = 0; slot < slots; slot += 4) {
                get(logits, slot * 16, s0, s1, s2, s3);
                add(
                        acc,
                        valueStates,
                        (state + slot) * valueDim,
                        (state + TornadoMath.min(slot + 1, slots - 1)) * valueDim,
                        (state + TornadoMath.min(slot + 2, slots - 1)) * valueDim,
                        (state + TornadoMath.min(slot + 3, slots - 1)) * valueDim,
                        valueDim,
                        s0,
                        s1,
                        s2,
                        s3);
            }
            for (int t = 0; t < tiles; t++) {
                int tile = from + t * 16;
                int keys = TornadoMath.max(0, TornadoMath.min(16, stop - tile));
                for (int i = 0; i < 256; i++) {
                    near[i] = 0.0f;
                }
                for (int slot = 0; slot < slots; slot += 4) {
                    get(logits, slot * 16, s0, s1, s2, s3);
                    add(
                            near,
                            f,
                            fBase + slot * fRow + tile,
                            fBase + TornadoMath.min(slot + 1, slots - 1) * fRow + tile,
                            fBase + TornadoMath.min(slot + 2, slots - 1) * fRow + tile,
                            fBase + TornadoMath.min(slot + 3, slots - 1) * fRow + tile,
                            keys,
                            s0,
                            s1,
                            s2,
                            s3);
                }
                for (int j = 0; j < keys; j += 4) {
                    int key = tile + j;
                    int v0 = vBase + key * vRow;
                    int v1 = vBase + TornadoMath.min(key + 1, stop - 1) * vRow;
                    int v2 = vBase + TornadoMath.min(key + 2, stop - 1) * vRow;
                    int v3 = vBase + TornadoMath.min(key + 3, stop - 1) * vRow;
                    get(near, j * 16, s0, s1, s2, s3);
                    if (tile + keys <= firstRow + 1) {
                        add(acc, v, v0, v1, v2, v3, valueDim, s0, s1, s2, s3);
                    } else {
                        for (int d = 0; d < valueDim; d++) {
                            float x0 = v.get(v0 + d);
                            float x1 = v.get(v1 + d);
                            float x2 = v.get(v2 + d);
                            float x3 = v.get(v3 + d);
                            for (int r = 0; r < 16; r++) {
                                float x = acc[d * 16 + r];
                                x = key <= firstRow + r ? x + s0[r] * x0 : x;
                                x = key + 1 <= firstRow + r ? x + s1[r] * x1 : x;
                                x = key + 2 <= firstRow + r ? x + s2[r] * x2 : x;
                                x = key + 3 <= firstRow + r ? x + s3[r] * x3 : x;
                                acc[d * 16 + r] = x;
                            }
                        }
                    }
                }
            }

            int oBase = ViewLayout.index(sizes, PastOnlyAttention.O, batch, head, firstRow, 0);
            int oRow = sizes.get(PastOnlyAttention.O + ViewLayout.ROW);
            for (int r = 0; r < rows; r++) {
                float inverse = 1.0f / sum[r];
                for (int d = 0; d < valueDim; d++) {
                    o.set(oBase + r * oRow + d, acc[d * 16 + r] * inverse);
                }
                lse.set(batchHead * tokens + firstRow + r, top[r] + TornadoMath.log(sum[r]));
            }
        }
    }

    /** {@code s *= kept}, each of four slots with its own. */
    private static void keep(
            float kept0, float kept1, float kept2, float kept3, float[] s0, float[] s1, float[] s2, float[] s3) {
        for (int r = 0; r < 16; r++) {
            s0[r] *= kept0;
            s1[r] *= kept1;
            s2[r] *= kept2;
            s3[r] *= kept3;
        }
    }

    static void zero(float[] s0, float[] s1, float[] s2, float[] s3) {
        for (int r = 0; r < 16; r++) {
            s0[r] = 0.0f;
            s1[r] = 0.0f;
            s2[r] = 0.0f;
            s3[r] = 0.0f;
        }
    }

    static void get(float[] lanes, int at, float[] s0, float[] s1, float[] s2, float[] s3) {
        for (int r = 0; r < 16; r++) {
            s0[r] = lanes[at + r];
            s1[r] = lanes[at + 16 + r];
            s2[r] = lanes[at + 32 + r];
            s3[r] = lanes[at + 48 + r];
        }
    }

    static void put(float[] lanes, int at, float[] s0, float[] s1, float[] s2, float[] s3) {
        for (int r = 0; r < 16; r++) {
            lanes[at + r] = s0[r];
            lanes[at + 16 + r] = s1[r];
            lanes[at + 32 + r] = s2[r];
            lanes[at + 48 + r] = s3[r];
        }
    }

    /** {@code s += x y} for x [terms,16] and four rows of y, at y0 to y3. */
    static void dots(
            float[] x,
            FloatArray y,
            int y0,
            int y1,
            int y2,
            int y3,
            int terms,
            float[] s0,
            float[] s1,
            float[] s2,
            float[] s3) {
        for (int n = 0; n < terms; n++) {
            float b0 = y.get(y0 + n);
            float b1 = y.get(y1 + n);
            float b2 = y.get(y2 + n);
            float b3 = y.get(y3 + n);
            for (int r = 0; r < 16; r++) {
                float value = x[n * 16 + r];
                s0[r] += value * b0;
                s1[r] += value * b1;
                s2[r] += value * b2;
                s3[r] += value * b3;
            }
        }
    }

    /** {@code acc += s y} for acc [columns,16] and four rows of y, at y0 to y3. */
    static void add(
            float[] acc,
            FloatArray y,
            int y0,
            int y1,
            int y2,
            int y3,
            int columns,
            float[] s0,
            float[] s1,
            float[] s2,
            float[] s3) {
        for (int d = 0; d < columns; d++) {
            float b0 = y.get(y0 + d);
            float b1 = y.get(y1 + d);
            float b2 = y.get(y2 + d);
            float b3 = y.get(y3 + d);
            for (int r = 0; r < 16; r++) {
                float x = acc[d * 16 + r];
                x += s0[r] * b0;
                x += s1[r] * b1;
                x += s2[r] * b2;
                x += s3[r] * b3;
                acc[d * 16 + r] = x;
            }
        }
    }

    /** Writes four slots of a state [slots,dim] whose slots begin at row {@code base}, 16 columns of each. */
    private static void store(
            FloatArray y,
            int base,
            int slot,
            int slots,
            int dim,
            int column,
            float[] total0,
            float[] total1,
            float[] total2,
            float[] total3) {
        for (int c = 0; c < 16; c++) {
            y.set((base + slot) * dim + column + c, total0[c]);
        }
        if (slot + 1 < slots) {
            for (int c = 0; c < 16; c++) {
                y.set((base + slot + 1) * dim + column + c, total1[c]);
            }
        }
        if (slot + 2 < slots) {
            for (int c = 0; c < 16; c++) {
                y.set((base + slot + 2) * dim + column + c, total2[c]);
            }
        }
        if (slot + 3 < slots) {
            for (int c = 0; c < 16; c++) {
                y.set((base + slot + 3) * dim + column + c, total3[c]);
            }
        }
    }
}
