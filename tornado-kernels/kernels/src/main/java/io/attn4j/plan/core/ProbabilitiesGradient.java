package io.attn4j.plan.core;

import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * Gradient of {@link Probabilities}, in place: {@code d_ij = p_ij (d_ij - sum_l p_il d_il + dlse_i)} for the keys that a row
 * sees, 0 elsewhere, whatever stood there.
 *
 * @param task name
 * @param step the forward step; its s holds the probabilities
 * @param lseGradient dlse [B,H,N,1], or null for zeros
 * @param d [B,H,N,L], gradient of the probabilities in, of the logits out
 */
public record ProbabilitiesGradient(String task, Probabilities step, View lseGradient, View d) implements CoreStep {

    public ProbabilitiesGradient {
        View s = step.s();
        Operands.require(
                d.sameSize(s) && (lseGradient == null || lseGradient.hasSize(s.batch(), s.heads(), s.rows(), 1)),
                task,
                Operands.given(s, lseGradient, d));
    }

    @Override
    public List<View> reads() {
        return Operands.given(step.s(), lseGradient, d);
    }

    @Override
    public List<View> writes() {
        return List.of(d);
    }

    @Override
    public double flops() {
        return 4.0 * d.elements();
    }

    @Override
    public long integers() {
        return 2L * d.batch() * d.rows();
    }

    @Override
    public String equation() {
        return d + " = gradient by the logits of " + step.task();
    }
}
