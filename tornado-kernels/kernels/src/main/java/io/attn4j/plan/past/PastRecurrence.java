package io.attn4j.plan.past;

import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * Past-only Linformer attention one row after another (docs/equations.md, section 2.7): {@code K += e_i
 * k_i^T}, {@code V += f_i v_i^T}, {@code o_i = softmax(scale K q_i)^T V}; where slots forget, slot r of both is multiplied by
 * {@code gamma_r} before. The state [k,D] does not grow with the sequence: decoding continues from it.
 *
 * @param task name
 * @param scale sigma
 * @param q [B,H,N,D], column stride 1
 * @param k [B,Hkv,N,D], column stride 1
 * @param v [B,Hkv,N,Dv], column stride 1
 * @param e [1,Hkv,k,N], column stride 1
 * @param f [1,Hkv,k,N], column stride 1
 * @param lengths valid keys of each batch [B], or null for all
 * @param decay how slots forget, or null where they keep everything
 * @param keyState K before the first row, replaced by K after the last, [B,Hkv,k,D] contiguous, in and out
 * @param valueState V likewise, [B,Hkv,k,Dv] contiguous, in and out
 * @param o [B,H,N,Dv], out
 * @param lse [B,H,N,1] contiguous, out
 */
public record PastRecurrence(
        String task,
        float scale,
        View q,
        View k,
        View v,
        View e,
        View f,
        int[] lengths,
        SlotDecay decay,
        View keyState,
        View valueState,
        View o,
        View lse)
        implements PastStep {

    public PastRecurrence {
        int rank = e.rows();
        Operands.require(
                q.heads() % k.heads() == 0
                        && k.hasSize(q.batch(), v.heads(), q.rows(), q.columns())
                        && v.hasSize(q.batch(), k.heads(), q.rows(), v.columns())
                        && e.hasSize(1, k.heads(), rank, q.rows())
                        && f.hasSize(1, k.heads(), rank, q.rows())
                        && keyState.hasSize(q.batch(), k.heads(), rank, q.columns())
                        && valueState.hasSize(q.batch(), k.heads(), rank, v.columns())
                        && o.hasSize(q.batch(), q.heads(), q.rows(), v.columns())
                        && lse.hasSize(q.batch(), q.heads(), q.rows(), 1)
                        && (lengths == null || lengths.length == q.batch())
                        && SlotDecay.fits(decay, rank, 1),
                task,
                q,
                k,
                v,
                e,
                f,
                keyState,
                valueState,
                o,
                lse);
    }

    @Override
    public List<View> reads() {
        return List.of(q, k, v, e, f, keyState, valueState);
    }

    @Override
    public List<View> writes() {
        return List.of(keyState, valueState, o, lse);
    }

    @Override
    public double flops() {
        double dims = (double) q.columns() + v.columns();
        double update = 2.0 * k.batch() * k.heads() * k.rows() * e.rows() * dims;
        return update + 2.0 * q.batch() * q.heads() * q.rows() * e.rows() * dims;
    }

    @Override
    public String equation() {
        return o + " = softmax(" + scale + " * " + q + " " + keyState + "^T) " + valueState + ", row by row";
    }
}
