package io.attn4j.plan.row;

import io.attn4j.plan.Gradients;
import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * {@code y = gamma (x - mean(x)) / sqrt(var(x) + epsilon) + beta} over the columns of each row (Ba et al. 2016); the
 * variance is the biased one.
 *
 * @param task name
 * @param x [B,H,N,M], column stride 1
 * @param gamma [1,1,1,M]
 * @param beta [1,1,1,M], or null
 * @param epsilon added to the variance
 * @param y [B,H,N,M], column stride 1, out
 */
public record LayerNorm(String task, View x, View gamma, View beta, float epsilon, View y) implements RowStep {

    public LayerNorm {
        Operands.require(
                y.sameSize(x)
                        && gamma.hasSize(1, 1, 1, x.columns())
                        && (beta == null || beta.hasSize(1, 1, 1, x.columns())),
                task,
                Operands.given(x, gamma, beta, y));
    }

    @Override
    public List<View> reads() {
        return Operands.given(x, gamma, beta);
    }

    @Override
    public List<View> writes() {
        return List.of(y);
    }

    @Override
    public double flops() {
        return 7.0 * y.elements();
    }

    @Override
    public void differentiate(Gradients gradients) {
        View dy = gradients.of(y);
        if (dy == null) {
            return;
        }
        View dx = gradients.wants(x) ? gradients.target(x) : null;
        View products = gradients.wants(gamma) ? gradients.like(x) : null;
        if (dx != null || products != null) {
            gradients.add(new LayerNormGradient(gradients.task("rows"), this, dy, dx, products));
        }
        if (dx != null) {
            gradients.commit(x, dx);
        }
        if (products != null) {
            gradients.contributeSums(gamma, products);
        }
        if (gradients.wants(beta)) {
            gradients.contributeSums(beta, dy);
        }
    }

    @Override
    public String equation() {
        return y + " = layerNorm(" + x + ")";
    }
}
