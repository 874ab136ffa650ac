package io.attn4j.plan.optimizer;

import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.ArrayList;
import java.util.List;

/**
 * One update by stochastic gradient descent, in place, with momentum (Polyak 1964) or Nesterov's (Sutskever et al. 2013), as
 * PyTorch defines them.
 *
 * <p>With {@code g = scale gradient + decay parameter}: {@code velocity = momentum velocity + g}, {@code parameter -= rate
 * d}, where d is the velocity, with Nesterov {@code g + momentum velocity}, and without momentum g.
 *
 * @param task name
 * @param gradient [1,1,1,n], column stride 1
 * @param scale [1,1,1,1], multiplies the gradient, or null for 1
 * @param rate [1,1,1,1], learning rate, the schedule's factor included
 * @param momentum from 0, below 1; above 0 if and only if there is a velocity
 * @param nesterov whether the step looks ahead; needs momentum
 * @param decay from 0, added to the gradient (L2 regularisation); 0 for biases and gains, as is usual
 * @param parameter [1,1,1,n], column stride 1, in and out
 * @param velocity [1,1,1,n], column stride 1, in and out; zeros at first; null without momentum
 */
public record Sgd(
        String task,
        View gradient,
        View scale,
        View rate,
        double momentum,
        boolean nesterov,
        double decay,
        View parameter,
        View velocity)
        implements OptimizerStep {

    public Sgd {
        Operands.require(
                AdamW.isRun(gradient)
                        && parameter.hasSize(1, 1, 1, gradient.columns())
                        && AdamW.isRun(parameter)
                        && (velocity == null || velocity.hasSize(1, 1, 1, gradient.columns()) && AdamW.isRun(velocity))
                        && (scale == null || scale.hasSize(1, 1, 1, 1))
                        && rate.hasSize(1, 1, 1, 1)
                        && momentum >= 0
                        && momentum < 1
                        && momentum > 0 == (velocity != null)
                        && (momentum > 0 || !nesterov)
                        && decay >= 0,
                task,
                Operands.given(gradient, scale, rate, parameter, velocity));
    }

    @Override
    public List<View> reads() {
        return Operands.given(gradient, scale, rate, parameter, velocity);
    }

    @Override
    public List<View> writes() {
        List<View> writes = new ArrayList<>(List.of(parameter));
        if (velocity != null) {
            writes.add(velocity);
        }
        return writes;
    }

    @Override
    public double flops() {
        return (velocity == null ? 4.0 : nesterov ? 8.0 : 6.0) * parameter.elements();
    }

    @Override
    public String equation() {
        return parameter + " = SGD(" + parameter + ", " + gradient + ")";
    }
}
