package io.attn4j.reference;

import io.attn4j.plan.row.Addition;
import io.attn4j.plan.row.LayerNorm;
import io.attn4j.plan.row.Rearrange;
import io.attn4j.plan.row.RowStep;
import io.attn4j.plan.row.SelectRows;
import io.attn4j.plan.row.SquaredNorms;
import java.util.Arrays;

/** Steps that work on rows, or on elements, one by one. */
final class RowSteps {
    private RowSteps() {}

    static void execute(RowStep step, Fp64Arrays x) {
        switch (step) {
            case Addition s -> addition(s, x);
            case LayerNorm s -> layerNorm(s, x);
            case Rearrange s -> rearrange(s, x);
            case SelectRows s -> selectRows(s, x);
            case SquaredNorms s -> squaredNorms(s, x);
        }
    }

    private static void addition(Addition s, Fp64Arrays x) {
        Fp64Arrays.each(
                s.y(), (b, h, i, c) -> x.set(s.y(), b, h, i, c, x.get(s.a(), b, h, i, c) + x.get(s.x(), b, h, i, c)));
    }

    private static void rearrange(Rearrange s, Fp64Arrays x) {
        Fp64Arrays.each(
                s.y(),
                (b, h, i, c) ->
                        x.set(s.y(), b, h, i, c, (s.alpha() == null ? 1 : s.alpha()[h]) * x.get(s.x(), b, h, i, c)));
    }

    private static void layerNorm(LayerNorm s, Fp64Arrays x) {
        for (int b = 0; b < s.x().batch(); b++) {
            for (int h = 0; h < s.x().heads(); h++) {
                for (int i = 0; i < s.x().rows(); i++) {
                    double[] row = x.row(s.x(), b, h, i);
                    double mean = Arrays.stream(row).average().orElseThrow();
                    double variance = Arrays.stream(row)
                            .map(value -> (value - mean) * (value - mean))
                            .average()
                            .orElseThrow();
                    double[] y = new double[row.length];
                    Arrays.setAll(
                            y,
                            c -> x.get(s.gamma(), 0, 0, 0, c) * (row[c] - mean) / Math.sqrt(variance + s.epsilon())
                                    + x.get(s.beta(), 0, 0, 0, c, 0));
                    x.setRow(s.y(), b, h, i, y);
                }
            }
        }
    }

    private static void squaredNorms(SquaredNorms s, Fp64Arrays x) {
        Fp64Arrays.each(s.y(), (b, h, i, c) -> {
            double[] row = x.row(s.x(), b, h, i);
            x.set(s.y(), b, h, i, c, s.factor() * Fp64Arrays.dot(row, row));
        });
    }

    private static void selectRows(SelectRows s, Fp64Arrays x) {
        Fp64Arrays.each(
                s.y(),
                (b, h, i, c) -> x.set(s.y(), b, h, i, c, x.get(s.x(), b, 0, s.indices()[b * s.y().rows() + i], c)));
    }
}
