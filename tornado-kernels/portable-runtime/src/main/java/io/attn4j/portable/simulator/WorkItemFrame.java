package io.attn4j.portable.simulator;

/** A work-item between two turns: the barrier at which it waits, and its local variables by slot. */
final class WorkItemFrame {
    final int[] ints;
    final float[] floats;
    final long[] longs;
    final double[] doubles;
    final Object[] references;

    /** The barrier that it waits at or went on from; 0 before the first. */
    int barrier;

    /** Whether it waits; otherwise its last turn ended the kernel. */
    boolean waiting;

    /** Local arrays that it has asked for. */
    int localArrays;

    WorkItemFrame(int slots) {
        ints = new int[slots];
        floats = new float[slots];
        longs = new long[slots];
        doubles = new double[slots];
        references = new Object[slots];
    }

    void reset() {
        barrier = 0;
        waiting = false;
        localArrays = 0;
    }
}
