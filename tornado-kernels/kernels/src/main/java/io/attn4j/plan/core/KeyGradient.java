package io.attn4j.plan.core;

import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * Gradients of a {@link CoreAttention} by what its keys give: {@code db_j = scale sum_i dS_ij (mu . a_i)}, {@code dw_j =
 * sum_i P_ij dO_i} and {@code dc_j = sum_i dS_ij}, with P and dS as in {@link QueryGradient} (docs/equations.md, section
 * 1.4). Keys that serve several query heads get the sum over them; keys that no row sees get zeros, whatever they hold.
 *
 * @param task name
 * @param core the forward step; its lse has been written
 * @param outputGradient dO [B,H,N,dv]
 * @param delta [B,H,N,1], {@code sum_c dO[i,c] O[i,c] - dlse[i]}
 * @param db [B,Hkv,L,da], out, or null where it is not wanted
 * @param dw [B,Hkv,L,dv], out, or null
 * @param dc [B,H,1,L], any column stride, out, or null
 */
public record KeyGradient(String task, CoreAttention core, View outputGradient, View delta, View db, View dw, View dc)
        implements CoreStep {

    public KeyGradient {
        View b = core.b();
        View w = core.w();
        Operands.require(
                core.fitsGradient(outputGradient, delta)
                        && (db != null || dw != null || dc != null)
                        && (db == null || b.columns() > 0 && db.sameSize(b))
                        && (dw == null || dw.sameSize(w))
                        && (dc == null || dc.hasSize(w.batch(), core.a().heads(), 1, w.rows())),
                task,
                Operands.given(outputGradient, delta, db, dw, dc));
    }

    @Override
    public List<View> reads() {
        return core.readsOfGradient(outputGradient, delta);
    }

    @Override
    public List<View> writes() {
        return Operands.given(db, dw, dc);
    }

    @Override
    public double flops() {
        double scores = 2.0 * core.a().columns() + 2.0 * core.w().columns();
        return core.pairs()
                * (scores
                        + (db == null ? 0 : 2.0 * core.a().columns())
                        + (dw == null ? 0 : 2.0 * core.w().columns()));
    }

    @Override
    public long integers() {
        return core.integers();
    }

    @Override
    public String equation() {
        return writes() + " = gradients by keys, values and key bias of " + core.task();
    }
}
