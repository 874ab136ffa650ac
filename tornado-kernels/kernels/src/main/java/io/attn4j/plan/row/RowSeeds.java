package io.attn4j.plan.row;

import io.attn4j.plan.Gradients;
import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * Two integers for each row, from which dropout draws the numbers of its columns: {@code seeds[b,h,i]} is the counter (row i)
 * encrypted with a key made of the seed, the step, {@code site}, sequence b and head h (docs/equations.md, section 8.4; {@link
 * DropoutBits}).
 *
 * <p>The key is data, so that one plan serves every step; it names the sequence, so that the parts of a split batch get what
 * the whole would.
 *
 * @param task name
 * @param key [B,1,1,7], column stride 1: what {@link #keys} makes
 * @param site tells the places of a plan that drop elements apart
 * @param seeds [B,H,N,2] contiguous, out: integers from 0, below 2^24, which fp32 holds exactly
 */
public record RowSeeds(String task, View key, int site, View seeds) implements RowStep {
    /** Words of a sequence's key. */
    public static final int WORDS = 7;

    private static final int SEED_WORDS = 4;
    private static final int SEED_BITS = 16;
    private static final int BITS = 24;

    public RowSeeds {
        Operands.require(
                key.hasSize(seeds.batch(), 1, 1, WORDS)
                        && key.columnStride() == 1
                        && isSeeds(seeds, seeds.batch(), seeds.heads(), seeds.rows()),
                task,
                key,
                seeds);
    }

    /** Whether {@code view} can hold the seeds of rows {@code [B,H,N]}. */
    public static boolean isSeeds(View view, int batch, int heads, int rows) {
        return view.equals(View.contiguous(view.buffer(), batch, heads, rows, 2));
    }

    /**
     * The keys of consecutive sequences, row by row: the seed in four words of 16 bits, then the step and the sequence's number
     * in words of 24 bits. All are integers that fp32 holds exactly.
     *
     * @param seed of the run, any number
     * @param step number of the step, from 0, below 2^48
     * @param first number of the first sequence among all of the step, from 0; all are below 2^24
     * @param count sequences
     * @throws IllegalArgumentException when a number is out of range
     */
    public static float[] keys(long seed, long step, long first, int count) {
        if (step < 0 || step >= 1L << (2 * BITS)) {
            throw new IllegalArgumentException("step: got " + step + "; needs a number from 0, below 2^48");
        }
        if (first < 0 || first + count > 1L << BITS) {
            throw new IllegalArgumentException(
                    "sequence: got " + first + " and " + count + " from there; needs numbers from 0, below 2^24");
        }
        float[] keys = new float[Math.multiplyExact(count, WORDS)];
        for (int b = 0; b < count; b++) {
            int at = b * WORDS;
            for (int word = 0; word < SEED_WORDS; word++) {
                keys[at + word] = seed >> (word * SEED_BITS) & 0xffff;
            }
            keys[at + SEED_WORDS] = step & 0xffffff;
            keys[at + SEED_WORDS + 1] = step >> BITS;
            keys[at + SEED_WORDS + 2] = first + b;
        }
        return keys;
    }

    /**
     * The key of a head in {@code x}. Kernels inline it.
     *
     * @param x two words, out
     * @param seed0 words of the seed, the lowest first; likewise the next three
     * @param step0 words of the step, the lowest first; likewise the next
     * @param sequence number of the sequence
     */
    public static void headKey(
            int[] x,
            int seed0,
            int seed1,
            int seed2,
            int seed3,
            int step0,
            int step1,
            int site,
            int sequence,
            int head) {
        x[0] = step0;
        x[1] = step1;
        DropoutBits.threefry(x, seed0 | (seed1 << 16), seed2 | (seed3 << 16));
        int k0 = x[0];
        int k1 = x[1];
        x[0] = site;
        x[1] = sequence;
        DropoutBits.threefry(x, k0, k1);
        k0 = x[0];
        k1 = x[1];
        x[0] = head;
        x[1] = 0;
        DropoutBits.threefry(x, k0, k1);
    }

    /**
     * The seeds of a row in {@code x}. Kernels inline it.
     *
     * @param x two words, out
     * @param k0 first word of the head's key
     * @param k1 second word of the head's key
     */
    public static void rowSeeds(int[] x, int k0, int k1, int row) {
        x[0] = row;
        x[1] = 0;
        DropoutBits.threefry(x, k0, k1);
        x[0] = x[0] & 0xffffff;
        x[1] = x[1] & 0xffffff;
    }

    @Override
    public List<View> reads() {
        return List.of(key);
    }

    @Override
    public List<View> writes() {
        return List.of(seeds);
    }

    @Override
    public double flops() {
        return 0;
    }

    /** It has none: what it makes are choices. */
    @Override
    public void differentiate(Gradients gradients) {}

    @Override
    public String equation() {
        return seeds + " = seeds of rows at site " + site + " by " + key;
    }
}
