package io.attn4j.kernels.core;

import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Joins two attentions of the same rows over disjoint keys: {@code lse = log(e^l1 + e^l2)}, {@code o = e^(l1 - lse) o1 +
 * e^(l2 - lse) o2}.
 *
 * <p>A side without keys has {@code l = -inf}; its o is not read. Without keys on both sides o is 0 and lse -inf. Weights
 * are taken relative to the larger of l1 and l2, so that no exponential overflows.
 *
 * <p>Outputs and log-sum-exps are kernels of their own, in this order: lse may be stored over l1.
 */
public final class SoftmaxMergeKernel {
    static final int BATCH = 0;
    static final int HEADS = 1;
    static final int ROWS = 2;
    static final int COLUMNS = 3;
    /** Work-items that share a row of {@link #forwardOutputs}. */
    static final int LANES = 4;

    static final int O1 = 5;
    static final int LSE1 = O1 + ViewLayout.SIZE;
    static final int O2 = LSE1 + ViewLayout.SIZE;
    static final int LSE2 = O2 + ViewLayout.SIZE;
    static final int O = LSE2 + ViewLayout.SIZE;
    static final int LSE = O + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = LSE + ViewLayout.SIZE;

    private SoftmaxMergeKernel() {}

    /**
     * The outputs; {@code 3 B H N D} FLOPs.
     *
     * @param ctx one work-item per (b, h, i, lane), any local size; lane l joins columns l, l + lanes, ...
     * @param o1 [B,H,N,D], column stride 1, in
     * @param lse1 [B,H,N,1], in
     * @param o2 [B,H,N,D], column stride 1, in
     * @param lse2 [B,H,N,1], in
     * @param sizes positions as named above, in
     * @param o [B,H,N,D], column stride 1, out; may be o1
     */
    public static void forwardOutputs(
            KernelContext ctx,
            FloatArray o1,
            FloatArray lse1,
            FloatArray o2,
            FloatArray lse2,
            IntArray sizes,
            FloatArray o) {
        int heads = sizes.get(HEADS);
        int rows = sizes.get(ROWS);
        int columns = sizes.get(COLUMNS);
        int lanes = sizes.get(LANES);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * heads * rows * lanes) {
            int lane = item % lanes;
            int row = (item / lanes) % rows;
            int batchHead = item / lanes / rows;
            int head = batchHead % heads;
            int batch = batchHead / heads;
            int at1 = ViewLayout.index(sizes, O1, batch, head, row, 0);
            int at2 = ViewLayout.index(sizes, O2, batch, head, row, 0);
            int to = ViewLayout.index(sizes, O, batch, head, row, 0);
            float l1 = lse1.get(ViewLayout.index(sizes, LSE1, batch, head, row, 0));
            float l2 = lse2.get(ViewLayout.index(sizes, LSE2, batch, head, row, 0));
            float none = TornadoMath.log(0.0f);
            if (l1 == none) {
                if (l2 == none) {
                    for (int c = lane; c < columns; c += lanes) {
                        o.set(to + c, 0.0f);
                    }
                } else {
                    for (int c = lane; c < columns; c += lanes) {
                        o.set(to + c, o2.get(at2 + c));
                    }
                }
            } else {
                if (l2 == none) {
                    for (int c = lane; c < columns; c += lanes) {
                        o.set(to + c, o1.get(at1 + c));
                    }
                } else {
                    float max = TornadoMath.max(l1, l2);
                    float e1 = TornadoMath.exp(l1 - max);
                    float e2 = TornadoMath.exp(l2 - max);
                    float weight1 = e1 / (e1 + e2);
                    float weight2 = e2 / (e1 + e2);
                    for (int c = lane; c < columns; c += lanes) {
                        o.set(to + c, weight1 * o1.get(at1 + c) + weight2 * o2.get(at2 + c));
                    }
                }
            }
        }
    }

    /**
     * The log-sum-exps, natural logarithm.
     *
     * @param ctx one work-item per (b, h, i), any local size
     * @param lse1 [B,H,N,1], in
     * @param lse2 [B,H,N,1], in
     * @param sizes positions as named above, in
     * @param lse [B,H,N,1], out; may be lse1
     */
    public static void forwardLogSums(
            KernelContext ctx, FloatArray lse1, FloatArray lse2, IntArray sizes, FloatArray lse) {
        int heads = sizes.get(HEADS);
        int rows = sizes.get(ROWS);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * heads * rows) {
            int row = item % rows;
            int head = (item / rows) % heads;
            int batch = item / rows / heads;
            float l1 = lse1.get(ViewLayout.index(sizes, LSE1, batch, head, row, 0));
            float l2 = lse2.get(ViewLayout.index(sizes, LSE2, batch, head, row, 0));
            float none = TornadoMath.log(0.0f);
            float joined = l1;
            if (l1 == none) {
                joined = l2;
            } else {
                if (l2 != none) {
                    float max = TornadoMath.max(l1, l2);
                    joined = max + TornadoMath.log(TornadoMath.exp(l1 - max) + TornadoMath.exp(l2 - max));
                }
            }
            lse.set(ViewLayout.index(sizes, LSE, batch, head, row, 0), joined);
        }
    }
}
