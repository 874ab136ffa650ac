package io.attn4j.reference;

import io.attn4j.plan.optimizer.AdamW;
import io.attn4j.plan.optimizer.ClipScale;
import io.attn4j.plan.optimizer.OptimizerStep;
import io.attn4j.plan.optimizer.Sgd;
import io.attn4j.plan.optimizer.SquaredSum;

/** Norms of gradients and updates of parameters in fp64. */
final class OptimizerSteps {
    private OptimizerSteps() {}

    static void execute(OptimizerStep step, Fp64Arrays x) {
        switch (step) {
            case AdamW s -> adamW(s, x);
            case ClipScale s -> clipScale(s, x);
            case Sgd s -> sgd(s, x);
            case SquaredSum s -> squaredSum(s, x);
        }
    }

    private static void squaredSum(SquaredSum s, Fp64Arrays x) {
        double[] row = x.row(s.x(), 0, 0, 0);
        x.set(s.y(), 0, 0, 0, 0, x.get(s.before(), 0, 0, 0, 0, 0) + Fp64Arrays.dot(row, row));
    }

    private static void clipScale(ClipScale s, Fp64Arrays x) {
        x.set(s.y(), 0, 0, 0, 0, Math.min(1, s.limit() / Math.sqrt(x.get(s.squares(), 0, 0, 0, 0))));
    }

    private static void sgd(Sgd s, Fp64Arrays x) {
        double scale = x.get(s.scale(), 0, 0, 0, 0, 1);
        double rate = x.get(s.rate(), 0, 0, 0, 0);
        Fp64Arrays.each(s.parameter(), (b, h, i, c) -> {
            double parameter = x.get(s.parameter(), b, h, i, c);
            double g = scale * x.get(s.gradient(), b, h, i, c) + s.decay() * parameter;
            double change = g;
            if (s.velocity() != null) {
                double velocity = s.momentum() * x.get(s.velocity(), b, h, i, c) + g;
                x.set(s.velocity(), b, h, i, c, velocity);
                change = s.nesterov() ? g + s.momentum() * velocity : velocity;
            }
            x.set(s.parameter(), b, h, i, c, parameter - rate * change);
        });
    }

    private static void adamW(AdamW s, Fp64Arrays x) {
        double scale = x.get(s.scale(), 0, 0, 0, 0, 1);
        double rate = x.get(s.scalars(), 0, 0, 0, 0);
        double firstCorrection = x.get(s.scalars(), 0, 0, 0, 1);
        double secondCorrection = x.get(s.scalars(), 0, 0, 0, 2);
        Fp64Arrays.each(s.parameter(), (b, h, i, c) -> {
            double g = scale * x.get(s.gradient(), b, h, i, c);
            double m = s.beta1() * x.get(s.first(), b, h, i, c) + (1 - s.beta1()) * g;
            double v = s.beta2() * x.get(s.second(), b, h, i, c) + (1 - s.beta2()) * g * g;
            double parameter = x.get(s.parameter(), b, h, i, c);
            double step = m / firstCorrection / (Math.sqrt(v / secondCorrection) + s.epsilon());
            x.set(s.parameter(), b, h, i, c, parameter - rate * (step + s.decay() * parameter));
            x.set(s.first(), b, h, i, c, m);
            x.set(s.second(), b, h, i, c, v);
        });
    }
}
