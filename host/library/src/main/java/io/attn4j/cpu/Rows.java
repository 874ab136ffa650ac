package io.attn4j.cpu;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;

/** Copies of matrix rows between operands and scratch. Indices and strides count floats. */
final class Rows {
    private Rows() {}

    static void read(
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

    static void write(
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
