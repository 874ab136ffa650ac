package io.attn4j.plan.past;

import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * Gradients of {@link PastAttention} by keys, values, projections and states, from the p and ds of {@link
 * PastQueryGradient} (docs/equations.md, section 2.7): over the rows i from j to the end of j's chunk and the query heads
 * that share a key head, {@code dk_j = sum_i (sum_r ds_ir e[r,j]) q_i}, {@code dv_j = sum_i (sum_r p_ir f[r,j]) dO_i},
 * {@code de[r,j] = sum_i ds_ir (q_i . k_j)}, {@code df[r,j] = sum_i p_ir (dO_i . v_j)}; over all rows of a chunk, {@code dK0_r
 * = sum_i ds_ir q_i}, {@code dV0_r = sum_i p_ir dO_i}. Rows beyond the length get zeros.
 *
 * @param task name
 * @param past the forward step
 * @param outputGradient dO [B,H,N,Dv]
 * @param p [B,H,N,k] contiguous
 * @param ds [B,H,N,k] contiguous
 * @param dk [B,Hkv,N,D], column stride 1, out
 * @param dv [B,Hkv,N,Dv], column stride 1, out
 * @param de [B,Hkv,k,N], out
 * @param df [B,Hkv,k,N], out
 * @param dKeyStates [B,Hkv*chunks,k,D] contiguous, out
 * @param dValueStates [B,Hkv*chunks,k,Dv] contiguous, out
 */
public record PastKeyGradient(
        String task,
        PastAttention past,
        View outputGradient,
        View p,
        View ds,
        View dk,
        View dv,
        View de,
        View df,
        View dKeyStates,
        View dValueStates)
        implements PastStep {

    public PastKeyGradient {
        View k = past.k();
        View v = past.v();
        int rank = past.e().rows();
        View o = past.o();
        Operands.require(
                outputGradient.sameSize(o)
                        && p.hasSize(o.batch(), o.heads(), o.rows(), rank)
                        && ds.hasSize(o.batch(), o.heads(), o.rows(), rank)
                        && dk.sameSize(k)
                        && dv.sameSize(v)
                        && de.hasSize(k.batch(), k.heads(), rank, k.rows())
                        && df.hasSize(k.batch(), k.heads(), rank, k.rows())
                        && dKeyStates.hasSize(k.batch(), past.keyStates().heads(), rank, k.columns())
                        && dValueStates.hasSize(v.batch(), past.valueStates().heads(), rank, v.columns()),
                task,
                List.of(dk, dv, de, df, dKeyStates, dValueStates));
    }

    @Override
    public List<View> reads() {
        return List.of(past.q(), past.k(), past.v(), past.e(), past.f(), outputGradient, p, ds);
    }

    @Override
    public List<View> writes() {
        return List.of(dk, dv, de, df, dKeyStates, dValueStates);
    }

    @Override
    public double flops() {
        return 2 * past.flops();
    }

    @Override
    public String equation() {
        return writes() + " = gradients by keys, values, projections and states of " + past.task();
    }
}
