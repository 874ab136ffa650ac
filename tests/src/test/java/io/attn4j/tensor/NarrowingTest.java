package io.attn4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Conversion between stored and computed floats. */
class NarrowingTest {
    private static final int PATTERNS = 1 << 16;

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"F16", "BF16"})
    void everyBitPatternSurvivesTheWayThere(DType dtype) {
        try (Tensor all = Tensor.allocate(new TensorType(dtype, new long[] {PATTERNS}));
                Tensor back = Tensor.allocate(all.type())) {
            for (int bits = 0; bits < PATTERNS; bits++) {
                all.segment().setAtIndex(ValueLayout.JAVA_SHORT, bits, (short) bits);
            }
            float[] wide = all.toFloats();
            Narrowing.narrow(MemorySegment.ofArray(wide), back);
            for (int bits = 0; bits < PATTERNS; bits++) {
                if (Float.isNaN(wide[bits])) {
                    assertThat(back.getFloat(bits)).isNaN();
                } else {
                    assertThat(back.segment().getAtIndex(ValueLayout.JAVA_SHORT, bits))
                            .isEqualTo((short) bits);
                    assertThat(all.getFloat(bits)).isEqualTo(wide[bits]);
                }
            }
        }
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({
        // a tie, to even below and above; beyond a tie
        "1.00390625, 1",
        "1.01171875, 1.015625",
        "1.0039064, 1.0078125",
        "-1.01171875, -1.015625",
        // the largest finite value, and the first that is nearer to what would follow it
        "3.3895314e38, 3.3895314e38",
        "3.39e38, 3.3895314e38",
        "3.4028235e38, Infinity",
        "-3.4028235e38, -Infinity",
        "Infinity, Infinity",
        "-Infinity, -Infinity",
        "NaN, NaN",
        // the smallest subnormal, half of it, and more than that
        "9.1835e-41, 9.1835e-41",
        "4.591775e-41, 0",
        "4.6e-41, 9.1835e-41",
        "-0.0, -0.0",
    })
    void roundsToBf16(float value, Float expected) {
        assertThat(Float.valueOf(Narrowing.fromBf16(Narrowing.toBf16(value)))).isEqualTo(expected);
    }

    @Test
    void aNanWhosePayloadIsCutOffStaysNan() {
        float nan = Float.intBitsToFloat(0xFF800001);
        assertThat(Narrowing.fromBf16(Narrowing.toBf16(nan))).isNaN();
    }

    @Test
    void roundsDoublesOnce() {
        // just above a tie of binary16 and of BF16; rounded to fp32 first, it is the tie
        double[] values = {1 + 0x1p-11 + 0x1p-40, 1 + 0x1p-8 + 0x1p-40, -1e-320, 65520, 65519.99999999999, 1e300};
        try (Tensor halves = Tensor.rounded(DType.F16, new float[values.length], values.length);
                Tensor brains = Tensor.rounded(DType.BF16, new float[values.length], values.length);
                Tensor singles = Tensor.of(new float[values.length], values.length)) {
            Narrowing.narrow(values, halves);
            Narrowing.narrow(values, brains);
            Narrowing.narrow(values, singles);
            assertThat(halves.toFloats()).containsExactly(1 + 0x1p-10f, 1 + 0x1p-8f, -0f, 1f / 0, 65504, 1f / 0);
            assertThat(brains.toFloats()).containsExactly(1, 1 + 0x1p-7f, -0f, 65536, 65536, 1f / 0);
            assertThat(singles.toFloats()).containsExactly(1 + 0x1p-11f, 1 + 0x1p-8f, -0f, 65520, 65520, 1f / 0);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"F16", "BF16"})
    void noNeighbourIsNearer(DType dtype) {
        int count = 20_000;
        Random random = new Random(3);
        double[] values = new double[count];
        try (Tensor rounded = Tensor.allocate(new TensorType(dtype, new long[] {count}));
                Tensor neighbour = Tensor.allocate(new TensorType(dtype, new long[] {1}))) {
            for (int i = 0; i < count; i++) {
                values[i] = value(random, neighbour);
            }
            Narrowing.narrow(values, rounded);
            for (int i = 0; i < count; i++) {
                short bits = rounded.segment().getAtIndex(ValueLayout.JAVA_SHORT, i);
                double error = Math.abs(rounded.getFloat(i) - values[i]);
                for (int step : new int[] {-1, 1}) {
                    neighbour.segment().setAtIndex(ValueLayout.JAVA_SHORT, 0, (short) (bits + step));
                    double other = Math.abs(neighbour.getFloat(0) - values[i]);
                    boolean worse = other > error || (other == error && (bits & 1) == 0) || Double.isNaN(other);
                    assertThat(worse)
                            .as(values[i] + " became " + rounded.getFloat(i))
                            .isTrue();
                }
            }
        }
    }

    /** A value between two neighbours: anywhere, in the middle, or next to it. */
    private static double value(Random random, Tensor scratch) {
        // finite and positive, with a finite successor and a predecessor above 0
        short bits = (short) (1 + random.nextInt(0x7B00));
        scratch.segment().setAtIndex(ValueLayout.JAVA_SHORT, 0, bits);
        double low = scratch.getFloat(0);
        scratch.segment().setAtIndex(ValueLayout.JAVA_SHORT, 0, (short) (bits + 1));
        double high = scratch.getFloat(0);
        double middle = low + (high - low) / 2;
        return switch (random.nextInt(4)) {
            case 0 -> middle;
            case 1 -> Math.nextUp(middle);
            case 2 -> Math.nextDown(middle);
            default -> low + (high - low) * random.nextDouble();
        };
    }

    @Test
    void refusesOtherTypes() {
        try (Tensor ints = Tensor.ofInts(new int[] {1}, 1)) {
            assertThatThrownBy(() -> Narrowing.widen(ints, MemorySegment.ofArray(new float[1])))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("tensor: got I32[1]; needs F32, F16 or BF16; try ");
            assertThatThrownBy(() -> Narrowing.narrow(new double[1], ints))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Narrowing.narrow(MemorySegment.ofArray(new float[1]), ints))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
