package io.attn4j.reference;

import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.View;
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
import java.util.List;
import java.util.stream.IntStream;

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
        eachRow(s, x, s.writes(), (head, i, query) -> {
            int b = head.batch();
            int h = head.head();
            int start = s.ranges().start(b, i);
            double[] logits = new double[Math.max(0, s.ranges().end(b, i) - start)];
            Arrays.setAll(logits, j -> head.logit(query, i, start + j));
            double[] weights = Fp64Arrays.softmax(logits);
            for (int j = 0; j < weights.length; j++) {
                weights[j] *= head.dropoutScale(i, start + j);
            }
            double[] sum = new double[s.o().columns()];
            for (int j = 0; j < weights.length; j++) {
                // what no weight reaches may hold anything
                for (int c = 0; weights[j] != 0 && c < sum.length; c++) {
                    sum[c] += weights[j] * head.value(start + j)[c];
                }
            }
            x.setRow(s.o(), b, h, i, sum);
            x.set(s.lse(), b, h, i, 0, Fp64Arrays.logSumExp(logits));
        });
    }

    /** What is done for each row of queries. */
    @FunctionalInterface
    interface Row {
        void at(CoreHead head, int i, double[] query);
    }

    /**
     * Visits the rows of {@code core}: heads that write the same elements in order, batches, heads and rows ascending, and
     * others at the same time.
     *
     * @param written what {@code row} writes
     */
    static void eachRow(CoreAttention core, Fp64Arrays x, List<View> written, Row row) {
        int heads = core.lse().heads();
        int together = together(core, written);
        IntStream.range(0, core.lse().batch() * heads / together).parallel().forEach(run -> {
            for (int k = run * together; k < (run + 1) * together; k++) {
                CoreHead head = new CoreHead(core, x, k / heads, k % heads);
                for (int i = 0; i < core.lse().rows(); i++) {
                    row.at(head, i, head.query(i));
                }
            }
        });
    }

    /**
     * How many neighbouring heads of {@code core} share what they write: a group where a view has a head for each group, all
     * where a view is one of several heads or batch elements.
     */
    private static int together(CoreAttention core, List<View> written) {
        int batch = core.lse().batch();
        int heads = core.lse().heads();
        int together = 1;
        for (View view : written) {
            boolean own = view.batch() == batch
                    && (batch == 1 || view.batchStride() != 0)
                    && (view.heads() == 1 || view.headStride() != 0);
            together = Math.max(together, own ? heads / view.heads() : batch * heads);
        }
        return together;
    }

    private static void scores(Scores s, Fp64Arrays x) {
        KeyRanges ranges = s.core().ranges();
        eachRow(s.core(), x, s.writes(), (head, i, query) -> {
            int b = head.batch();
            for (int j = 0; j < s.s().columns(); j++) {
                boolean seen = j >= ranges.start(b, i) && j < ranges.end(b, i);
                x.set(s.s(), b, head.head(), i, j, seen ? head.logit(query, i, j) : MASKED);
            }
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
