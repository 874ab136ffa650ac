package io.attn4j.mechanism;

/**
 * Random numbers by position: each depends on a seed and its own indices only, so that a smaller array is a part of the
 * larger one.
 *
 * <p>The indices are folded into a 64-bit state with the finaliser of SplitMix64 (Steele et al. 2014); two uniform numbers
 * of 53 bits from it make a normal one (Box and Muller 1958).
 */
public final class CounterRandom {
    private static final long INCREMENT = 0x9E3779B97F4A7C15L;

    private CounterRandom() {}

    /** The number at {@code indices} of the stream {@code seed}. */
    public static double normal(long seed, long... indices) {
        long state = state(seed, indices);
        double radius = Math.sqrt(-2 * Math.log(uniform(mix(state + INCREMENT))));
        return radius * Math.cos(2 * Math.PI * uniform(mix(state + 2 * INCREMENT)));
    }

    /** The number at {@code indices} of the stream {@code seed}, uniform in (0, 1). */
    public static double uniform(long seed, long... indices) {
        return uniform(mix(state(seed, indices) + INCREMENT));
    }

    /** A whole number from 0 to {@code bound} - 1 at {@code indices} of the stream {@code seed}; bound at most 2^53. */
    public static long below(long bound, long seed, long... indices) {
        return Math.min(bound - 1, (long) (uniform(seed, indices) * bound));
    }

    private static long state(long seed, long... indices) {
        long state = mix(seed + INCREMENT);
        for (long index : indices) {
            state = mix(state ^ (index + 1) * INCREMENT);
        }
        return state;
    }

    /** In (0, 1). */
    private static double uniform(long bits) {
        return ((bits >>> 11) + 0.5) * 0x1.0p-53;
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
