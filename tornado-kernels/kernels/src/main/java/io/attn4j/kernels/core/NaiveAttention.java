package io.attn4j.kernels.core;

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
 * {@link #MASKED} and weigh nothing; a fully masked row gives 0 and a log-sum-exp of negative infinity.
 */
public final class NaiveAttention {
    /**
     * The score of a masked pair. Tested by equality: TornadoVM 5.2 drops the NaN case of ordered comparisons, so that
     * {@code !(score <= MASKED)} would take a NaN for masked.
     */
    static final float MASKED = -3.0e38f;

    private NaiveAttention() {}

    /**
     * {@code scores[b,h,i,j] = scale * sum_d a[b,h,i,d] b[b,h',j,d] + c[b,h,j] + bias[b,h,i,j]}, masked pairs {@link
     * #MASKED}.
     *
     * @param ctx one work-item per (b, h, i, j), x only
     * @param a [B,H,N,da], in
     * @param b [B,Hkv,L,da], in
     * @param keyBias [B,H,L], in, or one unused element
     * @param bias [1|B,1|H,N,L], in, or one unused element
     * @param ranges [B,N,2] (start, end) of visible keys, in
     * @param shape {@link CoreLayout}, in
     * @param scalars (scale), in
     * @param scores [B,H,N,L], out
     */
    public static void forwardScores(
            KernelContext ctx,
            FloatArray a,
            FloatArray b,
            FloatArray keyBias,
            FloatArray bias,
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
                    int aRow = batch * shape.get(CoreLayout.A_BATCH)
                            + head * shape.get(CoreLayout.A_HEAD)
                            + row * shape.get(CoreLayout.A_ROW);
                    int bRow = batch * shape.get(CoreLayout.B_BATCH)
                            + (head / shape.get(CoreLayout.GROUP)) * shape.get(CoreLayout.B_HEAD)
                            + key * shape.get(CoreLayout.B_ROW);
                    int dim = shape.get(CoreLayout.KEY_DIM);
                    float sum = 0.0f;
                    for (int d = 0; d < dim; d++) {
                        sum += a.get(aRow + d) * b.get(bRow + d);
                    }
                    score = sum * scalars.get(0);
                    if (shape.get(CoreLayout.HAS_KEY_BIAS) == 1) {
                        score += keyBias.get(batch * shape.get(CoreLayout.KEY_BIAS_BATCH)
                                + head * shape.get(CoreLayout.KEY_BIAS_HEAD)
                                + key);
                    }
                    if (shape.get(CoreLayout.HAS_BIAS) == 1) {
                        score += bias.get(batch * shape.get(CoreLayout.BIAS_BATCH)
                                + head * shape.get(CoreLayout.BIAS_HEAD)
                                + row * shape.get(CoreLayout.BIAS_ROW)
                                + key);
                    }
                }
            }
            scores.set(index, score);
        }
    }

    /**
     * Softmax of each row in place, and its log-sum-exp.
     *
     * @param ctx one work-item per (b, h, i), x only
     * @param shape {@link CoreLayout}, in
     * @param scores [B,H,N,L], in and out
     * @param lse [B,H,N] natural logarithm, out
     */
    public static void forwardSoftmax(KernelContext ctx, IntArray shape, FloatArray scores, FloatArray lse) {
        int keys = shape.get(CoreLayout.KEYS);
        int row = ctx.globalIdx;
        if (row < shape.get(CoreLayout.BATCH) * shape.get(CoreLayout.HEADS) * shape.get(CoreLayout.QUERIES)) {
            int base = row * keys;
            float max = MASKED;
            for (int j = 0; j < keys; j++) {
                max = TornadoMath.max(max, scores.get(base + j));
            }
            float sum = 0.0f;
            for (int j = 0; j < keys; j++) {
                float score = scores.get(base + j);
                float weight = 0.0f;
                if (score != MASKED) {
                    weight = TornadoMath.exp(score - max);
                }
                scores.set(base + j, weight);
                sum += weight;
            }
            if (sum == 0.0f) {
                lse.set(row, TornadoMath.log(0.0f));
            } else {
                float inverse = 1.0f / sum;
                for (int j = 0; j < keys; j++) {
                    scores.set(base + j, scores.get(base + j) * inverse);
                }
                lse.set(row, max + TornadoMath.log(sum));
            }
        }
    }

    /**
     * {@code o[b,h,i,d] = sum_j p[b,h,i,j] w[b,h',j,d]} over the keys of non-zero weight.
     *
     * @param ctx one work-item per (b, h, i, d), x only
     * @param probabilities [B,H,N,L], in
     * @param w [B,Hkv,L,dv], in
     * @param ranges [B,N,2] (start, end) of visible keys, in
     * @param shape {@link CoreLayout}, in
     * @param o [B,H,N,dv], out
     */
    public static void forwardWeightedSum(
            KernelContext ctx, FloatArray probabilities, FloatArray w, IntArray ranges, IntArray shape, FloatArray o) {
        int heads = shape.get(CoreLayout.HEADS);
        int queries = shape.get(CoreLayout.QUERIES);
        int dim = shape.get(CoreLayout.VALUE_DIM);
        int index = ctx.globalIdx;
        if (index < shape.get(CoreLayout.BATCH) * heads * queries * dim) {
            int column = index % dim;
            int row = index / dim;
            int batchHead = row / queries;
            int batch = batchHead / heads;
            int head = batchHead % heads;
            int rangeAt = 2 * (batch * queries + row % queries);
            int end = ranges.get(rangeAt + 1);
            int rowStride = shape.get(CoreLayout.W_ROW);
            int wColumn = batch * shape.get(CoreLayout.W_BATCH)
                    + (head / shape.get(CoreLayout.GROUP)) * shape.get(CoreLayout.W_HEAD)
                    + column;
            int scoreRow = row * shape.get(CoreLayout.KEYS);
            float sum = 0.0f;
            for (int j = ranges.get(rangeAt); j < end; j++) {
                float weight = probabilities.get(scoreRow + j);
                if (weight != 0.0f) {
                    sum += weight * w.get(wColumn + j * rowStride);
                }
            }
            o.set(index, sum);
        }
    }
}
