package io.attn4j.plan.head;

import io.attn4j.plan.Gradients;
import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * Which heads each row takes: {@code y[b,0,i,h]} is 1 for the {@code top} heads with the largest logits {@code z[b,0,i,h]},
 * ties to the lowest head, and 0 for the others, as a mixture's {@link HeadGate} has it (docs/equations.md, section 5.2).
 *
 * @param task name
 * @param z [B,1,N,E], any strides
 * @param top heads taken, from 1 to E
 * @param y [B,1,N,E], any strides, out
 */
public record TopHeads(String task, View z, int top, View y) implements HeadStep {

    public TopHeads {
        Operands.require(
                z.sameSize(y) && z.hasSize(y.batch(), 1, y.rows(), y.columns()) && top >= 1 && top <= z.columns(),
                task,
                z,
                y);
    }

    @Override
    public List<View> reads() {
        return List.of(z);
    }

    @Override
    public List<View> writes() {
        return List.of(y);
    }

    @Override
    public double flops() {
        return 0;
    }

    /** None: a choice. */
    @Override
    public void differentiate(Gradients gradients) {
        // which heads are taken does not change with a small change of the logits
    }

    @Override
    public String equation() {
        return y + " = 1 for the " + top + " largest of each row of " + z;
    }
}
