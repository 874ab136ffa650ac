package io.attn4j.kernels.row;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * fp32 in 16 bits, {@code y[c] = x[c]} rounded to nearest, ties to even; no FLOPs by the model, 4 bytes in and 2 out for
 * each.
 */
public final class NarrowKernel {
    /** Elements n. */
    static final int COUNT = 0;
    /** Entries of {@code sizes}. */
    static final int SIZE = 1;

    private NarrowKernel() {}

    /**
     * To fp16.
     *
     * @param ctx one work-item for each pair of elements, any local size
     * @param x [n], in
     * @param sizes positions as named above, in
     * @param y [n], element 2i in the lower half of integer i, 2i + 1 in the upper one, out; what is above the last element
     *     of an odd n stays
     */
    public static void forwardF16(KernelContext ctx, FloatArray x, IntArray sizes, IntArray y) {
        int count = sizes.get(COUNT);
        int pair = ctx.globalIdx;
        if (pair < (count + 1) / 2) {
            int first = 2 * pair;
            int lower = SixteenBits.toF16(x.get(first));
            if (first + 1 < count) {
                y.set(pair, lower | (SixteenBits.toF16(x.get(first + 1)) << 16));
            } else {
                y.set(pair, lower | (y.get(pair) & 0xFFFF0000));
            }
        }
    }

    /** To bf16, with the arguments of {@link #forwardF16}. */
    public static void forwardBf16(KernelContext ctx, FloatArray x, IntArray sizes, IntArray y) {
        int count = sizes.get(COUNT);
        int pair = ctx.globalIdx;
        if (pair < (count + 1) / 2) {
            int first = 2 * pair;
            int lower = SixteenBits.toBf16(x.get(first));
            if (first + 1 < count) {
                y.set(pair, lower | (SixteenBits.toBf16(x.get(first + 1)) << 16));
            } else {
                y.set(pair, lower | (y.get(pair) & 0xFFFF0000));
            }
        }
    }
}
