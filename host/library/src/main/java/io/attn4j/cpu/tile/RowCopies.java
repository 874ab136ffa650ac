package io.attn4j.cpu.tile;

import io.attn4j.cpu.step.Matrices;

/** Copies of rows between memory and scratch: on vectors where rows of native memory are apart, as calls for each row cost more. */
public final class RowCopies {
    private RowCopies() {}

    /** {@link Matrices#read}; of no columns there may be no memory either. */
    public static void read(
            TileLoops loops,
            Matrices x,
            int b,
            int h,
            int i,
            int c,
            int rows,
            int columns,
            float[] to,
            int to0,
            int toStride) {
        if (columns == 0) {
            return;
        }
        long stride = x.view().rowStride();
        boolean together = stride == columns && toStride == columns;
        if (!together && columns % TileLoops.SQUARE == 0 && isPlain(x)) {
            loops.copyRows(x.data(), x.address(b, h, i, c), stride * Float.BYTES, rows, columns, to, to0, toStride);
        } else {
            x.read(b, h, i, c, rows, columns, to, to0, toStride);
        }
    }

    /** {@link TileLoops#copyHalves} of {@link TileLoops#LANES} columns from c on. */
    public static void readHalves(
            TileLoops loops, Matrices x, int b, int h, int i, int c, int rows, float[] to, int first, int second) {
        if (isPlain(x)) {
            long stride = x.view().rowStride() * Float.BYTES;
            loops.copyHalves(x.data(), x.address(b, h, i, c), stride, rows, to, first, second);
        } else {
            x.read(b, h, i, c, rows, TileLoops.HALF, to, first, TileLoops.HALF);
            x.read(b, h, i, c + TileLoops.HALF, rows, TileLoops.HALF, to, second, TileLoops.HALF);
        }
    }

    /** {@link Matrices#write}. */
    public static void write(
            TileLoops loops,
            float[] from,
            int from0,
            int fromStride,
            int rows,
            int columns,
            Matrices y,
            int b,
            int h,
            int i,
            int c) {
        long stride = y.view().rowStride();
        boolean together = stride == columns && fromStride == columns;
        if (!together && columns == TileLoops.LANES && fromStride == TileLoops.LANES && isPlain(y)) {
            loops.writeRows(from, from0, rows, y.data(), y.address(b, h, i, c), stride * Float.BYTES);
        } else {
            y.write(from, from0, fromStride, rows, columns, b, h, i, c);
        }
    }

    /** Whether rows are contiguous in native memory. */
    private static boolean isPlain(Matrices x) {
        return x.view().columnStride() == 1 && x.data().isNative();
    }
}
