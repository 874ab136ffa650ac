package io.attn4j.tensor;

import java.util.Arrays;

/**
 * Element type and shape, without data: enough to check an input before anything is allocated.
 *
 * @param dtype element type
 * @param shape dimensions, outermost first
 */
public record TensorType(DType dtype, long[] shape) {

    @Override
    public boolean equals(Object other) {
        return other instanceof TensorType t && dtype == t.dtype && Arrays.equals(shape, t.shape);
    }

    @Override
    public int hashCode() {
        return 31 * dtype.hashCode() + Arrays.hashCode(shape);
    }

    @Override
    public String toString() {
        return dtype + Arrays.toString(shape);
    }
}
