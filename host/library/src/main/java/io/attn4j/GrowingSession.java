package io.attn4j;

import io.attn4j.batch.BatchedSession;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.EngineSession;
import io.attn4j.error.InvalidInputException;
import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.graph.GraphTimings;
import io.attn4j.mechanism.Call;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Request;
import io.attn4j.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A session that is opened anew, with room, when a request does not fit it, and after a failure. */
final class GrowingSession implements AutoCloseable {
    private final Engine engine;
    private final EngineOptions options;
    private final Mechanism mechanism;
    private final MechanismConfig config;
    private EngineSession session;
    private Request capacity;

    /** The last request that the session was found or made to hold. */
    private Request fitting;

    /** Opens nothing yet. */
    GrowingSession(Engine engine, EngineOptions options, Mechanism mechanism, MechanismConfig config) {
        this.engine = engine;
        this.options = options;
        this.mechanism = mechanism;
        this.config = config;
    }

    /**
     * Makes the session one that holds {@code request}.
     *
     * @return whether it was opened for that, so that it holds no weights yet
     * @throws UnsupportedRequestException when the engine or device cannot
     */
    boolean fit(Request request) {
        if (session != null && (request == fitting || request.fitsIn(capacity) && session.takes(request))) {
            fitting = request;
            return false;
        }
        List<Request> candidates = capacities(request);
        close();
        for (int i = 0; ; i++) {
            try {
                session = BatchedSession.open(engine, candidates.get(i), options);
                // parts of this call may have other steps than those of a larger one
                if (i < candidates.size() - 1 && !session.takes(request)) {
                    close();
                    continue;
                }
                capacity = candidates.get(i);
                fitting = request;
                return true;
            } catch (UnsupportedRequestException tooLarge) {
                if (i == candidates.size() - 1) {
                    throw tooLarge;
                }
            }
        }
    }

    /**
     * Sizes to open a session for, best first: with room in the sizes that have grown, so that a sequence that grows step
     * by step does not open a session for each; with room for the calls so far; for this call alone.
     */
    private List<Request> capacities(Request request) {
        List<Request> candidates = new ArrayList<>();
        if (capacity != null) {
            for (boolean room : new boolean[] {true, false}) {
                Map<String, TensorType> types = new HashMap<>();
                request.inputs()
                        .forEach((name, type) ->
                                types.put(name, larger(type, capacity.inputs().get(name), room)));
                try {
                    Request candidate = mechanism.request(config, types);
                    if (request.fitsIn(candidate)) {
                        candidates.add(candidate);
                    }
                } catch (InvalidInputException inconsistent) {
                    // Such as a bias for one batch of earlier calls: these sizes do not combine; the next ones may.
                }
            }
        }
        candidates.add(request);
        return candidates;
    }

    private static TensorType larger(TensorType type, TensorType earlier, boolean room) {
        TensorType larger = type;
        for (int axis = 0; earlier != null && earlier.rank() == type.rank() && axis < type.rank(); axis++) {
            long before = earlier.dimension(axis);
            long now = type.dimension(axis);
            long size = now <= before ? before : room ? Math.max(now, before + before / 2) : now;
            larger = larger.withDimension(axis, size);
        }
        return larger;
    }

    /** Runs a call that {@link #fit} has made room for. */
    GraphTimings run(Call call) {
        try {
            return session.run(call);
        } catch (RuntimeException | Error failure) {
            // What a failed execution left on the device is unknown: the next call starts afresh.
            try {
                close();
            } catch (RuntimeException alsoFailed) {
                failure.addSuppressed(alsoFailed);
            }
            throw failure;
        }
    }

    /** Makes the next call copy its weights again. */
    void invalidateWeights() {
        session.invalidateWeights();
    }

    /** Kernels, template constants and grids; empty where no session is open. */
    String explain() {
        return session == null ? "" : session.explain();
    }

    /** Gives back all memory; the next {@link #fit} opens a session again. */
    @Override
    public void close() {
        EngineSession old = session;
        session = null;
        capacity = null;
        fitting = null;
        if (old != null) {
            old.close();
        }
    }
}
