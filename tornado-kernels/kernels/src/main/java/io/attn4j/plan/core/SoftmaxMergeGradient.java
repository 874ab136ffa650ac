package io.attn4j.plan.core;

import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * Gradient of {@link SoftmaxMerge}: with {@code a_k = e^(l_k - lse)}, {@code do_k = a_k do} and {@code dl_k = a_k (do . (o_k
 * - o) + dlse)}; zeros for a part that sees no key.
 *
 * @param task name
 * @param merge the forward step, whose results and operands all stand
 * @param outputGradient do [B,H,N,D]
 * @param lseGradient dlse [B,H,N,1], or null for zeros
 * @param do1 [B,H,N,D], out
 * @param dlse1 [B,H,N,1], out
 * @param do2 [B,H,N,D], out
 * @param dlse2 [B,H,N,1], out
 */
public record SoftmaxMergeGradient(
        String task,
        SoftmaxMerge merge,
        View outputGradient,
        View lseGradient,
        View do1,
        View dlse1,
        View do2,
        View dlse2)
        implements CoreStep {

    public SoftmaxMergeGradient {
        View o = merge.o();
        Operands.require(
                outputGradient.sameSize(o)
                        && do1.sameSize(o)
                        && do2.sameSize(o)
                        && dlse1.hasSize(o.batch(), o.heads(), o.rows(), 1)
                        && dlse2.hasSize(o.batch(), o.heads(), o.rows(), 1)
                        && (lseGradient == null || lseGradient.hasSize(o.batch(), o.heads(), o.rows(), 1)),
                task,
                Operands.given(outputGradient, lseGradient, do1, dlse1, do2, dlse2));
    }

    @Override
    public List<View> reads() {
        return Operands.given(
                merge.o1(),
                merge.lse1(),
                merge.o2(),
                merge.lse2(),
                merge.o(),
                merge.lse(),
                outputGradient,
                lseGradient);
    }

    @Override
    public List<View> writes() {
        return List.of(do1, dlse1, do2, dlse2);
    }

    @Override
    public double flops() {
        return 8.0 * outputGradient.elements();
    }

    @Override
    public String equation() {
        return writes() + " = gradients of " + merge.task();
    }
}
