package io.attn4j.kernels.core;

import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.View;

/** Positions in the {@code shape} array of the kernels that work on rows of stored scores. */
public final class RowLayout {
    public static final int BATCH = 0;
    public static final int HEADS = 1;
    /** Query heads per head of W. */
    public static final int GROUP = 2;

    public static final int QUERIES = 3;
    public static final int KEYS = 4;
    public static final int VALUE_DIM = 5;
    /** Place of the scores or probabilities, as {@link ViewLayout}; likewise W and O. */
    public static final int P = 6;

    public static final int W = P + ViewLayout.SIZE;
    public static final int O = W + ViewLayout.SIZE;
    /** Number of entries. */
    public static final int SIZE = O + ViewLayout.SIZE;

    private RowLayout() {}

    /** Fills {@code shape}; {@code w} and {@code o} are null for the softmax. */
    static void write(SizeTable shape, View p, View w, View o) {
        shape.set(BATCH, p.batch())
                .set(HEADS, p.heads())
                .set(GROUP, w == null ? 1 : p.heads() / w.heads())
                .set(QUERIES, p.rows())
                .set(KEYS, p.columns())
                .set(VALUE_DIM, w == null ? 0 : w.columns())
                .view(P, p)
                .view(W, w)
                .view(O, o);
    }
}
