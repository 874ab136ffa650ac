package io.attn4j.plan.head;

import io.attn4j.plan.Gradients;
import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;
import java.util.Locale;

/**
 * Adaptive head selection: {@code o[b,h,i,:] *= g[b,h,i]} in place, gates from logits z (docs/equations.md, section 5.2).
 *
 * <p>{@code SIGMOID}: {@code g_h = 1 / (1 + e^-z_h)}. {@code SOFTMAX}: {@code g = H softmax(z)}. {@code MIXTURE} (mixture
 * of heads): heads below {@code shared} get {@code alpha_1 shared softmax(z_shared)_h}; of the rest, the {@code top} with
 * the largest logits (ties to the lowest head) get {@code alpha_2 top p_h / sum_top p} with {@code p = softmax(z_routed)},
 * the others 0; {@code (alpha_1, alpha_2) = 2 softmax(z_H, z_H+1)}. Without shared heads {@code alpha_2 = 1}.
 *
 * @param task name
 * @param kind how logits become gates
 * @param shared heads that are always taken, for {@code MIXTURE}
 * @param top routed heads taken for each row, for {@code MIXTURE}
 * @param z [B,1,N,H], or {@code [B,1,N,H+2]} for {@code MIXTURE} with shared heads
 * @param o [B,H,N,D], in and out
 */
public record HeadGate(String task, Kind kind, int shared, int top, View z, View o) implements HeadStep {

    /** How logits become gates. */
    public enum Kind {
        SIGMOID,
        SOFTMAX,
        MIXTURE
    }

    public HeadGate {
        int columns = kind == Kind.MIXTURE && shared > 0 ? o.heads() + 2 : o.heads();
        Operands.require(
                z.hasSize(o.batch(), 1, o.rows(), columns)
                        && (kind != Kind.MIXTURE
                                || shared >= 0 && shared < o.heads() && top >= 1 && top <= o.heads() - shared),
                task,
                z,
                o);
    }

    @Override
    public List<View> reads() {
        return List.of(z, o);
    }

    @Override
    public List<View> writes() {
        return List.of(o);
    }

    @Override
    public double flops() {
        return o.elements();
    }

    @Override
    public List<View> keeps() {
        return List.of(o);
    }

    @Override
    public void differentiate(Gradients gradients) {
        if (gradients.of(o) == null) {
            return;
        }
        View d = gradients.replace(o);
        View dz = gradients.wants(z) ? gradients.target(z) : null;
        gradients.add(new HeadGateGradient(gradients.task("heads"), this, gradients.before(o), d, d, dz));
        if (dz != null) {
            gradients.commit(z, dz);
        }
    }

    @Override
    public String equation() {
        return o + " *= " + kind.name().toLowerCase(Locale.ROOT) + " gates of " + z;
    }
}
