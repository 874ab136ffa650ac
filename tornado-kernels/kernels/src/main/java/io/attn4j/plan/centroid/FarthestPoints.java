package io.attn4j.plan.centroid;

import io.attn4j.plan.Gradients;
import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * Greedy farthest-point selection (Gonzalez 1985): row 0 first, then always the valid row with the largest squared
 * distance to the nearest row chosen so far, ties to the lowest index; {@code y} holds the rows chosen, in order.
 *
 * @param task name
 * @param x [B,1,N,M], column stride 1
 * @param lengths valid rows of each batch [B], from 1, or null for all
 * @param distances [B,1,1,N], working memory, out
 * @param y [B,1,m,M], column stride 1, out
 */
public record FarthestPoints(String task, View x, int[] lengths, View distances, View y) implements CentroidStep {

    public FarthestPoints {
        Operands.require(
                x.heads() == 1
                        && y.hasSize(x.batch(), 1, y.rows(), x.columns())
                        && distances.hasSize(x.batch(), 1, 1, x.rows())
                        && (lengths == null || lengths.length == x.batch()),
                task,
                x,
                distances,
                y);
    }

    @Override
    public List<View> reads() {
        return List.of(x);
    }

    @Override
    public List<View> writes() {
        return List.of(distances, y);
    }

    @Override
    public double flops() {
        return 3.0 * y.rows() * x.batch() * x.rows() * x.columns();
    }

    @Override
    public void differentiate(Gradients gradients) {
        // starts are chosen, not learned, and pass no gradient
    }

    @Override
    public String equation() {
        return y + " = farthest points of " + x;
    }
}
