package io.attn4j.kernels.optimizer;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** The kernel of {@link io.attn4j.plan.optimizer.AdamW}. */
public final class AdamWKernel {
    /** n. */
    static final int COUNT = 0;
    /** 1 when scale is given. */
    static final int HAS_SCALE = 1;

    static final int GRADIENT_OFFSET = 2;
    static final int SCALE_OFFSET = 3;
    static final int SCALARS_OFFSET = 4;
    static final int PARAMETER_OFFSET = 5;
    static final int FIRST_OFFSET = 6;
    static final int SECOND_OFFSET = 7;
    /** Entries of {@code sizes}. */
    static final int SIZE = 8;

    static final int BETA1 = 0;
    /** 1 - beta1. */
    static final int REST1 = 1;

    static final int BETA2 = 2;
    /** 1 - beta2. */
    static final int REST2 = 3;

    static final int EPSILON = 4;
    static final int DECAY = 5;
    /** Entries of {@code constants}. */
    static final int CONSTANTS = 6;

    private AdamWKernel() {}

    /**
     * One update; {@code 16 n} FLOPs, fp32.
     *
     * @param ctx one work-item per element, any local size
     * @param gradient [n], in
     * @param scale [1], or one unused element, in
     * @param scalars [3]: learning rate, 1 - beta1^t, 1 - beta2^t, in
     * @param sizes positions as named above, in
     * @param constants as named above, in
     * @param parameter [n], in and out
     * @param first [n], in and out
     * @param second [n], in and out
     */
    public static void forwardElements(
            KernelContext ctx,
            FloatArray gradient,
            FloatArray scale,
            FloatArray scalars,
            IntArray sizes,
            FloatArray constants,
            FloatArray parameter,
            FloatArray first,
            FloatArray second) {
        int item = ctx.globalIdx;
        if (item < sizes.get(COUNT)) {
            int scalarsAt = sizes.get(SCALARS_OFFSET);
            int parameterAt = sizes.get(PARAMETER_OFFSET) + item;
            int firstAt = sizes.get(FIRST_OFFSET) + item;
            int secondAt = sizes.get(SECOND_OFFSET) + item;
            float g = gradient.get(sizes.get(GRADIENT_OFFSET) + item);
            if (sizes.get(HAS_SCALE) == 1) {
                g = g * scale.get(sizes.get(SCALE_OFFSET));
            }
            float m = constants.get(BETA1) * first.get(firstAt) + constants.get(REST1) * g;
            float v = constants.get(BETA2) * second.get(secondAt) + constants.get(REST2) * (g * g);
            float root = TornadoMath.sqrt(v / scalars.get(scalarsAt + 2)) + constants.get(EPSILON);
            float old = parameter.get(parameterAt);
            float change = m / scalars.get(scalarsAt + 1) / root + constants.get(DECAY) * old;
            first.set(firstAt, m);
            second.set(secondAt, v);
            parameter.set(parameterAt, old - scalars.get(scalarsAt) * change);
        }
    }
}
