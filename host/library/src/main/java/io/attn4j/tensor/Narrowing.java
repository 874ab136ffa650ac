package io.attn4j.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Conversion between what is computed with (fp32, fp64) and what is stored ({@link DType#F32}, {@link DType#F16}, {@link
 * DType#BF16}).
 *
 * <p>Widening is exact. Narrowing rounds once to the nearest value, ties to even (IEEE 754-2019, section 4.3.1): values
 * beyond the largest finite one by half a unit or more become infinite, small ones subnormal; NaN stays NaN. {@code F16}
 * is binary16; {@code BF16} is the upper half of binary32.
 */
public final class Narrowing {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;

    private static final int BF16_SHIFT = 16;
    private static final int BF16_QUIET_NAN = 0x40;

    private Narrowing() {}

    /** The bits of the BF16 nearest to {@code value}. */
    public static short toBf16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            // quiet, because a payload in the lower half alone would leave an infinity
            return (short) (bits >>> BF16_SHIFT | BF16_QUIET_NAN);
        }
        int tieToEven = bits >>> BF16_SHIFT & 1;
        return (short) (bits + 0x7FFF + tieToEven >>> BF16_SHIFT);
    }

    /** The value of a BF16 with these bits. */
    public static float fromBf16(short bits) {
        return Float.intBitsToFloat(bits << BF16_SHIFT);
    }

    /**
     * A float from which rounding to 16 bits gives what rounding {@code value} itself would: {@code value} rounded to odd,
     * that is, cut off, with the last bit set where anything was cut. Two roundings to nearest could meet at a tie that was
     * none.
     */
    static float toOdd(double value) {
        float nearest = (float) value;
        if (Double.isNaN(value) || nearest == value) {
            return nearest;
        }
        int bits = Float.floatToRawIntBits(nearest);
        int cutOff = Math.abs((double) nearest) > Math.abs(value) ? bits - 1 : bits;
        return Float.intBitsToFloat(cutOff | 1);
    }

    /**
     * Copies the values of a tensor of F32, F16 or BF16 to fp32.
     *
     * @param into as many floats as {@code from} has elements, out
     */
    public static void widen(Tensor from, MemorySegment into) {
        MemorySegment source = from.segment();
        long elements = from.type().elements();
        switch (from.type().dtype()) {
            case F32 -> MemorySegment.copy(source, 0, into, 0, elements * Float.BYTES);
            case F16 -> {
                for (long i = 0; i < elements; i++) {
                    into.setAtIndex(FLOAT, i, Float.float16ToFloat(source.getAtIndex(SHORT, i)));
                }
            }
            case BF16 -> {
                for (long i = 0; i < elements; i++) {
                    into.setAtIndex(FLOAT, i, fromBf16(source.getAtIndex(SHORT, i)));
                }
            }
            case F64, I64, I32 -> throw notOfFloats(from.type());
        }
    }

    /**
     * Rounds fp32 values to the element type of a tensor of F32, F16 or BF16.
     *
     * @param from as many floats as {@code into} has elements, in
     */
    public static void narrow(MemorySegment from, Tensor into) {
        MemorySegment target = into.segment();
        long elements = into.type().elements();
        switch (into.type().dtype()) {
            case F32 -> MemorySegment.copy(from, 0, target, 0, elements * Float.BYTES);
            case F16 -> {
                for (long i = 0; i < elements; i++) {
                    target.setAtIndex(SHORT, i, Float.floatToFloat16(from.getAtIndex(FLOAT, i)));
                }
            }
            case BF16 -> {
                for (long i = 0; i < elements; i++) {
                    target.setAtIndex(SHORT, i, toBf16(from.getAtIndex(FLOAT, i)));
                }
            }
            case F64, I64, I32 -> throw notOfFloats(into.type());
        }
    }

    /** Rounds fp64 values to the element type of a tensor of F32, F16 or BF16, once. */
    public static void narrow(double[] from, Tensor into) {
        MemorySegment target = into.segment();
        switch (into.type().dtype()) {
            case F32 -> {
                for (int i = 0; i < from.length; i++) {
                    target.setAtIndex(FLOAT, i, (float) from[i]);
                }
            }
            case F16 -> {
                for (int i = 0; i < from.length; i++) {
                    target.setAtIndex(SHORT, i, Float.floatToFloat16(toOdd(from[i])));
                }
            }
            case BF16 -> {
                for (int i = 0; i < from.length; i++) {
                    target.setAtIndex(SHORT, i, toBf16(toOdd(from[i])));
                }
            }
            case F64, I64, I32 -> throw notOfFloats(into.type());
        }
    }

    /** {@code value} as a tensor of F32, F16 or BF16 holds it. */
    public static double rounded(double value, DType dtype) {
        return switch (dtype) {
            case F32 -> (float) value;
            case F16 -> Float.float16ToFloat(Float.floatToFloat16(toOdd(value)));
            case BF16 -> fromBf16(toBf16(toOdd(value)));
            case F64, I64, I32 ->
                throw new IllegalArgumentException("dtype: got " + dtype + "; needs F32, F16 or BF16");
        };
    }

    static IllegalArgumentException notOfFloats(TensorType type) {
        return new IllegalArgumentException(
                "tensor: got " + type + "; needs F32, F16 or BF16; try getInteger(), or reading segment()");
    }
}
