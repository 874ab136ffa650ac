package io.attn4j.cpu;

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
record Matrices(MemorySegment data, View view) {
    private static final int SQUARE = 8;

    /** Those of {@code view}, in the array of its name; null for null. */
    static Matrices of(View view, Map<String, MemorySegment> arrays) {
        return view == null ? null : new Matrices(arrays.get(view.buffer().name()), view);
    }

    int columns() {
        return view.columns();
    }

    private long index(int b, int h, int i, int c) {
        return view.offset()
                + b * view.batchStride()
                + h * view.headStride()
                + i * view.rowStride()
                + c * view.columnStride();
    }

    float get(int b, int h, int i, int c) {
        return data.get(JAVA_FLOAT_UNALIGNED, index(b, h, i, c) * Float.BYTES);
    }

    void set(int b, int h, int i, int c, float value) {
        data.set(JAVA_FLOAT_UNALIGNED, index(b, h, i, c) * Float.BYTES, value);
    }

    /** Copies the {@code rows x columns} elements from row i and column c on into {@code to}. */
    void read(int b, int h, int i, int c, int rows, int columns, float[] to, int to0, int toStride) {
        if (columns == 0) {
            return;
        }
        long at = index(b, h, i, c);
        if (view.columnStride() == 1) {
            Rows.read(data, at, view.rowStride(), rows, columns, to, to0, toStride);
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
    void readTransposed(int b, int h, int i, int c, int rows, int columns, float[] to, int to0, int toStride) {
        Rows.read(data, index(b, h, i, c), view.columnStride(), columns, rows, to, to0, toStride);
    }

    /** Copies {@code rows x columns} elements of {@code from} to row i and column c on. */
    void write(float[] from, int from0, int fromStride, int rows, int columns, int b, int h, int i, int c) {
        long at = index(b, h, i, c);
        if (view.columnStride() == 1) {
            Rows.write(from, from0, fromStride, rows, columns, data, at, view.rowStride());
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
    void readRow(int b, int h, int i, float[] to) {
        read(b, h, i, 0, 1, columns(), to, 0, columns());
    }

    /** Copies {@code from} to row i. */
    void writeRow(float[] from, int b, int h, int i) {
        write(from, 0, columns(), 1, columns(), b, h, i, 0);
    }

    /** A copy of all rows of one head, one after another. */
    float[] copy(int b, int h) {
        float[] all = new float[Math.multiplyExact(view.rows(), columns())];
        read(b, h, 0, 0, view.rows(), columns(), all, 0, columns());
        return all;
    }
}
