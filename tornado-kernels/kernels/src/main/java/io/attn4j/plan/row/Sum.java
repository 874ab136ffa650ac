package io.attn4j.plan.row;

import io.attn4j.plan.Gradients;
import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * Sum over axes in a fixed order: {@code y} has each axis of {@code x}, or 1 in place of it, and holds the sums of x over
 * the axes that are 1: gradients of operands that batches, heads, rows or columns share.
 *
 * @param task name
 * @param x [B,H,N,M]
 * @param y [B or 1,H or 1,N or 1,M or 1], out
 */
public record Sum(String task, View x, View y) implements RowStep {

    public Sum {
        Operands.require(
                (y.batch() == x.batch() || y.batch() == 1)
                        && (y.heads() == x.heads() || y.heads() == 1)
                        && (y.rows() == x.rows() || y.rows() == 1)
                        && (y.columns() == x.columns() || y.columns() == 1),
                task,
                x,
                y);
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
        return x.elements();
    }

    /** Every term has the gradient of its sum. */
    @Override
    public void differentiate(Gradients gradients) {
        View dy = gradients.of(y);
        if (dy == null || !gradients.wants(x)) {
            return;
        }
        View dx = y.batch() == x.batch() ? dy : dy.broadcastBatch(x.batch());
        dx = y.heads() == x.heads() ? dx : dx.broadcastHeads(x.heads());
        dx = y.rows() == x.rows() ? dx : dx.broadcastRows(x.rows());
        gradients.contribute(x, y.columns() == x.columns() ? dx : dx.broadcastColumns(x.columns()));
    }

    @Override
    public String equation() {
        return y + " = sums of " + x;
    }
}
