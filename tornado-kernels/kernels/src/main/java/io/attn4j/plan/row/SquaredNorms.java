package io.attn4j.plan.row;

import io.attn4j.plan.Gradients;
import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * {@code y[b,h,i] = factor * sum_c x[b,h,i,c]^2}: the key-only part of a squared distance.
 *
 * @param task name
 * @param x [B,H,N,D], column stride 1
 * @param factor multiplies the sum
 * @param y [B,H,N,1], any row stride, out
 */
public record SquaredNorms(String task, View x, float factor, View y) implements RowStep {

    public SquaredNorms {
        Operands.require(y.hasSize(x.batch(), x.heads(), x.rows(), 1), task, x, y);
    }

    @Override
    public List<View> reads() {
        return List.of(x);
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
    public void differentiate(Gradients gradients) {
        View dy = gradients.of(y);
        if (dy == null || !gradients.wants(x)) {
            return;
        }
        View dx = gradients.target(x);
        gradients.add(new Product(gradients.task("rows"), x, dy.broadcastColumns(x.columns()), 2 * factor, dx));
        gradients.commit(x, dx);
    }

    @Override
    public String equation() {
        return y + " = " + factor + " * squared norms of the rows of " + x;
    }
}
