package io.attn4j.cpu.tile;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Where in an array the lines of the processor's cache begin.
 *
 * <p>A vector of 64 bytes that does not begin a line is two accesses, and the elements of an array begin 16 bytes after an object that may
 * be at any multiple of 8. Where that is, {@code memset} of no bytes says: it returns the address that it was given.
 */
final class Alignment {
    private static final int LINE = TileLoops.LINE;
    private static final MethodHandle ADDRESS = address();

    private Alignment() {}

    /** {@link TileLoops#first}; 0 where the JVM does not let us know. */
    static int first(float[] array) {
        if (ADDRESS == null) {
            return 0;
        }
        MemorySegment elements = MemorySegment.ofArray(array);
        try {
            long address = (long) ADDRESS.invokeExact(elements, 0, 0L);
            return (int) (-address / Float.BYTES & LINE - 1);
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static MethodHandle address() {
        if (!Alignment.class.getModule().isNativeAccessEnabled()) {
            return null;
        }
        Linker linker;
        try {
            linker = Linker.nativeLinker();
        } catch (UnsupportedOperationException none) {
            return null;
        }
        FunctionDescriptor fill = FunctionDescriptor.of(
                ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG);
        return linker.defaultLookup()
                .find("memset")
                .map(function -> linker.downcallHandle(function, fill, Linker.Option.critical(true)))
                .orElse(null);
    }
}
