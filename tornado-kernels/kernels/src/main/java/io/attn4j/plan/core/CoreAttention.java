package io.attn4j.plan.core;

import io.attn4j.plan.Gradients;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.Operands;
import io.attn4j.plan.Strategy;
import io.attn4j.plan.View;
import io.attn4j.plan.row.DropoutBits;
import io.attn4j.plan.row.Product;
import io.attn4j.plan.row.RowProducts;
import io.attn4j.plan.row.RowSeeds;
import java.util.List;

/**
 * The core that all mechanisms share, {@code O = softmax(scale * (A . mu) B^T + c + beta bias + p q + mask) W}
 * (docs/equations.md, section 1.1), and its log-sum-exp.
 *
 * <p>The logit of head h, row i and key j is {@code scale * sum_d a[b,h,i,d] mu[h,d] b[b,h',j,d] + c[b,h,j] + beta[h]
 * bias[b,h,i,j] + p[b,h,i,j / n] q[b,h,i,j mod n]}, where {@code h' = h / (H / Hkv)}; absent terms are left out.
 *
 * <p>With {@code seeds}, weights pass through dropout between the softmax and the product with W: the log-sum-exp does not
 * change (docs/equations.md, section 8.4).
 *
 * @param task name
 * @param scale sigma
 * @param a [B,H,N,da]; {@code da} may be 0, then the product is left out
 * @param b [B,Hkv,L,da]
 * @param w [B,Hkv,L,dv]
 * @param columnScale mu [1,H,1,da], or null for ones
 * @param keyBias c [B,H,1,L], any column stride, or null
 * @param bias [B,H,N,L], or null
 * @param biasScale beta [H], or null for ones
 * @param factors p and q side by side, [B,H,N,high+n] with {@code high * n >= L}, or null
 * @param high columns of p
 * @param ranges keys visible to each row
 * @param seeds [B,H,N,2] contiguous, of {@link RowSeeds}, or null: no weight is dropped
 * @param dropout probability that a weight is dropped, from 0, below 1; 0 without seeds
 * @param o [B,H,N,dv], out
 * @param lse [B,H,N,1], natural logarithm, contiguous, out; negative infinity for a row that sees no key
 */
