package io.attn4j.kernels.head;

import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** The heads with the largest logits of each row (docs/equations.md, section 5.2). */
public final class TopHeadsKernel {
    static final int BATCH = 0;
    static final int HEADS = 1;
    static final int ROWS = 2;
    static final int COLUMNS = 3;
    /** Heads taken. */
    static final int TOP = 4;

    static final int Z = 5;
    static final int Y = Z + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = Y + ViewLayout.SIZE;

    private TopHeadsKernel() {}

    /**
     * {@code y[b,0,i,h] = 1} where fewer than {@code top} heads come before h: those with larger logits, and of equal ones
     * the lower; else 0.
     *
     * @param ctx one work-item per (b, i), any local size
     * @param z [B,1,N,E], any strides, in
     * @param sizes positions as named above, in
     * @param y [B,1,N,E], any strides, out
     */
    public static void forwardRows(KernelContext ctx, FloatArray z, IntArray sizes, FloatArray y) {
        int rows = sizes.get(ROWS);
        int columns = sizes.get(COLUMNS);
        int top = sizes.get(TOP);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * rows) {
            int from = ViewLayout.index(sizes, Z, item / rows, 0, item % rows, 0);
            int fromColumn = sizes.get(Z + ViewLayout.COLUMN);
            int to = ViewLayout.index(sizes, Y, item / rows, 0, item % rows, 0);
            int toColumn = sizes.get(Y + ViewLayout.COLUMN);
            for (int h = 0; h < columns; h++) {
                float logit = z.get(from + h * fromColumn);
                int before = 0;
                for (int other = 0; other < columns; other++) {
                    float otherLogit = z.get(from + other * fromColumn);
                    if (otherLogit > logit) {
                        before++;
                    }
                    if (otherLogit == logit) {
                        if (other < h) {
                            before++;
                        }
                    }
                }
                float taken = 0.0f;
                if (before < top) {
                    taken = 1.0f;
                }
                y.set(to + h * toColumn, taken);
            }
        }
    }
}
