package io.attn4j.engine;

import io.attn4j.plan.Plan;
import io.attn4j.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/**
 * Plans that an engine runs over one set of states, such as a training step and the loss of the same model: what one
 * execution leaves in a state, the next one reads, whichever plan it runs.
 *
 * <p>One thread at a time. {@link #close} gives back all memory.
 */
public interface EnginePlans extends AutoCloseable {

    /**
     * Gives a state what it holds before any execution of a plan that has it.
     *
     * @param content fp32, as many elements as the state has; the session's from now on, which may make it the state itself and
     *     closes it. Read-only memory does for a state that no plan changes.
     */
    void start(String state, Tensor content);

    /**
     * Executes a plan.
     *
     * @param plan one of those that the session was opened with
     * @param inputs inputs and weights by name, fp32; and, in the first execution of the first plan that has them, states that
     *     were not {@linkplain #start started}
     * @param outputs where outputs go, by name
     */
    void run(Plan plan, Map<String, MemorySegment> inputs, Map<String, MemorySegment> outputs);

    /**
     * A state as the last execution left it, fp32; valid until the next call.
     *
     * @throws IllegalArgumentException when there is no such state
     * @throws IllegalStateException when none has been given yet, or they were lost in an execution that failed
     */
    MemorySegment read(String state);

    /** Bytes of states and of the arrays between steps. */
    long heldBytes();

    @Override
    void close();
}
