package uk.ac.manchester.tornado.api.types.arrays;

import java.lang.foreign.MemorySegment;

/** Off-heap array with a header in front of its data, as TornadoVM lays it out. Portable form of TornadoVM's class. */
public abstract sealed class TornadoNativeArray permits FloatArray, IntArray {
    /** Bytes of the header. */
    // Not a constant expression: javac would copy 16 into classes that may run on a TornadoVM with another header.
    public static final long ARRAY_HEADER = Integer.valueOf(16).longValue();

    /** Creates the common part. */
    protected TornadoNativeArray() {}

    static void ensureMultipleOfElementSize(long byteSize, long elementSize) {
        if (byteSize % elementSize != 0) {
            throw new IllegalArgumentException("byteSize: got " + byteSize + "; needs a multiple of " + elementSize
                    + "; try a segment of whole elements");
        }
    }

    /** Number of elements. */
    public abstract int getSize();

    /** The data without the header. */
    public abstract MemorySegment getSegment();

    /** Header and data. */
    public abstract MemorySegment getSegmentWithHeader();

    /** Bytes of header and data. */
    public abstract long getNumBytesOfSegmentWithHeader();

    /** Bytes of the data. */
    public abstract long getNumBytesOfSegment();

    /** Sets every element to zero. */
    protected void clear() {}

    /** Bytes of one element. */
    public abstract int getElementSize();
}
