package io.attn4j.kernels.peak;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** Kernels that do one thing as fast as the device can. */
public final class PeakKernels {
    /** Chains of a work-item that do not wait for each other. */
    static final int CHAINS = 16;

    /** Elements that a work-item copies. */
    static final int COPIED = 8;

    /** Multiply-adds of each chain in a round. */
    static final int STEPS = 8;

    private PeakKernels() {}

    /**
     * {@code x = x * factor + addend} {@link #STEPS} times a round in each of {@link #CHAINS} chains, enough for a GPU's latency.
     * A CPU reaches its own peak only if its driver makes vectors of neighbouring work-items.
     *
     * <p>Grid: x = work-items, any local size. FLOPs: {@code 256 * rounds} a work-item.
     *
     * @param factors factor and addend, in
     * @param sizes number of rounds, in
     * @param sums [work-items], sum of the chains, out
     */
    public static void multiplyAdds(KernelContext ctx, FloatArray factors, IntArray sizes, FloatArray sums) {
        int item = ctx.globalIdx;
        int rounds = sizes.get(0);
        float f = factors.get(0);
        float a = factors.get(1);
        float x0 = item;
        float x1 = item + 1.0f;
        float x2 = item + 2.0f;
        float x3 = item + 3.0f;
        float x4 = item + 4.0f;
        float x5 = item + 5.0f;
        float x6 = item + 6.0f;
        float x7 = item + 7.0f;
        float x8 = item + 8.0f;
        float x9 = item + 9.0f;
        float x10 = item + 10.0f;
        float x11 = item + 11.0f;
        float x12 = item + 12.0f;
        float x13 = item + 13.0f;
        float x14 = item + 14.0f;
        float x15 = item + 15.0f;
        for (int round = 0; round < rounds; round++) {
            for (int step = 0; step < 8; step++) {
                x0 = x0 * f + a;
                x1 = x1 * f + a;
                x2 = x2 * f + a;
                x3 = x3 * f + a;
                x4 = x4 * f + a;
                x5 = x5 * f + a;
                x6 = x6 * f + a;
                x7 = x7 * f + a;
                x8 = x8 * f + a;
                x9 = x9 * f + a;
                x10 = x10 * f + a;
                x11 = x11 * f + a;
                x12 = x12 * f + a;
                x13 = x13 * f + a;
                x14 = x14 * f + a;
                x15 = x15 * f + a;
            }
        }
        float sum = ((x0 + x1) + (x2 + x3)) + ((x4 + x5) + (x6 + x7));
        sum += ((x8 + x9) + (x10 + x11)) + ((x12 + x13) + (x14 + x15));
        sums.set(item, sum);
    }

    /**
     * {@code y[i] = x[i]}, eight elements a work-item, loaded before any is stored.
     *
     * <p>Grid: x = an eighth of the elements, any local size; neighbours take neighbouring elements. Bytes: 8 an element.
     *
     * @param x [elements], in
     * @param sizes work-items, in
     * @param y [elements], out
     */
    public static void copy(KernelContext ctx, FloatArray x, IntArray sizes, FloatArray y) {
        int stride = sizes.get(0);
        int item = ctx.globalIdx;
        float x0 = x.get(item);
        float x1 = x.get(item + stride);
        float x2 = x.get(item + 2 * stride);
        float x3 = x.get(item + 3 * stride);
        float x4 = x.get(item + 4 * stride);
        float x5 = x.get(item + 5 * stride);
        float x6 = x.get(item + 6 * stride);
        float x7 = x.get(item + 7 * stride);
        y.set(item, x0);
        y.set(item + stride, x1);
        y.set(item + 2 * stride, x2);
        y.set(item + 3 * stride, x3);
        y.set(item + 4 * stride, x4);
        y.set(item + 5 * stride, x5);
        y.set(item + 6 * stride, x6);
        y.set(item + 7 * stride, x7);
    }
}
