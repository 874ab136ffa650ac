package io.attn4j.plan.optimizer;

import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * {@code y = min(1, limit / sqrt(squares))}: what to multiply gradients by so that their norm is at most {@code limit}
 * (Pascanu et al. 2013, algorithm 1). A norm of 0 gives 1, an infinite one 0, and NaN stays NaN.
 *
 * @param task name
 * @param squares [1,1,1,1], the squared norm of all gradients
 * @param limit above 0
 * @param y [1,1,1,1], out
 */
public record ClipScale(String task, View squares, float limit, View y) implements OptimizerStep {

    public ClipScale {
        Operands.require(
                squares.hasSize(1, 1, 1, 1) && y.hasSize(1, 1, 1, 1) && limit > 0 && Float.isFinite(limit),
                task,
                squares,
                limit,
                y);
    }

    @Override
    public List<View> reads() {
        return List.of(squares);
    }

    @Override
    public List<View> writes() {
        return List.of(y);
    }

    @Override
    public double flops() {
        return 3;
    }

    @Override
    public String equation() {
        return y + " = min(1, " + limit + " / sqrt(" + squares + "))";
    }
}
