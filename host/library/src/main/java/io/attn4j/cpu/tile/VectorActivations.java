package io.attn4j.cpu.tile;

import static io.attn4j.cpu.tile.ScalarActivations.BIAS;
import static io.attn4j.cpu.tile.ScalarActivations.DENSITY;
import static io.attn4j.cpu.tile.ScalarActivations.ERF_1;
import static io.attn4j.cpu.tile.ScalarActivations.ERF_2;
import static io.attn4j.cpu.tile.ScalarActivations.ERF_3;
import static io.attn4j.cpu.tile.ScalarActivations.ERF_4;
import static io.attn4j.cpu.tile.ScalarActivations.ERF_5;
import static io.attn4j.cpu.tile.ScalarActivations.ERF_P;
import static io.attn4j.cpu.tile.ScalarActivations.GELU_CUBIC;
import static io.attn4j.cpu.tile.ScalarActivations.GELU_EXPONENT;
import static io.attn4j.cpu.tile.ScalarActivations.LARGE;
import static io.attn4j.cpu.tile.ScalarActivations.LEAST;
import static io.attn4j.cpu.tile.ScalarActivations.MANTISSA_BITS;
import static io.attn4j.cpu.tile.ScalarActivations.TANH_FACTOR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link ScalarActivations} on vectors, operation for operation, so that each element has the same bits; the compiler does not
 * vectorise loops that take floats as bits. All work on a multiple of {@link #V} elements.
 */
final class VectorActivations {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int SIGN = Integer.MIN_VALUE;

    /** Elements of a vector. */
    static final int V = SPECIES.length();

    private VectorActivations() {}

    /** {@code y[i] = y[i] Phi(y[i])} for {@code from <= i < to}. */
    static void gelu(float[] y, int from, int to) {
        for (int i = from; i < to; i += V) {
            FloatVector x = FloatVector.fromArray(SPECIES, y, i);
            FloatVector t =
                    FloatVector.broadcast(SPECIES, 1).div(x.abs().mul(ERF_P).add(1));
            FloatVector e = x.mul(-0.5f * Exp2.LOG2_E).mul(x);
            e = e.blend(-64, e.compare(VectorOperators.LT, -64));
            FloatVector rounded = e.add(Exp2.ROUND);
            FloatVector f = e.sub(rounded.sub(Exp2.ROUND));
            FloatVector q = FloatVector.broadcast(SPECIES, Exp2.C5);
            q = q.fma(f, FloatVector.broadcast(SPECIES, Exp2.C4));
            q = q.fma(f, FloatVector.broadcast(SPECIES, Exp2.C3));
            q = q.fma(f, FloatVector.broadcast(SPECIES, Exp2.C2));
            q = q.fma(f, FloatVector.broadcast(SPECIES, Exp2.C1));
            q = q.fma(f, FloatVector.broadcast(SPECIES, 1));
            FloatVector power = q.reinterpretAsInts()
                    .add(rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, MANTISSA_BITS))
                    .reinterpretAsFloats();
            FloatVector erfc = FloatVector.broadcast(SPECIES, ERF_5);
            erfc = erfc.fma(t, FloatVector.broadcast(SPECIES, ERF_4));
            erfc = erfc.fma(t, FloatVector.broadcast(SPECIES, ERF_3));
            erfc = erfc.fma(t, FloatVector.broadcast(SPECIES, ERF_2));
            erfc = erfc.fma(t, FloatVector.broadcast(SPECIES, ERF_1));
            FloatVector tail = x.abs().mul(0.5f).mul(erfc.mul(t).mul(power));
            x.blend(0, x.compare(VectorOperators.LE, 0)).sub(tail).intoArray(y, i);
        }
    }

    /** {@code y[i] = y[i] / (1 + e^(-2u))} for {@code from <= i < to}. */
    static void geluTanh(float[] y, int from, int to) {
        for (int i = from; i < to; i += V) {
            FloatVector x = FloatVector.fromArray(SPECIES, y, i);
            FloatVector e = x.add(x.mul(GELU_CUBIC).mul(x).mul(x)).mul(GELU_EXPONENT);
            e = e.blend(-126, e.compare(VectorOperators.LT, -126));
            e = e.blend(126, e.compare(VectorOperators.GT, 126));
            FloatVector rounded = e.add(Exp2.ROUND);
            FloatVector f = e.sub(rounded.sub(Exp2.ROUND));
            FloatVector q = FloatVector.broadcast(SPECIES, Exp2.C5);
            q = q.fma(f, FloatVector.broadcast(SPECIES, Exp2.C4));
            q = q.fma(f, FloatVector.broadcast(SPECIES, Exp2.C3));
            q = q.fma(f, FloatVector.broadcast(SPECIES, Exp2.C2));
            q = q.fma(f, FloatVector.broadcast(SPECIES, Exp2.C1));
            q = q.fma(f, FloatVector.broadcast(SPECIES, 1));
            FloatVector power = q.reinterpretAsInts()
                    .add(rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, MANTISSA_BITS))
                    .reinterpretAsFloats();
            x.div(power.add(1)).intoArray(y, i);
        }
    }

    /** {@code dy[i] = z[i] > 0 ? dy[i] : 0 z[i]} for {@code 0 <= i < to}. */
    static void reluGradient(float[] z, float[] dy, int to) {
        for (int i = 0; i < to; i += V) {
            FloatVector x = FloatVector.fromArray(SPECIES, z, i);
            FloatVector slope = FloatVector.fromArray(SPECIES, dy, i);
            x.mul(0).blend(slope, x.compare(VectorOperators.GT, 0)).intoArray(dy, i);
        }
    }

    /** {@code dy[i] *= Phi(z[i]) + z[i] phi(z[i])} for {@code 0 <= i < to}. */
    static void geluGradient(float[] z, float[] dy, int to) {
        for (int i = 0; i < to; i += V) {
            FloatVector x = FloatVector.fromArray(SPECIES, z, i);
            FloatVector t =
                    FloatVector.broadcast(SPECIES, 1).div(x.abs().mul(ERF_P).add(1));
            FloatVector e = x.mul(-0.5f * Exp2.LOG2_E).mul(x);
            e = e.blend(-64, e.compare(VectorOperators.LT, -64));
            FloatVector rounded = e.add(Exp2.ROUND);
            FloatVector f = e.sub(rounded.sub(Exp2.ROUND));
            FloatVector q = FloatVector.broadcast(SPECIES, Exp2.C5);
            q = q.fma(f, FloatVector.broadcast(SPECIES, Exp2.C4));
            q = q.fma(f, FloatVector.broadcast(SPECIES, Exp2.C3));
            q = q.fma(f, FloatVector.broadcast(SPECIES, Exp2.C2));
            q = q.fma(f, FloatVector.broadcast(SPECIES, Exp2.C1));
            q = q.fma(f, FloatVector.broadcast(SPECIES, 1));
            FloatVector density = q.reinterpretAsInts()
                    .add(rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, MANTISSA_BITS))
                    .reinterpretAsFloats();
            FloatVector erfc = FloatVector.broadcast(SPECIES, ERF_5);
            erfc = erfc.fma(t, FloatVector.broadcast(SPECIES, ERF_4));
            erfc = erfc.fma(t, FloatVector.broadcast(SPECIES, ERF_3));
            erfc = erfc.fma(t, FloatVector.broadcast(SPECIES, ERF_2));
            erfc = erfc.fma(t, FloatVector.broadcast(SPECIES, ERF_1));
            FloatVector tail = erfc.mul(t).mul(density).mul(0.5f);
            IntVector sign = x.reinterpretAsInts().and(SIGN);
            FloatVector half = FloatVector.broadcast(SPECIES, 0.5f)
                    .reinterpretAsInts()
                    .or(sign)
                    .reinterpretAsFloats();
            FloatVector signed = tail.abs().reinterpretAsInts().or(sign).reinterpretAsFloats();
            FloatVector slope = half.add(0.5f).sub(signed).add(x.mul(DENSITY).mul(density));
            FloatVector.fromArray(SPECIES, dy, i).mul(slope).intoArray(dy, i);
        }
    }

    /** {@code dy[i] *= s + 2 z s (1 - s) u'}, {@code s} and {@code u} of the tanh form, for {@code 0 <= i < to}. */
    static void geluTanhGradient(float[] z, float[] dy, int to) {
        for (int i = 0; i < to; i += V) {
            FloatVector x = FloatVector.fromArray(SPECIES, z, i);
            x = x.blend(-LARGE, x.compare(VectorOperators.LT, -LARGE));
            x = x.blend(LARGE, x.compare(VectorOperators.GT, LARGE));
            FloatVector square = x.mul(x);
            FloatVector e = x.abs()
                    .mul(-2 * Exp2.LOG2_E * TANH_FACTOR)
                    .mul(square.mul(GELU_CUBIC).add(1));
            e = e.blend(-126, e.compare(VectorOperators.LT, -126));
            FloatVector rounded = e.add(Exp2.ROUND);
            FloatVector f = e.sub(rounded.sub(Exp2.ROUND));
            FloatVector q = FloatVector.broadcast(SPECIES, Exp2.C5);
            q = q.fma(f, FloatVector.broadcast(SPECIES, Exp2.C4));
            q = q.fma(f, FloatVector.broadcast(SPECIES, Exp2.C3));
            q = q.fma(f, FloatVector.broadcast(SPECIES, Exp2.C2));
            q = q.fma(f, FloatVector.broadcast(SPECIES, Exp2.C1));
            q = q.fma(f, FloatVector.broadcast(SPECIES, 1));
            FloatVector small = q.reinterpretAsInts()
                    .add(rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, MANTISSA_BITS))
                    .reinterpretAsFloats();
            FloatVector larger = FloatVector.broadcast(SPECIES, 1).div(small.add(1));
            FloatVector spread = small.mul(larger).mul(larger);
            IntVector sign = x.reinterpretAsInts().and(SIGN);
            FloatVector s = larger.sub(0.5f)
                    .abs()
                    .reinterpretAsInts()
                    .or(sign)
                    .reinterpretAsFloats()
                    .add(0.5f);
            FloatVector slope = x.mul(2)
                    .mul(spread)
                    .mul(TANH_FACTOR)
                    .mul(square.mul(3 * GELU_CUBIC).add(1))
                    .add(s);
            FloatVector.fromArray(SPECIES, dy, i).mul(slope).intoArray(dy, i);
        }
    }

    /** {@code x[i] = e^(x[i] - shift)} for {@code 0 <= i < to}. */
    static void exponentials(float[] x, int to, float shift) {
        for (int i = 0; i < to; i += V) {
            FloatVector power = FloatVector.fromArray(SPECIES, x, i).sub(shift).mul(Exp2.LOG2_E);
            power = power.blend(LEAST, power.compare(VectorOperators.LT, LEAST));
            FloatVector rounded = power.add(Exp2.ROUND);
            FloatVector f = power.sub(rounded.sub(Exp2.ROUND));
            FloatVector m = f.mul(Exp2.C5).add(Exp2.C4);
            m = m.mul(f).add(Exp2.C3);
            m = m.mul(f).add(Exp2.C2);
            m = m.mul(f).add(Exp2.C1);
            m = m.mul(f).add(1);
            IntVector exponent =
                    rounded.reinterpretAsInts().sub(Exp2.ROUND_BITS).add(BIAS);
            FloatVector scale =
                    exponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsFloats();
            m.mul(scale).intoArray(x, i);
        }
    }
}
