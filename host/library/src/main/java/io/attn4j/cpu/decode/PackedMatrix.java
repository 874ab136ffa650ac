package io.attn4j.cpu.decode;

import io.attn4j.cpu.tile.TileLoops;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A copy of a matrix in panels of {@link TileLoops#LANES} columns, each row-major, the last one filled up with zeros. */
public final class PackedMatrix {
    private static final int LANES = TileLoops.LANES;

    private final float[] data;
    private final int rows;
    private final int columns;

    private PackedMatrix(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        data = new float[Math.multiplyExact(rows, RowArray.padded(columns))];
    }

    /** The row-major matrix at the start of {@code x}. */
    public static PackedMatrix of(MemorySegment x, int rows, int columns) {
        return of(x, 0, rows, columns, columns, 1);
    }

    /**
     * {@code x[offset + i * rowStride + c * columnStride]}, in floats.
     *
     * @param x floats in native byte order
     */
    public static PackedMatrix of(
            MemorySegment x, long offset, int rows, int columns, long rowStride, long columnStride) {
        PackedMatrix packed = new PackedMatrix(rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int c = 0; c < columns; c++) {
                packed.data[packed.panel(c / LANES) + i * LANES + c % LANES] =
                        x.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, offset + i * rowStride + c * columnStride);
            }
        }
        return packed;
    }

    /** Multiplies all elements. */
    public PackedMatrix scaled(float factor) {
        for (int i = 0; i < data.length; i++) {
            data[i] *= factor;
        }
        return this;
    }

    /** Rows. */
    public int rows() {
        return rows;
    }

    /** Columns, without those of padding. */
    public int columns() {
        return columns;
    }

    /** Panels. */
    int panels() {
        return Math.ceilDiv(columns, LANES);
    }

    /** Where panel {@code p} begins. */
    private int panel(int p) {
        return p * rows * LANES;
    }

    /**
     * {@code y[c] += sum_i x[i] w[i][c]} of the columns {@code c < count}, and of some after them within a multiple of {@link
     * TileLoops#LANES}.
     */
    public void addProduct(TileLoops loops, float[] x, int x0, int count, float[] y, int y0) {
        for (int p = 0; p * LANES < count; p++) {
            loops.addRowProducts(x, x0, 0, 1, data, panel(p), LANES, rows, y, y0 + p * LANES, 0, LANES);
        }
    }

    /** The same of one panel for {@code count} rows of x. */
    void addPanel(TileLoops loops, RowArray x, int count, int p, RowArray y) {
        loops.addRowProducts(
                x.data(), 0, x.stride(), count, data, panel(p), LANES, rows, y.data(), p * LANES, y.stride(), LANES);
    }
}
