package io.attn4j.kernels.past;

import io.attn4j.kernels.step.SizeTable;
import io.attn4j.plan.View;
import io.attn4j.plan.past.PastStates;
import io.attn4j.plan.past.SlotDecay;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** What the tasks of past-only attention share: capacities, and the small arrays of {@link PastOnlyAttention}. */
final class PastLayout {
    /** Ranks that the kernels are compiled and exported for, ascending. */
    private static final int[] CAPACITIES = {128, 256, 512, 1024};

    /** Factors of each slot that kernels of states take: of the initial state, from a chunk to the next, to the last row. */
    static final int FACTORS = 3;

    private PastLayout() {}

    /** Ranks that the kernels are compiled and exported for, ascending. */
    static int[] capacities() {
        return CAPACITIES.clone();
    }

    /** The smallest capacity that holds {@code slots}. */
    static int capacity(int slots) {
        for (int capacity : CAPACITIES) {
            if (slots <= capacity) {
                return capacity;
            }
        }
        throw new IllegalArgumentException("rank: got " + slots + "; needs 1 to " + CAPACITIES[CAPACITIES.length - 1]
                + " for past-only attention on devices; try --engine cpu");
    }

    /** Sizes and places of the operands that chunks and rows share. */
    static void write(SizeTable sizes, View q, View k, View v, View e, View f, View o) {
        sizes.set(PastOnlyAttention.BATCH, q.batch())
                .set(PastOnlyAttention.HEADS, q.heads())
                .set(PastOnlyAttention.KV_HEADS, k.heads())
                .set(PastOnlyAttention.TOKENS, q.rows())
                .set(PastOnlyAttention.SLOTS, e.rows())
                .set(PastOnlyAttention.KEY_DIM, q.columns())
                .set(PastOnlyAttention.VALUE_DIM, v.columns())
                .view(PastOnlyAttention.Q, q)
                .view(PastOnlyAttention.K, k)
                .view(PastOnlyAttention.V, v)
                .view(PastOnlyAttention.E, e)
                .view(PastOnlyAttention.F, f)
                .view(PastOnlyAttention.O, o);
    }

    /** Elements of the {@code scalars} of attention: sigma and, where slots forget, a table of powers of each slot. */
    static int scalars(SlotDecay decay) {
        return decay == null ? 1 : 1 + decay.slots() * SlotDecay.MAX_CHUNK;
    }

    /** Sigma, and the powers of {@code decay} unless it is null. */
    static void writeScalars(FloatArray scalars, float scale, SlotDecay decay) {
        scalars.set(0, scale);
        if (decay != null) {
            float[] powers = decay.powers();
            for (int i = 0; i < powers.length; i++) {
                scalars.set(1 + i, powers[i]);
            }
        }
    }

    /** The {@link #FACTORS} of each slot; ones where slots keep everything. */
    static void writeFactors(FloatArray factors, PastStates states) {
        SlotDecay decay = states.decay();
        int slots = states.e().rows();
        int[] rows = {1, states.chunk(), states.lastRows() - 1};
        for (int i = 0; i < FACTORS * slots; i++) {
            factors.set(i, decay == null ? 1 : (float) decay.power(i % slots, rows[i / slots]));
        }
    }

    /** Valid keys of each batch; all of them where {@code valid} is null. */
    static void writeLengths(IntArray lengths, int[] valid) {
        for (int b = 0; b < lengths.getSize(); b++) {
            lengths.set(b, valid != null && b < valid.length ? valid[b] : Integer.MAX_VALUE);
        }
    }
}
