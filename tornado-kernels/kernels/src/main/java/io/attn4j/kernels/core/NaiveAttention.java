package io.attn4j.kernels.core;

import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Attention in three tasks with the scores in global memory: {@code S = scale * A B^T + c + bias}, {@code P =
 * softmax(S)} by rows, {@code O = P W}.
 *
 * <p>The plain form of Vaswani et al. 2017, equation 1, kept as the yardstick for the fused kernels: it stores {@code B *
 * H * N * L} scores. One work-item computes one score, one row's softmax, or one output element. Masked pairs hold
 * {@link Logits#MASKED} and weigh nothing; a fully masked row gives 0 and a log-sum-exp of negative infinity.
 */
public final class NaiveAttention {
    private static final float MASKED = Logits.MASKED;

    /**
     * Keys that are summed before the sum joins those before, with compensation (Kahan 1965): rounding errors do not grow with
     * the number of keys.
     */
    private static final int BLOCK = 128;

    private NaiveAttention() {}

    /**
     * {@code scores[b,h,i,j] = scale * sum_d a[b,h,i,d] mu[h,d] b[b,h',j,d] + c[b,h,j] + beta[h] bias[b,h,i,j] + p[b,h,i,j
     * / low] q[b,h,i,j mod low]}, masked pairs {@link Logits#MASKED}.
     *
     * @param ctx one work-item per (b, h, i, j), x only
     * @param a [B,H,N,da], in
     * @param b [B,Hkv,L,da], in
     * @param mu [H,da], in, or one unused element
     * @param keyBias [B,H,L], in, or one unused element
     * @param bias [B,H,N,L], in, or one unused element
     * @param factors [B,H,N,high+low], in, or one unused element
     * @param ranges [B,N,2] (start, end) of visible keys, in
     * @param shape {@link CoreLayout}, in
     * @param scalars (scale, beta of each head), in
     * @param scores [B,H,N,L] contiguous, out
     */
    public static void forwardScores(
            KernelContext ctx,
            FloatArray a,
            FloatArray b,
            FloatArray mu,
            FloatArray keyBias,
            FloatArray bias,
            FloatArray factors,
            IntArray ranges,
            IntArray shape,
            FloatArray scalars,
            FloatArray scores) {
        int heads = shape.get(CoreLayout.HEADS);
        int queries = shape.get(CoreLayout.QUERIES);
        int keys = shape.get(CoreLayout.KEYS);
        int index = ctx.globalIdx;
        if (index < shape.get(CoreLayout.BATCH) * heads * queries * keys) {
            int key = index % keys;
            int row = (index / keys) % queries;
            int batchHead = index / keys / queries;
            int head = batchHead % heads;
            int batch = batchHead / heads;
            int rangeAt = 2 * (batch * queries + row);
            float score = MASKED;
            if (key >= ranges.get(rangeAt)) {
                if (key < ranges.get(rangeAt + 1)) {
                    int aRow = ViewLayout.index(shape, CoreLayout.A, batch, head, row, 0);
                    int bRow = ViewLayout.index(shape, CoreLayout.B, batch, head / shape.get(CoreLayout.GROUP), key, 0);
                    int dim = shape.get(CoreLayout.KEY_DIM);
                    float sum = 0.0f;
                    int hasMu = shape.get(CoreLayout.HAS_MU);
                    int muRow = ViewLayout.index(shape, CoreLayout.MU, 0, head, 0, 0);
                    // One loop for both cases: of two, TornadoVM 5.2 takes the sum of the second whichever ran.
                    for (int d = 0; d < dim; d++) {
                        float left = a.get(aRow + d);
                        if (hasMu == 1) {
                            left *= mu.get(muRow + d);
                        }
                        sum += left * b.get(bRow + d);
                    }
                    score = sum * scalars.get(0);
                    if (shape.get(CoreLayout.HAS_KEY_BIAS) == 1) {
                        score = Logits.biased(
                                score,
                                1.0f,
                                keyBias.get(ViewLayout.index(shape, CoreLayout.KEY_BIAS, batch, head, 0, key)));
                    }
                    if (shape.get(CoreLayout.HAS_BIAS) == 1) {
                        score = Logits.biased(
                                score,
                                scalars.get(1 + head),
                                bias.get(ViewLayout.index(shape, CoreLayout.BIAS, batch, head, row, key)));
                    }
                    if (shape.get(CoreLayout.HIGH) > 0) {
                        int low = shape.get(CoreLayout.LOW);
                        int factorRow = ViewLayout.index(shape, CoreLayout.FACTORS, batch, head, row, 0);
                        score = Logits.factored(
                                score,
                                factors.get(factorRow + key / low),
                                factors.get(factorRow + shape.get(CoreLayout.HIGH) + key % low));
                    }
                }
            }
            scores.set(index, score);
        }
    }

    /**
     * Softmax of each row in place over the keys that the row sees, 0 elsewhere, and its log-sum-exp.
     *
     * @param ctx one work-item per (b, h, i), x only
     * @param ranges [B,N,2] (start, end) of visible keys, in
     * @param shape {@link RowLayout}, in
     * @param scores [B,H,N,L] contiguous, in and out
     * @param lse [B,H,N] natural logarithm, out
     */
    public static void forwardSoftmax(
            KernelContext ctx, IntArray ranges, IntArray shape, FloatArray scores, FloatArray lse) {
        int keys = shape.get(RowLayout.KEYS);
        int queries = shape.get(RowLayout.QUERIES);
        int heads = shape.get(RowLayout.HEADS);
        int row = ctx.globalIdx;
        if (row < shape.get(RowLayout.BATCH) * heads * queries) {
            int base = row * keys;
            int rangeAt = 2 * (row / queries / heads * queries + row % queries);
            int start = ranges.get(rangeAt);
            int end = ranges.get(rangeAt + 1);
            float max = MASKED;
            for (int j = start; j < end; j++) {
                max = TornadoMath.max(max, scores.get(base + j));
            }
            float sum = 0.0f;
            float lost = 0.0f;
            for (int block = 0; block < keys; block += BLOCK) {
                float part = 0.0f;
                int stop = TornadoMath.min(keys, block + BLOCK);
                for (int j = block; j < stop; j++) {
                    float weight = 0.0f;
                    if (j >= start) {
                        if (j < end) {
                            weight = TornadoMath.exp(scores.get(base + j) - max);
                        }
                    }
                    scores.set(base + j, weight);
                    part += weight;
                }
                float added = part - lost;
                float joined = sum + added;
                lost = joined - sum - added;
                sum = joined;
            }
            if (sum == 0.0f) {
                lse.set(row, TornadoMath.log(0.0f));
            } else {
                float inverse = 1.0f / sum;
                for (int j = start; j < end; j++) {
                    scores.set(base + j, scores.get(base + j) * inverse);
                }
                lse.set(row, max + TornadoMath.log(sum));
            }
        }
    }

    /**
     * {@code o[b,h,i,d] = sum_j p[b,h,i,j] w[b,h',j,d]} over the keys that the row sees, of non-zero weight.
     *
     * @param ctx one work-item per (b, h, i, d), x only
     * @param probabilities [B,H,N,L], in
     * @param w [B,Hkv,L,dv], in
     * @param ranges [B,N,2] (start, end) of visible keys, in
     * @param shape {@link RowLayout}, in
     * @param o [B,H,N,dv], out
     */
    public static void forwardWeightedSum(
            KernelContext ctx, FloatArray probabilities, FloatArray w, IntArray ranges, IntArray shape, FloatArray o) {
        int heads = shape.get(RowLayout.HEADS);
        int queries = shape.get(RowLayout.QUERIES);
        int dim = shape.get(RowLayout.VALUE_DIM);
        int index = ctx.globalIdx;
        if (index < shape.get(RowLayout.BATCH) * heads * queries * dim) {
            int column = index % dim;
            int row = (index / dim) % queries;
            int batchHead = index / dim / queries;
            int batch = batchHead / heads;
            int head = batchHead % heads;
            int rangeAt = 2 * (batch * queries + row);
            int end = ranges.get(rangeAt + 1);
            int rowStride = shape.get(RowLayout.W + ViewLayout.ROW);
            int wColumn = ViewLayout.index(shape, RowLayout.W, batch, head / shape.get(RowLayout.GROUP), 0, column);
            int scoreRow = ViewLayout.index(shape, RowLayout.P, batch, head, row, 0);
            float sum = 0.0f;
            float lost = 0.0f;
            for (int block = ranges.get(rangeAt); block < end; block += BLOCK) {
                float part = 0.0f;
                int stop = TornadoMath.min(end, block + BLOCK);
                for (int j = block; j < stop; j++) {
                    float weight = probabilities.get(scoreRow + j);
                    if (weight != 0.0f) {
                        part += weight * w.get(wColumn + j * rowStride);
                    }
                }
                float added = part - lost;
                float joined = sum + added;
                lost = joined - sum - added;
                sum = joined;
            }
            o.set(ViewLayout.index(shape, RowLayout.O, batch, head, row, column), sum);
        }
    }
}
