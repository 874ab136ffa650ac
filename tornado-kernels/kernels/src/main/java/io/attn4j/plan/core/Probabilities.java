package io.attn4j.plan.core;

import io.attn4j.plan.Gradients;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * Softmax of each row of {@code s} in place over the keys that the row sees, 0 elsewhere, and its log-sum-exp.
 *
 * @param task name
 * @param ranges keys visible to each row
 * @param s [B,H,N,L] contiguous, in and out
 * @param lse [B,H,N,1] contiguous, out
 */
public record Probabilities(String task, KeyRanges ranges, View s, View lse) implements CoreStep {

    public Probabilities {
        Operands.require(
                s.equals(View.contiguous(s.buffer(), s.batch(), s.heads(), s.rows(), s.columns()))
                        && lse.equals(View.contiguous(lse.buffer(), s.batch(), s.heads(), s.rows(), 1))
                        && ranges.batch() == s.batch()
                        && ranges.queries() == s.rows(),
                task,
                s,
                lse);
    }

    @Override
    public List<View> reads() {
        return List.of(s);
    }

    @Override
    public List<View> writes() {
        return List.of(s, lse);
    }

    @Override
    public double flops() {
        return 0;
    }

    @Override
    public void differentiate(Gradients gradients) {
        View lseGradient = gradients.of(lse);
        if (gradients.of(s) != null || lseGradient != null) {
            gradients.add(new ProbabilitiesGradient(gradients.task("logits"), this, lseGradient, gradients.replace(s)));
        }
    }

    @Override
    public String equation() {
        return s + " = softmax(" + s + " + mask)";
    }
}
