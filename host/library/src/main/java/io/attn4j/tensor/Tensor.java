package io.attn4j.tensor;

import io.attn4j.error.InvalidInputException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A contiguous row-major array in native byte order, with element type and shape.
 *
 * <p>Who owns the memory is decided where the tensor is made:
 *
 * <ul>
 *   <li>{@link #allocate(TensorType)}, {@link #of} and {@link #ofInts} own off-heap memory; {@link #close} frees it.
 *   <li>{@link #allocate(TensorType, Arena)} leaves it to the arena; {@link #close} does nothing.
 *   <li>{@link #wrap} and {@link #slice} are views; {@link #close} does nothing.
 * </ul>
 *
 * <p>Allocated tensors keep {@value #HEADER_BYTES} bytes in front of the data, where TornadoVM arrays hold their header
 * ({@link #segmentWithHeader}). A tensor may be read by many threads at once; a writer must be alone. Use after the
 * memory was freed throws {@link IllegalStateException}.
 */
public final class Tensor implements AutoCloseable {
    /** Room in front of the data of an allocated tensor. */
    public static final int HEADER_BYTES = 16;

    // Vector loads of 64 bytes do not straddle cache lines; the header sits in front of that.
    private static final int DATA_ALIGNMENT = 64;

    private final TensorType type;
    private final MemorySegment segment;
    private final MemorySegment withHeader;
    private final Arena owned;

    private Tensor(TensorType type, MemorySegment segment, MemorySegment withHeader, Arena owned) {
        this.type = type;
        this.segment = segment;
        this.withHeader = withHeader;
        this.owned = owned;
    }

    /** Zeroed off-heap memory that this tensor owns until {@link #close}. */
    public static Tensor allocate(TensorType type) {
        Arena arena = Arena.ofShared();
        try {
            return allocate(type, arena, arena);
        } catch (RuntimeException | Error failure) {
            arena.close();
            throw failure;
        }
    }

    /** Zeroed off-heap memory that {@code arena} owns. */
    public static Tensor allocate(TensorType type, Arena arena) {
        return allocate(type, arena, null);
    }

    private static Tensor allocate(TensorType type, Arena arena, Arena owned) {
        long bytes = type.bytes();
        MemorySegment block = arena.allocate(Math.addExact(bytes, DATA_ALIGNMENT), DATA_ALIGNMENT);
        return new Tensor(
                type,
                block.asSlice(DATA_ALIGNMENT, bytes),
                block.asSlice(DATA_ALIGNMENT - HEADER_BYTES, bytes + HEADER_BYTES),
                owned);
    }

    /**
     * A copy of {@code values} as {@link DType#F32}, owned by the tensor.
     *
     * @param shape dimensions, outermost first; their product is the length of {@code values}
     * @throws InvalidInputException when it is not
     */
    public static Tensor of(float[] values, long... shape) {
        Tensor tensor = allocate(checked(TensorType.f32(shape), values == null ? -1 : values.length));
        MemorySegment.copy(values, 0, tensor.segment, ValueLayout.JAVA_FLOAT, 0, values.length);
        return tensor;
    }

    /**
     * A copy of {@code values}, rounded to {@code dtype}, owned by the tensor.
     *
     * @param dtype F32, F16 or BF16
     * @param shape dimensions, outermost first; their product is the length of {@code values}
     * @throws InvalidInputException when it is not
     */
    public static Tensor rounded(DType dtype, float[] values, long... shape) {
        Tensor tensor = allocate(checked(new TensorType(dtype, shape), values == null ? -1 : values.length));
        Narrowing.narrow(MemorySegment.ofArray(values), tensor);
        return tensor;
    }

    /**
     * A copy of {@code values} as {@link DType#I32}, owned by the tensor.
     *
     * @param shape dimensions, outermost first; their product is the length of {@code values}
     * @throws InvalidInputException when it is not
     */
    public static Tensor ofInts(int[] values, long... shape) {
        Tensor tensor = allocate(checked(TensorType.i32(shape), values == null ? -1 : values.length));
        MemorySegment.copy(values, 0, tensor.segment, ValueLayout.JAVA_INT, 0, values.length);
        return tensor;
    }

    private static TensorType checked(TensorType type, long given) {
        if (given < 0) {
            throw new InvalidInputException("values", "null", type.elements() + " values", "giving an array");
        }
        if (type.elements() != given) {
            throw new InvalidInputException(
                    "shape", type, "as many elements as there are values (" + given + ")", "correcting one of the two");
        }
        return type;
    }

    /**
     * A view of {@code segment}, which the caller keeps alive.
     *
     * @throws InvalidInputException when the segment does not hold exactly the bytes of {@code type}
     */
    public static Tensor wrap(TensorType type, MemorySegment segment) {
        if (segment == null) {
            throw new InvalidInputException("segment", "null", type.bytes() + " bytes for " + type, "giving memory");
        }
        if (segment.byteSize() != type.bytes()) {
            throw new InvalidInputException(
                    "segment",
                    segment.byteSize() + " bytes",
                    type.bytes() + " bytes for " + type,
                    "slicing the segment to that size");
        }
        return new Tensor(type, segment, null, null);
    }

    /**
     * A view of indices {@code from} (inclusive) to {@code to} (exclusive) of the first dimension that is longer than one
     * at or before {@code axis}; that is where such a range is contiguous.
     *
     * @throws InvalidInputException when a dimension before {@code axis} is longer than one, or the range is out of bounds
     */
    public Tensor slice(int axis, long from, long to) {
        for (int before = 0; before < axis; before++) {
            if (type.dimension(before) != 1) {
                throw new InvalidInputException(
                        "slice",
                        type + " along axis " + axis,
                        "dimensions of 1 before that axis",
                        "slicing those first");
            }
        }
        if (from < 0 || from > to || to > type.dimension(axis)) {
            throw new InvalidInputException(
                    "slice", from + ".." + to, "a range within 0.." + type.dimension(axis), "correcting the range");
        }
        TensorType sliced = type.withDimension(axis, to - from);
        long stride = type.dimension(axis) == 0 ? 0 : type.bytes() / type.dimension(axis);
        return new Tensor(sliced, segment.asSlice(from * stride, sliced.bytes()), null, null);
    }

    /** Element type and shape. */
    public TensorType type() {
        return type;
    }

    /** The data, native byte order. */
    public MemorySegment segment() {
        return segment;
    }

    /** The data with {@value #HEADER_BYTES} bytes of room in front, or null for a view that has none. */
    public MemorySegment segmentWithHeader() {
        return withHeader;
    }

    /** Element {@code index} of a {@link DType#F32}, {@link DType#F16} or {@link DType#BF16} tensor. */
    public float getFloat(long index) {
        return switch (type.dtype()) {
            case F32 -> segment.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, index);
            case F16 -> Float.float16ToFloat(segment.getAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, index));
            case BF16 -> Narrowing.fromBf16(segment.getAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, index));
            case F64, I64, I32 -> throw Narrowing.notOfFloats(type);
        };
    }

    /** Sets element {@code index} of a {@link DType#F32}, {@link DType#F16} or {@link DType#BF16} tensor, rounded. */
    public void setFloat(long index, float value) {
        switch (type.dtype()) {
            case F32 -> segment.setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, index, value);
            case F16 -> segment.setAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, index, Float.floatToFloat16(value));
            case BF16 -> segment.setAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, index, Narrowing.toBf16(value));
            case F64, I64, I32 -> throw Narrowing.notOfFloats(type);
        }
    }

    /** Element {@code index} of a {@link DType#I32} or {@link DType#I64} tensor. */
    public long getInteger(long index) {
        return type.dtype() == DType.I64
                ? segment.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, index)
                : segment.getAtIndex(ValueLayout.JAVA_INT_UNALIGNED, index);
    }

    /**
     * A copy of a {@link DType#F32}, {@link DType#F16} or {@link DType#BF16} tensor as fp32.
     *
     * @throws InvalidInputException when it has another element type or more elements than an array can
     */
    public float[] toFloats() {
        if (!DType.FLOATS.contains(type.dtype()) || type.elements() > Integer.MAX_VALUE - 8) {
            throw new InvalidInputException(
                    "tensor", type, "F32, F16 or BF16 and less than 2^31 elements", "reading segment() instead");
        }
        float[] values = new float[(int) type.elements()];
        Narrowing.widen(this, MemorySegment.ofArray(values));
        return values;
    }

    /** Frees the memory if this tensor owns it; a second call does nothing. */
    @Override
    public void close() {
        if (owned != null && owned.scope().isAlive()) {
            owned.close();
        }
    }

    /** Type only, such as {@code F32[1, 8, 512, 64]}. */
    @Override
    public String toString() {
        return type.toString();
    }
}
