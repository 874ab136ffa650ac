package io.attn4j.plan.loss;

import io.attn4j.plan.Operands;
import io.attn4j.plan.Strategy;
import io.attn4j.plan.View;
import java.util.List;

/**
 * Gradient of {@link GatherRows}: {@code y[v,:] = sum_((b,n): ids[b,n] = v) x[b,0,n,:]}, in ascending order of positions, batch
 * by batch; rows that none chose get zeros, and positions whose id is no row are left out, whatever they hold.
 *
 * <p>Kernels sort positions by id first, without atomics: each is compared with the 256 of its chunk, then looked up in
 * every other chunk, so that {@code P = B N} positions cost {@code P (256 + 8 P / 256)} comparisons, and no table row scans
 * them.
 *
 * @param task name
 * @param x [B,1,N,M]
 * @param ids [B,1,N,1], as {@link GatherRows} has them; B N below 2^24
 * @param y [1,1,V,M], V below 2^24, out
 */
public record ScatterAdd(String task, View x, View ids, View y) implements LossStep {

    public ScatterAdd {
        Operands.require(
                y.hasSize(1, 1, y.rows(), x.columns())
                        && y.rows() <= GatherRows.MOST_ROWS
                        && x.heads() == 1
                        && (long) x.batch() * x.rows() <= GatherRows.MOST_ROWS
                        && ids.hasSize(x.batch(), 1, x.rows(), 1),
                task,
                x,
                ids,
                y);
    }

    /** Positions, {@code B N}. */
    public int positions() {
        return x.batch() * x.rows();
    }

    @Override
    public List<View> reads() {
        return List.of(x, ids);
    }

    @Override
    public List<View> writes() {
        return List.of(y);
    }

    /** For each position its id, its rank in a chunk, and the ids sorted by chunk and altogether with their positions. */
    @Override
    public long stored(Strategy strategy) {
        return 5L * positions();
    }

    @Override
    public double flops() {
        return x.elements();
    }

    @Override
    public String equation() {
        return y + " = sums of the rows of " + x + " by " + ids;
    }
}
