package io.attn4j.plan.row;

import io.attn4j.plan.Gradients;
import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * {@code y[b,0,r,:] = x[b,0,indices[b*m + r],:]}.
 *
 * @param task name
 * @param x [B,1,N,M], column stride 1
 * @param indices [B,m], each below N
 * @param y [B,1,m,M], column stride 1, out
 */
public record SelectRows(String task, View x, int[] indices, View y) implements RowStep {

    public SelectRows {
        Operands.require(
                x.heads() == 1
                        && y.hasSize(x.batch(), 1, y.rows(), x.columns())
                        && indices.length == (long) y.batch() * y.rows(),
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
    public long integers() {
        return indices.length;
    }

    @Override
    public double flops() {
        return 0;
    }

    @Override
    public double bytes() {
        return 2.0 * y.bytes();
    }

    @Override
    public void differentiate(Gradients gradients) {
        View dy = gradients.of(y);
        if (dy == null || !gradients.wants(x)) {
            return;
        }
        View dx = gradients.target(x);
        gradients.add(new ScatterRows(gradients.task("rows"), dy, indices, dx));
        gradients.commit(x, dx);
    }

    @Override
    public String equation() {
        return y + " = chosen rows of " + x;
    }
}
