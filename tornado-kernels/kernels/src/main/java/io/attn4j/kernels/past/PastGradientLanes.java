package io.attn4j.kernels.past;

import io.attn4j.kernels.core.FusedAttention;
import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * {@link PastQueryGradientKernel} and {@link PastKeyGradientKernel} for CPUs: the same sums with 16 rows, or 16 keys, as the
 * innermost, vectorised loop. Parameters are those of the kernels there, FLOPs too. D and Dv up to {@link
 * PastOnlyLanes#MAX_DIM}.
 */
public final class PastGradientLanes {
    private PastGradientLanes() {}

    /**
     * Probabilities, their gradients, and the gradient by queries.
     *
     * <p>Grid: x = work-items, one per (b, h, chunk, block of 16 rows), any local size. Private memory: {@code 16 (2 * 256 + 2
     * capacity + 32)} floats for the transposed rows, logits and dP, and tiles of 16 keys.
     *
     * @param capacity template constant, at least k and a multiple of 4
     */
    public static void backwardRows(
            KernelContext ctx,
            FloatArray q,
            FloatArray k,
            FloatArray v,
            FloatArray e,
            FloatArray f,
            FloatArray keyStates,
            FloatArray valueStates,
            FloatArray lse,
            FloatArray outputGradient,
            FloatArray delta,
            IntArray lengths,
            IntArray sizes,
            FloatArray scalars,
            FloatArray p,
            FloatArray ds,
            FloatArray dq,
            int capacity) {
        int heads = sizes.get(PastGradientLayout.HEADS);
        int tokens = sizes.get(PastGradientLayout.TOKENS);
        int chunk = sizes.get(PastGradientLayout.CHUNK);
        int chunks = (tokens + chunk - 1) / chunk;
        int blocks = (chunk + 15) / 16;
        int item = ctx.globalIdx;
        int batchHead = item / blocks / chunks;
        int from = ((item / blocks) % chunks) * chunk;
        int firstRow = from + (item % blocks) * 16;
        int rows = TornadoMath.min(16, TornadoMath.min(tokens, from + chunk) - firstRow);
        if (batchHead >= sizes.get(PastGradientLayout.BATCH) * heads) {
            rows = 0;
        }
        if (rows > 0) {
            float[] query = new float[16 * 256];
            float[] gradient = new float[16 * 256];
            float[] logits = new float[16 * capacity];
            float[] dps = new float[16 * capacity];
            float[] near = new float[256];
            float[] nearGradient = new float[256];
            float[] s0 = new float[16];
            float[] s1 = new float[16];
            float[] s2 = new float[16];
            float[] s3 = new float[16];
            float[] logSum = new float[16];
            float[] mean = new float[16];
            int batch = batchHead / heads;
            int head = batchHead % heads;
            int kvHead = head / (heads / sizes.get(PastGradientLayout.KV_HEADS));
            int slots = sizes.get(PastGradientLayout.SLOTS);
            int keyDim = sizes.get(PastGradientLayout.KEY_DIM);
            int valueDim = sizes.get(PastGradientLayout.VALUE_DIM);
            int stop = TornadoMath.min(firstRow + rows, lengths.get(batch));
            int state = kvHead * chunks + from / chunk;
            int keyState = ViewLayout.index(sizes, PastGradientLayout.KEY_STATES, batch, state, 0, 0);
            int keyStateRow = sizes.get(PastGradientLayout.KEY_STATES + ViewLayout.ROW);
            int valueState = ViewLayout.index(sizes, PastGradientLayout.VALUE_STATES, batch, state, 0, 0);
            int valueStateRow = sizes.get(PastGradientLayout.VALUE_STATES + ViewLayout.ROW);
            int kBase = ViewLayout.index(sizes, PastGradientLayout.K, batch, kvHead, 0, 0);
            int kRow = sizes.get(PastGradientLayout.K + ViewLayout.ROW);
            int vBase = ViewLayout.index(sizes, PastGradientLayout.V, batch, kvHead, 0, 0);
            int vRow = sizes.get(PastGradientLayout.V + ViewLayout.ROW);
            int eBase = ViewLayout.index(sizes, PastGradientLayout.E, 0, kvHead, 0, 0);
            int eRow = sizes.get(PastGradientLayout.E + ViewLayout.ROW);
            int fBase = ViewLayout.index(sizes, PastGradientLayout.F, 0, kvHead, 0, 0);
            int fRow = sizes.get(PastGradientLayout.F + ViewLayout.ROW);
            for (int r = 0; r < 16; r++) {
                // a lane beyond the last row repeats it and is not stored
                int i = firstRow + TornadoMath.min(r, rows - 1);
                int qAt = ViewLayout.index(sizes, PastGradientLayout.Q, batch, head, i, 0);
                int gAt = ViewLayout.index(sizes, PastGradientLayout.OUTPUT_GRADIENT, batch, head, i, 0);
                for (int d = 0; d < keyDim; d++) {
                    query[d * 16 + r] = q.get(qAt + d);
                }
                for (int d = 0; d < valueDim; d++) {
                    gradient[d * 16 + r] = outputGradient.get(gAt + d);
                }
                logSum[r] = lse.get(ViewLayout.index(sizes, PastGradientLayout.LSE, batch, head, i, 0));
                mean[r] = delta.get(ViewLayout.index(sizes, PastGradientLayout.DELTA, batch, head, i, 0));
            }

            for (int slot = 0; slot < slots; slot += 4) {
                int slot1 = TornadoMath.min(slot + 1, slots - 1);
                int slot2 = TornadoMath.min(slot + 2, slots - 1);
                int slot3 = TornadoMath.min(slot + 3, slots - 1);
                PastOnlyLanes.zero(s0, s1, s2, s3);
                PastOnlyLanes.dots(
                        query,
                        keyStates,
                        keyState + slot * keyStateRow,
                        keyState + slot1 * keyStateRow,
                        keyState + slot2 * keyStateRow,
                        keyState + slot3 * keyStateRow,
                        keyDim,
                        s0,
                        s1,
                        s2,
                        s3);
                PastOnlyLanes.put(logits, slot * 16, s0, s1, s2, s3);
                PastOnlyLanes.zero(s0, s1, s2, s3);
                PastOnlyLanes.dots(
                        gradient,
                        valueStates,
                        valueState + slot * valueStateRow,
                        valueState + slot1 * valueStateRow,
                        valueState + slot2 * valueStateRow,
                        valueState + slot3 * valueStateRow,
                        valueDim,
                        s0,
                        s1,
                        s2,
                        s3);
                PastOnlyLanes.put(dps, slot * 16, s0, s1, s2, s3);
            }
            for (int tile = from; tile < stop; tile += 16) {
                int keys = TornadoMath.min(16, stop - tile);
                for (int j = 0; j < keys; j += 4) {
                    int key1 = TornadoMath.min(tile + j + 1, stop - 1);
                    int key2 = TornadoMath.min(tile + j + 2, stop - 1);
                    int key3 = TornadoMath.min(tile + j + 3, stop - 1);
                    PastOnlyLanes.zero(s0, s1, s2, s3);
                    PastOnlyLanes.dots(
                            query,
                            k,
                            kBase + (tile + j) * kRow,
                            kBase + key1 * kRow,
                            kBase + key2 * kRow,
                            kBase + key3 * kRow,
                            keyDim,
                            s0,
                            s1,
                            s2,
                            s3);
                    PastOnlyLanes.put(near, j * 16, s0, s1, s2, s3);
                    PastOnlyLanes.zero(s0, s1, s2, s3);
                    PastOnlyLanes.dots(
                            gradient,
                            v,
                            vBase + (tile + j) * vRow,
                            vBase + key1 * vRow,
                            vBase + key2 * vRow,
                            vBase + key3 * vRow,
                            valueDim,
                            s0,
                            s1,
                            s2,
                            s3);
                    PastOnlyLanes.put(nearGradient, j * 16, s0, s1, s2, s3);
                }
                // rows of the block that come before a key must not touch it: it may be NaN
                for (int j = 0; j < keys; j++) {
                    for (int r = 0; r < 16; r++) {
                        near[j * 16 + r] = tile + j <= firstRow + r ? near[j * 16 + r] : 0.0f;
                        nearGradient[j * 16 + r] = tile + j <= firstRow + r ? nearGradient[j * 16 + r] : 0.0f;
                    }
                }
                for (int slot = 0; slot < slots; slot += 4) {
                    int slot1 = TornadoMath.min(slot + 1, slots - 1);
                    int slot2 = TornadoMath.min(slot + 2, slots - 1);
                    int slot3 = TornadoMath.min(slot + 3, slots - 1);
                    PastOnlyLanes.get(logits, slot * 16, s0, s1, s2, s3);
                    PastOnlyLanes.dots(
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
                    PastOnlyLanes.put(logits, slot * 16, s0, s1, s2, s3);
                    PastOnlyLanes.get(dps, slot * 16, s0, s1, s2, s3);
                    PastOnlyLanes.dots(
                            nearGradient,
                            f,
                            fBase + slot * fRow + tile,
                            fBase + slot1 * fRow + tile,
                            fBase + slot2 * fRow + tile,
                            fBase + slot3 * fRow + tile,
                            keys,
                            s0,
                            s1,
                            s2,
                            s3);
                    PastOnlyLanes.put(dps, slot * 16, s0, s1, s2, s3);
                }
            }

            float scale = scalars.get(0);
            int decaying = sizes.get(PastGradientLayout.HAS_DECAY) * 16;
            int power = 1 + firstRow - from;
            int pBase = ViewLayout.index(sizes, PastGradientLayout.P, batch, head, firstRow, 0);
            int pRow = sizes.get(PastGradientLayout.P + ViewLayout.ROW);
            int dsBase = ViewLayout.index(sizes, PastGradientLayout.DS, batch, head, firstRow, 0);
            int dsRow = sizes.get(PastGradientLayout.DS + ViewLayout.ROW);
            for (int slot = 0; slot < slots; slot++) {
                for (int r = 0; r < decaying; r++) {
                    float kept = scalars.get(power + slot * 64 + r);
                    logits[slot * 16 + r] *= kept;
                    dps[slot * 16 + r] *= kept;
                }
                for (int r = 0; r < 16; r++) {
                    float weight = FusedAttention.weight(logits[slot * 16 + r] * scale - logSum[r]);
                    logits[slot * 16 + r] = weight;
                    dps[slot * 16 + r] = scale * weight * (dps[slot * 16 + r] - mean[r]);
                }
                for (int r = 0; r < decaying; r++) {
                    float kept = scalars.get(power + slot * 64 + r);
                    logits[slot * 16 + r] *= kept;
                    dps[slot * 16 + r] *= kept;
                }
                for (int r = 0; r < rows; r++) {
                    p.set(pBase + r * pRow + slot, logits[slot * 16 + r]);
                    ds.set(dsBase + r * dsRow + slot, dps[slot * 16 + r]);
                }
            }
            for (int i = slots * 16; i < (slots + 3) / 4 * 64; i++) {
                dps[i] = 0.0f;
            }

            for (int i = 0; i < 16 * keyDim; i++) {
                query[i] = 0.0f;
            }
            for (int slot = 0; slot < slots; slot += 4) {
                PastOnlyLanes.get(dps, slot * 16, s0, s1, s2, s3);
                PastOnlyLanes.add(
                        query,
                        keyStates,
                        keyState + slot * keyStateRow,
                        keyState + TornadoMath.min(slot + 1, slots - 1) * keyStateRow,
                        keyState + TornadoMath.min(slot + 2, slots - 1) * keyStateRow,
                        keyState + TornadoMath.min(slot + 3, slots - 1) * keyStateRow,
                        keyDim,
                        s0,
                        s1,
                        s2,
                        s3);
            }
            for (int tile = from; tile < stop; tile += 16) {
                int keys = TornadoMath.min(16, stop - tile);
                for (int i = 0; i < 256; i++) {
                    near[i] = 0.0f;
                }
                for (int slot = 0; slot < slots; slot += 4) {
                    PastOnlyLanes.get(dps, slot * 16, s0, s1, s2, s3);
                    PastOnlyLanes.add(
                            near,
                            e,
                            eBase + slot * eRow + tile,
                            eBase + TornadoMath.min(slot + 1, slots - 1) * eRow + tile,
                            eBase + TornadoMath.min(slot + 2, slots - 1) * eRow + tile,
                            eBase + TornadoMath.min(slot + 3, slots - 1) * eRow + tile,
                            keys,
                            s0,
                            s1,
                            s2,
                            s3);
                }
                for (int j = 0; j < keys; j += 4) {
                    int key = tile + j;
                    int k0 = kBase + key * kRow;
                    int k1 = kBase + TornadoMath.min(key + 1, stop - 1) * kRow;
                    int k2 = kBase + TornadoMath.min(key + 2, stop - 1) * kRow;
                    int k3 = kBase + TornadoMath.min(key + 3, stop - 1) * kRow;
                    PastOnlyLanes.get(near, j * 16, s0, s1, s2, s3);
                    if (tile + keys <= firstRow + 1) {
                        PastOnlyLanes.add(query, k, k0, k1, k2, k3, keyDim, s0, s1, s2, s3);
                    } else {
                        for (int d = 0; d < keyDim; d++) {
                            float x0 = k.get(k0 + d);
                            float x1 = k.get(k1 + d);
                            float x2 = k.get(k2 + d);
                            float x3 = k.get(k3 + d);
                            for (int r = 0; r < 16; r++) {
                                float x = query[d * 16 + r];
                                x = key <= firstRow + r ? x + s0[r] * x0 : x;
                                x = key + 1 <= firstRow + r ? x + s1[r] * x1 : x;
                                x = key + 2 <= firstRow + r ? x + s2[r] * x2 : x;
                                x = key + 3 <= firstRow + r ? x + s3[r] * x3 : x;
                                query[d * 16 + r] = x;
                            }
                        }
                    }
                }
            }
            for (int r = 0; r < rows; r++) {
                int dqAt = ViewLayout.index(sizes, PastGradientLayout.DQ, batch, head, firstRow + r, 0);
                for (int d = 0; d < keyDim; d++) {
                    dq.set(dqAt + d, query[d * 16 + r]);
                }
            }
        }
    }

    /**
     * Gradients by keys, values and projections.
     *
     * <p>Grid: x = work-items, one per (b, key/value head, chunk, block of 16 keys), any local size. Private memory: {@code 16 (4
     * * 256 + 4 capacity)} floats for the transposed keys, values and columns of the projections, and the gradients of all.
     *
     * @param capacity template constant, at least k and a multiple of 4
     */
    public static void backwardKeys(
            KernelContext ctx,
            FloatArray q,
            FloatArray k,
            FloatArray v,
            FloatArray e,
            FloatArray f,
            FloatArray outputGradient,
            FloatArray p,
            FloatArray ds,
            IntArray lengths,
            IntArray sizes,
            FloatArray dk,
            FloatArray dv,
            FloatArray de,
            FloatArray df,
            int capacity) {
        int kvHeads = sizes.get(PastGradientLayout.KV_HEADS);
        int tokens = sizes.get(PastGradientLayout.TOKENS);
        int chunk = sizes.get(PastGradientLayout.CHUNK);
        int chunks = (tokens + chunk - 1) / chunk;
        int blocks = (chunk + 15) / 16;
        int item = ctx.globalIdx;
        int batchHead = item / blocks / chunks;
        int from = ((item / blocks) % chunks) * chunk;
        int firstKey = from + (item % blocks) * 16;
        int stop = TornadoMath.min(tokens, from + chunk);
        int keys = TornadoMath.min(16, stop - firstKey);
        if (batchHead >= sizes.get(PastGradientLayout.BATCH) * kvHeads) {
            keys = 0;
        }
        if (keys > 0) {
            float[] key = new float[16 * 256];
            float[] value = new float[16 * 256];
            float[] keySums = new float[16 * 256];
            float[] valueSums = new float[16 * 256];
            float[] eColumns = new float[16 * capacity];
            float[] fColumns = new float[16 * capacity];
            float[] eSums = new float[16 * capacity];
            float[] fSums = new float[16 * capacity];
            float[] s0 = new float[16];
            float[] s1 = new float[16];
            float[] s2 = new float[16];
            float[] s3 = new float[16];
            int batch = batchHead / kvHeads;
            int kvHead = batchHead % kvHeads;
            int sharing = sizes.get(PastGradientLayout.HEADS) / kvHeads;
            int slots = sizes.get(PastGradientLayout.SLOTS);
            int keyDim = sizes.get(PastGradientLayout.KEY_DIM);
            int valueDim = sizes.get(PastGradientLayout.VALUE_DIM);
            int valid = TornadoMath.min(keys, lengths.get(batch) - firstKey);
            for (int i = 0; i < 16 * keyDim; i++) {
                keySums[i] = 0.0f;
            }
            for (int i = 0; i < 16 * valueDim; i++) {
                valueSums[i] = 0.0f;
            }
            for (int i = 0; i < 16 * slots; i++) {
                eSums[i] = 0.0f;
                fSums[i] = 0.0f;
            }
            int heads = 0;
            if (valid > 0) {
                heads = sharing;
                for (int l = 0; l < 16; l++) {
                    // a lane beyond the last key repeats it, with weight 0
                    int j = firstKey + TornadoMath.min(l, valid - 1);
                    int kAt = ViewLayout.index(sizes, PastGradientLayout.K, batch, kvHead, j, 0);
                    int vAt = ViewLayout.index(sizes, PastGradientLayout.V, batch, kvHead, j, 0);
                    for (int d = 0; d < keyDim; d++) {
                        key[d * 16 + l] = k.get(kAt + d);
                    }
                    for (int d = 0; d < valueDim; d++) {
                        value[d * 16 + l] = v.get(vAt + d);
                    }
                    for (int r = 0; r < slots; r++) {
                        eColumns[r * 16 + l] = e.get(ViewLayout.index(sizes, PastGradientLayout.E, 0, kvHead, r, j));
                        fColumns[r * 16 + l] = f.get(ViewLayout.index(sizes, PastGradientLayout.F, 0, kvHead, r, j));
                    }
                }
            }
            int qRow = sizes.get(PastGradientLayout.Q + ViewLayout.ROW);
            int gRow = sizes.get(PastGradientLayout.OUTPUT_GRADIENT + ViewLayout.ROW);
            int pRow = sizes.get(PastGradientLayout.P + ViewLayout.ROW);
            int dsRow = sizes.get(PastGradientLayout.DS + ViewLayout.ROW);
            for (int g = 0; g < heads; g++) {
                int head = kvHead * sharing + g;
                int qBase = ViewLayout.index(sizes, PastGradientLayout.Q, batch, head, 0, 0);
                int gBase = ViewLayout.index(sizes, PastGradientLayout.OUTPUT_GRADIENT, batch, head, 0, 0);
                int pBase = ViewLayout.index(sizes, PastGradientLayout.P, batch, head, 0, 0);
                int dsBase = ViewLayout.index(sizes, PastGradientLayout.DS, batch, head, 0, 0);
                for (int i = firstKey; i < stop; i += 4) {
                    // a row beyond the last repeats it, with weight 0
                    int i1 = TornadoMath.min(i + 1, stop - 1);
                    int i2 = TornadoMath.min(i + 2, stop - 1);
                    int i3 = TornadoMath.min(i + 3, stop - 1);
                    int q0 = qBase + i * qRow;
                    int q1 = qBase + i1 * qRow;
                    int q2 = qBase + i2 * qRow;
                    int q3 = qBase + i3 * qRow;
                    int g0 = gBase + i * gRow;
                    int g1 = gBase + i1 * gRow;
                    int g2 = gBase + i2 * gRow;
                    int g3 = gBase + i3 * gRow;
                    int p0 = pBase + i * pRow;
                    int p1 = pBase + i1 * pRow;
                    int p2 = pBase + i2 * pRow;
                    int p3 = pBase + i3 * pRow;
                    int ds0 = dsBase + i * dsRow;
                    int ds1 = dsBase + i1 * dsRow;
                    int ds2 = dsBase + i2 * dsRow;
                    int ds3 = dsBase + i3 * dsRow;
                    PastOnlyLanes.zero(s0, s1, s2, s3);
                    PastOnlyLanes.dots(eColumns, ds, ds0, ds1, ds2, ds3, slots, s0, s1, s2, s3);
                    keepSeen(i, firstKey, valid, stop, s0, s1, s2, s3);
                    PastOnlyLanes.add(keySums, q, q0, q1, q2, q3, keyDim, s0, s1, s2, s3);
                    PastOnlyLanes.zero(s0, s1, s2, s3);
                    PastOnlyLanes.dots(fColumns, p, p0, p1, p2, p3, slots, s0, s1, s2, s3);
                    keepSeen(i, firstKey, valid, stop, s0, s1, s2, s3);
                    PastOnlyLanes.add(valueSums, outputGradient, g0, g1, g2, g3, valueDim, s0, s1, s2, s3);
                    PastOnlyLanes.zero(s0, s1, s2, s3);
                    PastOnlyLanes.dots(key, q, q0, q1, q2, q3, keyDim, s0, s1, s2, s3);
                    keepSeen(i, firstKey, valid, stop, s0, s1, s2, s3);
                    PastOnlyLanes.add(eSums, ds, ds0, ds1, ds2, ds3, slots, s0, s1, s2, s3);
                    PastOnlyLanes.zero(s0, s1, s2, s3);
                    PastOnlyLanes.dots(value, outputGradient, g0, g1, g2, g3, valueDim, s0, s1, s2, s3);
                    keepSeen(i, firstKey, valid, stop, s0, s1, s2, s3);
                    PastOnlyLanes.add(fSums, p, p0, p1, p2, p3, slots, s0, s1, s2, s3);
                }
            }
            for (int l = 0; l < keys; l++) {
                int j = firstKey + l;
                int dkAt = ViewLayout.index(sizes, PastGradientLayout.DK, batch, kvHead, j, 0);
                int dvAt = ViewLayout.index(sizes, PastGradientLayout.DV, batch, kvHead, j, 0);
                for (int d = 0; d < keyDim; d++) {
                    dk.set(dkAt + d, keySums[d * 16 + l]);
                }
                for (int d = 0; d < valueDim; d++) {
                    dv.set(dvAt + d, valueSums[d * 16 + l]);
                }
            }
            for (int r = 0; r < slots; r++) {
                for (int l = 0; l < keys; l++) {
                    int j = firstKey + l;
                    de.set(ViewLayout.index(sizes, PastGradientLayout.DE, batch, kvHead, r, j), eSums[r * 16 + l]);
                    df.set(ViewLayout.index(sizes, PastGradientLayout.DF, batch, kvHead, r, j), fSums[r * 16 + l]);
                }
            }
        }
    }

    /** Zeros for the keys that four rows from i on do not see. */
    private static void keepSeen(
            int i, int firstKey, int valid, int stop, float[] s0, float[] s1, float[] s2, float[] s3) {
        for (int l = 0; l < 16; l++) {
            int seen = l < valid ? i - firstKey - l : -4;
            s0[l] = seen >= 0 ? s0[l] : 0.0f;
            s1[l] = seen >= -1 && i + 1 < stop ? s1[l] : 0.0f;
            s2[l] = seen >= -2 && i + 2 < stop ? s2[l] : 0.0f;
            s3[l] = seen >= -3 && i + 3 < stop ? s3[l] : 0.0f;
        }
    }
}
