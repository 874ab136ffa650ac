package io.attn4j.kernels.past;

import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * The kernels of {@link io.attn4j.plan.past.PastKeyGradient} (docs/equations.md, section 2.7): each key gathers from the
 * rows of its chunk that see it, each state from all rows of its chunk, over the query heads that share them.
 *
 * <p>Keys at or beyond the length of a batch are not read, and get zeros. fp32; sums run over the rows of a few keys or of
 * 256 states at a time, whose sums are added up in ascending order of heads and rows.
 */
public final class PastKeyGradientKernel {
    private PastKeyGradientKernel() {}

    /**
     * Gradients by keys, values and projections. {@code 2 B H N c/2 (2 D + 2 Dv + 4 k)} FLOPs for chunks of c rows.
     *
     * @param ctx one work-item per (b, key/value head, j), any local size
     * @param q [B,H,N,D], in
     * @param k [B,Hkv,N,D], in
     * @param v [B,Hkv,N,Dv], in
     * @param e [1,Hkv,k,N], in
     * @param f [1,Hkv,k,N], in
     * @param outputGradient [B,H,N,Dv], in
     * @param p [B,H,N,k], in
     * @param ds [B,H,N,k], in
     * @param lengths [B], in
     * @param sizes {@link PastGradientLayout}, in
     * @param dk [B,Hkv,N,D], out
     * @param dv [B,Hkv,N,Dv], out
     * @param de [B,Hkv,k,N], out
     * @param df [B,Hkv,k,N], out
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
            FloatArray df) {
        int kvHeads = sizes.get(PastGradientLayout.KV_HEADS);
        int tokens = sizes.get(PastGradientLayout.TOKENS);
        int item = ctx.globalIdx;
        if (item < sizes.get(PastGradientLayout.BATCH) * kvHeads * tokens) {
            float[] logits = new float[8];
            float[] dps = new float[8];
            float[] keyWeights = new float[8];
            float[] valueWeights = new float[8];
            int j = item % tokens;
            int kvHead = (item / tokens) % kvHeads;
            int batch = item / tokens / kvHeads;
            int sharing = sizes.get(PastGradientLayout.HEADS) / kvHeads;
            int slots = sizes.get(PastGradientLayout.SLOTS);
            int keyDim = sizes.get(PastGradientLayout.KEY_DIM);
            int valueDim = sizes.get(PastGradientLayout.VALUE_DIM);
            int chunk = sizes.get(PastGradientLayout.CHUNK);
            int from = j / chunk * chunk;
            int stop = TornadoMath.min(tokens, from + chunk);
            int key = ViewLayout.index(sizes, PastGradientLayout.K, batch, kvHead, j, 0);
            int value = ViewLayout.index(sizes, PastGradientLayout.V, batch, kvHead, j, 0);
            int eAt = ViewLayout.index(sizes, PastGradientLayout.E, 0, kvHead, 0, j);
            int eRow = sizes.get(PastGradientLayout.E + ViewLayout.ROW);
            int fAt = ViewLayout.index(sizes, PastGradientLayout.F, 0, kvHead, 0, j);
            int fRow = sizes.get(PastGradientLayout.F + ViewLayout.ROW);
            int dkRow = ViewLayout.index(sizes, PastGradientLayout.DK, batch, kvHead, j, 0);
            int dvRow = ViewLayout.index(sizes, PastGradientLayout.DV, batch, kvHead, j, 0);
            int deAt = ViewLayout.index(sizes, PastGradientLayout.DE, batch, kvHead, 0, j);
            int deRow = sizes.get(PastGradientLayout.DE + ViewLayout.ROW);
            int dfAt = ViewLayout.index(sizes, PastGradientLayout.DF, batch, kvHead, 0, j);
            int dfRow = sizes.get(PastGradientLayout.DF + ViewLayout.ROW);
            for (int d = 0; d < keyDim; d++) {
                dk.set(dkRow + d, 0.0f);
            }
            for (int d = 0; d < valueDim; d++) {
                dv.set(dvRow + d, 0.0f);
            }
            for (int r = 0; r < slots; r++) {
                de.set(deAt + r * deRow, 0.0f);
                df.set(dfAt + r * dfRow, 0.0f);
            }
            int rows = 0;
            if (j < lengths.get(batch)) {
                rows = stop;
            }
            int qRow = sizes.get(PastGradientLayout.Q + ViewLayout.ROW);
            int gRow = sizes.get(PastGradientLayout.OUTPUT_GRADIENT + ViewLayout.ROW);
            int pRow = sizes.get(PastGradientLayout.P + ViewLayout.ROW);
            int dsRow = sizes.get(PastGradientLayout.DS + ViewLayout.ROW);
            for (int g = 0; g < sharing; g++) {
                int head = kvHead * sharing + g;
                int qBase = ViewLayout.index(sizes, PastGradientLayout.Q, batch, head, 0, 0);
                int gBase = ViewLayout.index(sizes, PastGradientLayout.OUTPUT_GRADIENT, batch, head, 0, 0);
                int pBase = ViewLayout.index(sizes, PastGradientLayout.P, batch, head, 0, 0);
                int dsBase = ViewLayout.index(sizes, PastGradientLayout.DS, batch, head, 0, 0);
                // tiles of neighbouring work-items begin at the same rows, which they then read together
                for (int tile = from + (j - from) / 8 * 8; tile < rows; tile += 8) {
                    for (int u = 0; u < 8; u++) {
                        logits[u] = 0.0f;
                        dps[u] = 0.0f;
                        keyWeights[u] = 0.0f;
                        valueWeights[u] = 0.0f;
                    }
                    // a row that does not see the key, or is none, repeats one that does, with weight 0
                    for (int d = 0; d < keyDim; d++) {
                        float x = k.get(key + d);
                        for (int u = 0; u < 8; u++) {
                            logits[u] += x * q.get(qBase + seeing(tile + u, j, stop) * qRow + d);
                        }
                    }
                    for (int d = 0; d < valueDim; d++) {
                        float x = v.get(value + d);
                        for (int u = 0; u < 8; u++) {
                            dps[u] += x * outputGradient.get(gBase + seeing(tile + u, j, stop) * gRow + d);
                        }
                    }
                    for (int u = 0; u < 8; u++) {
                        float one = sees(tile + u, j, stop);
                        logits[u] *= one;
                        dps[u] *= one;
                    }
                    for (int r = 0; r < slots; r++) {
                        float eSlot = e.get(eAt + r * eRow);
                        float fSlot = f.get(fAt + r * fRow);
                        float deSum = 0.0f;
                        float dfSum = 0.0f;
                        for (int u = 0; u < 8; u++) {
                            float dsOfRow = ds.get(dsBase + seeing(tile + u, j, stop) * dsRow + r);
                            float pOfRow = p.get(pBase + seeing(tile + u, j, stop) * pRow + r);
                            keyWeights[u] += dsOfRow * eSlot;
                            valueWeights[u] += pOfRow * fSlot;
                            deSum += dsOfRow * logits[u];
                            dfSum += pOfRow * dps[u];
                        }
                        de.set(deAt + r * deRow, de.get(deAt + r * deRow) + deSum);
                        df.set(dfAt + r * dfRow, df.get(dfAt + r * dfRow) + dfSum);
                    }
                    for (int u = 0; u < 8; u++) {
                        float one = sees(tile + u, j, stop);
                        keyWeights[u] *= one;
                        valueWeights[u] *= one;
                    }
                    for (int d = 0; d < keyDim; d++) {
                        float sum = 0.0f;
                        for (int u = 0; u < 8; u++) {
                            sum += keyWeights[u] * q.get(qBase + seeing(tile + u, j, stop) * qRow + d);
                        }
                        dk.set(dkRow + d, dk.get(dkRow + d) + sum);
                    }
                    for (int d = 0; d < valueDim; d++) {
                        float sum = 0.0f;
                        for (int u = 0; u < 8; u++) {
                            sum += valueWeights[u] * outputGradient.get(gBase + seeing(tile + u, j, stop) * gRow + d);
                        }
                        dv.set(dvRow + d, dv.get(dvRow + d) + sum);
                    }
                }
            }
        }
    }

    /** The row, or the nearest one that sees key j. */
    private static int seeing(int row, int j, int stop) {
        return TornadoMath.max(j, TornadoMath.min(row, stop - 1));
    }

