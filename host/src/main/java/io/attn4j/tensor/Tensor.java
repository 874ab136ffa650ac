package io.attn4j.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A contiguous row-major array in off-heap memory, with element type and shape. */
public final class Tensor {
    private final TensorType type;
    private final MemorySegment segment;

    private Tensor(TensorType type, MemorySegment segment) {
        this.type = type;
        this.segment = segment;
    }

    /** A view of {@code segment}, which holds exactly the bytes of {@code type}. */
    public static Tensor wrap(TensorType type, MemorySegment segment) {
        return new Tensor(type, segment);
    }

    /** Element type and shape. */
    public TensorType type() {
        return type;
    }

    /** The memory, native byte order. */
    public MemorySegment segment() {
        return segment;
    }

    /** Element {@code index} of a {@link DType#F32} tensor. */
    public float getFloat(long index) {
        return segment.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, index);
    }
}
