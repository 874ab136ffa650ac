package io.attn4j.cpu.core;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.plan.View;
import io.attn4j.plan.core.BiasGradient;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.core.FactorGradient;
import io.attn4j.plan.core.KeyGradient;
import io.attn4j.plan.core.QueryGradient;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/**
 * A {@link CoreAttention}, the gradient of its results, and the gradients of its operands that are wanted, with their memory;
 * those that are not wanted are null.
 *
 * @param core operands of the forward step
 * @param outputGradient dO [B,H,N,dv]
 * @param delta [B,H,N,1]
 * @param query y of {@link QueryGradient} [B,H,N,da]
 * @param db [B,Hkv,L,da]
 * @param dw [B,Hkv,L,dv]
 * @param dc [B,H,1,L]
 * @param bias y of {@link BiasGradient} [B or 1,H or 1,N,L]
 * @param factors y of {@link FactorGradient} [B,H,N,high+n]
 */
record CoreGradientOperands(
        CoreOperands core,
        Matrices outputGradient,
        Matrices delta,
        Matrices query,
        Matrices db,
        Matrices dw,
        Matrices dc,
        Matrices bias,
        Matrices factors) {

    static CoreGradientOperands of(QueryGradient s, Map<String, MemorySegment> arrays) {
        return of(s.core(), s.outputGradient(), s.delta(), arrays, s.y(), null, null, null, null, null);
    }

    static CoreGradientOperands of(KeyGradient s, Map<String, MemorySegment> arrays) {
        return of(s.core(), s.outputGradient(), s.delta(), arrays, null, s.db(), s.dw(), s.dc(), null, null);
    }

    static CoreGradientOperands of(QueryKeyGradient s, Map<String, MemorySegment> arrays) {
        KeyGradient key = s.key();
        return of(
                key.core(),
                key.outputGradient(),
                key.delta(),
                arrays,
                s.query().y(),
                key.db(),
                key.dw(),
                key.dc(),
                null,
                null);
    }

    static CoreGradientOperands of(BiasGradient s, Map<String, MemorySegment> arrays) {
        return of(s.core(), s.outputGradient(), s.delta(), arrays, null, null, null, null, s.y(), null);
    }

    static CoreGradientOperands of(FactorGradient s, Map<String, MemorySegment> arrays) {
        return of(s.core(), s.outputGradient(), s.delta(), arrays, null, null, null, null, null, s.y());
    }

    private static CoreGradientOperands of(
            CoreAttention core,
            View outputGradient,
            View delta,
            Map<String, MemorySegment> arrays,
            View query,
            View db,
            View dw,
            View dc,
            View bias,
            View factors) {
        return new CoreGradientOperands(
                CoreOperands.of(core, arrays),
                Matrices.of(outputGradient, arrays),
                Matrices.of(delta, arrays),
                Matrices.of(query, arrays),
                Matrices.of(db, arrays),
                Matrices.of(dw, arrays),
                Matrices.of(dc, arrays),
                Matrices.of(bias, arrays),
                Matrices.of(factors, arrays));
    }

    /** Whether a result has a sum over keys for each row. */
    boolean sumsOverKeys() {
        return query != null || factors != null;
    }

    /** Whether a result needs dS and not P alone. */
    boolean needsLogitGradients() {
        return query != null || db != null || dc != null || bias != null || factors != null;
    }

    /** Query heads that share a key head. */
    int group() {
        return core.step().a().heads() / core.step().b().heads();
    }

    int rows() {
        return core.step().a().rows();
    }

    int keys() {
        return core.step().b().rows();
    }

    /** Operations of the products alone. */
    double flops() {
        double columns = core.keyDim()
                + core.valueDim()
                + (query == null ? 0 : core.keyDim())
                + (db == null ? 0 : core.keyDim())
                + (dw == null ? 0 : core.valueDim());
        return 2 * core.step().pairs() * columns;
    }
}
