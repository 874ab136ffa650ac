package io.attn4j.plan.core;

import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * The logits of a {@link CoreAttention} in memory: {@code s[b,h,i,j]}, masked pairs a large negative number that {@link
 * Probabilities} takes for masked.
 *
 * @param task name
 * @param core whose logits; its {@code w}, {@code o} and {@code lse} are not used
 * @param s [B,H,N,L] contiguous, out
 */
public record Scores(String task, CoreAttention core, View s) implements CoreStep {

    public Scores {
        View a = core.a();
        Operands.require(
                s.equals(View.contiguous(
                        s.buffer(), a.batch(), a.heads(), a.rows(), core.b().rows())),
                task,
                s);
    }

    @Override
    public List<View> reads() {
        return Operands.given(
                core.a().columns() == 0 ? null : core.a(),
                core.a().columns() == 0 ? null : core.b(),
                core.columnScale(),
                core.keyBias(),
                core.bias(),
                core.factors());
    }

    @Override
    public List<View> writes() {
        return List.of(s);
    }

    @Override
    public double flops() {
        return core.pairs() * (2.0 * core.a().columns() + (core.factors() == null ? 0 : 2));
    }

    @Override
    public String equation() {
        return s + " = logits of " + core.equation();
    }
}