    /** 1 where the row sees key j, else 0. */
    private static float sees(int row, int j, int stop) {
        return TornadoMath.max(0, TornadoMath.min(1, TornadoMath.min(row + 1 - j, stop - row)));
    }

    /**
     * Gradients by the states at chunk starts, {@code dK0_r = sum_i ds_ir q_i} and {@code dV0_r = sum_i p_ir dO_i}. {@code 2 B H
     * N k (D + Dv)} FLOPs.
     *
     * @param ctx one work-item per (b, key/value head, chunk, eight slots, column of keys or values), any local size
     * @param q [B,H,N,D], in
     * @param outputGradient [B,H,N,Dv], in
     * @param p [B,H,N,k], in
     * @param ds [B,H,N,k], in
     * @param sizes {@link PastGradientLayout}, in
     * @param dKeyStates [B,Hkv*chunks,k,D], out
     * @param dValueStates [B,Hkv*chunks,k,Dv], out
     */
    public static void backwardStates(
            KernelContext ctx,
            FloatArray q,
            FloatArray outputGradient,
            FloatArray p,
            FloatArray ds,
            IntArray sizes,
            FloatArray dKeyStates,
            FloatArray dValueStates) {
        int tokens = sizes.get(PastGradientLayout.TOKENS);
        int chunk = sizes.get(PastGradientLayout.CHUNK);
        int chunks = (tokens + chunk - 1) / chunk;
        int states = sizes.get(PastGradientLayout.KV_HEADS) * chunks;
        int slots = sizes.get(PastGradientLayout.SLOTS);
        int slotTiles = (slots + 7) / 8;
        int keyDim = sizes.get(PastGradientLayout.KEY_DIM);
        int columns = keyDim + sizes.get(PastGradientLayout.VALUE_DIM);
        int item = ctx.globalIdx;
        if (item < sizes.get(PastGradientLayout.BATCH) * states * slotTiles * columns) {
            float[] sums = new float[8];
            float[] totals = new float[8];
            int column = item % columns;
            int slot = item / columns % slotTiles * 8;
            int state = item / columns / slotTiles % states;
            int batch = item / columns / slotTiles / states;
            if (column < keyDim) {
                gather(
                        q,
                        PastGradientLayout.Q,
                        ds,
                        PastGradientLayout.DS,
                        sizes,
                        dKeyStates,
                        PastGradientLayout.KEY_STATES,
                        batch,
                        state,
                        slot,
                        column,
                        sums,
                        totals);
            } else {
                gather(
                        outputGradient,
                        PastGradientLayout.OUTPUT_GRADIENT,
                        p,
                        PastGradientLayout.P,
                        sizes,
                        dValueStates,
                        PastGradientLayout.VALUE_STATES,
                        batch,
                        state,
                        slot,
                        column - keyDim,
                        sums,
                        totals);
            }
        }
    }

