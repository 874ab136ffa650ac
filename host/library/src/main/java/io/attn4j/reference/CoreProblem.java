package io.attn4j.reference;

import io.attn4j.plan.KeyRanges;

/**
 * One call of the core, with its operands: {@code O = softmax(scale * A * B^T + c + bias + mask) * W}.
 *
 * <p>Every mechanism is a way to feed this call (docs/equations.md, section 1.1: full attention has A=Q, B=K, W=V).
 *
 * @param shape sizes
 * @param scale sigma, multiplies the product of A and B
 * @param a [B, H, N, da]
 * @param b [B, Hkv, L, da]
 * @param w [B, Hkv, L, dv]
 * @param keyBias c as {@code [B, H, 1, L]} (row stride unused), or null
 * @param denseBias bias as {@code [B, H, N, L]}, or null
 * @param ranges keys visible to each row
 */
public record CoreProblem(
        CoreShape shape,
        float scale,
        Operand a,
        Operand b,
        Operand w,
        Operand keyBias,
        Operand denseBias,
        KeyRanges ranges) {}
