package io.attn4j.portable.simulator;

import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/**
 * An array as instrumented kernels see it, in device, local or private memory. Public because kernels name it; not for
 * other use.
 */
public abstract sealed class Cells permits FloatCells, IntCells {

    /** Where an array is. */
    enum Space {
        GLOBAL,
        LOCAL,
        PRIVATE
    }

    final Space space;
    final String name;
    final int size;

    /** Shared memory only, and only when accesses are checked; else null. */
    final AccessHistory history;

    /** Private memory only, and only when accesses are checked: which elements were written; else null. */
    final boolean[] written;

    /** Global memory: whether the host has filled it. */
    boolean filled;

    Cells(Space space, String name, int size, AccessHistory history, boolean[] written) {
        this.space = space;
        this.name = name;
        this.size = size;
        this.history = history;
        this.written = written;
    }

    /** Global memory whose accesses are checked: the first element that holds nothing, or {@link AccessHistory#NONE}. */
    final int firstUnwritten() {
        return filled ? AccessHistory.NONE : history.firstUnwritten();
    }

    abstract void copyFrom(TornadoNativeArray host);

    abstract void copyTo(TornadoNativeArray host);

    /** The same memory under the name of another parameter. */
    abstract Cells as(String parameter);
}
