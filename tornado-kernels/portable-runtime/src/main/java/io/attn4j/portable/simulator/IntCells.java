package io.attn4j.portable.simulator;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** An array of ints in the memory of the simulated device. Public because instrumented kernels name it. */
public final class IntCells extends Cells {
    final int[] values;

    IntCells(Space space, String name, int[] values, AccessHistory history, boolean[] written) {
        super(space, name, values.length, history, written);
        this.values = values;
    }

    @Override
    void copyFrom(TornadoNativeArray host) {
        MemorySegment.copy(host.getSegment(), ValueLayout.JAVA_INT_UNALIGNED, 0, values, 0, size);
        filled = true;
    }

    @Override
    void copyTo(TornadoNativeArray host) {
        MemorySegment.copy(values, 0, host.getSegment(), ValueLayout.JAVA_INT_UNALIGNED, 0, size);
    }

    @Override
    IntCells as(String parameter) {
        IntCells view = new IntCells(space, parameter, values, history, written);
        view.filled = filled;
        return view;
    }
}
