package io.attn4j.plan.row;

import io.attn4j.plan.View;
import java.util.List;

/**
 * {@code y[b,h,i,c] = value}: where a gradient begins that steps then add to.
 *
 * @param task name
 * @param value of each element
 * @param y [B,H,N,M], out
 */
public record Fill(String task, float value, View y) implements RowStep {

    @Override
    public List<View> reads() {
        return List.of();
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
        return y + " = " + value;
    }
}
