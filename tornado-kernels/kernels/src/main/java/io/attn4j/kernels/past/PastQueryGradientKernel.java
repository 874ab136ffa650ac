package io.attn4j.kernels.past;

import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * The kernels of {@link io.attn4j.plan.past.PastQueryGradient} (docs/equations.md, section 2.7): probabilities and their
 * gradients of each row from the states at the start of its chunk and the rows of the chunk up to its own, then the
 * gradient by the query.
 *
 * <p>Keys beyond a row or the length of a batch are not read. fp32; a row's sums run over eight keys at a time, whose sums
 * are added up in ascending order.
 */
public final class PastQueryGradientKernel {
    private PastQueryGradientKernel() {}

    /**
     * {@code p_ir = exp(s_ir - lse_i)} and {@code ds_ir = scale p_ir (dP_ir - delta_i)}. {@code 2 B H N (k (D + Dv) + c/2 (D +
     * Dv + 2 k))} FLOPs for chunks of c rows.
     *
     * @param ctx one work-item per (b, h, i), any local size
     * @param q [B,H,N,D], in
     * @param k [B,Hkv,N,D], in
     * @param v [B,Hkv,N,Dv], in
     * @param e [1,Hkv,k,N], in
     * @param f [1,Hkv,k,N], in
     * @param keyStates [B,Hkv*chunks,k,D], in
     * @param valueStates [B,Hkv*chunks,k,Dv], in
     * @param lse [B,H,N,1], in
     * @param outputGradient [B,H,N,Dv], in
     * @param delta [B,H,N,1], in
     * @param lengths [B], in
     * @param sizes {@link PastGradientLayout}, in
     * @param scalars (scale), and where slots forget {@code gamma_r^t} [k,64] of the rows of a chunk, in
     * @param p [B,H,N,k], out
     * @param ds [B,H,N,k], out
     */
    public static void backwardScores(
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
            FloatArray ds) {
        int heads = sizes.get(PastGradientLayout.HEADS);
        int tokens = sizes.get(PastGradientLayout.TOKENS);
        int item = ctx.globalIdx;
        if (item < sizes.get(PastGradientLayout.BATCH) * heads * tokens) {
            float[] near = new float[8];
            float[] nearGradient = new float[8];
            int i = item % tokens;
            int head = (item / tokens) % heads;
            int batch = item / tokens / heads;
            int kvHead = head / (heads / sizes.get(PastGradientLayout.KV_HEADS));
            int slots = sizes.get(PastGradientLayout.SLOTS);
            int keyDim = sizes.get(PastGradientLayout.KEY_DIM);
            int valueDim = sizes.get(PastGradientLayout.VALUE_DIM);
            int chunk = sizes.get(PastGradientLayout.CHUNK);
            int from = i / chunk * chunk;
            int stop = TornadoMath.min(i + 1, lengths.get(batch));
            int state = kvHead * ((tokens + chunk - 1) / chunk) + i / chunk;
            int query = ViewLayout.index(sizes, PastGradientLayout.Q, batch, head, i, 0);
            int gradient = ViewLayout.index(sizes, PastGradientLayout.OUTPUT_GRADIENT, batch, head, i, 0);
            int pRow = ViewLayout.index(sizes, PastGradientLayout.P, batch, head, i, 0);
            int dsRow = ViewLayout.index(sizes, PastGradientLayout.DS, batch, head, i, 0);
            int keyState = ViewLayout.index(sizes, PastGradientLayout.KEY_STATES, batch, state, 0, 0);
            int keyStateRow = sizes.get(PastGradientLayout.KEY_STATES + ViewLayout.ROW);
            int valueState = ViewLayout.index(sizes, PastGradientLayout.VALUE_STATES, batch, state, 0, 0);
            int valueStateRow = sizes.get(PastGradientLayout.VALUE_STATES + ViewLayout.ROW);
            for (int r = 0; r < slots; r += 8) {
                for (int u = 0; u < 8; u++) {
                    near[u] = 0.0f;
                    nearGradient[u] = 0.0f;
                }
                // a slot beyond the last repeats it
                for (int d = 0; d < keyDim; d++) {
                    float x = q.get(query + d);
                    for (int u = 0; u < 8; u++) {
                        near[u] += x * keyStates.get(keyState + TornadoMath.min(r + u, slots - 1) * keyStateRow + d);
                    }
                }
                for (int d = 0; d < valueDim; d++) {
                    float x = outputGradient.get(gradient + d);
                    for (int u = 0; u < 8; u++) {
                        nearGradient[u] +=
                                x * valueStates.get(valueState + TornadoMath.min(r + u, slots - 1) * valueStateRow + d);
                    }
                }
                for (int u = 0; u < 8; u++) {
                    p.set(pRow + TornadoMath.min(r + u, slots - 1), near[u]);
                    ds.set(dsRow + TornadoMath.min(r + u, slots - 1), nearGradient[u]);
                }
            }
            int kBase = ViewLayout.index(sizes, PastGradientLayout.K, batch, kvHead, 0, 0);
            int kRow = sizes.get(PastGradientLayout.K + ViewLayout.ROW);
            int vBase = ViewLayout.index(sizes, PastGradientLayout.V, batch, kvHead, 0, 0);
            int vRow = sizes.get(PastGradientLayout.V + ViewLayout.ROW);
            int eBase = ViewLayout.index(sizes, PastGradientLayout.E, 0, kvHead, 0, 0);
            int eRow = sizes.get(PastGradientLayout.E + ViewLayout.ROW);
            int fBase = ViewLayout.index(sizes, PastGradientLayout.F, 0, kvHead, 0, 0);
            int fRow = sizes.get(PastGradientLayout.F + ViewLayout.ROW);
            for (int tile = from; tile < stop; tile += 8) {
                for (int u = 0; u < 8; u++) {
                    near[u] = 0.0f;
                    nearGradient[u] = 0.0f;
                }
                // a key beyond the last repeats it, with weight 0
                for (int d = 0; d < keyDim; d++) {
                    float x = q.get(query + d);
                    for (int u = 0; u < 8; u++) {
                        near[u] += x * k.get(kBase + TornadoMath.min(tile + u, stop - 1) * kRow + d);
                    }
                }
                for (int d = 0; d < valueDim; d++) {
                    float x = outputGradient.get(gradient + d);
                    for (int u = 0; u < 8; u++) {
                        nearGradient[u] += x * v.get(vBase + TornadoMath.min(tile + u, stop - 1) * vRow + d);
                    }
                }
                for (int u = 0; u < 8; u++) {
                    float one = TornadoMath.max(0, TornadoMath.min(1, stop - tile - u));
                    near[u] *= one;
                    nearGradient[u] *= one;
                }
                for (int r = 0; r < slots; r++) {
                    float logit = 0.0f;
                    float dp = 0.0f;
                    for (int u = 0; u < 8; u++) {
                        int key = TornadoMath.min(tile + u, stop - 1);
                        logit += near[u] * e.get(eBase + r * eRow + key);
                        dp += nearGradient[u] * f.get(fBase + r * fRow + key);
                    }
                    p.set(pRow + r, p.get(pRow + r) + logit);
                    ds.set(dsRow + r, ds.get(dsRow + r) + dp);
                }
            }
            float scale = scalars.get(0);
            float logSum = lse.get(ViewLayout.index(sizes, PastGradientLayout.LSE, batch, head, i, 0));
            float mean = delta.get(ViewLayout.index(sizes, PastGradientLayout.DELTA, batch, head, i, 0));
            int decaying = sizes.get(PastGradientLayout.HAS_DECAY) * slots;
            for (int r = 0; r < decaying; r++) {
                float kept = scalars.get(1 + r * 64 + i - from);
                p.set(pRow + r, p.get(pRow + r) * kept);
                ds.set(dsRow + r, ds.get(dsRow + r) * kept);
            }
            for (int r = 0; r < slots; r++) {
                float weight = TornadoMath.exp(p.get(pRow + r) * scale - logSum);
                p.set(pRow + r, weight);
                ds.set(dsRow + r, scale * weight * (ds.get(dsRow + r) - mean));
            }
            for (int r = 0; r < decaying; r++) {
                float kept = scalars.get(1 + r * 64 + i - from);
                p.set(pRow + r, p.get(pRow + r) * kept);
                ds.set(dsRow + r, ds.get(dsRow + r) * kept);
            }
        }
    }

