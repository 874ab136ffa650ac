package io.attn4j.plan.pool;

import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * Gradient of a weighted {@link SegmentPool} by its weights: {@code dw[h,d,t] = sum_(b,r) dy[b,h,r,d] x[b,h,r stride + t,d]}
 * over rows that are not left out.
 *
 * @param task name
 * @param pool the forward step, of kind {@code WEIGHTED}
 * @param dy [B,H,k,D]
 * @param dw [1,H,D,stride], out
 */
public record SegmentWeightGradient(String task, SegmentPool pool, View dy, View dw) implements PoolStep {

    public SegmentWeightGradient {
        View y = pool.y();
        View weights = pool.weights();
        Operands.require(
                weights != null && dy.sameSize(y) && dw.hasSize(1, weights.heads(), weights.rows(), weights.columns()),
                task,
                Operands.given(dy, dw));
    }

    @Override
    public List<View> reads() {
        return List.of(pool.x(), dy);
    }

    @Override
    public List<View> writes() {
        return List.of(dw);
    }

    @Override
    public double flops() {
        return pool.flops();
    }

    @Override
    public String equation() {
        return dw + " = gradient by the weights of " + pool.task();
    }
}
