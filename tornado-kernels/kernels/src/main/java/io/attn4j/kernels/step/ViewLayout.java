package io.attn4j.kernels.step;

import io.attn4j.plan.View;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Where a view lies, as five entries of a kernel's {@code sizes} array: element (b, h, i, c) is at {@code sizes[at] + b *
 * sizes[at + BATCH] + h * sizes[at + HEAD] + i * sizes[at + ROW] + c * sizes[at + COLUMN]}.
 */
public final class ViewLayout {
    public static final int OFFSET = 0;
    public static final int BATCH = 1;
    public static final int HEAD = 2;
    public static final int ROW = 3;
    public static final int COLUMN = 4;
    /** Entries of one view. */
    public static final int SIZE = 5;

    private ViewLayout() {}

    /** Writes {@code view} from entry {@code at}; zeros for null. */
    public static void write(IntArray sizes, int at, View view) {
        sizes.set(at + OFFSET, view == null ? 0 : Math.toIntExact(view.offset()));
        sizes.set(at + BATCH, view == null ? 0 : Math.toIntExact(view.batchStride()));
        sizes.set(at + HEAD, view == null ? 0 : Math.toIntExact(view.headStride()));
        sizes.set(at + ROW, view == null ? 0 : Math.toIntExact(view.rowStride()));
        sizes.set(at + COLUMN, view == null ? 0 : Math.toIntExact(view.columnStride()));
    }

    /** Element (b, h, i, c) of the view at entry {@code at}; for kernels, where TornadoVM inlines it. */
    public static int index(IntArray sizes, int at, int b, int h, int i, int c) {
        return sizes.get(at)
                + b * sizes.get(at + BATCH)
                + h * sizes.get(at + HEAD)
                + i * sizes.get(at + ROW)
                + c * sizes.get(at + COLUMN);
    }
}
