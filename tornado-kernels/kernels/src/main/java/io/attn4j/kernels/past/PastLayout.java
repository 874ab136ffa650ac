package io.attn4j.kernels.past;

import io.attn4j.kernels.step.SizeTable;
import io.attn4j.plan.View;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** What the tasks of past-only attention share: capacities, and the small arrays of {@link PastOnlyAttention}. */
final class PastLayout {
    /** Ranks that the kernels are compiled and exported for, ascending. */
    private static final int[] CAPACITIES = {128, 256, 512, 1024};

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

    /** Valid keys of each batch; all of them where {@code valid} is null. */
    static void writeLengths(IntArray lengths, int[] valid) {
        for (int b = 0; b < lengths.getSize(); b++) {
            lengths.set(b, valid != null && b < valid.length ? valid[b] : Integer.MAX_VALUE);
        }
    }
}
