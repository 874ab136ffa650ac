package io.attn4j.plan.row;

import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * Gradient of a {@link HeadScale} by its weights, of each row: {@code y[b,h,i] = factor sum_c dy[b,h,i,c] x[b,h,i,c]}; that
 * of the weights is the sum over rows. Terms whose gradient is 0 are left out, whatever x holds: a key that negative
 * infinity masks has none.
 *
 * @param task name
 * @param dy [B,H,N,M], any strides, gradient of the result
 * @param x [B,H,N,M], any strides, what was scaled
 * @param factor multiplies each sum
 * @param y [B,H,N,1], out
 */
public record HeadScaleGradient(String task, View dy, View x, float factor, View y) implements RowStep {

    public HeadScaleGradient {
        Operands.require(dy.sameSize(x) && y.hasSize(x.batch(), x.heads(), x.rows(), 1), task, dy, x, y);
    }

    @Override
    public List<View> reads() {
        return List.of(dy, x);
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
        return y + " = " + (factor == 1 ? "" : factor + " * ") + "row sums of " + dy + " * " + x;
    }
}
