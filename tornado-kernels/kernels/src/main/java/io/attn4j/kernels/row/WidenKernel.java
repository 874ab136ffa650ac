package io.attn4j.kernels.row;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** Floats of 16 bits as fp32, exactly: {@code y[c] = x[c]}; no FLOPs by the model, 2 bytes in and 4 out for each. */
public final class WidenKernel {
    /** Elements n. */
    static final int COUNT = 0;
    /** Entries of {@code sizes}. */
    static final int SIZE = 1;

    private WidenKernel() {}

    /**
     * From fp16.
     *
     * @param ctx one work-item for each pair of elements, any local size
     * @param x [n], element 2i in the lower half of integer i, 2i + 1 in the upper one, in
     * @param sizes positions as named above, in
     * @param y [n], out
     */
    public static void forwardF16(KernelContext ctx, IntArray x, IntArray sizes, FloatArray y) {
        int count = sizes.get(COUNT);
        int pair = ctx.globalIdx;
        if (pair < (count + 1) / 2) {
            int bits = x.get(pair);
            int first = 2 * pair;
            y.set(first, SixteenBits.fromF16(bits));
            if (first + 1 < count) {
                y.set(first + 1, SixteenBits.fromF16(bits >> 16));
            }
        }
    }

    /** From bf16, with the arguments of {@link #forwardF16}. */
    public static void forwardBf16(KernelContext ctx, IntArray x, IntArray sizes, FloatArray y) {
        int count = sizes.get(COUNT);
        int pair = ctx.globalIdx;
        if (pair < (count + 1) / 2) {
            int bits = x.get(pair);
            int first = 2 * pair;
            y.set(first, SixteenBits.fromBf16(bits));
            if (first + 1 < count) {
                y.set(first + 1, SixteenBits.fromBf16(bits >> 16));
            }
        }
    }
}
