package io.attn4j.kernels.optimizer;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** The kernel of {@link io.attn4j.plan.optimizer.Sgd}. */
public final class SgdKernel {
    static final int COUNT = 0;
    static final int HAS_SCALE = 1;
    static final int HAS_VELOCITY = 2;
    static final int NESTEROV = 3;
    static final int GRADIENT_OFFSET = 4;
    static final int SCALE_OFFSET = 5;
    static final int RATE_OFFSET = 6;
    static final int PARAMETER_OFFSET = 7;
    static final int VELOCITY_OFFSET = 8;
    /** Entries of {@code sizes}. */
    static final int SIZE = 9;

    static final int MOMENTUM = 0;
    static final int DECAY = 1;
    /** Entries of {@code constants}. */
    static final int CONSTANTS = 2;

    private SgdKernel() {}

    /**
     * One update; at most {@code 8 n} FLOPs, fp32.
     *
     * @param ctx one work-item per element, any local size
     * @param gradient [n], in
     * @param scale [1], or one unused element, in
     * @param rate [1], in
     * @param sizes positions as named above, in
     * @param constants as named above, in
     * @param parameter [n], in and out
     * @param velocity [n], or one unused element, in and out
     */
    public static void forwardElements(
            KernelContext ctx,
            FloatArray gradient,
            FloatArray scale,
            FloatArray rate,
            IntArray sizes,
            FloatArray constants,
            FloatArray parameter,
            FloatArray velocity) {
        int item = ctx.globalIdx;
        if (item < sizes.get(COUNT)) {
            int parameterAt = sizes.get(PARAMETER_OFFSET) + item;
            float old = parameter.get(parameterAt);
            float g = gradient.get(sizes.get(GRADIENT_OFFSET) + item);
            if (sizes.get(HAS_SCALE) == 1) {
                g = g * scale.get(sizes.get(SCALE_OFFSET));
            }
            g = g + constants.get(DECAY) * old;
            float change = g;
            if (sizes.get(HAS_VELOCITY) == 1) {
                int velocityAt = sizes.get(VELOCITY_OFFSET) + item;
                float v = constants.get(MOMENTUM) * velocity.get(velocityAt) + g;
                velocity.set(velocityAt, v);
                change = v;
                if (sizes.get(NESTEROV) == 1) {
                    change = g + constants.get(MOMENTUM) * v;
                }
            }
            parameter.set(parameterAt, old - rate.get(sizes.get(RATE_OFFSET)) * change);
        }
    }
}
