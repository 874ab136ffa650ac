package io.attn4j.system;

import java.lang.foreign.MemorySegment;

/**
 * What copies between a device and memory of the caller, so that nothing is copied twice. The arrays of a task graph stay where
 * they are; only for the next execution, other memory takes their place.
 */
public interface DirectTransfers {

    /**
     * Lets the next execution send {@code from} in place of the first elements of an array that every execution sends.
     *
     * @param array the array's elements, in its own memory
     * @param from at most as many bytes
     * @return false where it will not, and the array has to hold what is to be sent
     */
    boolean sendFrom(MemorySegment array, MemorySegment from);

    /**
     * Lets the next execution bring the first elements of an array that every execution brings to {@code to} in its place.
     *
     * @param array the array's elements, in its own memory
     * @param to at most as many bytes
     * @return false where it will not, and the array will hold what it brings
     */
    boolean bringTo(MemorySegment array, MemorySegment to);

    /** Lets executions move the arrays' own memory again, where one that was prepared does not take place. */
    void ownTransfers();
}
