package io.attn4j.plan.row;

import io.attn4j.plan.Gradients;
import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * {@code y[b,h,i,c] = a[b,h,i,c] + x[b,h,i,c]}: a residual connection after a step that cannot add it itself.
 *
 * @param task name
 * @param a [B,H,N,M]
 * @param x [B,H,N,M]
 * @param y [B,H,N,M], out; may be a or x
 */
public record Addition(String task, View a, View x, View y) implements RowStep {

    public Addition {
        Operands.require(a.sameSize(y) && x.sameSize(y), task, a, x, y);
    }

    @Override
    public List<View> reads() {
        return List.of(a, x);
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
        if (dy == null) {
            return;
        }
        for (View operand : List.of(a, x)) {
            if (gradients.wants(operand)) {
                gradients.contribute(operand, dy);
            }
        }
    }

    @Override
    public String equation() {
        return y + " = " + a + " + " + x;
    }
}
