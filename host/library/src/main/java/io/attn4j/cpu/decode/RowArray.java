package io.attn4j.cpu.decode;

import io.attn4j.cpu.tile.TileLoops;

/**
 * Rows of floats; each begins at a multiple of the stride.
 *
 * @param data room for all rows
 * @param columns of a row
 * @param stride floats from row to row, the columns rounded up to a multiple of {@link TileLoops#LANES}
 */
public record RowArray(float[] data, int columns, int stride) {

    /** Room for {@code rows} rows of zeros. */
    public static RowArray of(int rows, int columns) {
        int stride = padded(columns);
        return new RowArray(new float[Math.multiplyExact(rows, stride)], columns, stride);
    }

    /** {@code columns} rounded up to a multiple of {@link TileLoops#LANES}. */
    static int padded(int columns) {
        return Math.multiplyExact(Math.ceilDiv(columns, TileLoops.LANES), TileLoops.LANES);
    }

    /** Where row {@code r} begins. */
    public int at(int r) {
        return r * stride;
    }

    /** Bytes of all rows. */
    public long bytes() {
        return (long) Float.BYTES * data.length;
    }
}
