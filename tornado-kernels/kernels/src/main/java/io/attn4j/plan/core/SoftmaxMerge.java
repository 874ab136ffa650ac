package io.attn4j.plan.core;

import io.attn4j.plan.Gradients;
import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * Joins two attentions of the same rows over disjoint keys into one softmax: {@code lse = log(e^l1 + e^l2)}, {@code o =
 * e^(l1 - lse) o1 + e^(l2 - lse) o2}; exact, as both are normalised by their own sums.
 *
 * <p>{@code o} may be {@code o1} and {@code lse} may be {@code lse1}.
 *
 * @param task name
 * @param o1 [B,H,N,D]
 * @param lse1 [B,H,N,1]
 * @param o2 [B,H,N,D]
 * @param lse2 [B,H,N,1]
 * @param o [B,H,N,D], out
 * @param lse [B,H,N,1], out
 */
public record SoftmaxMerge(String task, View o1, View lse1, View o2, View lse2, View o, View lse) implements CoreStep {

    public SoftmaxMerge {
        int rows = o.rows();
        Operands.require(
                o1.hasSize(o.batch(), o.heads(), rows, o.columns())
                        && o2.hasSize(o.batch(), o.heads(), rows, o.columns())
                        && lse.hasSize(o.batch(), o.heads(), rows, 1)
                        && lse1.hasSize(o.batch(), o.heads(), rows, 1)
                        && lse2.hasSize(o.batch(), o.heads(), rows, 1),
                task,
                o1,
                lse1,
                o2,
                lse2,
                o,
                lse);
    }

    @Override
    public List<View> reads() {
        return List.of(o1, lse1, o2, lse2);
    }

    @Override
    public List<View> writes() {
        return List.of(o, lse);
    }

    @Override
    public double flops() {
        return 3.0 * o.elements();
    }

    @Override
    public void differentiate(Gradients gradients) {
        View given = gradients.of(o);
        View lseGradient = gradients.of(lse);
        if (given == null && lseGradient == null) {
            return;
        }
        View outputGradient = given == null ? gradients.zeros(o) : given;
        View do1 = gradients.target(o1);
        View dlse1 = gradients.target(lse1);
        View do2 = gradients.target(o2);
        View dlse2 = gradients.target(lse2);
        gradients.add(new SoftmaxMergeGradient(
                gradients.task("parts"), this, outputGradient, lseGradient, do1, dlse1, do2, dlse2));
        gradients.commit(o1, do1);
        gradients.commit(lse1, dlse1);
        gradients.commit(o2, do2);
        gradients.commit(lse2, dlse2);
    }

    @Override
    public String equation() {
        return o + " = softmax-weighted sum of " + o1 + " and " + o2;
    }
}
