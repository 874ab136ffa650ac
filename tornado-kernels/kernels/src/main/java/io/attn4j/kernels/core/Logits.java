package io.attn4j.kernels.core;

import uk.ac.manchester.tornado.api.math.TornadoMath;

/**
 * What a bias does to a logit, and what stands for a pair that is hidden (docs/equations.md, section 1.1): a finite bias never
 * hides a key, negative infinity does, whatever its factor and whatever the key holds.
 *
 * <p>A finite logit is at least {@link #LEAST}, so that one below it is hidden: {@link #MASKED} by the ranges, or negative
 * infinity by a bias. Tested by comparison with numbers: {@code Float.NEGATIVE_INFINITY} becomes a division by zero in
 * generated code.
 */
final class Logits {
    /** The logit of a pair outside of the ranges, {@code -Float.MAX_VALUE}. */
    static final float MASKED = -3.4028235e38f;

    /** The least logit of a pair that is not hidden: the float above {@link #MASKED}. */
    static final float LEAST = -3.4028233e38f;

    private Logits() {}

    /**
     * {@code score + beta bias}; negative infinity where the bias is, or where the score already was; at least {@link #LEAST}
     * otherwise.
     */
    static float biased(float score, float beta, float bias) {
        float sum = score + beta * bias;
        float finite = sum < LEAST ? LEAST : sum;
        float kept = score < MASKED ? score : finite;
        return bias < MASKED ? bias : kept;
    }

    /** {@code e^(score - lse)}; 0 for a pair that is hidden, whatever {@code lse}. */
    static float probability(float score, float lse) {
        return score < LEAST ? 0.0f : TornadoMath.exp(score - lse);
    }

    /** {@code p x}; 0 where p is, whatever x. */
    static float slope(float p, float x) {
        return p == 0.0f ? 0.0f : p * x;
    }

    /**
     * {@code score + p q}; negative infinity where the product of what is infinite is, or where the score already was; at least
     * {@link #LEAST} otherwise.
     */
    static float factored(float score, float p, float q) {
        float sum = score + p * q;
        float least = TornadoMath.min(p, q) < MASKED ? sum : LEAST;
        float finite = sum < LEAST ? least : sum;
        return score < MASKED ? score : finite;
    }
}
