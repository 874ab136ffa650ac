package io.attn4j.kernels.head;

import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Adaptive head selection: gates {@code g [B,N,H]} from logits {@code z [B,1,N,H]}, and outputs multiplied by them
 * (docs/equations.md, section 5.2).
 *
 * <p>The kernels of gates take one work-item per (b, i), any local size; {@code z}, column stride 1, in; {@code sizes},
 * positions as named here, in; {@code gates [B,N,H]} row-major, out. No exponential overflows.
 */
public final class HeadGateKernel {
    static final int BATCH = 0;
    static final int HEADS = 1;
    static final int ROWS = 2;
    static final int COLUMNS = 3;
    /** Work-items that share a row of {@link #forwardProduct}. */
    static final int LANES = 4;
    /** Heads that {@link #forwardMixture} always takes. */
    static final int SHARED = 5;
    /** Other heads that {@link #forwardMixture} takes for each row. */
    static final int TOP = 6;

    static final int Z = 7;
    static final int O = Z + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = O + ViewLayout.SIZE;

    private HeadGateKernel() {}

    /** {@code g_h = 1 / (1 + e^-z_h)}. */
    public static void forwardSigmoid(KernelContext ctx, FloatArray z, IntArray sizes, FloatArray gates) {
        int heads = sizes.get(HEADS);
        int rows = sizes.get(ROWS);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * rows) {
            int from = ViewLayout.index(sizes, Z, item / rows, 0, item % rows, 0);
            int to = item * heads;
            for (int h = 0; h < heads; h++) {
                float logit = z.get(from + h);
                float small = TornadoMath.exp(-TornadoMath.abs(logit));
                float gate = 1.0f / (1.0f + small);
                if (logit < 0.0f) {
                    gate = small / (1.0f + small);
                }
                gates.set(to + h, gate);
            }
        }
    }

    /** {@code g = H softmax(z)}. */
    public static void forwardSoftmax(KernelContext ctx, FloatArray z, IntArray sizes, FloatArray gates) {
        int heads = sizes.get(HEADS);
        int rows = sizes.get(ROWS);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * rows) {
            int from = ViewLayout.index(sizes, Z, item / rows, 0, item % rows, 0);
            int to = item * heads;
            float max = z.get(from);
            for (int h = 1; h < heads; h++) {
                max = TornadoMath.max(max, z.get(from + h));
            }
            float sum = 0.0f;
            for (int h = 0; h < heads; h++) {
                sum += TornadoMath.exp(z.get(from + h) - max);
            }
            float factor = heads / sum;
            for (int h = 0; h < heads; h++) {
                gates.set(to + h, factor * TornadoMath.exp(z.get(from + h) - max));
            }
        }
    }

    /**
     * Mixture of heads: the first {@code shared} heads get {@code alpha_1 shared softmax(z_shared)_h}; of the rest, the
     * {@code top} with the largest logits, ties to the lowest head, get {@code alpha_2 top p_h / sum_top p}, the others 0;
     * {@code (alpha_1, alpha_2) = 2 softmax(z_H, z_H+1)}, and without shared heads {@code alpha_2 = 1}.
     *
     * <p>{@code p = softmax(z_routed)}: its denominator cancels and is not computed.
     */
    public static void forwardMixture(KernelContext ctx, FloatArray z, IntArray sizes, FloatArray gates) {
        int heads = sizes.get(HEADS);
        int rows = sizes.get(ROWS);
        int shared = sizes.get(SHARED);
        int top = sizes.get(TOP);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * rows) {
            int from = ViewLayout.index(sizes, Z, item / rows, 0, item % rows, 0);
            int to = item * heads;
            float routedShare = 1.0f;
            if (shared > 0) {
                float z1 = z.get(from + heads);
                float z2 = z.get(from + heads + 1);
                float larger = TornadoMath.max(z1, z2);
                float e1 = TornadoMath.exp(z1 - larger);
                float e2 = TornadoMath.exp(z2 - larger);
                routedShare = 2.0f * e2 / (e1 + e2);
                float sharedMax = z.get(from);
                for (int h = 1; h < shared; h++) {
                    sharedMax = TornadoMath.max(sharedMax, z.get(from + h));
                }
                float sharedSum = 0.0f;
                for (int h = 0; h < shared; h++) {
                    sharedSum += TornadoMath.exp(z.get(from + h) - sharedMax);
                }
                float factor = 2.0f * e1 / (e1 + e2) * shared / sharedSum;
                for (int h = 0; h < shared; h++) {
                    gates.set(to + h, factor * TornadoMath.exp(z.get(from + h) - sharedMax));
                }
            }
            float max = z.get(from + shared);
            for (int h = shared + 1; h < heads; h++) {
                max = TornadoMath.max(max, z.get(from + h));
            }
            float sum = 0.0f;
            for (int h = shared; h < heads; h++) {
                float logit = z.get(from + h);
                int before = 0;
                for (int other = shared; other < heads; other++) {
                    float otherLogit = z.get(from + other);
                    if (otherLogit > logit) {
                        before++;
                    }
                    if (otherLogit == logit) {
                        if (other < h) {
                            before++;
                        }
                    }
                }
                float weight = 0.0f;
                if (before < top) {
                    weight = TornadoMath.exp(logit - max);
                }
                sum += weight;
                gates.set(to + h, weight);
            }
            float factor = routedShare * top / sum;
            for (int h = shared; h < heads; h++) {
                gates.set(to + h, factor * gates.get(to + h));
            }
        }
    }

    /**
     * {@code o[b,h,i,:] *= g[b,i,h]}; {@code B H N D} FLOPs.
     *
     * @param ctx one work-item per (b, h, i, lane), any local size; lane l multiplies columns l, l + lanes, ...
     * @param gates [B,N,H] row-major, in
     * @param sizes positions as named above, in
     * @param o [B,H,N,D], column stride 1, in and out
     */
    public static void forwardProduct(KernelContext ctx, FloatArray gates, IntArray sizes, FloatArray o) {
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
            float gate = gates.get((batch * rows + row) * heads + head);
            int at = ViewLayout.index(sizes, O, batch, head, row, 0);
            for (int c = lane; c < columns; c += lanes) {
                o.set(at + c, gate * o.get(at + c));
            }
        }
    }
}
