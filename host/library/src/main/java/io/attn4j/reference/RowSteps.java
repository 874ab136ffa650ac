package io.attn4j.reference;

import io.attn4j.plan.View;
import io.attn4j.plan.row.Addition;
import io.attn4j.plan.row.Dropout;
import io.attn4j.plan.row.DropoutBits;
import io.attn4j.plan.row.Fill;
import io.attn4j.plan.row.HeadScale;
import io.attn4j.plan.row.HeadScaleGradient;
import io.attn4j.plan.row.KeepRanges;
import io.attn4j.plan.row.LayerNorm;
import io.attn4j.plan.row.LayerNormGradient;
import io.attn4j.plan.row.Narrow;
import io.attn4j.plan.row.Product;
import io.attn4j.plan.row.Rearrange;
import io.attn4j.plan.row.RowProducts;
import io.attn4j.plan.row.RowSeeds;
import io.attn4j.plan.row.RowStep;
import io.attn4j.plan.row.ScatterRows;
import io.attn4j.plan.row.SelectRows;
import io.attn4j.plan.row.SquaredNorms;
import io.attn4j.plan.row.Sum;
import io.attn4j.plan.row.Widen;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.Narrowing;
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
            case Product s -> product(s, x);
            case Sum s -> sum(s, x);
            case Fill s -> x.fill(s.y(), s.value());
            case HeadScale s -> headScale(s, x);
            case HeadScaleGradient s -> headScaleGradient(s, x);
            case RowProducts s -> rowProducts(s, x);
            case ScatterRows s -> scatterRows(s, x);
            case KeepRanges s -> keepRanges(s, x);
            case RowSeeds s -> rowSeeds(s, x);
            case Dropout s -> dropout(s, x);
            case LayerNormGradient s -> layerNormGradient(s, x);
            case Widen s -> widen(s, x);
            case Narrow s -> narrow(s, x);
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

    private static void widen(Widen s, Fp64Arrays x) {
        Fp64Arrays.each(s.y(), (b, h, i, c) -> x.set(s.y(), b, h, i, c, x.get(s.x(), b, h, i, c)));
    }

    private static void narrow(Narrow s, Fp64Arrays x) {
        DType dtype = DType.valueOf(s.y().buffer().storage().name());
        Fp64Arrays.each(
                s.y(), (b, h, i, c) -> x.set(s.y(), b, h, i, c, Narrowing.rounded(x.get(s.x(), b, h, i, c), dtype)));
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

    private static void product(Product s, Fp64Arrays x) {
        Fp64Arrays.each(
                s.y(),
                (b, h, i, c) ->
                        x.set(s.y(), b, h, i, c, s.factor() * x.get(s.a(), b, h, i, c) * x.get(s.x(), b, h, i, c)));
    }

    private static void headScale(HeadScale s, Fp64Arrays x) {
        Fp64Arrays.each(s.y(), (b, h, i, c) -> {
            double value = x.get(s.x(), b, h, i, c);
            boolean hidden = value == Double.NEGATIVE_INFINITY;
            x.set(s.y(), b, h, i, c, hidden ? value : s.factor() * x.get(s.w(), b, h, 0, 0) * value);
        });
    }

    private static void headScaleGradient(HeadScaleGradient s, Fp64Arrays x) {
        Fp64Arrays.each(s.y(), (b, h, i, c) -> {
            double sum = 0;
            for (int n = 0; n < s.x().columns(); n++) {
                double gradient = x.get(s.dy(), b, h, i, n);
                sum += gradient == 0 ? 0 : gradient * x.get(s.x(), b, h, i, n);
            }
            x.set(s.y(), b, h, i, c, s.factor() * sum);
        });
    }

    private static void sum(Sum s, Fp64Arrays x) {
        View y = s.y();
        x.fill(y, 0);
        Fp64Arrays.each(
                s.x(),
                (b, h, i, c) -> x.add(
                        y,
                        Math.min(b, y.batch() - 1),
                        Math.min(h, y.heads() - 1),
                        Math.min(i, y.rows() - 1),
                        Math.min(c, y.columns() - 1),
                        x.get(s.x(), b, h, i, c)));
    }

    private static void rowProducts(RowProducts s, Fp64Arrays x) {
        Fp64Arrays.each(
                s.y(),
                (b, h, i, c) -> x.set(
                        s.y(),
                        b,
                        h,
                        i,
                        0,
                        Fp64Arrays.dot(x.row(s.a(), b, h, i), x.row(s.x(), b, h, i))
                                - x.get(s.minus(), b, h, i, 0, 0)));
    }

    private static void scatterRows(ScatterRows s, Fp64Arrays x) {
        x.fill(s.y(), 0);
        Fp64Arrays.each(
                s.x(),
                (b, h, r, c) -> x.add(s.y(), b, 0, s.indices()[b * s.x().rows() + r], c, x.get(s.x(), b, 0, r, c)));
    }

    private static void keepRanges(KeepRanges s, Fp64Arrays x) {
        Fp64Arrays.each(s.y(), (b, h, i, n) -> {
            boolean kept = n >= s.ranges().start(b, i) && n < s.ranges().end(b, i);
            x.set(s.y(), b, h, i, n, kept ? x.get(s.x(), b, h, i, n) : 0);
        });
    }

    private static void rowSeeds(RowSeeds s, Fp64Arrays x) {
        Fp64Arrays.each(s.seeds(), (b, h, i, c) -> {
            int[] word = new int[RowSeeds.WORDS];
            Arrays.setAll(word, k -> (int) x.get(s.key(), b, 0, 0, k));
            int[] state = new int[2];
            RowSeeds.headKey(state, word[0], word[1], word[2], word[3], word[4], word[5], s.site(), word[6], h);
            RowSeeds.rowSeeds(state, state[0], state[1], i);
            x.set(s.seeds(), b, h, i, c, state[c]);
        });
    }

    private static void dropout(Dropout s, Fp64Arrays x) {
        Fp64Arrays.each(
                s.y(),
                (b, h, i, c) -> x.set(
                        s.y(), b, h, i, c, x.get(s.x(), b, h, i, c) * dropoutScale(s.seeds(), s.p(), x, b, h, i, c)));
    }

    /** 1 / (1 - p) where column c of a row stays, 0 where it is dropped. */
    static double dropoutScale(View seeds, float p, Fp64Arrays x, int b, int h, int i, int c) {
        int threshold = DropoutBits.threshold(p);
        int number = DropoutBits.uniform(c, (int) x.get(seeds, b, h, i, 0), (int) x.get(seeds, b, h, i, 1));
        return number < threshold ? 0 : DropoutBits.RANGE / (double) (DropoutBits.RANGE - threshold);
    }

    private static void layerNormGradient(LayerNormGradient s, Fp64Arrays x) {
        View rows = s.norm().x().columns(0, 1);
        Fp64Arrays.each(rows, (b, h, i, zero) -> {
            double[] row = x.row(s.norm().x(), b, h, i);
            double mean = Arrays.stream(row).average().orElseThrow();
            double variance = Arrays.stream(row)
                    .map(value -> (value - mean) * (value - mean))
                    .average()
                    .orElseThrow();
            double deviation = Math.sqrt(variance + s.norm().epsilon());
            double[] normal =
                    Arrays.stream(row).map(value -> (value - mean) / deviation).toArray();
            double[] dy = x.row(s.dy(), b, h, i);
            double[] scaled = new double[dy.length];
            Arrays.setAll(scaled, c -> x.get(s.norm().gamma(), 0, 0, 0, c) * dy[c]);
            double meanScaled = Arrays.stream(scaled).average().orElseThrow();
            double meanProduct = Fp64Arrays.dot(scaled, normal) / scaled.length;
            for (int c = 0; c < dy.length; c++) {
                if (s.dx() != null) {
                    x.set(s.dx(), b, h, i, c, (scaled[c] - meanScaled - normal[c] * meanProduct) / deviation);
                }
                if (s.products() != null) {
                    x.set(s.products(), b, h, i, c, dy[c] * normal[c]);
                }
            }
        });
    }
}
