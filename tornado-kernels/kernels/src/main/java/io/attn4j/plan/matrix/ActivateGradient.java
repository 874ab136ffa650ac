package io.attn4j.plan.matrix;

import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;
import java.util.Locale;

/**
 * Gradient of {@link Activate} by its sums: {@code dz[b,h] = alpha[h] f'(z[b,h]) dy[b,h]}; the slope of relu at 0 is 0.
 *
 * @param task name
 * @param z [B,H,R,C]; not read where f is none
 * @param alpha [H], or null for ones
 * @param activation f
 * @param dy [B,H,R,C]
 * @param dz [B,H,R,C], out; may be dy
 */
public record ActivateGradient(String task, View z, float[] alpha, Activation activation, View dy, View dz)
        implements MatrixStep {

    public ActivateGradient {
        Operands.require(
                dz.sameSize(dy) && z.sameSize(dy) && (alpha == null || alpha.length == dy.heads()), task, z, dy, dz);
    }

    @Override
    public List<View> reads() {
        return List.of(z, dy);
    }

    @Override
    public List<View> writes() {
        return List.of(dz);
    }

    @Override
    public double flops() {
        return 2.0 * dz.elements();
    }

    @Override
    public String equation() {
        return dz + " = " + (alpha == null ? "" : "alpha ") + activation.name().toLowerCase(Locale.ROOT) + "'(" + z
                + ") * " + dy;
    }
}
