package io.attn4j.plan.row;

import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * {@code y[c] = round(x[c])}: an fp32 array in 16 bits, to the nearest value, ties to even (IEEE 754-2019, section 4.3.1):
 * values beyond the largest finite one by half a unit or more become infinite, small ones subnormal; NaN stays NaN.
 *
 * @param task name
 * @param x [1,1,1,n] of fp32, from the start of its array
 * @param y [1,1,1,n] of fp16 or bf16, from the start of its array, out
 */
public record Narrow(String task, View x, View y) implements RowStep {

    public Narrow {
        Operands.require(
                y.sameSize(x)
                        && !x.buffer().storage().packed()
                        && y.buffer().storage().packed()
                        && Widen.isRun(x)
                        && Widen.isRun(y),
                task,
                x,
                y);
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
        return y + " = " + x + " rounded to " + y.buffer().storage();
    }
}
