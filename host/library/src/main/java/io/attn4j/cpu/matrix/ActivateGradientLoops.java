package io.attn4j.cpu.matrix;

import io.attn4j.cpu.step.ElementBlocks;
import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.cpu.tile.Exp2;
import io.attn4j.plan.matrix.ActivateGradient;
import io.attn4j.plan.matrix.Activation;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Gradients of activations, shaped so that the JIT compiler vectorises them. */
final class ActivateGradientLoops {
    /** {@code erf(z) = 1 - (ERF_1 t + ... + ERF_5 t^5) e^(-z^2)} with {@code t = 1 / (1 + ERF_P sqrt(2) z)}. */
    private static final float ERF_1 = 0.254829592f;

    private static final float ERF_2 = -0.284496736f;
    private static final float ERF_3 = 1.421413741f;
    private static final float ERF_4 = -1.453152027f;
    private static final float ERF_5 = 1.061405429f;
    private static final float ERF_P = (float) (0.3275911 / Math.sqrt(2));
    private static final float DENSITY = (float) (1 / Math.sqrt(2 * Math.PI));
    private static final float CUBIC = 0.044715f;
    private static final float TANH_FACTOR = (float) Math.sqrt(2 / Math.PI);

    /** Beyond this, the slope of a tanh form is 0 or 1 in fp32. */
    private static final float LARGE = 16;

    private ActivateGradientLoops() {}

    static void execute(ActivateGradient step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices z = Matrices.of(step.z(), arrays);
        Matrices dy = Matrices.of(step.dy(), arrays);
        Matrices dz = Matrices.of(step.dz(), arrays);
        ElementBlocks.run(pool, step.dz(), (b, h, i, c, rows, columns, values, other) -> {
            int count = rows * columns;
            dy.read(b, h, i, c, rows, columns, values, 0, columns);
            if (step.activation() != Activation.NONE) {
                z.read(b, h, i, c, rows, columns, other, 0, columns);
            }
            switch (step.activation()) {
                case NONE -> {}
                case RELU -> relu(other, values, count);
                case GELU -> gelu(other, values, count);
                case GELU_TANH -> geluTanh(other, values, count);
            }
            if (step.alpha() != null) {
                float factor = step.alpha()[h];
                for (int k = 0; k < count; k++) {
                    values[k] *= factor;
                }
            }
            dz.write(values, 0, columns, rows, columns, b, h, i, c);
        });
    }

    private static void relu(float[] z, float[] dy, int count) {
        for (int k = 0; k < count; k++) {
            dy[k] = z[k] > 0 ? dy[k] : 0 * z[k];
        }
    }

    /** {@code dy *= Phi(z) + z phi(z)}; erf after Abramowitz and Stegun 7.1.26, absolute error below 1.5e-7. */
    private static void gelu(float[] z, float[] dy, int count) {
        for (int k = 0; k < count; k++) {
            float x = z[k];
            float t = 1 / (1 + ERF_P * Math.abs(x));
            float density = power(Math.max(-64, -0.5f * Exp2.LOG2_E * x * x));
            float erfc = ERF_5;
            erfc = Math.fma(erfc, t, ERF_4);
            erfc = Math.fma(erfc, t, ERF_3);
            erfc = Math.fma(erfc, t, ERF_2);
            erfc = Math.fma(erfc, t, ERF_1);
            float tail = 0.5f * (erfc * t * density);
            // Without a branch, so that the loop vectorises: 1 - tail above 0, tail below.
            float half = Math.copySign(0.5f, x);
            float slope = 0.5f + half - Math.copySign(tail, x) + DENSITY * x * density;
            dy[k] *= slope;
        }
    }

    /** {@code dy *= s + 2 z s (1 - s) u'} with {@code s = 1 / (1 + e^-2u)} and {@code u = sqrt(2/pi) (z + 0.044715 z^3)}. */
    private static void geluTanh(float[] z, float[] dy, int count) {
        for (int k = 0; k < count; k++) {
            float x = Math.min(LARGE, Math.max(-LARGE, z[k]));
            float square = x * x;
            float exponent = -2 * Exp2.LOG2_E * TANH_FACTOR * Math.abs(x) * (1 + CUBIC * square);
            float small = power(Math.max(-126, exponent));
            float larger = 1 / (1 + small);
            float spread = small * larger * larger;
            float s = 0.5f + Math.copySign(larger - 0.5f, x);
            dy[k] *= s + 2 * x * spread * TANH_FACTOR * (1 + 3 * CUBIC * square);
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
}
