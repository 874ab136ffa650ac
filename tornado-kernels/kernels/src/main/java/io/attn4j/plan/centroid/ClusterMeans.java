package io.attn4j.plan.centroid;

import io.attn4j.plan.Gradients;
import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * {@code y[b,j]} = mean of the rows n of x with {@code assignment[b,n] = j}, or {@code u[b,j]} where there are none: the
 * update of Lloyd's algorithm.
 *
 * @param task name
 * @param x [B,1,N,M], column stride 1
 * @param assignment [B,1,1,N], of {@link NearestCentroids}
 * @param u [B,1,m,M], the centroids before, column stride 1
 * @param y [B,1,m,M], column stride 1, out
 */
public record ClusterMeans(String task, View x, View assignment, View u, View y) implements CentroidStep {

    public ClusterMeans {
        Operands.require(
                x.heads() == 1
                        && assignment.hasSize(x.batch(), 1, 1, x.rows())
                        && u.hasSize(x.batch(), 1, u.rows(), x.columns())
                        && y.hasSize(x.batch(), 1, u.rows(), x.columns()),
                task,
                x,
                assignment,
                u,
                y);
    }

    @Override
    public List<View> reads() {
        return List.of(x, assignment, u);
    }

    @Override
    public List<View> writes() {
        return List.of(y);
    }

    @Override
    public double flops() {
        return (double) x.batch() * x.rows() * x.columns();
    }

    @Override
    public void differentiate(Gradients gradients) {
        // the assignment is a choice, and means of k-means starts pass no gradient
    }

    @Override
    public String equation() {
        return y + " = means of the rows of " + x + " by " + assignment;
    }
}
