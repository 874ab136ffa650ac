package io.attn4j.cpu.tile;

import io.attn4j.plan.matrix.Activation;

/** Activations, their gradients and exponentials, element by element, in plain Java; all loops have the bits of these. */
final class ScalarActivations {
    /** {@code erf(z) = 1 - (ERF_1 t + ... + ERF_5 t^5) e^(-z^2)} with {@code t = 1 / (1 + ERF_P sqrt(2) z)}. */
    static final float ERF_1 = 0.254829592f;

    static final float ERF_2 = -0.284496736f;
    static final float ERF_3 = 1.421413741f;
    static final float ERF_4 = -1.453152027f;
    static final float ERF_5 = 1.061405429f;
    static final float ERF_P = (float) (0.3275911 / Math.sqrt(2));
    static final float GELU_CUBIC = 0.044715f;

    /** {@code 1 + tanh(sqrt(2/pi) u) = 2 / (1 + 2^(GELU_EXPONENT u))}. */
    static final float GELU_EXPONENT = (float) (-2 * Math.sqrt(2 / Math.PI) / Math.log(2));

    static final float DENSITY = (float) (1 / Math.sqrt(2 * Math.PI));
    static final float TANH_FACTOR = (float) Math.sqrt(2 / Math.PI);

    /** Beyond this, the slope of a tanh form is 0 or 1 in fp32. */
    static final float LARGE = 16;

    /** Powers of two up to this one are taken as 0. */
    static final float LEAST = -127;

    static final int BIAS = 127;
    static final int MANTISSA_BITS = 23;

    private ScalarActivations() {}

    /** {@code y[i] = f(y[i])} for {@code y0 <= i < y0 + count}. */
    static void apply(Activation activation, float[] y, int y0, int count) {
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
            // Without a branch, as the vectors have it.
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

    /** {@code dy[i] *= f'(z[i])} for {@code from <= i < from + count}. */
    static void applyGradient(Activation activation, float[] z, float[] dy, int from, int count) {
        switch (activation) {
            case NONE -> {}
            case RELU -> relu(z, dy, from, count);
            case GELU -> gelu(z, dy, from, count);
            case GELU_TANH -> geluTanh(z, dy, from, count);
        }
    }

    private static void relu(float[] z, float[] dy, int from, int count) {
        for (int k = from; k < from + count; k++) {
            dy[k] = z[k] > 0 ? dy[k] : 0 * z[k];
        }
    }

    /** {@code dy *= Phi(z) + z phi(z)}; erf after Abramowitz and Stegun 7.1.26, absolute error below 1.5e-7. */
    private static void gelu(float[] z, float[] dy, int from, int count) {
        for (int k = from; k < from + count; k++) {
            float x = z[k];
            float t = 1 / (1 + ERF_P * Math.abs(x));
            float density = power(Math.max(-64, -0.5f * Exp2.LOG2_E * x * x));
            float erfc = ERF_5;
            erfc = Math.fma(erfc, t, ERF_4);
            erfc = Math.fma(erfc, t, ERF_3);
            erfc = Math.fma(erfc, t, ERF_2);
            erfc = Math.fma(erfc, t, ERF_1);
            float tail = 0.5f * (erfc * t * density);
            // Without a branch, as the vectors have it: 1 - tail above 0, tail below.
            float half = Math.copySign(0.5f, x);
            float slope = 0.5f + half - Math.copySign(tail, x) + DENSITY * x * density;
            dy[k] *= slope;
        }
    }

    /** {@code dy *= s + 2 z s (1 - s) u'} with {@code s = 1 / (1 + e^-2u)} and {@code u = sqrt(2/pi) (z + 0.044715 z^3)}. */
    private static void geluTanh(float[] z, float[] dy, int from, int count) {
        for (int k = from; k < from + count; k++) {
            float x = Math.min(LARGE, Math.max(-LARGE, z[k]));
            float square = x * x;
            float exponent = -2 * Exp2.LOG2_E * TANH_FACTOR * Math.abs(x) * (1 + GELU_CUBIC * square);
            float small = power(Math.max(-126, exponent));
            float larger = 1 / (1 + small);
            float spread = small * larger * larger;
            float s = 0.5f + Math.copySign(larger - 0.5f, x);
            dy[k] *= s + 2 * x * spread * TANH_FACTOR * (1 + 3 * GELU_CUBIC * square);
        }
    }

    /** {@code 2^x} for -126 to 0, as {@link Exp2} has it. */
    private static float power(float x) {
        float rounded = x + Exp2.ROUND;
        float f = x - (rounded - Exp2.ROUND);
        float q = Exp2.C5;
        q = Math.fma(q, f, Exp2.C4);
        q = Math.fma(q, f, Exp2.C3);
        q = Math.fma(q, f, Exp2.C2);
        q = Math.fma(q, f, Exp2.C1);
        q = Math.fma(q, f, 1);
        return Float.intBitsToFloat(Float.floatToRawIntBits(q) + (Float.floatToRawIntBits(rounded) << 23));
    }

    /** {@code x[i] = e^(x[i] - shift)}, at most about 1; 0 where that is below the smallest normal number. */
    static void exponentials(float[] x, int from, int count, float shift) {
        for (int c = from; c < from + count; c++) {
            float power = Math.max((x[c] - shift) * Exp2.LOG2_E, LEAST);
            float rounded = power + Exp2.ROUND;
            float f = power - (rounded - Exp2.ROUND);
            float mantissa = 1 + f * (Exp2.C1 + f * (Exp2.C2 + f * (Exp2.C3 + f * (Exp2.C4 + f * Exp2.C5))));
            int exponent = Float.floatToRawIntBits(rounded) - Exp2.ROUND_BITS + BIAS;
            x[c] = mantissa * Float.intBitsToFloat(exponent << MANTISSA_BITS);
        }
    }
}
