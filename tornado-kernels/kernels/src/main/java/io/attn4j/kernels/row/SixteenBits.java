package io.attn4j.kernels.row;

import uk.ac.manchester.tornado.api.math.TornadoMath;

/**
 * Numbers of 16 bits by integer arithmetic, in fp32: kernels have no cast between the bits of a float and an integer, and
 * devices such as PoCL no half precision.
 *
 * <p>Products with powers of two are exact wherever the result is an fp32 number, so that both directions are: widening
 * gives the number, narrowing the nearest one, ties to even. Choices are arithmetic where they can be: neighbouring work-items
 * then become lanes of a vector, and conditions on more than one comparison of floats are not to be trusted.
 */
public final class SixteenBits {
    /** Added to a smaller number than itself, it leaves the nearest integer, ties to even. */
    private static final float TO_INTEGER = 0x1p23f;

    /** All bits but the sign. */
    private static final int MAGNITUDE = 0x7FFF;

    private SixteenBits() {}

    /**
     * The fp16 number of 16 bits: {@code (-1)^s 2^(e - 15) (1 + f / 2^10)}, and {@code (-1)^s 2^-14 f / 2^10} where e is 0.
     *
     * @param bits sign, 5 bits of exponent, 10 of fraction; what is above them does not count
     */
    static float fromF16(int bits) {
        int exponent = (bits >> 10) & 31;
        int fraction = bits & 1023;
        int significand = fraction + (TornadoMath.min(exponent, 1) << 10);
        int power = TornadoMath.min(TornadoMath.max(exponent, 1), 30);
        int special = (exponent + 1) >> 5;
        // too large for an infinity, which is multiplied by zero for NaN
        float large = 1f + special * 1e38f;
        float whole = 1 - special * TornadoMath.min(fraction, 1);
        float sign = 1 - ((bits >> 14) & 2);
        return significand * ((float) (1 << power) * 0x1p-25f) * large * whole * sign;
    }

    /**
     * The bf16 number of 16 bits: {@code (-1)^s 2^(e - 127) (1 + f / 2^7)}, and {@code (-1)^s 2^-126 f / 2^7} where e is 0.
     *
     * @param bits sign, 8 bits of exponent, 7 of fraction; what is above them does not count
     */
    static float fromBf16(int bits) {
        int exponent = (bits >> 7) & 255;
        int fraction = bits & 127;
        int significand = fraction + (TornadoMath.min(exponent, 1) << 7);
        int power = TornadoMath.max(exponent, 1);
        // 2^power as a product of 2^(power & 31), and the roots of what each other bit stands for
        float by32 = (float) (1 << ((power & 32) >> 1));
        float by64 = (float) (1 << ((power & 64) >> 2));
        float by128 = (float) (1 << ((power & 128) >> 3));
        float scale = (float) (1 << (power & 15)) * (float) (1 << (power & 16)) * (by32 * by32);
        float quarter = by128 * by128 * by128 * by128;
        // 255 overflows to infinity by itself, which is multiplied by zero for NaN
        float whole = 1 - ((exponent + 1) >> 8) * TornadoMath.min(fraction, 1);
        float sign = 1 - ((bits >> 14) & 2);
        return significand
                * (0x1p-70f * quarter)
                * scale
                * (by64 * by64 * by64 * by64)
                * (0x1p-64f * quarter)
                * whole
                * sign;
    }

    /** The bits of the fp16 number nearest to {@code value}, ties to even; 0x7E00 of NaN. */
    static int toF16(float value) {
        // the middle between the largest number and what would follow it is rounded to infinity
        float magnitude = TornadoMath.min(TornadoMath.abs(value), 65520f);
        // 2^14 is the reciprocal of the smallest normal number: below it, the exponent stays 0
        int bits = (int) (magnitude * 16384f);
        int by16 = bits < 65536 ? 0 : 16;
        bits >>= by16;
        int exponent = by16 + exponent(bits);
        float units = magnitude * ((float) (1 << (29 - exponent)) * 0x1p-5f);
        // 2^10 units of a normal number are its leading bit; one more than fits carries into the exponent
        int nearest = (exponent << 10) + nearest(units);
        return (nearest & MAGNITUDE) | notANumber(value, 0x7E00) | sign(value);
    }

    /** The bits of the bf16 number nearest to {@code value}, ties to even; 0x7FC0 of NaN. */
    static int toBf16(float value) {
        // the largest float is rounded to infinity
        float magnitude = TornadoMath.min(TornadoMath.abs(value), 3.4028235e38f);
        // to 1 or more, and down to less than 2^16; what stays below 1 is subnormal
        int small = magnitude < 1f ? 127 : 0;
        float scaled = magnitude * (magnitude < 1f ? 0x1p127f : 1f);
        int by64 = scaled < 0x1p64f ? 0 : 64;
        scaled *= scaled < 0x1p64f ? 1f : 0x1p-64f;
        int by32 = scaled < 0x1p32f ? 0 : 32;
        scaled *= scaled < 0x1p32f ? 1f : 0x1p-32f;
        int by16 = scaled < 0x1p16f ? 0 : 16;
        scaled *= scaled < 0x1p16f ? 1f : 0x1p-16f;
        int last = exponent((int) scaled);
        // biased by 127: 0 below the smallest normal number
        int exponent = 127 - small + by64 + by32 + by16 + last;
        int normal = TornadoMath.min(exponent, 1);
        float units = scaled * ((float) (1 << (21 + normal - last)) * 0x1p-15f);
        // 2^7 units of a normal number are its leading bit
        int nearest = ((exponent - normal) << 7) + nearest(units);
        return (nearest & MAGNITUDE) | notANumber(value, 0x7FC0) | sign(value);
    }

    /** The exponent of the largest power of two in {@code bits}, below 2^16; 0 of 0. */
    private static int exponent(int bits) {
        int by8 = bits < 256 ? 0 : 8;
        bits >>= by8;
        int by4 = bits < 16 ? 0 : 4;
        bits >>= by4;
        int by2 = bits < 4 ? 0 : 2;
        bits >>= by2;
        return by8 + by4 + by2 + (bits < 2 ? 0 : 1);
    }

    /** The integer nearest to {@code units}, below 2^12, ties to even. */
    private static int nearest(float units) {
        return (int) (units + TO_INTEGER) - (1 << 23);
    }

    /** {@code bits} of NaN, else 0. */
    private static int notANumber(float value, int bits) {
        return value == value ? 0 : bits;
    }

    /** 0x8000 of negative numbers and of -0. */
    private static int sign(float value) {
        int negative = value < 0f ? 0x8000 : 0;
        int underZero = 1f / value < 0f ? 0x8000 : 0;
        return negative | underZero;
    }
}
