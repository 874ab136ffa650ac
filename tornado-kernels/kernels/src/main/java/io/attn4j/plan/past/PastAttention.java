package io.attn4j.plan.past;

import io.attn4j.plan.Gradients;
import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import io.attn4j.plan.row.RowProducts;
import java.util.List;

/**
 * Past-only Linformer attention in chunks (docs/equations.md, section 2.7): with the states K0, V0 at the
 * start of row i's chunk, {@code s_r = scale (q_i . K0_r + sum_j (q_i . k_j) e[r,j])} over the rows {@code j <= i} of the
 * chunk, {@code p = softmax(s)} over the k slots, {@code o_i = sum_r p_r V0_r + sum_j (sum_r p_r f[r,j]) v_j}. One chunk of
 * N rows is the parallel form.
 *
 * <p>Where slots forget, e and f hold the columns times {@code gamma^-t} for row t of a chunk, and K0, V0 are already decayed
 * to the chunk's first row: {@code s_ir} is multiplied by {@code gamma_r^t} of row i, and so is {@code p_ir} where it meets V0
 * and v.
 *
 * @param task name
 * @param scale sigma
 * @param chunk rows of a chunk
 * @param q [B,H,N,D], column stride 1
 * @param k [B,Hkv,N,D], column stride 1
 * @param v [B,Hkv,N,Dv], column stride 1
 * @param e [1,Hkv,k,N], column stride 1
 * @param f [1,Hkv,k,N], column stride 1
 * @param keyStates [B,Hkv*chunks,k,D] of {@link PastStates}
 * @param valueStates [B,Hkv*chunks,k,Dv]
 * @param lengths valid keys of each batch [B], or null for all
 * @param decay how slots forget, or null where they keep everything
 * @param o [B,H,N,Dv], out
 * @param lse [B,H,N,1] contiguous, out
 */
public record PastAttention(
        String task,
        float scale,
        int chunk,
        View q,
        View k,
        View v,
        View e,
        View f,
        View keyStates,
        View valueStates,
        int[] lengths,
        SlotDecay decay,
        View o,
        View lse)
        implements PastStep {

    public PastAttention {
        int chunks = (q.rows() + chunk - 1) / chunk;
        int rank = e.rows();
        Operands.require(
                q.heads() % k.heads() == 0
                        && k.hasSize(q.batch(), v.heads(), q.rows(), q.columns())
                        && v.hasSize(q.batch(), k.heads(), q.rows(), v.columns())
                        && e.hasSize(1, k.heads(), rank, q.rows())
                        && f.hasSize(1, k.heads(), rank, q.rows())
                        && keyStates.hasSize(q.batch(), k.heads() * chunks, rank, q.columns())
                        && valueStates.hasSize(q.batch(), k.heads() * chunks, rank, v.columns())
                        && o.hasSize(q.batch(), q.heads(), q.rows(), v.columns())
                        && lse.hasSize(q.batch(), q.heads(), q.rows(), 1)
                        && (lengths == null || lengths.length == q.batch())
                        && SlotDecay.fits(decay, rank, chunk),
                task,
                q,
                k,
                v,
                e,
                f,
                keyStates,
                valueStates,
                o,
                lse);
    }

    @Override
    public List<View> reads() {
        return List.of(q, k, v, e, f, keyStates, valueStates);
    }

    @Override
    public List<View> writes() {
        return List.of(o, lse);
    }

    @Override
    public double flops() {
        double rows = (double) q.batch() * q.heads() * q.rows();
        double inChunk = Math.min(chunk, q.rows()) / 2.0;
        double dims = (double) q.columns() + v.columns();
        return 2.0 * rows * (e.rows() * dims + inChunk * (dims + 2.0 * e.rows()));
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
        int rank = e.rows();
        View p = gradients.temporary(o.batch(), o.heads(), o.rows(), rank);
        View ds = gradients.like(p);
        View dq = gradients.wants(q) ? gradients.target(q) : gradients.like(q);
        gradients.add(new PastQueryGradient(gradients.task("queries"), this, outputGradient, delta, p, ds, dq));
        if (gradients.wants(q)) {
            gradients.commit(q, dq);
        }
        List<View> operands = List.of(k, v, keyStates, valueStates);
        if (operands.stream().noneMatch(gradients::wants) && !gradients.wants(e) && !gradients.wants(f)) {
            return;
        }
        List<View> targets = operands.stream()
                .map(operand -> gradients.wants(operand) ? gradients.target(operand) : gradients.like(operand))
                .toList();
        View de = gradients.temporary(k.batch(), k.heads(), rank, k.rows());
        View df = gradients.temporary(k.batch(), k.heads(), rank, k.rows());
        gradients.add(new PastKeyGradient(
                gradients.task("keys"),
                this,
                outputGradient,
                p,
                ds,
                targets.get(0),
                targets.get(1),
                de,
                df,
                targets.get(2),
                targets.get(3)));
        for (int i = 0; i < operands.size(); i++) {
            if (gradients.wants(operands.get(i))) {
                gradients.commit(operands.get(i), targets.get(i));
            }
        }
        if (gradients.wants(e)) {
            gradients.contributeSums(e, de);
        }
        if (gradients.wants(f)) {
            gradients.contributeSums(f, df);
        }
    }

    @Override
    public String equation() {
        return o + " = softmax(" + scale + " * " + q + " K_past^T) V_past, K_past and V_past from " + keyStates + ", "
                + valueStates + " and the rows of the chunk";
    }
}
