package io.attn4j.plan.row;

import io.attn4j.plan.Gradients;
import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * Dropout (Srivastava et al. 2014): {@code y[b,h,i,c] = x[b,h,i,c] / (1 - p)}, or 0 with probability p, by the counter
 * generator (docs/equations.md, section 8.4).
 *
 * <p>Its gradient is itself: the same elements stay.
 *
 * @param task name
 * @param x [B,H,N,M]
 * @param seeds [B,H,N,2] contiguous, of {@link RowSeeds}
 * @param p probability that an element is dropped, from 0, below 1; a multiple of 2^-24 is taken for it
 * @param y [B,H,N,M], out; may be x
 */
public record Dropout(String task, View x, View seeds, float p, View y) implements RowStep {

    public Dropout {
        Operands.require(
                x.hasSize(y.batch(), y.heads(), y.rows(), y.columns())
                        && RowSeeds.isSeeds(seeds, y.batch(), y.heads(), y.rows()),
                task,
                x,
                seeds,
                y);
        DropoutBits.threshold(p);
    }

    @Override
    public List<View> reads() {
        return List.of(x, seeds);
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
        if (dy == null || !gradients.wants(x)) {
            return;
        }
        View dx = gradients.target(x);
        gradients.add(new Dropout(gradients.task("dropped"), dy, seeds, p, dx));
        gradients.commit(x, dx);
    }

    @Override
    public String equation() {
        return y + " = dropout(" + x + ", " + p + ")";
    }
}
