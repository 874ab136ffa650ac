package io.attn4j.reference;

import io.attn4j.plan.View;
import io.attn4j.plan.core.BiasGradient;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.core.FactorGradient;
import io.attn4j.plan.core.KeyGradient;
import io.attn4j.plan.core.ProbabilitiesGradient;
import io.attn4j.plan.core.QueryGradient;
import io.attn4j.plan.core.SoftmaxMergeGradient;
import java.util.List;

/** Gradients of the core and its parts in fp64, as docs/equations.md, section 1.4 has them. */
final class CoreGradients {
    private CoreGradients() {}

    /** What is done for each pair of a row and a key that it sees, with its weight, P after dropout, and dS. */
    @FunctionalInterface
    private interface Pair {
        void at(CoreHead head, int i, int j, double p, double ds, double[] query, double[] gradient);
    }

    /**
     * Visits the visible pairs of {@code core}, rows and keys in ascending order.
     *
     * @param written what {@code pair} writes
     */
    private static void eachPair(
            CoreAttention core, View outputGradient, View delta, Fp64Arrays x, List<View> written, Pair pair) {
        CoreSteps.eachRow(core, x, written, (head, i, query) -> {
            int b = head.batch();
            int h = head.head();
            double[] gradient = x.row(outputGradient, b, h, i);
            double lse = x.get(core.lse(), b, h, i, 0);
            for (int j = core.ranges().start(b, i); j < core.ranges().end(b, i); j++) {
                double logit = head.logit(query, i, j);
                double p = logit == Double.NEGATIVE_INFINITY ? 0 : Math.exp(logit - lse);
                double scale = head.dropoutScale(i, j);
                double slope = scale == 0 ? 0 : scale * Fp64Arrays.dot(gradient, head.value(j));
                double ds = p == 0 ? 0 : p * (slope - x.get(delta, b, h, i, 0));
                pair.at(head, i, j, scale * p, ds, query, gradient);
            }
        });
    }

    static void query(QueryGradient s, Fp64Arrays x) {
        CoreAttention core = s.core();
        x.fill(s.y(), 0);
        eachPair(core, s.outputGradient(), s.delta(), x, s.writes(), (head, i, j, p, ds, query, gradient) -> {
            if (ds != 0) {
                x.addRow(s.y(), head.batch(), head.head(), i, core.scale() * ds, head.key(j));
            }
        });
    }

    static void key(KeyGradient s, Fp64Arrays x) {
        CoreAttention core = s.core();
        int group = core.o().heads() / core.w().heads();
        s.writes().forEach(view -> x.fill(view, 0));
        eachPair(core, s.outputGradient(), s.delta(), x, s.writes(), (head, i, j, p, ds, query, gradient) -> {
            int b = head.batch();
            int h = head.head();
            // what no weight reaches may hold anything
            if (ds != 0 && s.db() != null) {
                x.addRow(s.db(), b, h / group, j, core.scale() * ds, query);
            }
            if (p != 0 && s.dw() != null) {
                x.addRow(s.dw(), b, h / group, j, p, gradient);
            }
            if (s.dc() != null) {
                x.add(s.dc(), b, h, 0, j, ds);
            }
        });
    }

    static void bias(BiasGradient s, Fp64Arrays x) {
        CoreAttention core = s.core();
        x.fill(s.y(), 0);
        eachPair(
                core,
                s.outputGradient(),
                s.delta(),
                x,
                s.writes(),
                (head, i, j, p, ds, query, gradient) -> x.add(
                        s.y(),
                        Math.min(head.batch(), s.y().batch() - 1),
                        Math.min(head.head(), s.y().heads() - 1),
                        i,
                        j,
                        (core.biasScale() == null ? 1 : core.biasScale()[head.head()]) * ds));
    }

    static void factor(FactorGradient s, Fp64Arrays x) {
        View factors = s.core().factors();
        int high = s.core().high();
        int low = factors.columns() - high;
        x.fill(s.y(), 0);
        eachPair(s.core(), s.outputGradient(), s.delta(), x, s.writes(), (head, i, j, p, ds, query, gradient) -> {
            if (ds == 0) {
                return;
            }
            int b = head.batch();
            int h = head.head();
            x.add(s.y(), b, h, i, j / low, ds * x.get(factors, b, h, i, high + j % low));
            x.add(s.y(), b, h, i, high + j % low, ds * x.get(factors, b, h, i, j / low));
        });
    }

    static void probabilities(ProbabilitiesGradient s, Fp64Arrays x) {
        View p = s.step().s();
        Fp64Arrays.each(s.step().lse(), (b, h, i, zero) -> {
            int start = s.step().ranges().start(b, i);
            int end = s.step().ranges().end(b, i);
            double sum = -x.get(s.lseGradient(), b, h, i, 0, 0);
            for (int j = start; j < end; j++) {
                sum += x.get(p, b, h, i, j) * x.get(s.d(), b, h, i, j);
            }
            for (int j = 0; j < p.columns(); j++) {
                boolean seen = j >= start && j < end;
                x.set(s.d(), b, h, i, j, seen ? x.get(p, b, h, i, j) * (x.get(s.d(), b, h, i, j) - sum) : 0);
            }
        });
    }

    static void merge(SoftmaxMergeGradient s, Fp64Arrays x) {
        View o = s.merge().o();
        View[] parts = {s.merge().o1(), s.merge().o2()};
        View[] sums = {s.merge().lse1(), s.merge().lse2()};
        View[] outputs = {s.do1(), s.do2()};
        View[] logSums = {s.dlse1(), s.dlse2()};
        Fp64Arrays.each(s.merge().lse(), (b, h, i, zero) -> {
            double lse = x.get(s.merge().lse(), b, h, i, 0);
            double[] gradient = x.row(s.outputGradient(), b, h, i);
            double[] weights = new double[2];
            double[] logits = new double[2];
            for (int k = 0; k < 2; k++) {
                double part = x.get(sums[k], b, h, i, 0);
                weights[k] = part == Double.NEGATIVE_INFINITY ? 0 : Math.exp(part - lse);
                double product = x.get(s.lseGradient(), b, h, i, 0, 0);
                for (int c = 0; weights[k] != 0 && c < gradient.length; c++) {
                    product += gradient[c] * (x.get(parts[k], b, h, i, c) - x.get(o, b, h, i, c));
                }
                logits[k] = weights[k] == 0 ? 0 : weights[k] * product;
            }
            for (int k = 0; k < 2; k++) {
                for (int c = 0; c < gradient.length; c++) {
                    x.set(outputs[k], b, h, i, c, weights[k] == 0 ? 0 : weights[k] * gradient[c]);
                }
                x.set(logSums[k], b, h, i, 0, logits[k]);
            }
        });
    }
}
