package io.attn4j.engine;

import io.attn4j.graph.GraphTimings;
import io.attn4j.mechanism.InputChecks;
import io.attn4j.mechanism.Problem;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.Workspace;
import java.util.Map;

/**
 * What the sessions of {@code reference} and {@code cpu} share: checks, fp32 copies of 16-bit inputs, the clock, and memory:
 * that of the tensors and of what lies between takes the place of a device's.
 */
abstract class HostSession implements EngineSession {
    private final Problem capacity;
    private final Workspace widened = new Workspace();
    private boolean closed;

    HostSession(Problem capacity) {
        this.capacity = capacity;
    }

    /**
     * Computes; inputs and outputs have been checked.
     *
     * @param inputs fp32 where they are floats
     * @param outputs as the request has them
     */
    abstract void execute(Problem problem, Map<String, Tensor> inputs, Map<String, Tensor> outputs);

    @Override
    public final GraphTimings run(Problem problem, Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
        if (closed) {
            throw new IllegalStateException("session: used after close");
        }
        InputChecks.within(problem, capacity);
        InputChecks.tensors(problem, inputs, outputs);
        long start = System.nanoTime();
        execute(problem, widened.widened(inputs), outputs);
        long wall = System.nanoTime() - start;
        long held = heldBytes();
        long memory = held < 0 ? -1 : held + widened.heldBytes() + bytes(inputs) + bytes(outputs);
        return new GraphTimings(wall, 0, 0, wall, 0, 0, 0, 0, memory);
    }

    /** Bytes of intermediate results that are kept between executions, -1 when unknown. */
    abstract long heldBytes();

    private static long bytes(Map<String, Tensor> tensors) {
        long bytes = 0;
        for (Tensor tensor : tensors.values()) {
            bytes += tensor.segment().byteSize();
        }
        return bytes;
    }

    /** Nothing is kept between executions. */
    @Override
    public void invalidateWeights() {}

    @Override
    public void close() {
        closed = true;
        widened.close();
    }
}
