package io.attn4j.reference;

import io.attn4j.plan.matrix.MatrixProduct;
import io.attn4j.plan.matrix.MatrixStep;

/** Matrix products in fp64. */
final class MatrixSteps {
    private MatrixSteps() {}

    static void execute(MatrixStep step, Fp64Arrays x) {
        switch (step) {
            case MatrixProduct s -> product(s, x);
        }
    }

    private static void product(MatrixProduct s, Fp64Arrays x) {
        Fp64Arrays.each(s.y(), (b, h, i, c) -> {
            int from = s.ranges() == null ? 0 : s.ranges().start(b, i);
            int to = s.ranges() == null ? s.x().columns() : s.ranges().end(b, i);
            double sum = x.get(s.bias(), b, h, 0, c, 0);
            for (int n = from; n < to; n++) {
                sum += x.get(s.x(), b, h, i, n) * x.get(s.w(), b, h, n, c);
            }
            double scaled = (s.alpha() == null ? 1 : s.alpha()[h]) * Activations.apply(s.activation(), sum);
            x.set(s.y(), b, h, i, c, x.get(s.residual(), b, h, i, c, 0) + scaled);
        });
    }
}
