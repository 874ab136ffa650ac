package io.attn4j.plan.core;

import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * Gradient of a {@link CoreAttention} by the factors p and q of its logits {@code p[i, j / n] q[i, j mod n]}: {@code
 * dp[i,u] = sum_t dS[i, u n + t] q[i,t]} and {@code dq[i,t] = sum_u dS[i, u n + t] p[i,u]}, side by side as the factors are,
 * with dS as in {@link QueryGradient} (docs/equations.md, section 1.4).
 *
 * @param task name
 * @param core the forward step with factors; its lse has been written
 * @param outputGradient dO [B,H,N,dv]
 * @param delta [B,H,N,1], {@code sum_c dO[i,c] O[i,c] - dlse[i]}
 * @param y [B,H,N,high+n], out
 */
public record FactorGradient(String task, CoreAttention core, View outputGradient, View delta, View y)
        implements CoreStep {

    public FactorGradient {
        Operands.require(
                core.fitsGradient(outputGradient, delta)
                        && core.factors() != null
                        && y.hasSize(
                                core.o().batch(),
                                core.o().heads(),
                                core.o().rows(),
                                core.factors().columns()),
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
        return core.pairs() * (2.0 * core.a().columns() + 2.0 * core.w().columns() + 6);
    }

    @Override
    public long integers() {
        return core.integers();
    }

    @Override
    public String equation() {
        return y + " = gradient by the factors of " + core.task();
    }
}
