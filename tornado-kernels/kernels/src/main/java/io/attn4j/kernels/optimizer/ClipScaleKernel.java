package io.attn4j.kernels.optimizer;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** The kernel of {@link io.attn4j.plan.optimizer.ClipScale}. */
public final class ClipScaleKernel {
    static final int SQUARES_OFFSET = 0;
    static final int Y_OFFSET = 1;
    /** Entries of {@code sizes}. */
    static final int SIZE = 2;

    private ClipScaleKernel() {}

    /**
     * {@code y = min(1, limit / sqrt(squares))}; NaN stays NaN.
     *
     * @param ctx one work-item
     * @param squares [1], in
     * @param sizes positions as named above, in
     * @param scalars (limit), in
     * @param y [1], out
     */
    public static void forwardScalar(
            KernelContext ctx, FloatArray squares, IntArray sizes, FloatArray scalars, FloatArray y) {
        if (ctx.globalIdx == 0) {
            float norm = TornadoMath.sqrt(squares.get(sizes.get(SQUARES_OFFSET)));
            float ratio = scalars.get(0) / norm;
            // the minimum would drop NaN
            float scale = ratio;
            if (ratio == ratio) {
                scale = TornadoMath.min(1.0f, ratio);
            }
            y.set(sizes.get(Y_OFFSET), scale);
        }
    }
}
