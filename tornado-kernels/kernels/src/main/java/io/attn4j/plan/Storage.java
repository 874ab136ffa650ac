package io.attn4j.plan;

/** How an array stores its floats. Steps compute in fp32 whatever the storage. */
public enum Storage {
    /** IEEE 754 binary32: what every step but conversions reads and writes. */
    F32(4),
    /** IEEE 754 binary16, two to an integer. */
    F16(2),
    /** The upper half of binary32, two to an integer. */
    BF16(2);

    private final int bytes;

    Storage(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** Whether two elements share an integer, the first in its lower half. */
    public boolean packed() {
        return bytes < Float.BYTES;
    }
}
