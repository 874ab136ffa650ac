package io.attn4j.plan.head;

import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * Gradient of {@link HeadGate}: {@code dx[b,h,i,:] = g_h dy[b,h,i,:]} and, with {@code dg_h = dy[b,h,i,:] . x[b,h,i,:]}, dz
 * through the function that makes gates of logits (docs/equations.md, section 5.2): for {@code SIGMOID} {@code dz_h = dg_h
 * g_h (1 - g_h)}, for {@code SOFTMAX} {@code dz_h = g_h (dg_h - sum_k g_k dg_k / H)}; {@code MIXTURE} through the heads that
 * were taken and the two balances alone.
 *
 * @param task name
 * @param gate the forward step; its o holds the gated heads and is not read
 * @param x [B,H,N,D], the heads before the gate
 * @param dy [B,H,N,D]
 * @param dx [B,H,N,D], out; may be dy
 * @param dz the size of the gate's z, out, or null where it is not wanted
 */
public record HeadGateGradient(String task, HeadGate gate, View x, View dy, View dx, View dz) implements HeadStep {

    public HeadGateGradient {
        View o = gate.o();
        View z = gate.z();
        Operands.require(
                x.sameSize(o) && dy.sameSize(o) && dx.sameSize(o) && (dz == null || dz.sameSize(z)),
                task,
                Operands.given(x, dy, dx, dz));
    }

    @Override
    public List<View> reads() {
        return List.of(gate.z(), x, dy);
    }

    @Override
    public List<View> writes() {
        return Operands.given(dx, dz);
    }

    @Override
    public double flops() {
        return 3.0 * dy.elements();
    }

    @Override
    public String equation() {
        return writes() + " = gradients of " + gate.task();
    }
}
