package io.attn4j.plan.row;

import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * {@code y[c] = x[c]}: a 16-bit array as fp32, exactly: subnormal numbers, signed zeros, infinities and NaN.
 *
 * @param task name
 * @param x [1,1,1,n] of fp16 or bf16, from the start of its array
 * @param y [1,1,1,n] of fp32, from the start of its array, out
 */
public record Widen(String task, View x, View y) implements RowStep {

    public Widen {
        Operands.require(
                y.sameSize(x)
                        && x.buffer().storage().packed()
                        && !y.buffer().storage().packed()
                        && isRun(x)
                        && isRun(y),
                task,
                x,
                y);
    }

    /** Whether the elements of {@code view} are the first of its array, one after another. */
    static boolean isRun(View view) {
        return view.hasSize(1, 1, 1, view.columns())
                && view.columns() > 0
                && view.offset() == 0
                && view.columnStride() == 1;
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
    public double flops() {
        return 0;
    }

    @Override
    public String equation() {
        return y + " = " + x + " of " + x.buffer().storage();
    }
}
