package io.attn4j.kernels.row;

/**
 * Numbers of 16 bits by integer arithmetic, in fp32: kernels have no cast between the bits of a float and an integer, and
 * devices such as PoCL no half precision.
 *
 * <p>Products with powers of two are exact wherever the result is an fp32 number, so that both directions are: widening
 * gives the number, narrowing the nearest one, ties to even.
 */
final class SixteenBits {
    private SixteenBits() {}

    /**
     * The fp16 number of 16 bits: {@code (-1)^s 2^(e - 15) (1 + f / 2^10)}, and {@code (-1)^s 2^-14 f / 2^10} where e is 0.
     *
     * @param bits sign, 5 bits of exponent, 10 of fraction
     */
    static float fromF16(int bits) {
        int exponent = (bits >> 10) & 31;
        int fraction = bits & 1023;
        int significand = exponent == 0 ? fraction : fraction + 1024;
        int power = exponent == 0 ? 1 : (exponent == 31 ? 30 : exponent);
        // of an infinity too large, of NaN infinity times zero
        float large = exponent == 31 ? 1e38f : 1f;
        float zero = exponent == 31 ? (fraction == 0 ? 1f : 0f) : 1f;
        float magnitude = significand * ((float) (1 << power) * 0x1p-25f) * large * zero;
        return (bits & 0x8000) == 0 ? magnitude : -magnitude;
    }

    /**
     * The bf16 number of 16 bits: {@code (-1)^s 2^(e - 127) (1 + f / 2^7)}, and {@code (-1)^s 2^-126 f / 2^7} where e is 0.
     *
     * @param bits sign, 8 bits of exponent, 7 of fraction
     */
    static float fromBf16(int bits) {
        int exponent = (bits >> 7) & 255;
        int fraction = bits & 127;
        int significand = exponent == 0 ? fraction : fraction + 128;
        int power = exponent == 0 ? 1 : exponent;
        int low = power & 127;
        // 2^low, 1 to 2^127
        float scale = (float) (1 << (low & 15))
                * ((low & 16) == 0 ? 1f : 0x1p16f)
                * ((low & 32) == 0 ? 1f : 0x1p32f)
                * ((low & 64) == 0 ? 1f : 0x1p64f);
        float before = power > 127 ? 0x1p-6f : 0x1p-70f;
        float after = power > 127 ? 1f : 0x1p-64f;
        // 255 overflows to infinity by itself
        float zero = exponent == 255 ? (fraction == 0 ? 1f : 0f) : 1f;
        float magnitude = significand * before * scale * after * zero;
        return (bits & 0x8000) == 0 ? magnitude : -magnitude;
    }

    /** The bits of the fp16 number nearest to {@code value}, ties to even; 0x7E00 of NaN. */
    static int toF16(float value) {
        float magnitude = value < 0f ? -value : value;
        // below the middle between the largest number and what would follow it; NaN equals nothing
        float finite = value == value ? (magnitude < 65520f ? magnitude : 0f) : 0f;
        // 2^14 is the reciprocal of the smallest normal number: below it, the exponent stays 0
        int bits = (int) (finite * 16384f);
        int by16 = bits >= 65536 ? 16 : 0;
        bits >>= by16;
        int by8 = bits >= 256 ? 8 : 0;
        bits >>= by8;
        int by4 = bits >= 16 ? 4 : 0;
        bits >>= by4;
        int by2 = bits >= 4 ? 2 : 0;
        bits >>= by2;
        int exponent = by16 + by8 + by4 + by2 + (bits >= 2 ? 1 : 0);
        float units = finite * ((float) (1 << (29 - exponent)) * 0x1p-5f);
        // 2^10 units of a normal number are its leading bit; one more than fits carries into the exponent
        int nearest = (exponent << 10) + nearest(units);
        int rounded = value == value ? (magnitude < 65520f ? nearest : 0x7C00) : 0x7E00;
        return rounded | signBit(value);
    }

    /** The bits of the bf16 number nearest to {@code value}, ties to even; 0x7FC0 of NaN. */
    static int toBf16(float value) {
        float magnitude = value < 0f ? -value : value;
        float finite = value == value ? (magnitude > 3.4028235e38f ? 0f : magnitude) : 0f;
        // to 1 or more, and down to less than 2: smaller numbers are subnormal
        float scaled = finite < 1f ? finite * 0x1p127f : finite;
        int by64 = scaled >= 0x1p64f ? 64 : 0;
        scaled *= by64 == 0 ? 1f : 0x1p-64f;
        int by32 = scaled >= 0x1p32f ? 32 : 0;
        scaled *= by32 == 0 ? 1f : 0x1p-32f;
        int by16 = scaled >= 0x1p16f ? 16 : 0;
        scaled *= by16 == 0 ? 1f : 0x1p-16f;
        int by8 = scaled >= 256f ? 8 : 0;
        scaled *= by8 == 0 ? 1f : 0x1p-8f;
        int by4 = scaled >= 16f ? 4 : 0;
        scaled *= by4 == 0 ? 1f : 0x1p-4f;
        int by2 = scaled >= 4f ? 2 : 0;
        scaled *= by2 == 0 ? 1f : 0x1p-2f;
        int by1 = scaled >= 2f ? 1 : 0;
        scaled *= by1 == 0 ? 1f : 0.5f;
        // biased by 127: 0 below the smallest normal number
        int exponent = by64 + by32 + by16 + by8 + by4 + by2 + by1 + (finite < 1f ? 0 : 127);
        float units = scaled * (exponent == 0 ? 64f : 128f);
        // 2^7 units of a normal number are its leading bit
        int nearest = ((exponent == 0 ? 0 : exponent - 1) << 7) + nearest(units);
        int rounded = value == value ? (magnitude > 3.4028235e38f ? 0x7F80 : nearest) : 0x7FC0;
        return rounded | signBit(value);
    }

    /** The integer nearest to {@code units}, below 2^11, ties to even. */
    private static int nearest(float units) {
        int whole = (int) units;
        float rest = units - whole;
        int up = rest > 0.5f ? 1 : (rest == 0.5f ? whole & 1 : 0);
        return whole + up;
    }

    /** 0x8000 of negative numbers and of -0. */
    private static int signBit(float value) {
        int ofZero = value == 0f ? (1f / value < 0f ? 0x8000 : 0) : 0;
        return value < 0f ? 0x8000 : ofZero;
    }
}
