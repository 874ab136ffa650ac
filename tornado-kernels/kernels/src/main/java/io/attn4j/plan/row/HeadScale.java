package io.attn4j.plan.row;

import io.attn4j.plan.Gradients;
import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * A copy scaled by a number for each head that is an array, not a constant of the plan: {@code y[b,h,i,c] = factor w[b,h]
 * x[b,h,i,c]}, as the weights of a mixture scale its components (docs/equations.md, section 3.2).
 *
 * <p>Negative infinity stays negative infinity whatever w is, as it does where a core scales its bias: weights are from 0,
 * and one that underflows does not unmask a key.
 *
 * @param task name
 * @param x [B,H,N,M], any strides
 * @param w [B,H,1,1], any strides
 * @param factor multiplies each weight
 * @param y [B,H,N,M], any strides, out
 */
public record HeadScale(String task, View x, View w, float factor, View y) implements RowStep {

    public HeadScale {
        Operands.require(x.sameSize(y) && w.hasSize(x.batch(), x.heads(), 1, 1), task, x, w, y);
    }

    @Override
    public List<View> reads() {
        return List.of(x, w);
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
        if (gradients.wants(x)) {
            View dx = gradients.target(x);
            gradients.add(new HeadScale(gradients.task("scaled"), dy, w, factor, dx));
            gradients.commit(x, dx);
        }
        if (gradients.wants(w)) {
            View rows = gradients.temporary(x.batch(), x.heads(), x.rows(), 1);
            gradients.add(new HeadScaleGradient(gradients.task("weights"), dy, x, factor, rows));
            gradients.contributeSums(w, rows);
        }
    }

    @Override
    public String equation() {
        return y + " = " + (factor == 1 ? "" : factor + " * ") + w + " " + x;
    }
}
