package io.attn4j.tensor;

/** Element type of a tensor, with its size and its name in {@code .safetensors} and {@code .npy} files. */
public enum DType {
    F64(8, "F64", "f8"),
    F32(4, "F32", "f4"),
    F16(2, "F16", "f2"),
    BF16(2, "BF16", null),
    I64(8, "I64", "i8"),
    I32(4, "I32", "i4");

    private final int bytes;
    private final String safetensorsName;
    private final String npyCode;

    DType(int bytes, String safetensorsName, String npyCode) {
        this.bytes = bytes;
        this.safetensorsName = safetensorsName;
        this.npyCode = npyCode;
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
