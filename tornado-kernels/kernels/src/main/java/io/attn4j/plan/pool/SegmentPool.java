package io.attn4j.plan.pool;

import io.attn4j.plan.Gradients;
import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;
import java.util.Locale;

/**
 * Pooling over segments of the sequence: row r of y summarises the rows {@code from(r) <= n < to(r)} of x, of which those
 * at or beyond the length of the batch are left out.
 *
 * <p>Segments are {@code floor(r N / k)} to {@code floor((r+1) N / k)} for {@code stride} 0, else {@code r * stride} to
 * {@code min((r+1) * stride, N)}. Mean: the sum over the segment's full size, rows left out counting as zeros. Max: of the
 * rows that are left, 0 where there are none. Valid mean: as if the sequence ended at its length, so that a padded sequence
 * gives what the sliced one does: with {@code n = lengths[b]} (from 1) the mean of the rows from {@code floor(r n / k)} to
 * before {@code max(floor((r+1) n / k), floor(r n / k) + 1)}, where k may exceed n and neighbouring slots then repeat a row;
 * other rows are not read, whatever they hold. Weighted: {@code sum_t weights[h,d,t] x[r * stride + t, d]}, a depthwise
 * convolution whose kernel is as long as its stride.
 *
 * @param task name
 * @param kind mean, max, valid mean or weighted
 * @param stride rows of a segment, 0 for k segments of almost equal size; 0 for {@code VALID_MEAN}
 * @param x [B,H,N,D]
 * @param weights [1,H,D,stride] for {@code WEIGHTED}, else null
 * @param lengths valid rows of each batch [B], or null for all
 * @param y [B,H,k,D], out
 */
public record SegmentPool(String task, Kind kind, int stride, View x, View weights, int[] lengths, View y)
        implements PoolStep {

    /** How a segment is summarised. */
    public enum Kind {
        MEAN,
        MAX,
        VALID_MEAN,
        WEIGHTED
    }

    public SegmentPool {
        Operands.require(
                y.hasSize(x.batch(), x.heads(), y.rows(), x.columns())
                        && (stride == 0
                                ? kind == Kind.VALID_MEAN || y.rows() <= x.rows()
                                : kind != Kind.VALID_MEAN && (long) (y.rows() - 1) * stride < x.rows())
                        && (kind == Kind.WEIGHTED) == (weights != null)
                        && (weights == null || weights.hasSize(1, x.heads(), x.columns(), stride))
                        && (lengths == null || lengths.length == x.batch()),
                task,
                Operands.given(x, weights, y));
    }

    /**
     * Mean pooling, {@code y[b,h,0,:] = 1 / lengths[b] sum_(n < lengths[b]) x[b,h,n,:]}: one valid mean over the whole
     * sequence.
     *
     * @param lengths valid rows of each batch [B], from 1, or null for all
     * @param y [B,H,1,D], out
     */
    public static SegmentPool mean(String task, View x, int[] lengths, View y) {
        Operands.require(y.rows() == 1, task, x, y);
        return new SegmentPool(task, Kind.VALID_MEAN, 0, x, null, lengths, y);
    }

    @Override
    public List<View> reads() {
        return Operands.given(x, weights);
    }

    @Override
    public List<View> writes() {
        return List.of(y);
    }

    @Override
    public double flops() {
        double rows = 0;
        for (int b = 0; b < x.batch(); b++) {
            rows += lengths == null ? x.rows() : lengths[b];
        }
        return rows * x.heads() * x.columns() * (kind == Kind.WEIGHTED ? 2 : 1);
    }

    @Override
    public void differentiate(Gradients gradients) {
        View dy = gradients.of(y);
        if (dy == null) {
            return;
        }
        if (gradients.wants(x)) {
            View dx = gradients.target(x);
            gradients.add(new SegmentPoolGradient(gradients.task("rows"), this, dy, dx));
            gradients.commit(x, dx);
        }
        if (gradients.wants(weights)) {
            View dw = gradients.target(weights);
            gradients.add(new SegmentWeightGradient(gradients.task("weights"), this, dy, dw));
            gradients.commit(weights, dw);
        }
    }

    @Override
    public String equation() {
        return y + " = " + kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " over segments of " + x;
    }
}
