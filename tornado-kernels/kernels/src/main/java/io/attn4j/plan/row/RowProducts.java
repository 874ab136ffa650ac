package io.attn4j.plan.row;

import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * {@code y[b,h,i] = sum_c a[b,h,i,c] x[b,h,i,c] - minus[b,h,i]}: the delta of an attention's gradient (docs/equations.md,
 * section 1.4), with a its output, x the output's gradient and minus the gradient of its log-sum-exp.
 *
 * @param task name
 * @param a [B,H,N,D], column stride 1
 * @param x [B,H,N,D], column stride 1
 * @param minus [B,H,N,1], or null for zeros
 * @param y [B,H,N,1], out
 */
public record RowProducts(String task, View a, View x, View minus, View y) implements RowStep {

    public RowProducts {
        Operands.require(
                a.sameSize(x)
                        && y.hasSize(x.batch(), x.heads(), x.rows(), 1)
                        && (minus == null || minus.hasSize(x.batch(), x.heads(), x.rows(), 1)),
                task,
                Operands.given(a, x, minus, y));
    }

    @Override
    public List<View> reads() {
        return Operands.given(a, x, minus);
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
        return y + " = row sums of " + a + " * " + x + (minus == null ? "" : " - " + minus);
    }
}
