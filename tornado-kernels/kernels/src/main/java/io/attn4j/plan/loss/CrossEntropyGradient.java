package io.attn4j.plan.loss;

import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * Gradient of {@link CrossEntropy}: {@code dlogits[v] = (dy + dlse) exp(logits[v] - lse) - dy q[v]} with {@code q[v] =
 * smoothing / V}, and {@code 1 - smoothing} more at the target; 0 in rows that are left out, NaN where the target is no class.
 *
 * @param task name
 * @param loss the forward step, whose lse has been written
 * @param dy [B,1,N,1]
 * @param dlse [B,1,N,1], or null for zeros
 * @param dlogits [B,1,N,V], column stride 1, out
 */
public record CrossEntropyGradient(String task, CrossEntropy loss, View dy, View dlse, View dlogits)
        implements LossStep {

    public CrossEntropyGradient {
        View logits = loss.logits();
        Operands.require(
                dy.hasSize(logits.batch(), 1, logits.rows(), 1)
                        && (dlse == null || dlse.hasSize(logits.batch(), 1, logits.rows(), 1))
                        && dlogits.hasSize(logits.batch(), 1, logits.rows(), logits.columns())
                        && dlogits.columnStride() == 1,
                task,
                Operands.given(logits, dy, dlse, dlogits));
    }

    @Override
    public List<View> reads() {
        return Operands.given(loss.logits(), loss.targets(), loss.lse(), dy, dlse);
    }

    @Override
    public List<View> writes() {
        return List.of(dlogits);
    }

    @Override
    public double flops() {
        return 4.0 * dlogits.elements();
    }

    @Override
    public String equation() {
        return dlogits + " = gradient of " + loss.task();
    }
}
