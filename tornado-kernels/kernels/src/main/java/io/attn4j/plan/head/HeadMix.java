package io.attn4j.plan.head;

import io.attn4j.plan.Gradients;
import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * Mixing over heads, {@code y[b,g,i,j] = sum_h m[h,g] x[b,h,i,j]} (talking heads, Shazeer et al. 2020, section 2).
 *
 * @param task name
 * @param x [B,H,N,L]
 * @param m [1,1,H,G]
 * @param y [B,G,N,L], out
 */
public record HeadMix(String task, View x, View m, View y) implements HeadStep {

    public HeadMix {
        Operands.require(
                m.hasSize(1, 1, x.heads(), y.heads()) && y.hasSize(x.batch(), m.columns(), x.rows(), x.columns()),
                task,
                x,
                m,
                y);
    }

    @Override
    public List<View> reads() {
        return List.of(x, m);
    }

    @Override
    public List<View> writes() {
        return List.of(y);
    }

    @Override
    public double flops() {
        return 2.0 * x.heads() * y.batch() * y.heads() * y.rows() * y.columns();
    }

    @Override
    public void differentiate(Gradients gradients) {
        View dy = gradients.of(y);
        if (dy == null) {
            return;
        }
        if (gradients.wants(m)) {
            View dm = gradients.target(m);
            gradients.add(new HeadMixGradient(gradients.task("matrix"), x, dy, dm));
            gradients.commit(m, dm);
        }
        if (gradients.wants(x)) {
            View dx = gradients.target(x);
            gradients.add(new HeadMix(gradients.task("heads"), dy, m.transposed(), dx));
            gradients.commit(x, dx);
        }
    }

    @Override
    public String equation() {
        return y + " = " + m + "^T over the heads of " + x;
    }
}
