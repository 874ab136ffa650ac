package io.attn4j.plan.row;

import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * Gradient of {@link LayerNorm}: with {@code n = (x - mean(x)) / sqrt(var(x) + epsilon)} and {@code g = gamma dy}, {@code dx
 * = (g - mean(g) - n mean(g n)) / sqrt(var(x) + epsilon)}; the sums of {@code products = dy n} over rows are the gradient of
 * gamma, those of dy that of beta.
 *
 * @param task name
 * @param norm the forward step
 * @param dy [B,H,N,M], column stride 1
 * @param dx [B,H,N,M], column stride 1, out, or null where it is not wanted
 * @param products [B,H,N,M], column stride 1, out, or null
 */
public record LayerNormGradient(String task, LayerNorm norm, View dy, View dx, View products) implements RowStep {

    public LayerNormGradient {
        View x = norm.x();
        Operands.require(
                dy.sameSize(x)
                        && (dx != null || products != null)
                        && (dx == null || dx.sameSize(x))
                        && (products == null || products.sameSize(x)),
                task,
                Operands.given(x, dy, dx, products));
    }

    @Override
    public List<View> reads() {
        return Operands.given(norm.x(), norm.gamma(), dy);
    }

    @Override
    public List<View> writes() {
        return Operands.given(dx, products);
    }

    @Override
    public double flops() {
        return 12.0 * dy.elements();
    }

    @Override
    public String equation() {
        return writes() + " = gradients of " + norm.task();
    }
}
