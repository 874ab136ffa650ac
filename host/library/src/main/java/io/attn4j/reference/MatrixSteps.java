package io.attn4j.reference;

import io.attn4j.plan.matrix.Activate;
import io.attn4j.plan.matrix.ActivateGradient;
import io.attn4j.plan.matrix.Activation;
import io.attn4j.plan.matrix.MatrixProduct;
import io.attn4j.plan.matrix.MatrixStep;
import java.util.stream.IntStream;

/** Matrix products in fp64. */
final class MatrixSteps {
    private MatrixSteps() {}

    static void execute(MatrixStep step, Fp64Arrays x) {
        switch (step) {
            case MatrixProduct s -> product(s, x);
            case Activate s -> activate(s, x);
            case ActivateGradient s -> activateGradient(s, x);
        }
    }

    private static void product(MatrixProduct s, Fp64Arrays x) {
        for (int b = 0; b < s.y().batch(); b++) {
            for (int h = 0; h < s.y().heads(); h++) {
                double[][] weights = x.rows(s.w(), b, h);
                int batch = b;
                int head = h;
                IntStream.range(0, s.y().rows()).parallel().forEach(i -> product(s, x, batch, head, i, weights));
            }
        }
    }

    private static void product(MatrixProduct s, Fp64Arrays x, int b, int h, int i, double[][] weights) {
        int from = s.ranges() == null ? 0 : s.ranges().start(b, i);
        int to = s.ranges() == null ? s.x().columns() : s.ranges().end(b, i);
        double[] row = x.row(s.x(), b, h, i);
        for (int c = 0; c < s.y().columns(); c++) {
            double sum = x.get(s.bias(), b, h, 0, c, 0);
            for (int n = from; n < to; n++) {
                sum += row[n] * weights[n][c];
            }
            double scaled = (s.alpha() == null ? 1 : s.alpha()[h]) * Activations.apply(s.activation(), sum);
            x.set(s.y(), b, h, i, c, x.get(s.residual(), b, h, i, c, 0) + scaled);
        }
    }

    private static void activate(Activate s, Fp64Arrays x) {
        Fp64Arrays.each(s.y(), (b, h, i, c) -> {
            double scaled = (s.alpha() == null ? 1 : s.alpha()[h])
                    * Activations.apply(s.activation(), x.get(s.z(), b, h, i, c));
            x.set(s.y(), b, h, i, c, x.get(s.residual(), b, h, i, c, 0) + scaled);
        });
    }

    private static void activateGradient(ActivateGradient s, Fp64Arrays x) {
        Fp64Arrays.each(s.dz(), (b, h, i, c) -> {
            double slope =
                    s.activation() == Activation.NONE ? 1 : Activations.slope(s.activation(), x.get(s.z(), b, h, i, c));
            x.set(s.dz(), b, h, i, c, (s.alpha() == null ? 1 : s.alpha()[h]) * slope * x.get(s.dy(), b, h, i, c));
        });
    }
}
