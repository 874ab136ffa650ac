package io.attn4j.plan.row;

import io.attn4j.plan.Gradients;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * {@code y[b,h,i,n] = x[b,h,i,n]} for the columns of a row's range, 0 elsewhere, whatever x holds there: how the gradients
 * of a product that leaves out terms leave them out as well.
 *
 * @param task name
 * @param x [B,H,N,M]
 * @param ranges columns that each row keeps ([B,N])
 * @param y [B,H,N,M], out; may be x
 */
public record KeepRanges(String task, View x, KeyRanges ranges, View y) implements RowStep {

    public KeepRanges {
        Operands.require(y.sameSize(x) && ranges.batch() == x.batch() && ranges.queries() == x.rows(), task, x, y);
    }

    @Override
    public List<View> reads() {
        return List.of(x);
    }

    @Override
    public List<View> writes() {
        return List.of(y);
    }

    @Override
    public long integers() {
        return 2L * x.batch() * x.rows();
    }

    @Override
    public double flops() {
        return 0;
    }

    @Override
    public void differentiate(Gradients gradients) {
        View dy = gradients.of(y);
        if (dy == null || !gradients.wants(x)) {
            return;
        }
        View dx = gradients.target(x);
        gradients.add(new KeepRanges(gradients.task("kept"), dy, ranges, dx));
        gradients.commit(x, dx);
    }

    @Override
    public String equation() {
        return y + " = " + x + " within the range of each row";
    }
}