public record CoreAttention(
        String task,
        float scale,
        View a,
        View b,
        View w,
        View columnScale,
        View keyBias,
        View bias,
        float[] biasScale,
        View factors,
        int high,
        KeyRanges ranges,
        View seeds,
        float dropout,
        View o,
        View lse)
        implements CoreStep {

    public CoreAttention {
        int heads = a.heads();
        int rows = a.rows();
        int keys = b.rows();
        Operands.require(
                heads % b.heads() == 0
                        && b.hasSize(a.batch(), w.heads(), w.rows(), a.columns())
                        && w.batch() == a.batch()
                        && o.hasSize(a.batch(), heads, rows, w.columns())
                        && lse.hasSize(a.batch(), heads, rows, 1)
                        && lse.equals(View.contiguous(lse.buffer(), a.batch(), heads, rows, 1))
                        && (columnScale == null || columnScale.hasSize(1, heads, 1, a.columns()))
                        && (keyBias == null || keyBias.hasSize(a.batch(), heads, 1, keys))
                        && (bias == null || bias.hasSize(a.batch(), heads, rows, keys))
                        && (biasScale == null || biasScale.length == heads)
                        && (factors == null
                                || factors.hasSize(a.batch(), heads, rows, factors.columns())
                                        && (long) high * (factors.columns() - high) >= keys)
                        && ranges.batch() == a.batch()
                        && ranges.queries() == rows
                        && (seeds == null ? dropout == 0 : RowSeeds.isSeeds(seeds, a.batch(), heads, rows)),
                task,
                Operands.given(a, b, w, o, lse, columnScale, keyBias, bias, factors, seeds));
        DropoutBits.threshold(dropout);
    }

    /** Without dropout. */
    public CoreAttention(
            String task,
            float scale,
            View a,
            View b,
            View w,
            View columnScale,
            View keyBias,
            View bias,
            float[] biasScale,
            View factors,
            int high,
            KeyRanges ranges,
            View o,
            View lse) {
        this(task, scale, a, b, w, columnScale, keyBias, bias, biasScale, factors, high, ranges, null, 0, o, lse);
    }

    /** {@code softmax(scale * A B^T + mask) W} with nothing else. */
    public static CoreAttention of(
            String task, float scale, View a, View b, View w, KeyRanges ranges, View o, View lse) {
        return new CoreAttention(task, scale, a, b, w, null, null, null, null, null, 0, ranges, o, lse);
    }

    /** With the key-only bias {@code c} and the dense {@code bias}, either null. */
    public CoreAttention withBiases(View c, View dense) {
        return new CoreAttention(
                task, scale, a, b, w, columnScale, c, dense, biasScale, factors, high, ranges, seeds, dropout, o, lse);
    }

    /** Weights are dropped with probability {@code p}, by the seeds of their rows. */
    public CoreAttention withDropout(View rowSeeds, float p) {
        return new CoreAttention(
                task,
                scale,
                a,
                b,
                w,
                columnScale,
                keyBias,
                bias,
                biasScale,
                factors,
                high,
                ranges,
                rowSeeds,
                p,
                o,
                lse);
    }

    @Override
    public List<View> reads() {
        return Operands.given(
                a.columns() == 0 ? null : a,
                a.columns() == 0 ? null : b,
                w,
                columnScale,
                keyBias,
                bias,
                factors,
                seeds);
    }

    @Override
    public List<View> writes() {
        return List.of(o, lse);
    }

    /** Visible (head, row, key) triples. */
    public double pairs() {
        return (double) a.heads() * ranges.visiblePairs();
    }

    @Override
    public long integers() {
        return 2L * a.batch() * a.rows();
    }

    /** The logits, which {@code naive} keeps; 0 for the fused strategies. */
    @Override
    public long stored(Strategy strategy) {
        if (strategy != Strategy.NAIVE) {
            return 0;
        }
        long rows = Math.multiplyExact((long) a.batch() * a.heads(), a.rows());
        return Math.multiplyExact(rows, b.rows());
    }

    @Override
    public double flops() {
        return pairs() * (2.0 * (a.columns() + w.columns()) + (factors == null ? 0 : 2));
    }

    /** What each step of its gradient reads. */
    List<View> readsOfGradient(View outputGradient, View delta) {
        return Operands.given(
                a.columns() == 0 ? null : a,
                a.columns() == 0 ? null : b,
                w,
                columnScale,
                keyBias,
                bias,
                factors,
                seeds,
                lse,
                outputGradient,
                delta);
    }

    /** Whether the gradient of its output and the delta of its rows have the sizes that steps of its gradient need. */
    boolean fitsGradient(View outputGradient, View delta) {
        return outputGradient.sameSize(o) && delta.hasSize(o.batch(), o.heads(), o.rows(), 1);
    }

    @Override
    public void differentiate(Gradients gradients) {
        View given = gradients.of(o);
        View lseGradient = gradients.of(lse);
        if (given == null && lseGradient == null) {
            return;
        }
        View outputGradient = given == null ? gradients.zeros(o) : given;
        View delta = gradients.temporary(o.batch(), o.heads(), o.rows(), 1);
        gradients.add(new RowProducts(gradients.task("delta"), o, outputGradient, lseGradient, delta));
        if (a.columns() > 0 && (gradients.wants(a) || gradients.wants(columnScale))) {
            differentiateQueries(gradients, outputGradient, delta);
        }
        View db = a.columns() > 0 && gradients.wants(b) ? gradients.target(b) : null;
        View dw = gradients.wants(w) ? gradients.target(w) : null;
        View dc = gradients.wants(keyBias) ? gradients.target(keyBias) : null;
        if (db != null || dw != null || dc != null) {
            gradients.add(new KeyGradient(gradients.task("keys"), this, outputGradient, delta, db, dw, dc));
            commit(gradients, b, db);
            commit(gradients, w, dw);
            commit(gradients, keyBias, dc);
        }
        if (gradients.wants(bias)) {
            View sums = bias.once();
            boolean byRow = sums.rows() == bias.rows();
            View y = byRow
                    ? gradients.target(sums)
                    : gradients.temporary(sums.batch(), sums.heads(), bias.rows(), bias.columns());
            gradients.add(new BiasGradient(gradients.task("bias"), this, outputGradient, delta, y));
            if (byRow) {
                gradients.commit(sums, y);
            } else {
                gradients.contributeSums(bias, y);
            }
        }
        if (gradients.wants(factors)) {
            View y = gradients.target(factors);
            gradients.add(new FactorGradient(gradients.task("factors"), this, outputGradient, delta, y));
            gradients.commit(factors, y);
        }
    }

    private void differentiateQueries(Gradients gradients, View outputGradient, View delta) {
        View y = columnScale == null ? gradients.target(a) : gradients.like(a);
        gradients.add(new QueryGradient(gradients.task("queries"), this, outputGradient, delta, y));
        if (columnScale == null) {
            gradients.commit(a, y);
            return;
        }
        if (gradients.wants(columnScale)) {
            View products = gradients.like(a);
            gradients.add(new Product(gradients.task("scaleTerms"), a, y, 1, products));
            gradients.contributeSums(columnScale, products);
        }
        if (gradients.wants(a)) {
            View da = gradients.target(a);
            View mu = columnScale.broadcastBatch(a.batch()).broadcastRows(a.rows());
            gradients.add(new Product(gradients.task("scaled"), y, mu, 1, da));
            gradients.commit(a, da);
        }
    }

    private static void commit(Gradients gradients, View operand, View target) {
        if (target != null) {
            gradients.commit(operand, target);
        }
    }

    @Override
    public String equation() {
        return o + " = softmax("
                + (a.columns() == 0
                        ? ""
                        : scale + " * " + a + (columnScale == null ? "" : " . " + columnScale) + " " + b + "^T")
                + (keyBias == null ? "" : " + " + keyBias)
                + (bias == null ? "" : " + " + (biasScale == null ? "" : "beta ") + bias)
                + (factors == null ? "" : " + p q of " + factors + " (p: " + high + " columns)")
                + " + mask)" + (seeds == null ? "" : " with dropout " + dropout) + " " + w;
    }
}
