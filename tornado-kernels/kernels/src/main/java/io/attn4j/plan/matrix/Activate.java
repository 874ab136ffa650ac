package io.attn4j.plan.matrix;

import io.attn4j.plan.Gradients;
import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;
import java.util.Locale;

/**
 * {@code y[b,h] = residual[b,h] + alpha[h] f(z[b,h])}: what a {@link MatrixProduct} does to its sums, as a step of its own
 * where a gradient needs the sums.
 *
 * @param task name
 * @param z [B,H,R,C]
 * @param alpha [H], or null for ones
 * @param activation f
 * @param residual [B,H,R,C], or null; may be y itself
 * @param y [B,H,R,C], out
 */
public record Activate(String task, View z, float[] alpha, Activation activation, View residual, View y)
        implements MatrixStep {

    public Activate {
        Operands.require(
                y.sameSize(z)
                        && (alpha == null || alpha.length == z.heads())
                        && (residual == null || residual.sameSize(z)),
                task,
                Operands.given(z, residual, y));
    }

    @Override
    public List<View> reads() {
        return Operands.given(z, residual);
    }

    @Override
    public List<View> writes() {
        return List.of(y);
    }

    @Override
    public double flops() {
        return y.elements();
    }

    @Override
    public void differentiate(Gradients gradients) {
        View dy = gradients.of(y);
        if (dy == null) {
            return;
        }
        if (gradients.wants(residual)) {
            gradients.contribute(residual, dy);
        }
        if (gradients.wants(z)) {
            View dz = gradients.target(z);
            gradients.add(new ActivateGradient(gradients.task("sums"), z, alpha, activation, dy, dz));
            gradients.commit(z, dz);
        }
    }

    @Override
    public String equation() {
        return y + " = " + (residual == null ? "" : residual + " + ") + (alpha == null ? "" : "alpha ")
                + activation.name().toLowerCase(Locale.ROOT) + "(" + z + ")";
    }
}
