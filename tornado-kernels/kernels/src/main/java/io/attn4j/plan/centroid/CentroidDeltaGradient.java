package io.attn4j.plan.centroid;

import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * Gradient of {@link CentroidDelta} by the attention and its log-sum-exp: {@code do = epsilon r dy}, {@code dlse = epsilon S
 * dr/dS (dy . (o - u))}; the gradient of u is {@code -do}, that of the residual dy.
 *
 * <p>{@code S dr/dS} is 0 for {@code ROWS}, S for {@code COLUMNS}, and {@code S delta / (S + delta)^2} for {@code
 * COLUMNS_NORMALISED}.
 *
 * @param task name
 * @param delta the forward step
 * @param dy [B,H,m,D]
 * @param outputGradient do [B,H,m,D], out
 * @param lseGradient dlse [B,H,m,1], out
 */
public record CentroidDeltaGradient(String task, CentroidDelta delta, View dy, View outputGradient, View lseGradient)
        implements CentroidStep {

    public CentroidDeltaGradient {
        View o = delta.o();
        Operands.require(
                dy.sameSize(o) && outputGradient.sameSize(o) && lseGradient.hasSize(o.batch(), o.heads(), o.rows(), 1),
                task,
                dy,
                outputGradient,
                lseGradient);
    }

    @Override
    public List<View> reads() {
        return Operands.given(delta.o(), delta.lse(), delta.u(), dy);
    }

    @Override
    public List<View> writes() {
        return List.of(outputGradient, lseGradient);
    }

    @Override
    public double flops() {
        return 4.0 * dy.elements();
    }

    @Override
    public String equation() {
        return outputGradient + ", " + lseGradient + " = gradients of " + delta.task();
    }
}
