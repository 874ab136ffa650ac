package uk.ac.manchester.tornado.api.types.arrays;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Off-heap array of {@code float} with TornadoVM's header in front of the data. Portable form of TornadoVM's class. */
public final class FloatArray extends TornadoNativeArray {
    private static final ValueLayout.OfFloat LAYOUT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private final MemorySegment withHeader;
    private final MemorySegment data;
    private final int size;

    /** Allocates {@code numberOfElements} zeros, freed when the array is no longer reachable. */
    public FloatArray(int numberOfElements) {
        this(allocate(numberOfElements));
    }

    private FloatArray(MemorySegment withHeader) {
        this.withHeader = withHeader;
        this.data = withHeader.asSlice(ARRAY_HEADER);
        ensureMultipleOfElementSize(data.byteSize(), 4);
        this.size = Math.toIntExact(data.byteSize() / 4);
    }

    private static MemorySegment allocate(int elements) {
        if (elements < 0) {
            throw new IllegalArgumentException(
                    "numberOfElements: got " + elements + "; needs 0 or more; try another size");
        }
        MemorySegment segment = Arena.ofAuto().allocate(ARRAY_HEADER + (long) elements * 4, 64);
        segment.set(ValueLayout.JAVA_INT_UNALIGNED, ARRAY_HEADER - Integer.BYTES, elements);
        return segment;
    }

    /** A copy of {@code values}. */
    public static FloatArray fromArray(float[] values) {
        FloatArray array = new FloatArray(values.length);
        MemorySegment.copy(values, 0, array.data, LAYOUT, 0, values.length);
        return array;
    }

    /** A copy of {@code values}. */
    public static FloatArray fromElements(float... values) {
        return fromArray(values);
    }

    /** A copy of the data in {@code segment}, which has no header. */
    public static FloatArray fromSegment(MemorySegment segment) {
        ensureMultipleOfElementSize(segment.byteSize(), 4);
        FloatArray array = new FloatArray(Math.toIntExact(segment.byteSize() / 4));
        MemorySegment.copy(segment, 0, array.data, 0, segment.byteSize());
        return array;
    }

    /** A view of {@code segment}, which holds header and data; nothing is copied. */
    public static FloatArray fromSegmentShallow(MemorySegment segment) {
        return new FloatArray(segment);
    }

    /** A copy on the heap. */
    public float[] toHeapArray() {
        float[] values = new float[size];
        MemorySegment.copy(data, LAYOUT, 0, values, 0, size);
        return values;
    }

    /** Writes element {@code index}. */
    public void set(int index, float value) {
        data.setAtIndex(LAYOUT, index, value);
    }

    /** Reads element {@code index}. */
    public float get(int index) {
        return data.getAtIndex(LAYOUT, index);
    }

    /** Writes {@code value} to every element. */
    public void init(float value) {
        for (int i = 0; i < size; i++) {
            data.setAtIndex(LAYOUT, i, value);
        }
    }

    @Override
    public void clear() {
        init(0.0f);
    }

    @Override
    public int getElementSize() {
        return 4;
    }

    @Override
    public int getSize() {
        return size;
    }

    @Override
    public MemorySegment getSegment() {
        return data;
    }

    @Override
    public MemorySegment getSegmentWithHeader() {
        return withHeader;
    }

    @Override
    public long getNumBytesOfSegmentWithHeader() {
        return withHeader.byteSize();
    }

    @Override
    public long getNumBytesOfSegment() {
        return data.byteSize();
    }
}
