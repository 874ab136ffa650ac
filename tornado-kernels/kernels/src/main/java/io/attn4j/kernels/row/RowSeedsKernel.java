package io.attn4j.kernels.row;

import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.row.RowSeeds;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** Seeds of rows for dropout, by the Threefry counter generator. */
public final class RowSeedsKernel {
    static final int BATCH = 0;
    static final int HEADS = 1;
    static final int ROWS = 2;
    static final int SITE = 4;
    static final int KEY = 5;
    /** Entries of {@code sizes}. */
    static final int SIZE = KEY + ViewLayout.SIZE;

    private RowSeedsKernel() {}

    /**
     * {@code seeds[b,h,i] =} two integers from 0, below 2^24, by the key of sequence b, head h and row i; integer arithmetic of
     * 32 bits.
     *
     * @param ctx one work-item per (b, h, i), any local size
     * @param key [B,1,1,7], in: integers
     * @param sizes positions as named above, in
     * @param seeds [B,H,N,2] contiguous, out
     */
    public static void forwardRows(KernelContext ctx, FloatArray key, IntArray sizes, FloatArray seeds) {
        int heads = sizes.get(HEADS);
        int rows = sizes.get(ROWS);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * heads * rows) {
            int[] x = new int[2];
            int batchHead = item / rows;
            int at = ViewLayout.index(sizes, KEY, batchHead / heads, 0, 0, 0);
            RowSeeds.headKey(
                    x,
                    (int) key.get(at),
                    (int) key.get(at + 1),
                    (int) key.get(at + 2),
                    (int) key.get(at + 3),
                    (int) key.get(at + 4),
                    (int) key.get(at + 5),
                    sizes.get(SITE),
                    (int) key.get(at + 6),
                    batchHead % heads);
            RowSeeds.rowSeeds(x, x[0], x[1], item % rows);
            seeds.set(2 * item, x[0]);
            seeds.set(2 * item + 1, x[1]);
        }
    }
}
