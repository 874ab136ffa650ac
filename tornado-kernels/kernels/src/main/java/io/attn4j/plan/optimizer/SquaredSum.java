package io.attn4j.plan.optimizer;

import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * {@code y = before + sum_c x[c]^2}: one array's part of the squared norm of all gradients. The next array's step takes y as
 * its {@code before}, and may write it in the same place.
 *
 * <p>Every sum has a fixed order, which depends on n alone.
 *
 * @param task name
 * @param x [1,1,1,n], column stride 1
 * @param before [1,1,1,1], or null for 0
 * @param y [1,1,1,1], out; may be {@code before}
 */
public record SquaredSum(String task, View x, View before, View y) implements OptimizerStep {

    public SquaredSum {
        Operands.require(
                AdamW.isRun(x) && (before == null || before.hasSize(1, 1, 1, 1)) && y.hasSize(1, 1, 1, 1),
                task,
                Operands.given(x, before, y));
    }

    @Override
    public List<View> reads() {
        return Operands.given(x, before);
    }

    @Override
    public List<View> writes() {
        return List.of(y);
    }

    @Override
    public double flops() {
        return 2.0 * x.elements();
    }

    @Override
    public String equation() {
        return y + " = " + (before == null ? "" : before + " + ") + "sum of " + x + "^2";
    }
}
