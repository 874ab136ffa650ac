package io.attn4j.plan.loss;

import io.attn4j.plan.Gradients;
import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * The cross-entropy of softmax(logits) against a target class with label smoothing (Szegedy et al. 2016, section 7), row by
 * row: {@code y = lse - (1 - smoothing) logits[t] - smoothing / V sum_v logits[v]} with {@code lse = log sum_v
 * exp(logits[v])}.
 *
 * <p>Targets are integers held as floats, exact below 2^24; a fraction is dropped. A row with a negative target is left out:
 * its loss, lse and gradient are 0, whatever its logits hold. A target that is no class (from V, or NaN) gives NaN, so that
 * the mistake shows. Logits of negative infinity exclude a class; with smoothing, which counts every class, logits must be
 * finite.
 *
 * <p>The loss is formed from differences to the largest logit and to the target's, so that logits that are large and close
 * to one another lose nothing.
 *
 * @param task name
 * @param logits [B,1,N,V], column stride 1, V below 2^24
 * @param targets [B,1,N,1]
 * @param smoothing from 0, below 1
 * @param y [B,1,N,1], the loss of each row, out
 * @param lse [B,1,N,1], natural logarithm, out
 */
public record CrossEntropy(String task, View logits, View targets, float smoothing, View y, View lse)
        implements LossStep {

    public CrossEntropy {
        Operands.require(
                logits.heads() == 1
                        && logits.columnStride() == 1
                        && logits.columns() <= GatherRows.MOST_ROWS
                        && targets.hasSize(logits.batch(), 1, logits.rows(), 1)
                        && y.hasSize(logits.batch(), 1, logits.rows(), 1)
                        && lse.hasSize(logits.batch(), 1, logits.rows(), 1)
                        && smoothing >= 0
                        && smoothing < 1,
                task,
                logits,
                targets,
                smoothing,
                y,
                lse);
    }

    @Override
    public List<View> reads() {
        return List.of(logits, targets);
    }

    @Override
    public List<View> writes() {
        return List.of(y, lse);
    }

    @Override
    public double flops() {
        return (smoothing > 0 ? 6.0 : 4.0) * logits.elements();
    }

    @Override
    public void differentiate(Gradients gradients) {
        View given = gradients.of(y);
        View lseGradient = gradients.of(lse);
        if (given == null && lseGradient == null || !gradients.wants(logits)) {
            return;
        }
        View dy = given == null ? gradients.zeros(y) : given;
        View dlogits = gradients.target(logits);
        gradients.add(new CrossEntropyGradient(gradients.task("logits"), this, dy, lseGradient, dlogits));
        gradients.commit(logits, dlogits);
    }

    @Override
    public String equation() {
        return y + " = cross-entropy of " + logits + " against " + targets
                + (smoothing == 0 ? "" : ", smoothed by " + smoothing);
    }
}
