package io.attn4j.reference;

import io.attn4j.plan.View;
import io.attn4j.plan.loss.CrossEntropy;
import io.attn4j.plan.loss.CrossEntropyGradient;
import io.attn4j.plan.loss.GatherRows;
import io.attn4j.plan.loss.LossStep;
import io.attn4j.plan.loss.ScatterAdd;

/** Embeddings and cross-entropy in fp64. */
final class LossSteps {
    private LossSteps() {}

    static void execute(LossStep step, Fp64Arrays x) {
        switch (step) {
            case GatherRows s -> gatherRows(s, x);
            case ScatterAdd s -> scatterAdd(s, x);
            case CrossEntropy s -> crossEntropy(s, x);
            case CrossEntropyGradient s -> crossEntropyGradient(s, x);
        }
    }

    private static boolean isIndex(double id, int count) {
        return id >= 0 && id < count;
    }

    private static void gatherRows(GatherRows s, Fp64Arrays x) {
        Fp64Arrays.each(s.y(), (b, h, n, c) -> {
            double id = x.get(s.ids(), b, 0, n, 0);
            double chosen = isIndex(id, s.table().rows()) ? x.get(s.table(), 0, 0, (int) id, c) : Double.NaN;
            x.set(s.y(), b, h, n, c, id < 0 ? 0 : chosen);
        });
    }

    private static void scatterAdd(ScatterAdd s, Fp64Arrays x) {
        x.fill(s.y(), 0);
        Fp64Arrays.each(s.x(), (b, h, n, c) -> {
            double id = x.get(s.ids(), b, 0, n, 0);
            if (isIndex(id, s.y().rows())) {
                x.add(s.y(), 0, 0, (int) id, c, x.get(s.x(), b, h, n, c));
            }
        });
    }

    private static void crossEntropy(CrossEntropy s, Fp64Arrays x) {
        Fp64Arrays.each(s.y(), (b, h, n, zero) -> {
            double[] logits = x.row(s.logits(), b, h, n);
            double target = x.get(s.targets(), b, 0, n, 0);
            double lse = target < 0 ? 0 : Fp64Arrays.logSumExp(logits);
            double loss = target < 0 ? 0 : Double.NaN;
            if (isIndex(target, logits.length)) {
                double smoothing = s.smoothing();
                loss = lse - (1 - smoothing) * logits[(int) target];
                for (int v = 0; smoothing > 0 && v < logits.length; v++) {
                    loss -= smoothing / logits.length * logits[v];
                }
            }
            x.set(s.y(), b, h, n, 0, loss);
            x.set(s.lse(), b, h, n, 0, lse);
        });
    }

    private static void crossEntropyGradient(CrossEntropyGradient s, Fp64Arrays x) {
        View logits = s.loss().logits();
        double smoothing = s.loss().smoothing();
        Fp64Arrays.each(s.dlogits(), (b, h, n, v) -> {
            double target = x.get(s.loss().targets(), b, 0, n, 0);
            double gradient = target < 0 ? 0 : Double.NaN;
            if (isIndex(target, logits.columns())) {
                double dy = x.get(s.dy(), b, 0, n, 0);
                double dlse = x.get(s.dlse(), b, 0, n, 0, 0);
                double probability =
                        Math.exp(x.get(logits, b, h, n, v) - x.get(s.loss().lse(), b, 0, n, 0));
                double wanted = smoothing / logits.columns() + (v == (int) target ? 1 - smoothing : 0);
                gradient = (dy + dlse) * probability - dy * wanted;
            }
            x.set(s.dlogits(), b, h, n, v, gradient);
        });
    }
}
