package io.attn4j.plan.row;

import io.attn4j.plan.Gradients;
import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * A scaled copy between views of any strides: {@code y[b,h,i,c] = alpha[h] x[b,h,i,c]}; transposes, broadcasts and lays
 * operands side by side.
 *
 * @param task name
 * @param x [B,H,R,C], any column stride
 * @param alpha [H], or null for ones
 * @param y [B,H,R,C], any column stride, out
 */
public record Rearrange(String task, View x, float[] alpha, View y) implements RowStep {

    public Rearrange {
        Operands.require(y.sameSize(x) && (alpha == null || alpha.length == x.heads()), task, x, y);
    }

    @Override
    public List<View> reads() {
        return List.of(x);
    }

    @Override
    public List<View> writes() {
        return List.of(y);
    }

    @Override
    public double flops() {
        return 0;
    }

    @Override
    public void differentiate(Gradients gradients) {
        View dy = gradients.of(y);
        if (dy == null || !gradients.wants(x)) {
            return;
        }
        if (alpha == null) {
            gradients.contribute(x, dy);
            return;
        }
        View dx = gradients.target(x);
        gradients.add(new Rearrange(gradients.task("scaled"), dy, alpha, dx));
        gradients.commit(x, dx);
    }

    @Override
    public String equation() {
        return y + " = " + (alpha == null ? "" : "alpha ") + x;
    }
}
