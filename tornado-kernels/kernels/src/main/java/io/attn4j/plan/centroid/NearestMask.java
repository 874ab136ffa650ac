package io.attn4j.plan.centroid;

import io.attn4j.plan.Gradients;
import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * {@code y[b,j,n]} = 0 for the {@code neighbours} valid rows n of x that are nearest to {@code u[b,j]} (squared distance,
 * ties to the lowest index), negative infinity for all others: a dense bias that keeps each centroid to its neighbourhood.
 *
 * @param task name
 * @param x [B,1,N,M], column stride 1
 * @param u [B,1,m,M], column stride 1
 * @param neighbours K, from 1; all valid rows where there are fewer
 * @param lengths valid rows of each batch [B], or null for all
 * @param y [B,1,m,N] contiguous, out
 */
public record NearestMask(String task, View x, View u, int neighbours, int[] lengths, View y) implements CentroidStep {

    public NearestMask {
        Operands.require(
                x.heads() == 1
                        && neighbours >= 1
                        && u.hasSize(x.batch(), 1, u.rows(), x.columns())
                        && y.equals(View.contiguous(y.buffer(), x.batch(), 1, u.rows(), x.rows()))
                        && (lengths == null || lengths.length == x.batch()),
                task,
                x,
                u,
                y);
    }

    @Override
    public List<View> reads() {
        return List.of(x, u);
    }

    @Override
    public List<View> writes() {
        return List.of(y);
    }

    @Override
    public double flops() {
        return 3.0 * u.rows() * x.batch() * x.rows() * x.columns();
    }

    @Override
    public void differentiate(Gradients gradients) {
        // a mask is a choice: it passes no gradient
    }

    @Override
    public String equation() {
        return y + " = mask of the " + neighbours + " rows of " + x + " nearest to each of " + u;
    }
}
