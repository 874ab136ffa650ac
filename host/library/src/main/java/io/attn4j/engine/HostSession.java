package io.attn4j.engine;

import io.attn4j.graph.GraphTimings;
import io.attn4j.mechanism.Call;
import io.attn4j.mechanism.InputChecks;
import io.attn4j.mechanism.Request;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.Workspace;
import java.util.Map;

/**
 * What the sessions of {@code reference} and {@code cpu} share: checks, fp32 copies of 16-bit inputs, the clock, and memory:
 * that of the tensors and of what lies between takes the place of a device's.
 */
abstract class HostSession implements EngineSession {
    private final Request capacity;
    private final Workspace widened = new Workspace();

    /** The last request that was found to fit. */
    private Request fitting;

    private boolean closed;

    HostSession(Request capacity) {
        this.capacity = capacity;
    }

    /**
     * Computes a call that has been checked.
     *
     * @param inputs the call's, fp32 where they are floats
     */
    abstract void execute(Call call, Map<String, Tensor> inputs);

    @Override
    public final GraphTimings run(Call call) {
        if (closed) {
            throw new IllegalStateException("session: used after close");
        }
        if (call.request() != fitting) {
            InputChecks.within(call.request(), capacity);
            fitting = call.request();
        }
        call.check();
        InputChecks.shared(call);
        long start = System.nanoTime();
        execute(call, widened.widened(call.inputs()));
        long wall = System.nanoTime() - start;
        long held = heldBytes();
        long memory = held < 0 ? -1 : held + widened.heldBytes() + bytes(call.inputs()) + bytes(call.outputs());
        return new GraphTimings(wall, 0, 0, wall, 0, 0, 0, 0, memory);
    }

    /** What the session was opened for. */
    final Request capacity() {
        return capacity;
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

    /** Nothing is kept between executions, by default. */
    @Override
    public void invalidateWeights() {}

    @Override
    public void close() {
        closed = true;
        widened.close();
    }
}
