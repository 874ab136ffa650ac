package io.attn4j.cpu.step;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import io.attn4j.plan.View;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/**
 * The matrices of a view together with their memory.
 *
 * @param data floats in native byte order
 * @param view where they lie
 */
public record Matrices(MemorySegment data, View view) {
    private static final int SQUARE = 8;

    /** Those of {@code view}, in the array of its name; null for null. */
    public static Matrices of(View view, Map<String, MemorySegment> arrays) {
        return view == null ? null : new Matrices(arrays.get(view.buffer().name()), view);
    }

    /** The same matrices with rows and columns exchanged. */
    public Matrices transposed() {
        return new Matrices(data, view.transposed());
    }

    /** Size along c. */
    public int columns() {
        return view.columns();
    }

    /** Rows of batch b that count, those below its length; all where {@code lengths} is null. */
    public int validRows(int[] lengths, int b) {
        return lengths == null ? view.rows() : Math.min(view.rows(), lengths[b]);
    }

    private long index(int b, int h, int i, int c) {
        return view.offset()
                + b * view.batchStride()
                + h * view.headStride()
                + i * view.rowStride()
                + c * view.columnStride();
    }

    /** Where element (b, h, i, c) begins in the data, in bytes. */
    public long address(int b, int h, int i, int c) {
        return index(b, h, i, c) * Float.BYTES;
    }

    /** Element (b, h, i, c). */
    public float get(int b, int h, int i, int c) {
        return data.get(JAVA_FLOAT_UNALIGNED, index(b, h, i, c) * Float.BYTES);
    }

    /** Stores element (b, h, i, c). */
    public void set(int b, int h, int i, int c, float value) {
        data.set(JAVA_FLOAT_UNALIGNED, index(b, h, i, c) * Float.BYTES, value);
    }

    /** Copies the {@code rows x columns} elements from row i and column c on into {@code to}. */
    public void read(int b, int h, int i, int c, int rows, int columns, float[] to, int to0, int toStride) {
        if (columns == 0) {
            return;
        }
        long at = index(b, h, i, c);
        if (view.columnStride() == 1) {
            read(data, at, view.rowStride(), rows, columns, to, to0, toStride);
            return;
        }
        // In small squares: whichever way memory runs, the lines of a square stay in the cache until they are used up.
        for (int k0 = 0; k0 < columns; k0 += SQUARE) {
            for (int r0 = 0; r0 < rows; r0 += 2 * SQUARE) {
                for (int k = k0; k < Math.min(columns, k0 + SQUARE); k++) {
                    long element = at + r0 * view.rowStride() + k * view.columnStride();
                    for (int r = r0; r < Math.min(rows, r0 + 2 * SQUARE); r++) {
                        to[to0 + r * toStride + k] = data.get(JAVA_FLOAT_UNALIGNED, element * Float.BYTES);
                        element += view.rowStride();
                    }
                }
            }
        }
    }

    /** Copies the elements of {@link #read} transposed: column c + k at {@code to0 + k * toStride}; rows are 1 element apart. */
    public void readTransposed(int b, int h, int i, int c, int rows, int columns, float[] to, int to0, int toStride) {
        read(data, index(b, h, i, c), view.columnStride(), columns, rows, to, to0, toStride);
    }

    /** Copies {@code rows x columns} elements of {@code from} to row i and column c on. */
    public void write(float[] from, int from0, int fromStride, int rows, int columns, int b, int h, int i, int c) {
        long at = index(b, h, i, c);
        if (view.columnStride() == 1) {
            write(from, from0, fromStride, rows, columns, data, at, view.rowStride());
            return;
        }
        if (view.rowStride() == 1) {
            for (int k = 0; k < columns; k++) {
                for (int r = 0; r < rows; r++) {
                    long element = at + r + k * view.columnStride();
                    data.set(JAVA_FLOAT_UNALIGNED, element * Float.BYTES, from[from0 + r * fromStride + k]);
                }
            }
            return;
        }
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < columns; k++) {
                long element = at + r * view.rowStride() + k * view.columnStride();
                data.set(JAVA_FLOAT_UNALIGNED, element * Float.BYTES, from[from0 + r * fromStride + k]);
            }
        }
    }

    /** Copies row i into {@code to}. */
    public void readRow(int b, int h, int i, float[] to) {
        read(b, h, i, 0, 1, columns(), to, 0, columns());
    }

    /** Copies {@code from} to row i. */
    public void writeRow(float[] from, int b, int h, int i) {
        write(from, 0, columns(), 1, columns(), b, h, i, 0);
    }

    /** A copy of all rows of one head, one after another. */
    public float[] copy(int b, int h) {
        float[] all = new float[Math.multiplyExact(view.rows(), columns())];
        read(b, h, 0, 0, view.rows(), columns(), all, 0, columns());
        return all;
    }

    private static void read(
            MemorySegment data, long index, long stride, int rows, int columns, float[] to, int to0, int toStride) {
        if (stride == columns && toStride == columns) {
            MemorySegment.copy(data, JAVA_FLOAT_UNALIGNED, index * Float.BYTES, to, to0, rows * columns);
            return;
        }
        for (int r = 0; r < rows; r++) {
            MemorySegment.copy(
                    data, JAVA_FLOAT_UNALIGNED, (index + r * stride) * Float.BYTES, to, to0 + r * toStride, columns);
        }
    }

    private static void write(
            float[] from,
            int from0,
            int fromStride,
            int rows,
            int columns,
            MemorySegment data,
            long index,
            long stride) {
        if (stride == columns && fromStride == columns) {
            MemorySegment.copy(from, from0, data, JAVA_FLOAT_UNALIGNED, index * Float.BYTES, rows * columns);
            return;
        }
        for (int r = 0; r < rows; r++) {
            MemorySegment.copy(
                    from,
                    from0 + r * fromStride,
                    data,
                    JAVA_FLOAT_UNALIGNED,
                    (index + r * stride) * Float.BYTES,
                    columns);
        }
    }
}
