package io.attn4j.cpu.matrix;

import io.attn4j.cpu.tile.Exp2;
import io.attn4j.plan.matrix.Activation;

/** The functions that a product ends in, in place over fp32 scratch, shaped so that the JIT compiler vectorises them. */
public final class ActivationLoops {
    /** {@code erf(z) = 1 - (ERF_1 t + ... + ERF_5 t^5) e^(-z^2)} with {@code t = 1 / (1 + ERF_P sqrt(2) z)}. */
    private static final float ERF_1 = 0.254829592f;

    private static final float ERF_2 = -0.284496736f;
    private static final float ERF_3 = 1.421413741f;
    private static final float ERF_4 = -1.453152027f;
    private static final float ERF_5 = 1.061405429f;
    private static final float ERF_P = (float) (0.3275911 / Math.sqrt(2));
    private static final float GELU_CUBIC = 0.044715f;

    /** {@code 1 + tanh(sqrt(2/pi) u) = 2 / (1 + 2^(GELU_EXPONENT u))}. */
    private static final float GELU_EXPONENT = (float) (-2 * Math.sqrt(2 / Math.PI) / Math.log(2));

    private ActivationLoops() {}

    /** {@code y[i] = f(y[i])} for {@code y0 <= i < y0 + count}. */
    public static void apply(Activation activation, float[] y, int y0, int count) {
        switch (activation) {
            case NONE -> {}
            case RELU -> relu(y, y0, count);
            case GELU -> gelu(y, y0, count);
            case GELU_TANH -> geluTanh(y, y0, count);
        }
    }

    /** {@code x Phi(x)}; erf after Abramowitz and Stegun 7.1.26, absolute error below 1.5e-7. */
    private static void gelu(float[] y, int y0, int count) {
        for (int i = 0; i < count; i++) {
            float x = y[y0 + i];
            float t = 1 / (1 + ERF_P * Math.abs(x));
            // Less would change nothing, and subnormal numbers are slow.
            float exponent = Math.max(-64, -0.5f * Exp2.LOG2_E * x * x);
            float rounded = exponent + Exp2.ROUND;
            float f = exponent - (rounded - Exp2.ROUND);
            float q = Exp2.C5;
            q = Math.fma(q, f, Exp2.C4);
            q = Math.fma(q, f, Exp2.C3);
            q = Math.fma(q, f, Exp2.C2);
            q = Math.fma(q, f, Exp2.C1);
            q = Math.fma(q, f, 1);
            float power = Float.intBitsToFloat(Float.floatToRawIntBits(q) + (Float.floatToRawIntBits(rounded) << 23));
            float erfc = ERF_5;
            erfc = Math.fma(erfc, t, ERF_4);
            erfc = Math.fma(erfc, t, ERF_3);
            erfc = Math.fma(erfc, t, ERF_2);
            erfc = Math.fma(erfc, t, ERF_1);
            // Without a branch, so that the loop vectorises.
            y[y0 + i] = Math.max(x, 0) - 0.5f * Math.abs(x) * (erfc * t * power);
        }
    }

    private static void relu(float[] y, int y0, int count) {
        for (int i = 0; i < count; i++) {
            y[y0 + i] = Math.max(y[y0 + i], 0);
        }
    }

    /** {@code x / (1 + e^-2u)}, the same as {@code x/2 (1 + tanh(u))}, with the exponential of {@link Exp2}. */
    private static void geluTanh(float[] y, int y0, int count) {
        for (int i = 0; i < count; i++) {
            float x = y[y0 + i];
            float exponent = GELU_EXPONENT * (x + GELU_CUBIC * x * x * x);
            exponent = Math.min(126, Math.max(-126, exponent));
            float rounded = exponent + Exp2.ROUND;
            float f = exponent - (rounded - Exp2.ROUND);
            float q = Exp2.C5;
            q = Math.fma(q, f, Exp2.C4);
            q = Math.fma(q, f, Exp2.C3);
            q = Math.fma(q, f, Exp2.C2);
            q = Math.fma(q, f, Exp2.C1);
            q = Math.fma(q, f, 1);
            float power = Float.intBitsToFloat(Float.floatToRawIntBits(q) + (Float.floatToRawIntBits(rounded) << 23));
            y[y0 + i] = x / (1 + power);
        }
    }
}
