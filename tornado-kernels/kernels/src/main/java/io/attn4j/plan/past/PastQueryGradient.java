package io.attn4j.plan.past;

import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * Gradient of {@link PastAttention} by its queries, and what {@link PastKeyGradient} needs of each row: the probabilities
 * {@code p_ir = exp(s_ir - lse_i)} and {@code ds_ir = scale p_ir (dP_ir - delta_i)} with {@code dP_ir = dO_i . V0_r + sum_j
 * (dO_i . v_j) f[r,j]}; {@code dq_i = sum_r ds_ir K0_r + sum_j (sum_r ds_ir e[r,j]) k_j}, over the rows {@code j <= i} of the
 * chunk that are valid (docs/equations.md, section 2.7).
 *
 * <p>Where slots forget, the sums of {@code s_ir} and {@code dP_ir} are multiplied by {@code gamma_r^t} of row i, and so are
 * {@code p_ir} and {@code ds_ir} as they are written.
 *
 * @param task name
 * @param past the forward step; its lse has been written
 * @param outputGradient dO [B,H,N,Dv]
 * @param delta [B,H,N,1], {@code sum_c dO[i,c] O[i,c] - dlse[i]}
 * @param p [B,H,N,k] contiguous, out
 * @param ds [B,H,N,k] contiguous, out
 * @param dq [B,H,N,D], column stride 1, out
 */
public record PastQueryGradient(
        String task, PastAttention past, View outputGradient, View delta, View p, View ds, View dq)
        implements PastStep {

    public PastQueryGradient {
        View q = past.q();
        View o = past.o();
        int rank = past.e().rows();
        Operands.require(
                outputGradient.sameSize(o)
                        && delta.hasSize(o.batch(), o.heads(), o.rows(), 1)
                        && p.hasSize(o.batch(), o.heads(), o.rows(), rank)
                        && ds.hasSize(o.batch(), o.heads(), o.rows(), rank)
                        && dq.sameSize(q),
                task,
                outputGradient,
                delta,
                p,
                ds,
                dq);
    }

    @Override
    public List<View> reads() {
        return List.of(
                past.q(),
                past.k(),
                past.v(),
                past.e(),
                past.f(),
                past.keyStates(),
                past.valueStates(),
                past.lse(),
                outputGradient,
                delta);
    }

    @Override
    public List<View> writes() {
        return List.of(p, ds, dq);
    }

    @Override
    public double flops() {
        return 2 * past.flops();
    }

    @Override
    public String equation() {
        return dq + " = gradient by the queries of " + past.task() + ", with " + p + " and " + ds;
    }
}
