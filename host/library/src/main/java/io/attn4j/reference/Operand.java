package io.attn4j.reference;

import java.lang.foreign.MemorySegment;

/**
 * A strided fp32 view {@code x[b, h, i, d] = data[offset + b * batchStride + h * headStride + i * rowStride + d]}.
 *
 * <p>Strides and the offset count elements. A batch or head stride of zero broadcasts. The innermost stride is 1.
 *
 * @param data memory of 4-byte floats in native byte order
 * @param offset first element of the view
 * @param batchStride elements between batches, 0 to broadcast
 * @param headStride elements between heads, 0 to broadcast
 * @param rowStride elements between rows
 */
public record Operand(MemorySegment data, long offset, long batchStride, long headStride, long rowStride) {

    /** A contiguous {@code [B, heads, rows, columns]} view over the whole of {@code data}. */
    public static Operand contiguous(MemorySegment data, int heads, int rows, int columns) {
        return new Operand(data, 0, (long) heads * rows * columns, (long) rows * columns, columns);
    }

    /** Index of the first element of row {@code row} of head {@code head} of batch {@code batch}. */
    public long index(int batch, int head, int row) {
        return offset + batch * batchStride + head * headStride + row * rowStride;
    }
}
