package io.attn4j.kernels.past;

import io.attn4j.kernels.step.CompensatedSum;
import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Past-only Linformer attention (Linformer as a control of bounded memory, Peng et al. 2021, arXiv 2110.02488): the kernels
 * of {@link io.attn4j.plan.past.PastStates}, {@link io.attn4j.plan.past.PastAttention} and {@link io.attn4j.plan.past.PastRecurrence}.
 *
 * <p>Each position attends to k slots, {@code K_t = sum_{i<=t} e_i k_i^T} and {@code V_t} likewise. Keys at or beyond the
 * length of a batch add nothing and are not read. Everything is fp32.
 *
 * <p>Where slots forget ({@link io.attn4j.plan.past.SlotDecay}), states are decayed to the first row of their chunk, columns of
 * e and f are divided by the decay since then, and logits and probabilities of row t of a chunk are multiplied by {@code
 * gamma_r^t}.
 */
public final class PastOnlyAttention {
    static final int BATCH = 0;
    /** Query heads. */
    static final int HEADS = 1;
    /** Key/value heads. */
    static final int KV_HEADS = 2;
    /** N. */
    static final int TOKENS = 3;
    /** k. */
    static final int SLOTS = 4;
    /** D of queries and keys, and of the sequence whose states are summed. */
    static final int KEY_DIM = 5;

    static final int VALUE_DIM = 6;
    /** Rows of a chunk. */
    static final int CHUNK = 7;
    /** 1 when a state to start from is given. */
    static final int HAS_INITIAL = 8;
    /** 1 when the state after the last row is wanted. */
    static final int HAS_LAST = 9;
    /** Work-items of a group of {@link #forwardRows}. */
    static final int GROUP = 10;

    static final int Q = 11;
    static final int K = Q + ViewLayout.SIZE;
    static final int V = K + ViewLayout.SIZE;
    static final int E = V + ViewLayout.SIZE;
    static final int F = E + ViewLayout.SIZE;
    static final int O = F + ViewLayout.SIZE;
    /** 1 when slots forget. */
    static final int HAS_DECAY = O + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = HAS_DECAY + 1;

    /** Most work-items of a group of {@link #forwardRows}. */
    static final int MAX_GROUP = 64;

    private PastOnlyAttention() {}

