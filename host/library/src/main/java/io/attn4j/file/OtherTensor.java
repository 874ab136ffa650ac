package io.attn4j.file;

import io.attn4j.error.InvalidInputException;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/**
 * A tensor of a file that nobody asked for: it may have an element type that attn4j does not compute with.
 *
 * @param dtype element type as {@code .safetensors} names it, or null for a {@code .npy} file that cannot be read
 * @param shape dimensions, outermost first
 * @param data the bytes as they lie in the file
 */
public record OtherTensor(String dtype, long[] shape, MemorySegment data) {

    /** Bits of an element of the types that {@code .safetensors} has beside those of {@link io.attn4j.tensor.DType}. */
    private static final Map<String, Integer> BITS = Map.ofEntries(
            Map.entry("BOOL", 8),
            Map.entry("U8", 8),
            Map.entry("I8", 8),
            Map.entry("F8_E4M3", 8),
            Map.entry("F8_E5M2", 8),
            Map.entry("F8_E8M0", 8),
            Map.entry("F4", 4),
            Map.entry("F6_E2M3", 6),
            Map.entry("F6_E3M2", 6),
            Map.entry("I16", 16),
            Map.entry("U16", 16),
            Map.entry("U32", 32),
            Map.entry("U64", 64),
            Map.entry("C64", 64));

    /** Whether {@code .safetensors} has the type {@code dtype} and attn4j does not compute with it. */
    static boolean known(String dtype) {
        return BITS.containsKey(dtype);
    }

    /** Bytes of a tensor of such a type. */
    static long bytes(String field, String dtype, long[] shape) {
        try {
            long bits = BITS.get(dtype);
            for (long dimension : shape) {
                bits = Math.multiplyExact(bits, dimension);
            }
            return Math.ceilDiv(bits, Byte.SIZE);
        } catch (ArithmeticException tooLarge) {
            throw new InvalidInputException(
                    field, "a shape too large", "less than 2^60 bytes", "writing the file again");
        }
    }
}
