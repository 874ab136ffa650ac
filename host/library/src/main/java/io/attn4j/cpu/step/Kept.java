package io.attn4j.cpu.step;

/**
 * What a step leaves for later executions over the same weights. Between {@link #begin} and {@link #end} an execution either finds
 * it or leaves it for the next.
 */
public interface Kept {
    /** An execution begins, with what is there or, where there is nothing, to leave it. */
    void begin();

    /** The execution has ended well. */
    void end();

    /** Gives up what is there: it no longer belongs to the weights. */
    void clear();

    /** Bytes that are there. */
    long heldBytes();
}
