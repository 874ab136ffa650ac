package io.attn4j.plan.core;

import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * Gradient of a {@link CoreAttention} by its queries, before the column scale: {@code y_i = scale sum_j dS_ij b_j} with
 * {@code dS_ij = P_ij (dO_i . w_j - delta_i)} and {@code P_ij = exp(S_ij - lse_i)} computed again from the log-sum-exp
 * (docs/equations.md, section 1.4). Rows that see no key get zeros.
 *
 * <p>The gradient of the queries is {@code mu . y}, that of mu is {@code sum_(b,i) a_i . y_i}.
 *
 * @param task name
 * @param core the forward step; its lse has been written
 * @param outputGradient dO [B,H,N,dv]
 * @param delta [B,H,N,1], {@code sum_c dO[i,c] O[i,c] - dlse[i]}
 * @param y [B,H,N,da], out
 */
public record QueryGradient(String task, CoreAttention core, View outputGradient, View delta, View y)
        implements CoreStep {

    public QueryGradient {
        Operands.require(
                core.fitsGradient(outputGradient, delta) && core.a().columns() > 0 && y.sameSize(core.a()),
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
        return core.pairs() * (4.0 * core.a().columns() + 2.0 * core.w().columns());
    }

    @Override
    public long integers() {
        return core.integers();
    }

    @Override
    public String equation() {
        return y + " = " + core.scale() + " * dS " + core.b() + " of " + core.task();
    }
}
