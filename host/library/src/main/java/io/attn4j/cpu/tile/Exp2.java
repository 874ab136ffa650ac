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

    private Exp2() {}
}
