package io.attn4j.cpu.loss;

import io.attn4j.cpu.tile.Exp2;

/** Exponentials of the distances of logits to their largest, in loops that the JIT compiler turns into vectors. */
final class Exponentials {
    /** Powers of two up to this one are taken as 0. */
    private static final float LEAST = -127;

    private static final int BIAS = 127;
    private static final int MANTISSA_BITS = 23;

    private Exponentials() {}

    /** {@code x[c] = e^(x[c] - shift)}, at most about 1; 0 where that is below the smallest normal number. */
    static void replace(float[] x, float shift) {
        for (int c = 0; c < x.length; c++) {
            float power = Math.max((x[c] - shift) * Exp2.LOG2_E, LEAST);
            float rounded = power + Exp2.ROUND;
            float f = power - (rounded - Exp2.ROUND);
            float mantissa = 1 + f * (Exp2.C1 + f * (Exp2.C2 + f * (Exp2.C3 + f * (Exp2.C4 + f * Exp2.C5))));
            int exponent = Float.floatToRawIntBits(rounded) - Exp2.ROUND_BITS + BIAS;
            x[c] = mantissa * Float.intBitsToFloat(exponent << MANTISSA_BITS);
        }
    }

    /** The sum of {@code x} in fp64, in four lanes. */
    static double sum(float[] x) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int c = 0;
        for (; c + 3 < x.length; c += 4) {
            sum0 += x[c];
            sum1 += x[c + 1];
            sum2 += x[c + 2];
            sum3 += x[c + 3];
        }
        for (; c < x.length; c++) {
            sum0 += x[c];
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }
}
