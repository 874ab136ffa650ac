package io.attn4j.tensor;

import java.util.List;
import java.util.Locale;

/** Element type of a tensor, with its size and its name in {@code .safetensors} and {@code .npy} files. */
public enum DType {
    F64(8, "F64", "f8"),
    F32(4, "F32", "f4"),
    F16(2, "F16", "f2"),
    BF16(2, "BF16", null),
    I64(8, "I64", "i8"),
    I32(4, "I32", "i4");

    /** Types that the floats of a request may have; sums are in fp32 or fp64 whatever the type. */
    public static final List<DType> FLOATS = List.of(F32, F16, BF16);

    private final int bytes;
    private final String safetensorsName;
    private final String npyCode;

    DType(int bytes, String safetensorsName, String npyCode) {
        this.bytes = bytes;
        this.safetensorsName = safetensorsName;
        this.npyCode = npyCode;
    }

    /** Name in case ids and on the command line, such as {@code f32}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** Name in a {@code .safetensors} header. */
    public String safetensorsName() {
        return safetensorsName;
    }

    /** Code in a {@code .npy} header without the byte order, or null where that format has no such type. */
    public String npyCode() {
        return npyCode;
    }
}
