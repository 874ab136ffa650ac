package io.attn4j.plan.centroid;

import io.attn4j.plan.Gradients;
import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * {@code y[b,n] = argmin_j ||x[b,n] - u[b,j]||^2}, ties to the lowest index, as a float: the assignment of Lloyd's
 * algorithm. Rows at or beyond the length get -1.
 *
 * @param task name
 * @param x [B,1,N,M], column stride 1
 * @param u [B,1,m,M], column stride 1
 * @param lengths valid rows of each batch [B], or null for all
 * @param y [B,1,1,N], out
 */
public record NearestCentroids(String task, View x, View u, int[] lengths, View y) implements CentroidStep {

    public NearestCentroids {
        Operands.require(
                x.heads() == 1
                        && u.hasSize(x.batch(), 1, u.rows(), x.columns())
                        && y.hasSize(x.batch(), 1, 1, x.rows())
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
        // an assignment is a choice: it passes no gradient
    }

    @Override
    public String equation() {
        return y + " = nearest of " + u + " for each row of " + x;
    }
}
