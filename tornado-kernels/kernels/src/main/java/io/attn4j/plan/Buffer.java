package io.attn4j.plan;

/**
 * A named array of a plan, of floats.
 *
 * @param name tensor name of inputs, weights and outputs; any other name for what lies between
 * @param kind who fills it and when it is copied
 * @param elements number of floats, from 1
 * @param storage how they are stored; fp32 but for what conversions read and write
 */
public record Buffer(String name, Kind kind, long elements, Storage storage) {

    /** Who fills an array and when it is copied. */
    public enum Kind {
        /** Given by the caller, copied to the device at every execution; no step writes it. */
        INPUT,
        /** Given by the caller or by the plan's constants, copied to the device once; no step writes it. */
        WEIGHT,
        /**
         * Given by the caller once, then read and written by steps and kept where they run from execution to execution;
         * read back on demand. Parameters in training and the moments of an optimizer are states.
         */
        STATE,
        /** Written and read by steps only; never copied. */
        INTERMEDIATE,
        /** Written by steps and copied back. */
        OUTPUT;

        /** Whether its content is there before the first step. */
        public boolean given() {
            return this == INPUT || this == WEIGHT || this == STATE;
        }

        /** Whether steps may write it. */
        public boolean written() {
            return this != INPUT && this != WEIGHT;
        }
    }

    public Buffer {
        if (elements < 1) {
            throw new IllegalArgumentException(name + ": got " + elements + " elements; needs at least 1");
        }
    }

    /** An fp32 array. */
    public Buffer(String name, Kind kind, long elements) {
        this(name, kind, elements, Storage.F32);
    }

    /** Bytes of memory; packed elements fill whole integers. */
    public long bytes() {
        long bytes = Math.multiplyExact(storage.bytes(), elements);
        return storage.packed() ? Math.ceilDiv(bytes, Integer.BYTES) * Integer.BYTES : bytes;
    }
}