    /**
     * States at chunk starts: {@code y[b,h,c] = initial + sum over n < c chunk of e_n x_n^T}, summed in blocks of up to
     * 256 rows, which are joined with compensation.
     * {@code 2 B Hkv N k D} FLOPs.
     *
     * @param ctx one work-item per (b, h, r, d), any local size
     * @param x keys or values [B,Hkv,N,D] at place K, in
     * @param e [1,Hkv,k,N] at place E, in
     * @param initial [B,Hkv,k,D] contiguous, in, or one unused element
     * @param lengths [B], in
     * @param sizes positions as named above, in
     * @param decay [3,k], ones where slots keep everything: factors of the initial state, from a chunk to the next, to the last
     *     row; in
     * @param y [B,Hkv*chunks,k,D] contiguous, out
     * @param last [B,Hkv,k,D] contiguous, out, or one unused element
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
        int heads = sizes.get(KV_HEADS);
        int slots = sizes.get(SLOTS);
        int dim = sizes.get(KEY_DIM);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * heads * slots * dim) {
            int d = item % dim;
            int r = (item / dim) % slots;
            int batchHead = item / dim / slots;
            int batch = batchHead / heads;
            int head = batchHead % heads;
            int tokens = sizes.get(TOKENS);
            int chunk = sizes.get(CHUNK);
            int chunks = (tokens + chunk - 1) / chunk;
            int length = TornadoMath.min(tokens, lengths.get(batch));
            int column = ViewLayout.index(sizes, K, batch, head, 0, d);
            int row = sizes.get(K + ViewLayout.ROW);
            int weights = ViewLayout.index(sizes, E, 0, head, r, 0);
            float total = 0.0f;
            float lost = 0.0f;
            if (sizes.get(HAS_INITIAL) == 1) {
                total = initial.get(item);
            }
            total *= decay.get(r);
            for (int c = 0; c < chunks; c++) {
                y.set(((batchHead * chunks + c) * slots + r) * dim + d, total);
                int stop = TornadoMath.min(length, (c + 1) * chunk);
                for (int block = c * chunk; block < stop; block += 256) {
                    int end = TornadoMath.min(stop, block + 256);
                    float sum = 0.0f;
                    for (int n = block; n < end; n++) {
                        sum += e.get(weights + n) * x.get(column + n * row);
                    }
                    float added = sum - lost;
                    float joined = total + added;
                    lost = CompensatedSum.lost(total, added, joined);
                    total = joined;
                }
                float kept = decay.get(slots * TornadoMath.min(2, 1 + (c + 1) / chunks) + r);
                total *= kept;
                lost *= kept;
            }
            if (sizes.get(HAS_LAST) == 1) {
                last.set(item, total);
            }
        }
    }

    /**
     * Each chunk by itself: from the states at its start and its own rows up to i. {@code 2 B H N (k (D + Dv) + c/2 (D + Dv
     * + 2 k))} FLOPs.
     *
     * @param ctx one work-item per (b, h, i), any local size
     * @param q [B,H,N,D], in
     * @param k [B,Hkv,N,D], in
     * @param v [B,Hkv,N,Dv], in
     * @param e [1,Hkv,k,N], in
     * @param f [1,Hkv,k,N], in
     * @param keyStates [B,Hkv*chunks,k,D] contiguous, in
     * @param valueStates [B,Hkv*chunks,k,Dv] contiguous, in
     * @param lengths [B], in
     * @param sizes positions as named above, in
     * @param scalars (scale), and where slots forget {@code gamma_r^t} [k,64] of the rows of a chunk, in
     * @param o [B,H,N,Dv], out
     * @param lse [B,H,N] contiguous, out
     * @param capacity template constant, at least k: private memory for the logits of a row
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
        int heads = sizes.get(HEADS);
        int tokens = sizes.get(TOKENS);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * heads * tokens) {
            float[] logits = new float[capacity];
            int i = item % tokens;
            int head = (item / tokens) % heads;
            int batch = item / tokens / heads;
            int kvHeads = sizes.get(KV_HEADS);
            int kvHead = head / (heads / kvHeads);
            int slots = sizes.get(SLOTS);
            int keyDim = sizes.get(KEY_DIM);
            int valueDim = sizes.get(VALUE_DIM);
            int chunk = sizes.get(CHUNK);
            int chunks = (tokens + chunk - 1) / chunk;
            int from = i / chunk * chunk;
            int stop = TornadoMath.min(i + 1, lengths.get(batch));
            int state = ((batch * kvHeads + kvHead) * chunks + i / chunk) * slots;
            int query = ViewLayout.index(sizes, Q, batch, head, i, 0);
            int eBase = ViewLayout.index(sizes, E, 0, kvHead, 0, 0);
            int eRow = sizes.get(E + ViewLayout.ROW);
            int fBase = ViewLayout.index(sizes, F, 0, kvHead, 0, 0);
            int fRow = sizes.get(F + ViewLayout.ROW);
            for (int r = 0; r < slots; r++) {
                float sum = 0.0f;
                for (int d = 0; d < keyDim; d++) {
                    sum += q.get(query + d) * keyStates.get((state + r) * keyDim + d);
                }
                logits[r] = sum;
            }
            for (int j = from; j < stop; j++) {
                int key = ViewLayout.index(sizes, K, batch, kvHead, j, 0);
                float dot = 0.0f;
                for (int d = 0; d < keyDim; d++) {
                    dot += q.get(query + d) * k.get(key + d);
                }
                for (int r = 0; r < slots; r++) {
                    logits[r] += dot * e.get(eBase + r * eRow + j);
                }
            }
            int decaying = sizes.get(HAS_DECAY) * slots;
            for (int r = 0; r < decaying; r++) {
                logits[r] *= scalars.get(1 + r * 64 + i - from);
            }
            float scale = scalars.get(0);
            float max = -3.0e38f;
            for (int r = 0; r < slots; r++) {
                logits[r] *= scale;
                max = TornadoMath.max(max, logits[r]);
            }
            float sum = 0.0f;
            for (int r = 0; r < slots; r++) {
                logits[r] = TornadoMath.exp(logits[r] - max);
                sum += logits[r];
            }
            for (int r = 0; r < decaying; r++) {
                logits[r] *= scalars.get(1 + r * 64 + i - from);
            }
            float inverse = 1.0f / sum;
            int out = ViewLayout.index(sizes, O, batch, head, i, 0);
            for (int d = 0; d < valueDim; d++) {
                float total = 0.0f;
                for (int r = 0; r < slots; r++) {
                    total += logits[r] * valueStates.get((state + r) * valueDim + d);
                }
                o.set(out + d, total * inverse);
            }
            for (int j = from; j < stop; j++) {
                float weight = 0.0f;
                for (int r = 0; r < slots; r++) {
                    weight += logits[r] * f.get(fBase + r * fRow + j);
                }
                weight *= inverse;
                int value = ViewLayout.index(sizes, V, batch, kvHead, j, 0);
                for (int d = 0; d < valueDim; d++) {
                    o.set(out + d, o.get(out + d) + weight * v.get(value + d));
                }
            }
            lse.set(item, max + TornadoMath.log(sum));
        }
    }

    /**
     * Row by row, the state in global memory: what decoding does.
     *
     * <p>Grid: x = the group's size (one on a CPU) per (b, key/value head); the work-items of a group share the state's
     * elements, the slots and the output columns. Local memory: {@code 4 capacity} bytes.
     *
     * @param q [B,H,N,D], in
     * @param k [B,Hkv,N,D], in
     * @param v [B,Hkv,N,Dv], in
     * @param e [1,Hkv,k,N], in
     * @param f [1,Hkv,k,N], in
     * @param lengths [B], in
     * @param sizes positions as named above, in
     * @param scalars (scale), and where slots forget {@code gamma_r} [k], in
     * @param keyState [B,Hkv,k,D] contiguous, in and out
     * @param valueState [B,Hkv,k,Dv] contiguous, in and out
     * @param o [B,H,N,Dv], out
     * @param lse [B,H,N] contiguous, out
     * @param capacity template constant, at least k
     */
    public static void forwardRows(
            KernelContext ctx,
            FloatArray q,
            FloatArray k,
            FloatArray v,
            FloatArray e,
            FloatArray f,
            IntArray lengths,
            IntArray sizes,
            FloatArray scalars,
            FloatArray keyState,
            FloatArray valueState,
            FloatArray o,
            FloatArray lse,
            int capacity) {
        float[] logits = ctx.allocateFloatLocalArray(capacity);
        int thread = ctx.localIdx;
        int threads = sizes.get(GROUP);
        int kvHeads = sizes.get(KV_HEADS);
        int batchHead = ctx.groupIdx;
        int batch = batchHead / kvHeads;
        int kvHead = batchHead % kvHeads;
        int heads = sizes.get(HEADS);
        int sharing = heads / kvHeads;
        int tokens = sizes.get(TOKENS);
        int slots = sizes.get(SLOTS);
        int keyDim = sizes.get(KEY_DIM);
        int valueDim = sizes.get(VALUE_DIM);
        int length = lengths.get(batch);
        int keyBase = batchHead * slots * keyDim;
        int valueBase = batchHead * slots * valueDim;
        float scale = scalars.get(0);
        int decaying = sizes.get(HAS_DECAY) * slots;
        for (int t = 0; t < tokens; t++) {
            // each work-item the elements that it adds to below
            for (int n = thread; n < decaying * keyDim; n += threads) {
                keyState.set(keyBase + n, keyState.get(keyBase + n) * scalars.get(1 + n / keyDim));
            }
            for (int n = thread; n < decaying * valueDim; n += threads) {
                valueState.set(valueBase + n, valueState.get(valueBase + n) * scalars.get(1 + n / valueDim));
            }
            if (t < length) {
                int key = ViewLayout.index(sizes, K, batch, kvHead, t, 0);
                for (int n = thread; n < slots * keyDim; n += threads) {
                    float weight = e.get(ViewLayout.index(sizes, E, 0, kvHead, n / keyDim, t));
                    keyState.set(keyBase + n, keyState.get(keyBase + n) + weight * k.get(key + n % keyDim));
                }
                int value = ViewLayout.index(sizes, V, batch, kvHead, t, 0);
                for (int n = thread; n < slots * valueDim; n += threads) {
                    float weight = f.get(ViewLayout.index(sizes, F, 0, kvHead, n / valueDim, t));
                    valueState.set(valueBase + n, valueState.get(valueBase + n) + weight * v.get(value + n % valueDim));
                }
            }
            ctx.globalBarrier();
            for (int g = 0; g < sharing; g++) {
                int head = kvHead * sharing + g;
                int query = ViewLayout.index(sizes, Q, batch, head, t, 0);
                for (int r = thread; r < slots; r += threads) {
                    float dot = 0.0f;
                    for (int d = 0; d < keyDim; d++) {
                        dot += q.get(query + d) * keyState.get(keyBase + r * keyDim + d);
                    }
                    logits[r] = dot * scale;
                }
                ctx.localBarrier();
                float max = -3.0e38f;
                for (int r = 0; r < slots; r++) {
                    max = TornadoMath.max(max, logits[r]);
                }
                ctx.localBarrier();
                for (int r = thread; r < slots; r += threads) {
                    logits[r] = TornadoMath.exp(logits[r] - max);
                }
                ctx.localBarrier();
                float sum = 0.0f;
                for (int r = 0; r < slots; r++) {
                    sum += logits[r];
                }
                int out = ViewLayout.index(sizes, O, batch, head, t, 0);
                for (int d = thread; d < valueDim; d += threads) {
                    float total = 0.0f;
                    for (int r = 0; r < slots; r++) {
                        total += logits[r] * valueState.get(valueBase + r * valueDim + d);
                    }
                    o.set(out + d, total / sum);
                }
                if (thread == 0) {
                    lse.set((batch * heads + head) * tokens + t, max + TornadoMath.log(sum));
                }
                ctx.localBarrier();
            }
            ctx.globalBarrier();
        }
    }
}
