package io.attn4j.reference;

import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.core.BiasGradient;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.core.CoreStep;
import io.attn4j.plan.core.FactorGradient;
import io.attn4j.plan.core.KeyGradient;
import io.attn4j.plan.core.Probabilities;
import io.attn4j.plan.core.ProbabilitiesGradient;
import io.attn4j.plan.core.QueryGradient;
import io.attn4j.plan.core.Scores;
import io.attn4j.plan.core.SoftmaxMerge;
import io.attn4j.plan.core.SoftmaxMergeGradient;
import io.attn4j.plan.core.WeightedSum;
import java.util.Arrays;

/** The core and its parts in fp64. */
final class CoreSteps {
    /** The value in memory for the logit of a masked pair. */
    private static final double MASKED = -1e30;

    private CoreSteps() {}

    static void execute(CoreStep step, Fp64Arrays x) {
        switch (step) {
            case CoreAttention s -> attention(s, x);
            case Scores s -> scores(s, x);
            case Probabilities s -> probabilities(s, x);
            case WeightedSum s -> weightedSum(s, x);
            case SoftmaxMerge s -> merge(s, x);
            case QueryGradient s -> CoreGradients.query(s, x);
            case KeyGradient s -> CoreGradients.key(s, x);
            case BiasGradient s -> CoreGradients.bias(s, x);
            case FactorGradient s -> CoreGradients.factor(s, x);
            case ProbabilitiesGradient s -> CoreGradients.probabilities(s, x);
            case SoftmaxMergeGradient s -> CoreGradients.merge(s, x);
        }
    }

    private static void attention(CoreAttention s, Fp64Arrays x) {
        KeyRanges ranges = s.ranges();
        int group = s.a().heads() / s.w().heads();
        Fp64Arrays.each(s.lse(), (b, h, i, zero) -> {
            int start = ranges.start(b, i);
            double[] logits = new double[Math.max(0, ranges.end(b, i) - start)];
            Arrays.setAll(logits, j -> logit(s, x, b, h, i, start + j));
            double[] weights = Fp64Arrays.softmax(logits);
            double[] sum = new double[s.o().columns()];
            for (int j = 0; j < weights.length; j++) {
                // what no weight reaches may hold anything
                for (int c = 0; weights[j] != 0 && c < sum.length; c++) {
                    sum[c] += weights[j] * x.get(s.w(), b, h / group, start + j, c);
                }
            }
            x.setRow(s.o(), b, h, i, sum);
            x.set(s.lse(), b, h, i, 0, Fp64Arrays.logSumExp(logits));
        });
    }

    static double logit(CoreAttention s, Fp64Arrays x, int b, int h, int i, int j) {
        double bias = x.get(s.bias(), b, h, i, j, 0);
        double keyBias = x.get(s.keyBias(), b, h, 0, j, 0);
        double factors = factors(s, x, b, h, i, j);
        // a bias that hides a key hides whatever that key holds, and whatever the bias is scaled by
        if (Math.min(Math.min(bias, keyBias), factors) == Double.NEGATIVE_INFINITY) {
            return Double.NEGATIVE_INFINITY;
        }
        double product = 0;
        int kvHead = h / (s.a().heads() / s.b().heads());
        for (int d = 0; d < s.a().columns(); d++) {
            product += x.get(s.a(), b, h, i, d) * x.get(s.columnScale(), 0, h, 0, d, 1) * x.get(s.b(), b, kvHead, j, d);
        }
        double scaled = s.a().columns() == 0 ? 0 : s.scale() * product;
        return scaled + keyBias + (s.biasScale() == null ? 1 : s.biasScale()[h]) * bias + factors;
    }

    private static double factors(CoreAttention s, Fp64Arrays x, int b, int h, int i, int j) {
        if (s.factors() == null) {
            return 0;
        }
        int low = s.factors().columns() - s.high();
        return x.get(s.factors(), b, h, i, j / low) * x.get(s.factors(), b, h, i, s.high() + j % low);
    }

    private static void scores(Scores s, Fp64Arrays x) {
        KeyRanges ranges = s.core().ranges();
        Fp64Arrays.each(s.s(), (b, h, i, j) -> {
            boolean seen = j >= ranges.start(b, i) && j < ranges.end(b, i);
            x.set(s.s(), b, h, i, j, seen ? logit(s.core(), x, b, h, i, j) : MASKED);
        });
    }

    private static void probabilities(Probabilities s, Fp64Arrays x) {
        Fp64Arrays.each(s.lse(), (b, h, i, zero) -> {
            double[] logits = x.row(s.s(), b, h, i);
            for (int j = 0; j < logits.length; j++) {
                if (j < s.ranges().start(b, i) || j >= s.ranges().end(b, i)) {
                    logits[j] = Double.NEGATIVE_INFINITY;
                }
            }
            x.setRow(s.s(), b, h, i, Fp64Arrays.softmax(logits));
            x.set(s.lse(), b, h, i, 0, Fp64Arrays.logSumExp(logits));
        });
    }

    private static void weightedSum(WeightedSum s, Fp64Arrays x) {
        int group = s.p().heads() / s.w().heads();
        Fp64Arrays.each(s.o(), (b, h, i, c) -> {
            double sum = 0;
            for (int j = s.ranges().start(b, i); j < s.ranges().end(b, i); j++) {
                sum += x.get(s.p(), b, h, i, j) * x.get(s.w(), b, h / group, j, c);
            }
            x.set(s.o(), b, h, i, c, sum);
        });
    }

    private static void merge(SoftmaxMerge s, Fp64Arrays x) {
        Fp64Arrays.each(s.lse(), (b, h, i, zero) -> {
            double[] logits = {x.get(s.lse1(), b, h, i, 0), x.get(s.lse2(), b, h, i, 0)};
            double[] weights = Fp64Arrays.softmax(logits);
            double[] joined = new double[s.o().columns()];
            Arrays.setAll(
                    joined,
                    c -> weighted(weights[0], x.get(s.o1(), b, h, i, c))
                            + weighted(weights[1], x.get(s.o2(), b, h, i, c)));
            x.setRow(s.o(), b, h, i, joined);
            x.set(s.lse(), b, h, i, 0, Fp64Arrays.logSumExp(logits));
        });
    }

    /** A side that saw no key is left out, whatever it holds. */
    private static double weighted(double weight, double value) {
        return weight == 0 ? 0 : weight * value;
    }
}
