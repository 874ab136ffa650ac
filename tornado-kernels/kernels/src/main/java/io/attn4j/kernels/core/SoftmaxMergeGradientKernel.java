package io.attn4j.kernels.core;

import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Gradients of {@link SoftmaxMergeKernel}: with {@code a_k = e^(l_k - lse)}, {@code do_k = a_k do} and {@code dl_k = a_k (do .
 * (o_k - o) + dlse)}; zeros for a side without keys, whose o is not read.
 */
public final class SoftmaxMergeGradientKernel {
    static final int BATCH = 0;
    static final int HEADS = 1;
    static final int ROWS = 2;
    static final int COLUMNS = 3;
    /** Work-items that share a row of {@link #backwardOutputs}. */
    static final int LANES = 4;
    /** 1 when dlse is given. */
    static final int HAS_LSE_GRADIENT = 5;

    static final int O1 = 6;
    static final int LSE1 = O1 + ViewLayout.SIZE;
    static final int O2 = LSE1 + ViewLayout.SIZE;
    static final int LSE2 = O2 + ViewLayout.SIZE;
    static final int O = LSE2 + ViewLayout.SIZE;
    static final int LSE = O + ViewLayout.SIZE;
    static final int GRADIENT = LSE + ViewLayout.SIZE;
    static final int LSE_GRADIENT = GRADIENT + ViewLayout.SIZE;
    static final int DO1 = LSE_GRADIENT + ViewLayout.SIZE;
    static final int DLSE1 = DO1 + ViewLayout.SIZE;
    static final int DO2 = DLSE1 + ViewLayout.SIZE;
    static final int DLSE2 = DO2 + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = DLSE2 + ViewLayout.SIZE;

    private SoftmaxMergeGradientKernel() {}

    /**
     * The gradients by the log-sum-exps; {@code 6 B H N D} FLOPs.
     *
     * @param ctx one work-item per (b, h, i), any local size
     * @param o1 [B,H,N,D], column stride 1, in
     * @param lse1 [B,H,N,1], in
     * @param o2 [B,H,N,D], column stride 1, in
     * @param lse2 [B,H,N,1], in
     * @param o [B,H,N,D], column stride 1, in
     * @param lse [B,H,N,1], in
     * @param gradient do [B,H,N,D], column stride 1, in
     * @param lseGradient dlse [B,H,N,1], in, or one unused element
     * @param sizes positions as named above, in
     * @param dlse1 [B,H,N,1], out
     * @param dlse2 [B,H,N,1], out
     */
    public static void backwardLogSums(
            KernelContext ctx,
            FloatArray o1,
            FloatArray lse1,
            FloatArray o2,
            FloatArray lse2,
            FloatArray o,
            FloatArray lse,
            FloatArray gradient,
            FloatArray lseGradient,
            IntArray sizes,
            FloatArray dlse1,
            FloatArray dlse2) {
        int heads = sizes.get(HEADS);
        int rows = sizes.get(ROWS);
        int columns = sizes.get(COLUMNS);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * heads * rows) {
            int row = item % rows;
            int head = item / rows % heads;
            int batch = item / rows / heads;
            int at1 = ViewLayout.index(sizes, O1, batch, head, row, 0);
            int at2 = ViewLayout.index(sizes, O2, batch, head, row, 0);
            int at = ViewLayout.index(sizes, O, batch, head, row, 0);
            int gradientAt = ViewLayout.index(sizes, GRADIENT, batch, head, row, 0);
            float total = lse.get(ViewLayout.index(sizes, LSE, batch, head, row, 0));
            float weight1 = share(lse1.get(ViewLayout.index(sizes, LSE1, batch, head, row, 0)), total);
            float weight2 = share(lse2.get(ViewLayout.index(sizes, LSE2, batch, head, row, 0)), total);
            float sum1 = 0.0f;
            float sum2 = 0.0f;
            for (int c = 0; c < columns; c++) {
                float g = gradient.get(gradientAt + c);
                float x = o.get(at + c);
                sum1 += g * (o1.get(at1 + c) - x);
                sum2 += g * (o2.get(at2 + c) - x);
            }
            float d = 0.0f;
            if (sizes.get(HAS_LSE_GRADIENT) == 1) {
                d = lseGradient.get(ViewLayout.index(sizes, LSE_GRADIENT, batch, head, row, 0));
            }
            float x1 = weight1 == 0.0f ? 0.0f : weight1 * (sum1 + d);
            float x2 = weight2 == 0.0f ? 0.0f : weight2 * (sum2 + d);
            dlse1.set(ViewLayout.index(sizes, DLSE1, batch, head, row, 0), x1);
            dlse2.set(ViewLayout.index(sizes, DLSE2, batch, head, row, 0), x2);
        }
    }

    /**
     * The gradients by the outputs; {@code 2 B H N D} FLOPs.
     *
     * @param ctx one work-item per (b, h, i, lane), any local size; lane l takes columns l, l + lanes, ...
     * @param lse1 [B,H,N,1], in
     * @param lse2 [B,H,N,1], in
     * @param lse [B,H,N,1], in
     * @param gradient do [B,H,N,D], column stride 1, in
     * @param sizes positions as named above, in
     * @param do1 [B,H,N,D], column stride 1, out
     * @param do2 [B,H,N,D], column stride 1, out
     */
    public static void backwardOutputs(
            KernelContext ctx,
            FloatArray lse1,
            FloatArray lse2,
            FloatArray lse,
            FloatArray gradient,
            IntArray sizes,
            FloatArray do1,
            FloatArray do2) {
        int heads = sizes.get(HEADS);
        int rows = sizes.get(ROWS);
        int columns = sizes.get(COLUMNS);
        int lanes = sizes.get(LANES);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * heads * rows * lanes) {
            int row = item / lanes % rows;
            int head = item / lanes / rows % heads;
            int batch = item / lanes / rows / heads;
            int to1 = ViewLayout.index(sizes, DO1, batch, head, row, 0);
            int to2 = ViewLayout.index(sizes, DO2, batch, head, row, 0);
            int at = ViewLayout.index(sizes, GRADIENT, batch, head, row, 0);
            float total = lse.get(ViewLayout.index(sizes, LSE, batch, head, row, 0));
            float weight1 = share(lse1.get(ViewLayout.index(sizes, LSE1, batch, head, row, 0)), total);
            float weight2 = share(lse2.get(ViewLayout.index(sizes, LSE2, batch, head, row, 0)), total);
            for (int c = item % lanes; c < columns; c += lanes) {
                float g = gradient.get(at + c);
                float x1 = weight1 == 0.0f ? 0.0f : weight1 * g;
                float x2 = weight2 == 0.0f ? 0.0f : weight2 * g;
                do1.set(to1 + c, x1);
                do2.set(to2 + c, x2);
            }
        }
    }

    /** {@code e^(part - total)}, the weight of a side; 0 for one without keys. */
    private static float share(float part, float total) {
        return part == TornadoMath.log(0.0f) ? 0.0f : TornadoMath.exp(part - total);
    }
}
