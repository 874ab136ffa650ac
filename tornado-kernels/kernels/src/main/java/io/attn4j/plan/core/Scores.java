package io.attn4j.plan.core;

import io.attn4j.plan.Gradients;
import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import io.attn4j.plan.matrix.Activation;
import io.attn4j.plan.matrix.MatrixProduct;
import io.attn4j.plan.row.Product;
import io.attn4j.plan.row.Rearrange;
import java.util.Arrays;
import java.util.List;

/**
 * The logits of a {@link CoreAttention} in memory: {@code s[b,h,i,j]}, masked pairs a large negative number that {@link
 * Probabilities} takes for masked.
 *
 * @param task name
 * @param core whose logits; its {@code w}, {@code o} and {@code lse} are not used
 * @param s [B,H,N,L] contiguous, out
 */
public record Scores(String task, CoreAttention core, View s) implements CoreStep {

    public Scores {
        View a = core.a();
        Operands.require(
                s.equals(View.contiguous(
                        s.buffer(), a.batch(), a.heads(), a.rows(), core.b().rows())),
                task,
                s);
    }

    @Override
    public List<View> reads() {
        return Operands.given(
                core.a().columns() == 0 ? null : core.a(),
                core.a().columns() == 0 ? null : core.b(),
                core.columnScale(),
                core.keyBias(),
                core.bias(),
                core.factors());
    }

    @Override
    public List<View> writes() {
        return List.of(s);
    }

    @Override
    public double flops() {
        return core.pairs() * (2.0 * core.a().columns() + (core.factors() == null ? 0 : 2));
    }

    @Override
    public void differentiate(Gradients gradients) {
        View ds = gradients.of(s);
        if (ds == null) {
            return;
        }
        if (gradients.wants(core.factors())) {
            throw new UnsupportedOperationException("gradient of factors by " + equation());
        }
        View a = core.a();
        float[] scale = new float[a.heads()];
        Arrays.fill(scale, core.scale());
        if (a.columns() > 0 && (gradients.wants(a) || gradients.wants(core.columnScale()))) {
            differentiateQueries(gradients, ds, scale);
        }
        if (a.columns() > 0 && gradients.wants(core.b())) {
            View scaled = a;
            if (core.columnScale() != null) {
                scaled = gradients.like(a);
                gradients.add(new Product(gradients.task("scaledQueries"), a, columnScale(), 1, scaled));
            }
            View db = gradients.temporary(a.batch(), a.heads(), core.b().rows(), a.columns());
            gradients.add(new MatrixProduct(
                    gradients.task("keys"), ds.transposed(), scaled, null, scale, Activation.NONE, null, null, db));
            WeightedSum.contributeByGroup(gradients, core.b(), db);
        }
        if (gradients.wants(core.keyBias())) {
            gradients.contributeSums(core.keyBias(), ds);
        }
        if (gradients.wants(core.bias())) {
            View terms = ds;
            if (core.biasScale() != null) {
                terms = gradients.like(ds);
                gradients.add(new Rearrange(gradients.task("bias"), ds, core.biasScale(), terms));
            }
            gradients.contribute(core.bias(), terms);
        }
    }

    private View columnScale() {
        return core.columnScale()
                .broadcastBatch(core.a().batch())
                .broadcastRows(core.a().rows());
    }

    private void differentiateQueries(Gradients gradients, View ds, float[] scale) {
        View a = core.a();
        View y = core.columnScale() == null ? gradients.target(a) : gradients.like(a);
        View keys = WeightedSum.forEachHead(core.b(), a.heads(), this);
        gradients.add(new MatrixProduct(
                gradients.task("queries"), ds, keys, null, scale, Activation.NONE, null, core.ranges(), y));
        if (core.columnScale() == null) {
            gradients.commit(a, y);
            return;
        }
        if (gradients.wants(core.columnScale())) {
            View products = gradients.like(a);
            gradients.add(new Product(gradients.task("scaleTerms"), a, y, 1, products));
            gradients.contributeSums(core.columnScale(), products);
        }
        if (gradients.wants(a)) {
            View da = gradients.target(a);
            gradients.add(new Product(gradients.task("scaled"), y, columnScale(), 1, da));
            gradients.commit(a, da);
        }
    }

    @Override
    public String equation() {
        return s + " = logits of " + core.equation();
    }
}
