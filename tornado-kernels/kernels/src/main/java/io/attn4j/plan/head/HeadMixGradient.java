package io.attn4j.plan.head;

import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * Gradient of {@link HeadMix} by its matrix: {@code dm[h,g] = sum_(b,i,j) x[b,h,i,j] dy[b,g,i,j]}; the gradient of x is a {@code HeadMix} with the matrix transposed.
 *
 * @param task name
 * @param x [B,H,N,L]
 * @param dy [B,G,N,L]
 * @param dm [1,1,H,G], out
 */
public record HeadMixGradient(String task, View x, View dy, View dm) implements HeadStep {

    public HeadMixGradient {
        Operands.require(
                dy.hasSize(x.batch(), dy.heads(), x.rows(), x.columns()) && dm.hasSize(1, 1, x.heads(), dy.heads()),
                task,
                x,
                dy,
                dm);
    }

    @Override
    public List<View> reads() {
        return List.of(x, dy);
    }

    @Override
    public List<View> writes() {
        return List.of(dm);
    }

    @Override
    public double flops() {
        return 2.0 * x.elements() * dy.heads();
    }

    @Override
    public String equation() {
        return dm + " = sums of " + x + " * " + dy + " for each pair of heads";
    }
}
