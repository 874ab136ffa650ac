package io.attn4j.plan.core;

import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * {@code o[b,h,i,d] = sum_j p[b,h,i,j] w[b,h',j,d]} over the keys that row i sees; values that it does not see are not
 * read into the sum.
 *
 * @param task name
 * @param ranges keys visible to each row
 * @param p [B,H,N,L]; batch stride 0 where batches share their weights
 * @param w [B,Hkv,L,dv]
 * @param o [B,H,N,dv], out
 */
public record WeightedSum(String task, KeyRanges ranges, View p, View w, View o) implements CoreStep {

    public WeightedSum {
        Operands.require(
                p.heads() % w.heads() == 0
                        && w.batch() == p.batch()
                        && w.rows() == p.columns()
                        && o.hasSize(p.batch(), p.heads(), p.rows(), w.columns())
                        && ranges.batch() == p.batch()
                        && ranges.queries() == p.rows(),
                task,
                p,
                w,
                o);
    }

    @Override
    public List<View> reads() {
        return List.of(p, w);
    }

    @Override
    public List<View> writes() {
        return List.of(o);
    }

    @Override
    public double flops() {
        return 2.0 * p.heads() * ranges.visiblePairs() * w.columns();
    }

    @Override
    public String equation() {
        return o + " = " + p + " " + w;
    }
}
