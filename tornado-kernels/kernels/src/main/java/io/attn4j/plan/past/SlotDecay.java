package io.attn4j.plan.past;

import java.util.Arrays;

/**
 * How the slots of past-only attention forget (docs/equations.md, section 2.7): from each row to the next, slot r keeps the
 * share {@code gamma_r} of its sum, {@code 1/2 <= gamma_r <= 1}. The shares are fixed, as those of RetNet (Sun et al. 2023,
 * arXiv 2307.08621).
 *
 * <p>Shares are numbers of fp32 and their powers those of fp64, so that a state of many rows decays by the same factor
 * whether it is computed row by row or chunk by chunk.
 */
public final class SlotDecay {
    /**
     * Most rows of a chunk. Within a chunk the column of row t is multiplied by {@code gamma^-t}, at most {@code 2^63}, which
     * fp32 holds.
     */
    public static final int MAX_CHUNK = 64;

    private final float[] shares;

    private SlotDecay(float[] shares) {
        this.shares = shares;
    }

    /**
     * Slots that remember from 2 to {@code horizon} rows, {@code gamma_r = 1 - 1/2 (2 / horizon)^(r / (k - 1))} for {@code 0 <=
     * r < k}; a single slot remembers {@code horizon} rows, {@code gamma_0 = 1 - 1 / horizon}.
     *
     * @param slots k, at least 1
     * @param horizon rows after which the slowest slot keeps 1/e of a token, at least 2
     * @throws IllegalArgumentException when slots or horizon are smaller
     */
    public static SlotDecay of(int slots, int horizon) {
        if (slots < 1 || horizon < 2) {
            throw new IllegalArgumentException(
                    "decay: got " + slots + " slots and horizon " + horizon + "; needs at least 1 and 2");
        }
        float[] shares = new float[slots];
        for (int r = 0; r < slots; r++) {
            double place = slots == 1 ? 1 : (double) r / (slots - 1);
            shares[r] = (float) (1 - 0.5 * Math.pow(2.0 / horizon, place));
        }
        return new SlotDecay(shares);
    }

    /** Number of slots. */
    public int slots() {
        return shares.length;
    }

    /** {@code gamma_r}. */
    public float share(int slot) {
        return shares[slot];
    }

    /** {@code gamma_r^rows}. */
    public double power(int slot, int rows) {
        return Math.pow(shares[slot], rows);
    }

    /** {@code gamma_r^t} as [k,{@link #MAX_CHUNK}] row-major, for the rows t of a chunk. */
    public float[] powers() {
        return table(1);
    }

    /** {@code gamma_r^-t} as [k,{@link #MAX_CHUNK}] row-major, for the rows t of a chunk. */
    public float[] inversePowers() {
        return table(-1);
    }

    /** Whether {@code decay}, or null for none, is one of so many slots in chunks of so many rows. */
    static boolean fits(SlotDecay decay, int slots, int chunk) {
        return decay == null || decay.slots() == slots && chunk <= MAX_CHUNK;
    }

    private float[] table(int sign) {
        float[] table = new float[Math.multiplyExact(shares.length, MAX_CHUNK)];
        for (int r = 0; r < shares.length; r++) {
            for (int t = 0; t < MAX_CHUNK; t++) {
                table[r * MAX_CHUNK + t] = (float) power(r, sign * t);
            }
        }
        return table;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SlotDecay decay && Arrays.equals(shares, decay.shares);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(shares);
    }

    @Override
    public String toString() {
        return "decay of " + shares.length + " slots, " + shares[0] + " to " + shares[shares.length - 1] + " a row";
    }
}
