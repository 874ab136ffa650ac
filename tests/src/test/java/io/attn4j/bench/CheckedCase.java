package io.attn4j.bench;

import io.attn4j.batch.BatchedSession;
import io.attn4j.compare.Comparison;
import io.attn4j.compare.Tolerance;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.EngineSession;
import io.attn4j.mechanism.Request;
import io.attn4j.tensor.Tensor;
import java.lang.foreign.Arena;
import java.util.Map;

/**
 * A case on one engine that has been held against the fp64 reference, ready to be run again and again. Close it to give
 * back session and tensors; the engine stays open.
 */
public final class CheckedCase implements AutoCloseable {
    private static final long SEED = 1;

    private final Request request;
    private final Arena arena = Arena.ofShared();
    private final Map<String, Tensor> inputs;
    private final Tensor output;
    private EngineSession session;

    /**
     * Runs the case once and checks its output, which was filled with NaN before.
     *
     * @throws IllegalStateException when the output is wrong
     */
    public CheckedCase(CaseId id, Engine engine) {
        try {
            request = id.request();
            inputs = CaseInputs.of(id, SEED, arena);
            output = Tensor.allocate(request.outputType(), arena);
            long elements = request.outputType().elements();
            for (long i = 0; i < elements; i++) {
                output.setFloat(i, Float.NaN);
            }
            session = BatchedSession.open(engine, request, EngineOptions.DEFAULT);
            run();
            double[] reference = new double[Math.toIntExact(elements)];
            request.reference(inputs, Map.of("o", reference));
            Comparison comparison = Comparison.of(output, reference);
            if (comparison.verdict(Tolerance.of(id.dtype(), Tolerance.Pass.FORWARD)) != Comparison.Verdict.PASSED) {
                throw new IllegalStateException(id + " on " + engine.id() + ": wrong, and therefore not timed: "
                        + comparison + "; try ./attn4j check --case " + id + " --engine " + engine.id());
            }
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    /** Executes once; returns the output, overwritten by the next execution. */
    public Tensor run() {
        session.run(request, inputs, Map.of("o", output));
        return output;
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
        }
        arena.close();
    }
}
