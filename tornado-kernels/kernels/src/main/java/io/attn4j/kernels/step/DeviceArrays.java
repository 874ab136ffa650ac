package io.attn4j.kernels.step;

import io.attn4j.plan.Buffer;
import io.attn4j.plan.View;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** The arrays of a plan by name, each as large as the largest request needs it. */
public final class DeviceArrays {
    /** TornadoVM indexes arrays by 32-bit integers and puts a header before the elements. */
    private static final int MAX_ELEMENTS = Integer.MAX_VALUE - 16;

    private static final ScopedValue<Boolean> DESCRIBED = ScopedValue.newInstance();

    private final Map<String, TornadoNativeArray> arrays = new LinkedHashMap<>();

    /**
     * Allocates an array for each buffer.
     *
     * @throws IllegalArgumentException when one has more elements than an array can
     */
    public DeviceArrays(Iterable<Buffer> buffers) {
        this(buffers, Map.of());
    }

    /**
     * Allocates an array for each buffer but for states that are there already.
     *
     * @param states arrays of the states of other plans, by name
     * @throws IllegalArgumentException when one has more elements than an array can, or a state another size than before
     */
    public DeviceArrays(Iterable<Buffer> buffers, Map<String, FloatArray> states) {
        for (Buffer buffer : buffers) {
            FloatArray state = buffer.kind() == Buffer.Kind.STATE ? states.get(buffer.name()) : null;
            if (state != null && state.getSize() != buffer.elements()) {
                throw new IllegalArgumentException("state: got " + buffer + " in one plan and " + state.getSize()
                        + " elements in another; needs one size");
            }
            arrays.put(buffer.name(), state == null ? array(buffer) : state);
        }
    }

    /**
     * Runs {@code work} with arrays that have a size and no memory: tasks can be built and described for requests that no
     * machine holds. Nothing in it may read or write an array of a plan.
     */
    public static <T> T described(Supplier<T> work) {
        return ScopedValue.where(DESCRIBED, true).call(work::get);
    }

    private static TornadoNativeArray array(Buffer buffer) {
        int elements = elements(buffer.name(), buffer.elements());
        return buffer.storage().packed() ? pairs(Math.ceilDiv(elements, 2)) : array(elements);
    }

    /** An array of integers, zeros; without memory inside {@link #described}. */
    private static IntArray pairs(int elements) {
        return DESCRIBED.isBound()
                ? IntArray.fromSegmentShallow(MemorySegment.NULL.reinterpret(
                        TornadoNativeArray.ARRAY_HEADER + (long) Integer.BYTES * elements))
                : new IntArray(elements);
    }

    /** An array of floats, zeros; without memory inside {@link #described}. */
    static FloatArray array(int elements) {
        return DESCRIBED.isBound()
                ? FloatArray.fromSegmentShallow(
                        MemorySegment.NULL.reinterpret(TornadoNativeArray.ARRAY_HEADER + (long) Float.BYTES * elements))
                : new FloatArray(elements);
    }

    /** The fp32 array behind {@code view}. */
    public FloatArray of(View view) {
        return (FloatArray) of(view.buffer().name());
    }

    /** The array behind {@code view}, whose elements are stored in 16 bits: pairs of them, the first in the lower half. */
    public IntArray packed(View view) {
        return (IntArray) of(view.buffer().name());
    }

    /** The array {@code name}. */
    public TornadoNativeArray of(String name) {
        TornadoNativeArray array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException("array: got " + name + "; needs one of " + arrays.keySet());
        }
        return array;
    }

    /** The product of {@code factors} as the size of the array {@code name}. */
    public static int elements(String name, long... factors) {
        long product = 1;
        for (long factor : factors) {
            product = Math.multiplyExact(product, factor);
            if (product > MAX_ELEMENTS) {
                throw new IllegalArgumentException(name + ": got more than " + MAX_ELEMENTS
                        + " elements; needs fewer in one execution; try a memory budget, which splits the batch");
            }
        }
        return Math.toIntExact(product);
    }
}
