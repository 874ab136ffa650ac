package io.attn4j.plan.row;

/**
 * The counter generator behind dropout: which elements are dropped follows from integers alone, so that every engine, every
 * part of a split batch and the backward pass make the same choice (docs/equations.md, section 8.4).
 *
 * <p>{@link #threefry} (Threefry-2x32 with 20 rounds; Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3")
 * makes the seeds of rows, {@link #uniform} a number for each column of a row, by two rounds of Wellons' integer hash {@code
 * lowbias32}. Kernels inline these methods: 32-bit additions, products, shifts and bitwise operations only.
 */
public final class DropoutBits {
    /** Numbers are drawn from 0 to this, exclusive: floats hold all of them exactly. */
    public static final int RANGE = 1 << 24;

    private DropoutBits() {}

    /**
     * Encrypts a counter.
     *
     * @param x the counter, two words, in; two random words, out
     * @param k0 first word of the key
     * @param k1 second word of the key
     */
    public static void threefry(int[] x, int k0, int k1) {
        int k2 = 0x1BD11BDA ^ k0 ^ k1;
        int x0 = x[0] + k0;
        int x1 = x[1] + k1;
        x0 += x1;
        x1 = rotate(x1, 13) ^ x0;
        x0 += x1;
        x1 = rotate(x1, 15) ^ x0;
        x0 += x1;
        x1 = rotate(x1, 26) ^ x0;
        x0 += x1;
        x1 = rotate(x1, 6) ^ x0;
        x0 += k1;
        x1 += k2 + 1;
        x0 += x1;
        x1 = rotate(x1, 17) ^ x0;
        x0 += x1;
        x1 = rotate(x1, 29) ^ x0;
        x0 += x1;
        x1 = rotate(x1, 16) ^ x0;
        x0 += x1;
        x1 = rotate(x1, 24) ^ x0;
        x0 += k2;
        x1 += k0 + 2;
        x0 += x1;
        x1 = rotate(x1, 13) ^ x0;
        x0 += x1;
        x1 = rotate(x1, 15) ^ x0;
        x0 += x1;
        x1 = rotate(x1, 26) ^ x0;
        x0 += x1;
        x1 = rotate(x1, 6) ^ x0;
        x0 += k0;
        x1 += k1 + 3;
        x0 += x1;
        x1 = rotate(x1, 17) ^ x0;
        x0 += x1;
        x1 = rotate(x1, 29) ^ x0;
        x0 += x1;
        x1 = rotate(x1, 16) ^ x0;
        x0 += x1;
        x1 = rotate(x1, 24) ^ x0;
        x0 += k1;
        x1 += k2 + 4;
        x0 += x1;
        x1 = rotate(x1, 13) ^ x0;
        x0 += x1;
        x1 = rotate(x1, 15) ^ x0;
        x0 += x1;
        x1 = rotate(x1, 26) ^ x0;
        x0 += x1;
        x1 = rotate(x1, 6) ^ x0;
        x[0] = x0 + k2;
        x[1] = x1 + k0 + 5;
    }

    private static int rotate(int x, int k) {
        // no unsigned shift, which TornadoVM emits as a signed one
        return (x << k) | ((x >> (32 - k)) & ((1 << k) - 1));
    }

    /**
     * The number of a column, from 0 to {@link #RANGE}, exclusive.
     *
     * @param column from 0
     * @param first first seed of the row, below {@link #RANGE}
     * @param second second seed of the row, below {@link #RANGE}
     */
    public static int uniform(int column, int first, int second) {
        return (scrambled(scrambled(column ^ (first << 8)) + second) >> 8) & 0xffffff;
    }

    private static int scrambled(int word) {
        int x = word ^ ((word >> 16) & 0xffff);
        x *= 0x7feb352d;
        x ^= (x >> 15) & 0x1ffff;
        x *= 0x846ca68b;
        return x ^ ((x >> 16) & 0xffff);
    }

    /** 1 where an element stays, 0 where it is dropped: where its number is below {@code threshold}. Without a branch. */
    public static int keeps(int column, int first, int second, int threshold) {
        return 1 + ((uniform(column, first, second) - threshold) >> 31);
    }

    /**
     * Numbers below which an element is dropped with probability {@code p}.
     *
     * @throws IllegalArgumentException when p is not from 0 to 1, exclusive
     */
    public static int threshold(float p) {
        long threshold = Math.round(p * (double) RANGE);
        if (!(p >= 0) || threshold >= RANGE) {
            throw new IllegalArgumentException("dropout: got " + p + "; needs a probability from 0, below 1");
        }
        return (int) threshold;
    }

    /** What elements that stay are multiplied with, so that expectations do not change: {@code 1 / (1 - p)}. */
    public static float factor(float p) {
        return (float) (RANGE / (double) (RANGE - threshold(p)));
    }
}
