package io.attn4j.kernels.loss;

import io.attn4j.kernels.step.ViewLayout;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** The kernel of {@link io.attn4j.plan.loss.GatherRows}. */
public final class GatherRowsKernel {
    static final int BATCH = 0;
    /** N. */
    static final int ROWS = 1;
    /** M. */
    static final int COLUMNS = 2;
    /** V. */
    static final int TABLE_ROWS = 3;
    /** Work-items of a row. */
    static final int LANES = 4;

    static final int TABLE = 5;
    static final int IDS = TABLE + ViewLayout.SIZE;
    static final int Y = IDS + ViewLayout.SIZE;
    /** Entries of {@code sizes}. */
    static final int SIZE = Y + ViewLayout.SIZE;

    private GatherRowsKernel() {}

    /** The row or class that {@code id} names, -1 where it is none of {@code count}; for kernels, where it is inlined. */
    static int indexOf(float id, int count) {
        int found = -1;
        if (id >= 0.0f) {
            if (id < count) {
                found = (int) id;
            }
        }
        return found;
    }

    /** 0 of a negative id, NaN of one from {@code count} on, and of NaN, without a constant that is no number. */
    static float otherwise(float id, int count) {
        return 0.0f * TornadoMath.sqrt(count - 1.0f - id);
    }

    /**
     * {@code y[b,n,c] = table[ids[b,n],c]}.
     *
     * @param ctx one work-item per (b, n, lane), any local size; lane l copies columns l, l + lanes, ...
     * @param table [1,1,V,M], in
     * @param ids [B,1,N,1], in
     * @param sizes positions as named above, in
     * @param y [B,1,N,M], out
     */
    public static void forwardLanes(KernelContext ctx, FloatArray table, FloatArray ids, IntArray sizes, FloatArray y) {
        int rows = sizes.get(ROWS);
        int columns = sizes.get(COLUMNS);
        int lanes = sizes.get(LANES);
        int item = ctx.globalIdx;
        if (item < sizes.get(BATCH) * rows * lanes) {
            int lane = item % lanes;
            int row = (item / lanes) % rows;
            int batch = item / lanes / rows;
            float id = ids.get(ViewLayout.index(sizes, IDS, batch, 0, row, 0));
            int chosen = indexOf(id, sizes.get(TABLE_ROWS));
            int to = ViewLayout.index(sizes, Y, batch, 0, row, 0);
            int toStride = sizes.get(Y + ViewLayout.COLUMN);
            int from = ViewLayout.index(sizes, TABLE, 0, 0, chosen, 0);
            int fromStride = sizes.get(TABLE + ViewLayout.COLUMN);
            float value = otherwise(id, sizes.get(TABLE_ROWS));
            // loops of no rounds in place of an if with an else, which TornadoVM would run always
            int copied = chosen < 0 ? 0 : columns;
            for (int c = lane; c < copied; c += lanes) {
                y.set(to + c * toStride, table.get(from + c * fromStride));
            }
            for (int c = copied + lane; c < columns; c += lanes) {
                y.set(to + c * toStride, value);
            }
        }
    }
}
