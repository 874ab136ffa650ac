package io.attn4j.engine;

import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.graph.GraphTimings;
import io.attn4j.mechanism.Call;
import io.attn4j.mechanism.InputChecks;
import io.attn4j.mechanism.Request;
import io.attn4j.tensor.Tensor;
import java.util.Map;

/**
 * A session of another library that attn4j is measured against.
 *
 * <p>Such a library is timed on what its own users wait for: {@link #compute} alone. What they do once (weights in the
 * layout that suits the library) and what only this interface needs (the result copied out of the library's memory) is done
 * by {@link #load} and {@link #store}.
 */
public abstract class PeerSession implements EngineSession {
    private final Request capacity;
    private boolean closed;

    /** For requests within {@code capacity}. */
    protected PeerSession(Request capacity) {
        this.capacity = capacity;
    }

    /** Takes inputs, which stay where they are until the next call, and prepares weights. */
    protected abstract void load(Request request, Map<String, Tensor> inputs);

    /** Executes once on what was loaded last, and keeps the result in the library's memory. */
    public abstract void compute();

    /** Copies the result of the last {@link #compute} to {@code o}. */
    protected abstract void store(Tensor o);

    /**
     * Loads, computes and stores; the time is that of computing.
     *
     * @throws UnsupportedRequestException when more than {@code o} is wanted
     */
    @Override
    public final GraphTimings run(Call call) {
        if (closed) {
            throw new IllegalStateException("session: used after close");
        }
        InputChecks.within(call.request(), capacity);
        call.check();
        InputChecks.shared(call);
        Map<String, Tensor> outputs = call.outputs();
        if (outputs.size() > 1) {
            throw new UnsupportedRequestException(
                    "outputs: got " + outputs.keySet() + "; needs o alone from a peer; try --engine cpu");
        }
        load(call.request(), call.inputs());
        long start = System.nanoTime();
        compute();
        long wall = System.nanoTime() - start;
        store(outputs.get("o"));
        return new GraphTimings(wall, 0, 0, wall, 0, 0, 0, 0, 0);
    }

    /** Weights are read in every {@link #run}. */
    @Override
    public void invalidateWeights() {}

    @Override
    public void close() {
        closed = true;
    }
}
