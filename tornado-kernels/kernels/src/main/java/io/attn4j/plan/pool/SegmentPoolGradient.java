package io.attn4j.plan.pool;

import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * Gradient of {@link SegmentPool} by its rows: each row of x gets its share of the gradients of the segments that it is in;
 * of {@code MAX} the first row that holds the largest value gets all. Rows left out get zeros.
 *
 * @param task name
 * @param pool the forward step; x is read for {@code MAX} only
 * @param dy [B,H,k,D]
 * @param dx [B,H,N,D], out
 */
public record SegmentPoolGradient(String task, SegmentPool pool, View dy, View dx) implements PoolStep {

    public SegmentPoolGradient {
        View x = pool.x();
        View y = pool.y();
        Operands.require(dy.sameSize(y) && dx.sameSize(x), task, Operands.given(dy, dx));
    }

    @Override
    public List<View> reads() {
        return Operands.given(pool.kind() == SegmentPool.Kind.MAX ? pool.x() : null, pool.weights(), dy);
    }

    @Override
    public List<View> writes() {
        return List.of(dx);
    }

    @Override
    public double flops() {
        return pool.flops();
    }

    @Override
    public String equation() {
        return dx + " = gradient by the rows of " + pool.task();
    }
}