    /** One column of eight slots of a state: {@code sum_i w_ir x_i}. */
    private static void gather(
            FloatArray x,
            int xView,
            FloatArray w,
            int wView,
            IntArray sizes,
            FloatArray y,
            int yView,
            int batch,
            int state,
            int slot,
            int column,
            float[] sums,
            float[] totals) {
        int tokens = sizes.get(PastGradientLayout.TOKENS);
        int chunk = sizes.get(PastGradientLayout.CHUNK);
        int chunks = (tokens + chunk - 1) / chunk;
        int last = sizes.get(PastGradientLayout.SLOTS) - 1;
        int sharing = sizes.get(PastGradientLayout.HEADS) / sizes.get(PastGradientLayout.KV_HEADS);
        int from = state % chunks * chunk;
        int stop = TornadoMath.min(tokens, from + chunk);
        int xRow = sizes.get(xView + ViewLayout.ROW);
        int wRow = sizes.get(wView + ViewLayout.ROW);
        for (int u = 0; u < 8; u++) {
            totals[u] = 0.0f;
        }
        for (int g = 0; g < sharing; g++) {
            int head = state / chunks * sharing + g;
            int xAt = ViewLayout.index(sizes, xView, batch, head, 0, column);
            int wAt = ViewLayout.index(sizes, wView, batch, head, 0, 0);
            for (int block = from; block < stop; block += 256) {
                int end = TornadoMath.min(stop, block + 256);
                for (int u = 0; u < 8; u++) {
                    sums[u] = 0.0f;
                }
                // a slot beyond the last repeats it
                for (int i = block; i < end; i++) {
                    float value = x.get(xAt + i * xRow);
                    for (int u = 0; u < 8; u++) {
                        sums[u] += w.get(wAt + i * wRow + TornadoMath.min(slot + u, last)) * value;
                    }
                }
                for (int u = 0; u < 8; u++) {
                    totals[u] += sums[u];
                }
            }
        }
        for (int u = 0; u < 8; u++) {
            y.set(ViewLayout.index(sizes, yView, batch, state, TornadoMath.min(slot + u, last), column), totals[u]);
        }
    }
}
