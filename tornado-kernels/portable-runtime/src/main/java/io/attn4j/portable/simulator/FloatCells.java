package io.attn4j.portable.simulator;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** An array of floats in the memory of the simulated device. Public because instrumented kernels name it. */
public final class FloatCells extends Cells {
    final float[] values;

    FloatCells(Space space, String name, float[] values, AccessHistory history, boolean[] written) {
        super(space, name, values.length, history, written);
        this.values = values;
    }

    @Override
    void copyFrom(TornadoNativeArray host) {
        MemorySegment.copy(host.getSegment(), ValueLayout.JAVA_FLOAT_UNALIGNED, 0, values, 0, size);
        filled = true;
    }

    @Override
    void copyTo(TornadoNativeArray host) {
        MemorySegment.copy(values, 0, host.getSegment(), ValueLayout.JAVA_FLOAT_UNALIGNED, 0, size);
    }

    @Override
    FloatCells as(String parameter) {
        FloatCells view = new FloatCells(space, parameter, values, history, written);
        view.filled = filled;
        return view;
    }
}
