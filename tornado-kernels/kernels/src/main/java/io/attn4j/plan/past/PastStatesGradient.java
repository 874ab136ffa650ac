package io.attn4j.plan.past;

import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * Gradient of {@link PastStates}: with {@code g_c = sum_(c' > c) dy_c' + dlast} for each chunk c, {@code dx_n = sum_r e[r,n]
 * g_c[r,:]} and {@code de[r,n] = g_c[r,:] . x_n} for the valid rows n of chunk c, zeros for the others.
 *
 * <p>Where slots forget, {@code g_c = gamma^chunk (dy_(c+1) + g_(c+1))}, and {@code g = gamma^(rows - 1) dlast} for the rows of
 * the last chunk; the gradient by the state before the first row is {@code gamma (dy_0 + g_0)}.
 *
 * @param task name
 * @param states the forward step
 * @param dy [B,H*chunks,k,D] contiguous
 * @param dlast [B,H,k,D], or null for zeros
 * @param sums [B,H*chunks,k,D] contiguous, the g, out
 * @param dx [B,H,N,D], column stride 1, out
 * @param de [B,H,k,N], out
 * @param dinitial gradient by the state before the first row where slots forget, [B,H,k,D], out, or null
 */
public record PastStatesGradient(
        String task, PastStates states, View dy, View dlast, View sums, View dx, View de, View dinitial)
        implements PastStep {

    public PastStatesGradient {
        View x = states.x();
        View y = states.y();
        Operands.require(
                dy.sameSize(y)
                        && sums.sameSize(y)
                        && dx.sameSize(x)
                        && de.hasSize(x.batch(), x.heads(), y.rows(), x.rows())
                        && (dlast == null || dlast.hasSize(x.batch(), x.heads(), y.rows(), x.columns()))
                        && (dinitial == null
                                || states.decay() != null
                                        && dinitial.hasSize(x.batch(), x.heads(), y.rows(), x.columns())),
                task,
                Operands.given(dy, dlast, sums, dx, de, dinitial));
    }

    @Override
    public List<View> reads() {
        return Operands.given(states.x(), states.e(), dy, dlast);
    }

    @Override
    public List<View> writes() {
        return Operands.given(sums, dx, de, dinitial);
    }

    @Override
    public double flops() {
        return 2 * states.flops();
    }

    @Override
    public String equation() {
        return writes() + " = gradients of " + states.task();
    }
}
