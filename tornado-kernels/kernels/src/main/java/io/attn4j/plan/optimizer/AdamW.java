package io.attn4j.plan.optimizer;

import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * One update of Adam with decoupled weight decay and bias correction (Loshchilov and Hutter 2019, algorithm 2), in place.
 *
 * <p>With {@code g = scale gradient}: {@code m = beta1 m + (1 - beta1) g}, {@code v = beta2 v + (1 - beta2) g^2}, {@code
 * parameter -= rate (m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + epsilon) + decay parameter)}. The decay is multiplied by
 * the learning rate, as PyTorch does.
 *
 * <p>What changes from step to step comes as data, {@code scalars}, which {@link #scalars} computes: 1 - beta^t rather than
 * beta^t, as the difference of the latter to 1 loses digits in fp32.
 *
 * @param task name
 * @param gradient [1,1,1,n], column stride 1
 * @param scale [1,1,1,1], multiplies the gradient, or null for 1
 * @param scalars [1,1,1,3], column stride 1: learning rate, 1 - beta1^t, 1 - beta2^t
 * @param beta1 from 0, below 1
 * @param beta2 from 0, below 1
 * @param epsilon from 0
 * @param decay from 0; 0 for biases and gains, as is usual
 * @param parameter [1,1,1,n], column stride 1, in and out
 * @param first m [1,1,1,n], column stride 1, in and out; zeros at first
 * @param second v [1,1,1,n], column stride 1, in and out; zeros at first
 */
public record AdamW(
        String task,
        View gradient,
        View scale,
        View scalars,
        double beta1,
        double beta2,
        double epsilon,
        double decay,
        View parameter,
        View first,
        View second)
        implements OptimizerStep {

    public AdamW {
        Operands.require(
                isRun(gradient)
                        && parameter.hasSize(1, 1, 1, gradient.columns())
                        && isRun(parameter)
                        && first.hasSize(1, 1, 1, gradient.columns())
                        && isRun(first)
                        && second.hasSize(1, 1, 1, gradient.columns())
                        && isRun(second)
                        && (scale == null || scale.hasSize(1, 1, 1, 1))
                        && scalars.hasSize(1, 1, 1, 3)
                        && isRun(scalars)
                        && beta1 >= 0
                        && beta1 < 1
                        && beta2 >= 0
                        && beta2 < 1
                        && epsilon >= 0
                        && decay >= 0,
                task,
                Operands.given(gradient, scale, scalars, parameter, first, second));
    }

    /** Whether {@code x} is {@code [1,1,1,n]} of neighbouring elements. */
    static boolean isRun(View x) {
        return x.hasSize(1, 1, 1, x.columns()) && x.columns() > 0 && x.columnStride() == 1;
    }

    /**
     * What {@code scalars} holds in step t.
     *
     * @param rate learning rate, the schedule's factor included
     * @param t from 1
     * @throws IllegalArgumentException when t is below 1
     */
    public float[] scalars(double rate, long t) {
        return scalars(rate, t, beta1, beta2);
    }

    /** As {@link #scalars(double, long)} of an update with these betas. */
    public static float[] scalars(double rate, long t, double beta1, double beta2) {
        if (t < 1) {
            throw new IllegalArgumentException("t: got " + t + "; needs the number of the update, from 1");
        }
        return new float[] {(float) rate, (float) (1 - Math.pow(beta1, t)), (float) (1 - Math.pow(beta2, t))};
    }

    @Override
    public List<View> reads() {
        return Operands.given(gradient, scale, scalars, parameter, first, second);
    }

    @Override
    public List<View> writes() {
        return List.of(parameter, first, second);
    }

    @Override
    public double flops() {
        return 16.0 * parameter.elements();
    }

    @Override
    public String equation() {
        return parameter + " = AdamW(" + parameter + ", " + gradient + ")";
    }
}
