package io.attn4j.kernels.optimizer;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * {@code y = before + sum_c x[c]^2} in two tasks: the sums of parts, then theirs.
 *
 * <p>{@code 2 n} FLOPs. fp32; parts, lanes and blocks keep chains of additions short, so that the error does not grow with n.
 * Which device takes which shape changes the order; on one device it depends on n alone.
 */
public final class SquaredSumKernel {
    /** n. */
    static final int COUNT = 0;
    /** Parts that x is cut into. */
    static final int PARTS = 1;
    /** 1 when before is given. */
    static final int HAS_BEFORE = 2;

    static final int X_OFFSET = 3;
    static final int BEFORE_OFFSET = 4;
    static final int Y_OFFSET = 5;
    /** Entries of {@code sizes}. */
    static final int SIZE = 6;

    /** Elements of a part of {@link #forwardBlocks}. */
    static final int BLOCK = 2048;

    /** Work-items of the group of {@link #forwardGroup}. */
    static final int GROUP = 128;

    /** Local memory of the group of {@link #forwardGroup}. */
    static final int GROUP_LOCAL_BYTES = GROUP * Float.BYTES;

    private SquaredSumKernel() {}

    /**
     * CPU shape: the sum over each block of 2048 neighbours, in 16 lanes.
     *
     * @param ctx one work-item per part, any local size
     * @param x [n], in
     * @param sizes positions as named above, in
     * @param parts [PARTS], out
     */
    public static void forwardBlocks(KernelContext ctx, FloatArray x, IntArray sizes, FloatArray parts) {
        int part = ctx.globalIdx;
        if (part < sizes.get(PARTS)) {
            int from = sizes.get(X_OFFSET) + part * 2048;
            int count = TornadoMath.min(2048, sizes.get(COUNT) - part * 2048);
            int whole = count / 16 * 16;
            float[] sums = new float[16];
            for (int k = 0; k < 16; k++) {
                sums[k] = 0.0f;
            }
            for (int c = 0; c < whole; c += 16) {
                for (int k = 0; k < 16; k++) {
                    float value = x.get(from + c + k);
                    sums[k] += value * value;
                }
            }
            float rest = 0.0f;
            for (int c = whole; c < count; c++) {
                float value = x.get(from + c);
                rest += value * value;
            }
            for (int k = 0; k < 8; k++) {
                sums[k] += sums[k + 8];
            }
            for (int k = 0; k < 4; k++) {
                sums[k] += sums[k + 4];
            }
            parts.set(part, (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest);
        }
    }

    /**
     * GPU shape: part p is the sum over elements p, p + PARTS, ..., eight at a time.
     *
     * @param ctx one work-item per part, any local size
     * @param x [n], in
     * @param sizes positions as named above, in
     * @param parts [PARTS], out
     */
    public static void forwardStrided(KernelContext ctx, FloatArray x, IntArray sizes, FloatArray parts) {
        int part = ctx.globalIdx;
        int stride = sizes.get(PARTS);
        if (part < stride) {
            int from = sizes.get(X_OFFSET);
            int count = sizes.get(COUNT);
            int rounds = count / (8 * stride);
            float[] sums = new float[8];
            for (int k = 0; k < 8; k++) {
                sums[k] = 0.0f;
            }
            for (int round = 0; round < rounds; round++) {
                int at = from + round * 8 * stride + part;
                for (int k = 0; k < 8; k++) {
                    float value = x.get(at + k * stride);
                    sums[k] += value * value;
                }
            }
            int done = rounds * 8 * stride;
            float rest = 0.0f;
            for (int c = part; c < count - done; c += stride) {
                float value = x.get(from + done + c);
                rest += value * value;
            }
            parts.set(
                    part,
                    ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7])) + rest);
        }
    }

    /**
     * CPU shape: the sum of the parts, 64 at a time.
     *
     * @param ctx one work-item
     * @param parts [PARTS], in
     * @param before [1], or one unused element, in
     * @param sizes positions as named above, in
     * @param y [1], out; may be before
     */
    public static void forwardPartials(
            KernelContext ctx, FloatArray parts, FloatArray before, IntArray sizes, FloatArray y) {
        if (ctx.globalIdx == 0) {
            int count = sizes.get(PARTS);
            float total = 0.0f;
            for (int from = 0; from < count; from += 64) {
                int to = TornadoMath.min(count, from + 64);
                float sum = 0.0f;
                for (int p = from; p < to; p++) {
                    sum += parts.get(p);
                }
                total += sum;
            }
            if (sizes.get(HAS_BEFORE) == 1) {
                total += before.get(sizes.get(BEFORE_OFFSET));
            }
            y.set(sizes.get(Y_OFFSET), total);
        }
    }

    /**
     * GPU shape: the sum of the parts, a group's work-item t taking parts t, t + 128, ...
     *
     * <p>Grid: x = one group of 128. Local memory: 512 bytes.
     *
     * @param ctx as above
     * @param parts [PARTS], in
     * @param before [1], or one unused element, in
     * @param sizes positions as named above, in
     * @param y [1], out; may be before
     */
    public static void forwardGroup(
            KernelContext ctx, FloatArray parts, FloatArray before, IntArray sizes, FloatArray y) {
        float[] sums = ctx.allocateFloatLocalArray(128);
        int thread = ctx.localIdx;
        int count = sizes.get(PARTS);
        float sum = 0.0f;
        for (int p = thread; p < count; p += 128) {
            sum += parts.get(p);
        }
        sums[thread] = sum;
        for (int half = 64; half > 0; half /= 2) {
            ctx.localBarrier();
            if (thread < half) {
                sums[thread] = sums[thread] + sums[thread + half];
            }
        }
        ctx.localBarrier();
        if (thread == 0) {
            float total = sums[0];
            if (sizes.get(HAS_BEFORE) == 1) {
                total += before.get(sizes.get(BEFORE_OFFSET));
            }
            y.set(sizes.get(Y_OFFSET), total);
        }
    }
}
