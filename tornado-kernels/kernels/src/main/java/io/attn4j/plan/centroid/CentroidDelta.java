package io.attn4j.plan.centroid;

import io.attn4j.plan.Gradients;
import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import io.attn4j.plan.row.Rearrange;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The update of centroids from an attention of centroids over inputs whose rows are normalised, {@code o[j] = sum_i w_ij
 * v_i / S_j} with {@code S_j = sum_i w_ij = e^lse[j]} (docs/equations.md, section 4.1):
 * {@code y = residual + epsilon * (r o - r' u)}.
 *
 * <p>{@code ROWS} (softmax over inputs): {@code r = r' = 1}. {@code COLUMNS} (softmax over centroids): {@code r = r' = S}.
 * {@code COLUMNS_NORMALISED}: {@code r = r' = S / (S + delta)}. Without u (values are not displacements) {@code r' = 0}. A
 * centroid that no input weighs has {@code S = 0}.
 *
 * @param task name
 * @param mode which normalisation
 * @param epsilon step size
 * @param delta keeps the division finite in {@code COLUMNS_NORMALISED}
 * @param o [B,H,m,D]
 * @param lse [B,H,m,1]
 * @param u [B,H,m,D] where values are displacements {@code x_i - u_j}, else null
 * @param residual [B,H,m,D], or null for zero; may be y
 * @param y [B,H,m,D], out
 */
public record CentroidDelta(
        String task, Mode mode, float epsilon, float delta, View o, View lse, View u, View residual, View y)
        implements CentroidStep {

    /** Over what the weights of the attention are normalised. */
    public enum Mode {
        ROWS,
        COLUMNS,
        COLUMNS_NORMALISED
    }

    public CentroidDelta {
        Operands.require(
                y.sameSize(o)
                        && lse.hasSize(o.batch(), o.heads(), o.rows(), 1)
                        && (u == null || u.sameSize(o))
                        && (residual == null || residual.sameSize(o)),
                task,
                Operands.given(o, lse, u, residual, y));
    }

    @Override
    public List<View> reads() {
        return Operands.given(o, lse, u, residual);
    }

    @Override
    public List<View> writes() {
        return List.of(y);
    }

    @Override
    public double flops() {
        return 3.0 * y.elements();
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
        View outputGradient = gradients.like(o);
        View lseGradient = gradients.like(lse);
        gradients.add(new CentroidDeltaGradient(gradients.task("attention"), this, dy, outputGradient, lseGradient));
        if (gradients.wants(o)) {
            gradients.contribute(o, outputGradient);
        }
        if (gradients.wants(lse)) {
            gradients.contribute(lse, lseGradient);
        }
        if (gradients.wants(u)) {
            View du = gradients.target(u);
            float[] minus = new float[o.heads()];
            Arrays.fill(minus, -1);
            gradients.add(new Rearrange(gradients.task("displacements"), outputGradient, minus, du));
            gradients.commit(u, du);
        }
    }

    @Override
    public String equation() {
        return y + " = " + (residual == null ? "" : residual + " + ") + epsilon + " * update from " + o + " ("
                + mode.name().toLowerCase(Locale.ROOT) + (u == null ? ")" : ", displacements from " + u + ")");
    }
}
