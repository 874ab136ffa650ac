package io.attn4j.kernels.past;

import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.View;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** What the tasks of past-only attention write to the small arrays of {@link PastOnlyAttention}. */
final class PastLayout {
    private PastLayout() {}

    /** Sizes and places of the operands that chunks and rows share. */
    static void write(IntArray sizes, View q, View k, View v, View e, View f, View o) {
        sizes.set(PastOnlyAttention.BATCH, q.batch());
        sizes.set(PastOnlyAttention.HEADS, q.heads());
        sizes.set(PastOnlyAttention.KV_HEADS, k.heads());
        sizes.set(PastOnlyAttention.TOKENS, q.rows());
        sizes.set(PastOnlyAttention.SLOTS, e.rows());
        sizes.set(PastOnlyAttention.KEY_DIM, q.columns());
        sizes.set(PastOnlyAttention.VALUE_DIM, v.columns());
        ViewLayout.write(sizes, PastOnlyAttention.Q, q);
        ViewLayout.write(sizes, PastOnlyAttention.K, k);
        ViewLayout.write(sizes, PastOnlyAttention.V, v);
        ViewLayout.write(sizes, PastOnlyAttention.E, e);
        ViewLayout.write(sizes, PastOnlyAttention.F, f);
        ViewLayout.write(sizes, PastOnlyAttention.O, o);
    }

    /** Valid keys of each batch; all of them where {@code valid} is null. */
    static void writeLengths(IntArray lengths, int[] valid) {
        for (int b = 0; b < lengths.getSize(); b++) {
            lengths.set(b, valid != null && b < valid.length ? valid[b] : Integer.MAX_VALUE);
        }
    }
}
