package io.attn4j.tensor;

import io.attn4j.error.InvalidInputException;
import java.util.Arrays;

/**
 * Element type and shape, without data: enough to check an input before anything is allocated.
 *
 * <p>The number of elements and of bytes is checked for overflow when a type is made, so both are safe to use.
 *
 * @param dtype element type
 * @param shape dimensions, outermost first; empty for a scalar
 */
public record TensorType(DType dtype, long[] shape) {

    /**
     * Copies the shape.
     *
     * @throws InvalidInputException when a dimension is negative or the bytes do not fit a signed 64-bit count
     */
    public TensorType {
        shape = shape.clone();
        long bytes = dtype.bytes();
        for (long dimension : shape) {
            if (dimension < 0) {
                throw new InvalidInputException(
                        "shape", Arrays.toString(shape), "dimensions of at least 0", "correcting the shape");
            }
            // A zero dimension counts as one: an impossible shape stays impossible whatever the order of dimensions.
            long factor = Math.max(1, dimension);
            if (bytes > Long.MAX_VALUE / factor) {
                throw new InvalidInputException(
                        "shape",
                        Arrays.toString(shape),
                        "less than 2^63 bytes of " + dtype.safetensorsName(),
                        "correcting the shape");
            }
            bytes *= factor;
        }
    }

    /** A type of {@link DType#F32}. */
    public static TensorType f32(long... shape) {
        return new TensorType(DType.F32, shape);
    }

    /** A type of {@link DType#I32}. */
    public static TensorType i32(long... shape) {
        return new TensorType(DType.I32, shape);
    }

    /** Dimensions, outermost first; a copy. */
    @Override
    public long[] shape() {
        return shape.clone();
    }

    /** Number of dimensions. */
    public int rank() {
        return shape.length;
    }

    /** Size of dimension {@code axis}. */
    public long dimension(int axis) {
        return shape[axis];
    }

    /** Product of the dimensions; 1 for a scalar. */
    public long elements() {
        long elements = 1;
        for (long dimension : shape) {
            elements *= dimension;
        }
        return elements;
    }

    /** Bytes of the data. */
    public long bytes() {
        return elements() * dtype.bytes();
    }

    /** This type with {@code size} as dimension {@code axis}. */
    public TensorType withDimension(int axis, long size) {
        long[] changed = shape.clone();
        changed[axis] = size;
        return new TensorType(dtype, changed);
    }

    /** This shape with elements of {@code other}. */
    public TensorType withDType(DType other) {
        return new TensorType(other, shape);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof TensorType t && dtype == t.dtype && Arrays.equals(shape, t.shape);
    }

    @Override
    public int hashCode() {
        return 31 * dtype.hashCode() + Arrays.hashCode(shape);
    }

    /** As error messages print it, such as {@code F32[1, 8, 512, 64]}. */
    @Override
    public String toString() {
        return dtype + Arrays.toString(shape);
    }
}
