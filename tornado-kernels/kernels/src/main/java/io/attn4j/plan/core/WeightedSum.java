package io.attn4j.plan.core;

import io.attn4j.plan.Gradients;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.Operands;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.matrix.MatrixProduct;
import io.attn4j.plan.row.KeepRanges;
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
    public void differentiate(Gradients gradients) {
        View outputGradient = gradients.of(o);
        if (outputGradient == null) {
            return;
        }
        if (gradients.wants(p)) {
            View dp = gradients.target(p);
            View values = forEachHead(w, o.heads(), this).transposed();
            gradients.add(MatrixProduct.of(gradients.task("probabilities"), outputGradient, values, dp));
            // values that no row sees may hold anything
            gradients.add(new KeepRanges(gradients.task("seen"), dp, ranges, dp));
            gradients.commit(p, dp);
        }
        if (gradients.wants(w)) {
            View dw = gradients.temporary(o.batch(), o.heads(), w.rows(), w.columns());
            gradients.add(MatrixProduct.of(gradients.task("values"), p.transposed(), outputGradient, dw));
            contributeByGroup(gradients, w, dw);
        }
    }

    /** {@code keys} once for each query head. */
    static View forEachHead(View keys, int heads, Step step) {
        if (keys.heads() == heads) {
            return keys;
        }
        if (keys.heads() == 1) {
            return keys.broadcastHeads(heads);
        }
        throw new UnsupportedOperationException("gradient, with heads in groups, of " + step.equation());
    }

    /** Takes gradients of each query head for keys, or values, that all share or none. */
    static void contributeByGroup(Gradients gradients, View keys, View terms) {
        if (keys.heads() == 1 && terms.heads() > 1) {
            gradients.contributeSums(keys, terms);
        } else {
            gradients.contribute(keys, terms);
        }
    }

    @Override
    public String equation() {
        return o + " = " + p + " " + w;
    }
}
