package io.attn4j.kernels.matrix;

import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Gradients of activations by their arguments.
 */
public final class ActivateGradientKernel {
    static final int BATCH = 0;
    static final int HEADS = 1;
    static final int ROWS = 2;
    static final int COLUMNS = 3;
    /** Work-items that share a row. */
    static final int LANES = 4;
    /** Ordinal of the {@link io.attn4j.plan.matrix.Activation}. */
    static final int ACTIVATION = 5;

    static final int Z = 6;
    static final int DY = Z + ViewLayout.SIZE;
    static final int DZ = DY + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = DZ + ViewLayout.SIZE;

    private ActivateGradientKernel() {}

    /**
     * {@code dz[b,h,i,c] = alpha[h] f'(z[b,h,i,c]) dy[b,h,i,c]}; {@code 2 B H R C} FLOPs by the model.
     *
     * @param ctx one work-item per (b, h, i, lane), any local size; lane l takes columns l, l + lanes, ...
     * @param z [B,H,R,C], any strides, in; not read without an activation
     * @param alpha [H], in
     * @param dy [B,H,R,C], any strides, in
     * @param sizes positions as named above, in
     * @param dz [B,H,R,C], any strides that keep its elements apart, out; may be dy
     */
    public static void backwardRows(
            KernelContext ctx, FloatArray z, FloatArray alpha, FloatArray dy, IntArray sizes, FloatArray dz) {
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
            int from = ViewLayout.index(sizes, Z, batch, head, row, 0);
            int fromColumn = sizes.get(Z + ViewLayout.COLUMN);
            int dyAt = ViewLayout.index(sizes, DY, batch, head, row, 0);
            int dyAtColumn = sizes.get(DY + ViewLayout.COLUMN);
            int to = ViewLayout.index(sizes, DZ, batch, head, row, 0);
            int toColumn = sizes.get(DZ + ViewLayout.COLUMN);
            int activation = sizes.get(ACTIVATION);
            float factor = alpha.get(head);
            for (int c = lane; c < columns; c += lanes) {
                float slope = 1.0f;
                if (activation > 0) {
                    slope = slope(z.get(from + c * fromColumn), activation);
                }
                dz.set(to + c * toColumn, factor * slope * dy.get(dyAt + c * dyAtColumn));
            }
        }
    }

    /** {@code f'(value)} of the {@link io.attn4j.plan.matrix.Activation} with that ordinal; 0 for relu at 0. */
    private static float slope(float value, int activation) {
        float result = 1.0f;
        if (activation == 1) {
            result = value > 0.0f ? 1.0f : 0.0f;
            if (value != value) {
                result = value;
            }
        }
        if (activation == 2) {
            // Phi(x) + x phi(x), erf after Abramowitz and Stegun 7.1.26
            float z = TornadoMath.abs(value) * 0.70710678f;
            float t = 1.0f / (1.0f + 0.3275911f * z);
            float series = t
                    * (0.254829592f
                            + t * (-0.284496736f + t * (1.421413741f + t * (-1.453152027f + t * 1.061405429f))));
            float density = TornadoMath.exp(-z * z);
            float tail = 0.5f * series * density;
            float below = value > 0.0f ? 1.0f - tail : tail;
            result = below + 0.3989422804f * value * density;
        }
        if (activation == 3) {
            // s + 2 x s (1 - s) u' with s = 1 / (1 + e^-2u); beyond 16 the slope is 0 or 1
            float x = value;
            if (value > 16.0f) {
                x = 16.0f;
            }
            if (value < -16.0f) {
                x = -16.0f;
            }
            float square = x * x;
            float u = 0.7978845608f * x * (1.0f + 0.044715f * square);
            float small = TornadoMath.exp(-2.0f * TornadoMath.abs(u));
            float larger = 1.0f / (1.0f + small);
            float spread = small * larger * larger;
            float s = x > 0.0f ? larger : small * larger;
            result = s + 2.0f * x * spread * 0.7978845608f * (1.0f + 0.134145f * square);
        }
        return result;
    }
}
