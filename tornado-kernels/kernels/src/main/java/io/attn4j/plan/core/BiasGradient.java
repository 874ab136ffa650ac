package io.attn4j.plan.core;

import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * Gradient of a {@link CoreAttention} by its dense bias: {@code y_ij = beta_h dS_ij}, summed over the batches and heads
 * that share the bias, with dS as in {@link QueryGradient} (docs/equations.md, section 1.4); 0 for pairs that are masked.
 *
 * @param task name
 * @param core the forward step with a dense bias; its lse has been written
 * @param outputGradient dO [B,H,N,dv]
 * @param delta [B,H,N,1], {@code sum_c dO[i,c] O[i,c] - dlse[i]}
 * @param y [B or 1,H or 1,N,L], out: 1 where all batches, or all heads, share the bias
 */
public record BiasGradient(String task, CoreAttention core, View outputGradient, View delta, View y)
        implements CoreStep {

    public BiasGradient {
        Operands.require(
                core.fitsGradient(outputGradient, delta)
                        && core.bias() != null
                        && (y.batch() == core.o().batch() || y.batch() == 1)
                        && (y.heads() == core.o().heads() || y.heads() == 1)
                        && y.rows() == core.o().rows()
                        && y.columns() == core.w().rows(),
                task,
                outputGradient,
                delta,
                y);
    }

    @Override
    public List<View> reads() {
        return core.readsOfGradient(outputGradient, delta);
    }

    @Override
    public List<View> writes() {
        return List.of(y);
    }

    @Override
    public double flops() {
        return core.pairs() * (2.0 * core.a().columns() + 2.0 * core.w().columns());
    }

    @Override
    public long integers() {
        return core.integers();
    }

    @Override
    public String equation() {
        return y + " = dS of " + core.task();
    }
}
