package io.attn4j.mechanism.standard;

import io.attn4j.reference.CoreProblem;
import io.attn4j.reference.CoreReference;
import io.attn4j.reference.Fp64Rows;

/**
 * fp64 reference of scaled dot-product attention: the core on the inputs themselves.
 *
 * <p>{@code O = softmax(scale * Q K^T + key_bias + bias + mask) V} (Vaswani et al. 2017, equation 1).
 */
public final class StandardReference {
    private StandardReference() {}

    /**
     * Fills the outputs.
     *
     * @param o [B, H, N, Dv], out
     * @param lse [B, H, N], natural logarithm, out; null when not wanted
     */
    public static void forward(CoreProblem core, double[] o, double[] lse) {
        forward(core, null, o, lse);
    }

    /** As {@link #forward(CoreProblem, double[], double[])}, of the query rows {@code rows} alone; null for all. */
    static void forward(CoreProblem core, int[] rows, double[] o, double[] lse) {
        CoreReference.forward(
                core.shape(),
                core.scale(),
                Fp64Rows.of(core.a(), core.shape().keyDim()),
                Fp64Rows.of(core.b(), core.shape().keyDim()),
                Fp64Rows.of(core.w(), core.shape().valueDim()),
                core.keyBias(),
                core.denseBias(),
                core.ranges(),
                rows,
                o,
                lse);
    }
}
