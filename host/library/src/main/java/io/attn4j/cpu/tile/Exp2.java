package io.attn4j.cpu.tile;

/**
 * Constants of {@code 2^x = 2^n * (1 + C1 f + ... + C5 f^5)} with n the integer nearest to x and f = x - n.
 *
 * <p>The polynomial is fitted for the least greatest relative error on [-1/2, 1/2], 9e-8 before rounding.
 */
public final class Exp2 {
    /** Coefficient of f. */
    public static final float C1 = 0x1.62e42ap-1f;
    /** Coefficient of f^2. */
    public static final float C2 = 0x1.ebf9bcp-3f;
    /** Coefficient of f^3. */
    public static final float C3 = 0x1.c6b752p-5f;
    /** Coefficient of f^4. */
    public static final float C4 = 0x1.3cea88p-7f;
    /** Coefficient of f^5. */
    public static final float C5 = 0x1.5bba14p-10f;

    /** {@code (x + ROUND) - ROUND} rounds to the nearest integer, which is left in the low bits of {@code x + ROUND}. */
    public static final float ROUND = 0x1.8p23f;

    /** The bits of {@link #ROUND}. */
    public static final int ROUND_BITS = Float.floatToRawIntBits(ROUND);

    /** Integers below this in magnitude can be taken from {@link #ROUND} exactly, with room for what is rounded by it. */
    public static final float LARGE = 0x1p21f;

    /** log2(e), which turns logits into exponents of two. */
    public static final float LOG2_E = (float) (1 / Math.log(2));

    /** Biases below this, in base 2, are drawn together so that the sum of two of them is finite. */
    public static final float DEEP = -0.5e38f;

    static final float DEEP_SLOPE = 0.25f;
    static final float DEEP_OFFSET = -0.375e38f;
    static final float DEEPEST = -1.65e38f;

    private Exp2() {}

    /**
     * {@code factor x}, what a bias x adds to a logit in base 2, where {@code factor} includes log2(e).
     *
     * <p>A finite bias never hides a key (docs/equations.md, section 1.1), but {@code -Float.MAX_VALUE log2(e)} is no float: below
     * -5e37 the function rises a quarter as steeply, and it is at least -1.65e38. Negative infinity stays.
     */
    public static float bias(float x, float factor) {
        float y = x * factor;
        float deep = DEEP_SLOPE * x * factor + DEEP_OFFSET;
        deep = deep < DEEPEST ? DEEPEST : deep;
        deep = y < DEEP ? deep : y;
        return x == Float.NEGATIVE_INFINITY ? x : deep;
    }

    /** The natural logarithm of a sum whose logarithm in base 2 is {@code max + log2(sum)}, max out of {@link #bias}. */
    public static float naturalLog(float max, float sum) {
        double y = max < DEEP ? ((double) max - DEEP_OFFSET) / DEEP_SLOPE : max;
        return (float) Math.max(y * Math.log(2) + Math.log(sum), -Float.MAX_VALUE);
    }
}