    /**
     * {@code dq_i = sum_r ds_ir K0_r + sum_j (sum_r ds_ir e[r,j]) k_j}. {@code 2 B H N (k D + c/2 (D + k))} FLOPs.
     *
     * @param ctx one work-item per (b, h, i), any local size
     * @param k [B,Hkv,N,D], in
     * @param e [1,Hkv,k,N], in
     * @param keyStates [B,Hkv*chunks,k,D], in
     * @param ds [B,H,N,k], in
     * @param lengths [B], in
     * @param sizes {@link PastGradientLayout}, in
     * @param dq [B,H,N,D], out
     */
    public static void backwardRows(
            KernelContext ctx,
            FloatArray k,
            FloatArray e,
            FloatArray keyStates,
            FloatArray ds,
            IntArray lengths,
            IntArray sizes,
            FloatArray dq) {
        int heads = sizes.get(PastGradientLayout.HEADS);
        int tokens = sizes.get(PastGradientLayout.TOKENS);
        int item = ctx.globalIdx;
        if (item < sizes.get(PastGradientLayout.BATCH) * heads * tokens) {
            float[] sums = new float[8];
            int i = item % tokens;
            int head = (item / tokens) % heads;
            int batch = item / tokens / heads;
            int kvHead = head / (heads / sizes.get(PastGradientLayout.KV_HEADS));
            int slots = sizes.get(PastGradientLayout.SLOTS);
            int dim = sizes.get(PastGradientLayout.KEY_DIM);
            int chunk = sizes.get(PastGradientLayout.CHUNK);
            int from = i / chunk * chunk;
            int stop = TornadoMath.min(i + 1, lengths.get(batch));
            int state = kvHead * ((tokens + chunk - 1) / chunk) + i / chunk;
            int dsRow = ViewLayout.index(sizes, PastGradientLayout.DS, batch, head, i, 0);
            int dqRow = ViewLayout.index(sizes, PastGradientLayout.DQ, batch, head, i, 0);
            int stateBase = ViewLayout.index(sizes, PastGradientLayout.KEY_STATES, batch, state, 0, 0);
            int stateRow = sizes.get(PastGradientLayout.KEY_STATES + ViewLayout.ROW);
            int kBase = ViewLayout.index(sizes, PastGradientLayout.K, batch, kvHead, 0, 0);
            int kRow = sizes.get(PastGradientLayout.K + ViewLayout.ROW);
            int eBase = ViewLayout.index(sizes, PastGradientLayout.E, 0, kvHead, 0, 0);
            int eRow = sizes.get(PastGradientLayout.E + ViewLayout.ROW);
            for (int d = 0; d < dim; d += 8) {
                for (int u = 0; u < 8; u++) {
                    sums[u] = 0.0f;
                }
                // a column beyond the last repeats it
                for (int r = 0; r < slots; r++) {
                    float x = ds.get(dsRow + r);
                    for (int u = 0; u < 8; u++) {
                        sums[u] += x * keyStates.get(stateBase + r * stateRow + TornadoMath.min(d + u, dim - 1));
                    }
                }
                for (int u = 0; u < 8; u++) {
                    dq.set(dqRow + TornadoMath.min(d + u, dim - 1), sums[u]);
                }
            }
            for (int tile = from; tile < stop; tile += 8) {
                for (int u = 0; u < 8; u++) {
                    sums[u] = 0.0f;
                }
                // a key beyond the last repeats it, with weight 0
                for (int r = 0; r < slots; r++) {
                    float x = ds.get(dsRow + r);
                    for (int u = 0; u < 8; u++) {
                        sums[u] += x * e.get(eBase + r * eRow + TornadoMath.min(tile + u, stop - 1));
                    }
                }
                for (int u = 0; u < 8; u++) {
                    float one = TornadoMath.max(0, TornadoMath.min(1, stop - tile - u));
                    sums[u] *= one;
                }
                for (int d = 0; d < dim; d++) {
                    float sum = 0.0f;
                    for (int u = 0; u < 8; u++) {
                        sum += sums[u] * k.get(kBase + TornadoMath.min(tile + u, stop - 1) * kRow + d);
                    }
                    dq.set(dqRow + d, dq.get(dqRow + d) + sum);
                }
            }
        }
    }
}
