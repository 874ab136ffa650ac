package io.attn4j.plan.row;

import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * Gradient of {@link SelectRows}: {@code y[b,0,n,:] = sum_(r: indices[b*m + r] = n) x[b,0,r,:]}, in ascending r; rows that
 * none chose get zeros.
 *
 * @param task name
 * @param x [B,1,m,M], column stride 1
 * @param indices [B,m], each below N
 * @param y [B,1,N,M], column stride 1, out
 */
public record ScatterRows(String task, View x, int[] indices, View y) implements RowStep {

    public ScatterRows {
        Operands.require(
                x.heads() == 1
                        && y.hasSize(x.batch(), 1, y.rows(), x.columns())
                        && indices.length == (long) x.batch() * x.rows(),
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
        return (long) y.batch() * y.rows() + 1 + indices.length;
    }

    @Override
    public double flops() {
        return x.elements();
    }

    @Override
    public String equation() {
        return y + " = rows of " + x + " put where they were chosen from";
    }
}
