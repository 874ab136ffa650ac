package io.attn4j.kernels.core;

import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.View;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

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
    public static void write(IntArray shape, View p, View w, View o) {
        shape.set(BATCH, p.batch());
        shape.set(HEADS, p.heads());
        shape.set(GROUP, w == null ? 1 : p.heads() / w.heads());
        shape.set(QUERIES, p.rows());
        shape.set(KEYS, p.columns());
        shape.set(VALUE_DIM, w == null ? 0 : w.columns());
        ViewLayout.write(shape, P, p);
        ViewLayout.write(shape, W, w);
        ViewLayout.write(shape, O, o);
    }
}
