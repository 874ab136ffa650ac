package io.attn4j.bench;

import io.attn4j.compare.Comparison;
import io.attn4j.compare.Tolerance;
import io.attn4j.engine.EngineSession;
import io.attn4j.engine.PeerSession;
import io.attn4j.error.InvalidInputException;
import io.attn4j.graph.GraphTimings;
import io.attn4j.mechanism.Cost;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.gradient.GradientMechanism;
import io.attn4j.tensor.Tensor;
import java.lang.foreign.Arena;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A case with its tensors and its reference, which all engines share. The reference is computed when first needed. Close it to
 * free the tensors.
 */
final class PreparedCase implements AutoCloseable {
    private final CaseId id;
    private final long seed;
    private final Request request;
    private final Arena arena = Arena.ofShared();
    private final Map<String, Tensor> inputs;
    private final Map<String, Tensor> outputs;
    private final Cost cost;
    private CaseReference reference;
    private GradientReference gradients;

    /**
     * Checks a case and makes its inputs.
     *
     * @throws InvalidInputException when the mechanism refuses the case
     * @throws io.attn4j.error.UnsupportedRequestException when it has no gradient, or one too large to be checked
     */
    PreparedCase(CaseId id, long seed) {
        this.id = id;
        this.seed = seed;
        request = id.request();
        if (request.outputType().elements() > Integer.MAX_VALUE - 8) {
            throw new InvalidInputException(
                    "case", id, "less than 2^31 output elements, which the reference is held in", "a smaller case");
        }
        try {
            if (id.pass().gradients()) {
                GradientReference.requireFeasible(id, request.cost().flops());
            }
            inputs = CaseInputs.of(id, seed, arena);
            outputs = new LinkedHashMap<>();
            outputs.put("o", Tensor.allocate(request.outputType(), arena));
            request.outputs().forEach((name, type) -> {
                if (name.startsWith(GradientMechanism.PREFIX)) {
                    outputs.put(name, Tensor.allocate(type, arena));
                }
            });
            cost = request.cost(request.plan(inputs));
        } catch (RuntimeException | Error failure) {
            arena.close();
            throw failure;
        }
    }

    CaseId id() {
        return id;
    }

    long seed() {
        return seed;
    }

    Request request() {
        return request;
    }

    Map<String, Tensor> inputs() {
        return inputs;
    }

    Map<String, Tensor> outputs() {
        return outputs;
    }

    Cost cost() {
        return cost;
    }

    /** An execution to be checked: outputs are NaN before, so that what is not written fails. */
    GraphTimings runPoisoned(EngineSession session) {
        // all bits set, which is NaN in every float type
        outputs.values().forEach(output -> output.segment().fill((byte) 0xff));
        return session.run(request, inputs, outputs);
    }

    /** An execution to be timed: what a user waits for, which for a peer leaves the result in the peer's memory. */
    void runTimed(EngineSession session) {
        if (session instanceof PeerSession peer) {
            peer.compute();
        } else {
            session.run(request, inputs, outputs);
        }
    }

    /** Compares the outputs with the reference, writes the outcome to {@code record}, and tells whether they passed. */
    boolean check(ResultRecord record) {
        Compared worst = id.pass().gradients() ? gradients() : forward();
        RecordWriter.check(record, worst);
        return worst.passed();
    }

    private Compared forward() {
        if (reference == null) {
            reference = CaseReference.of(request, inputs, cost.flops(), seed);
        }
        Tolerance tolerance = Tolerance.of(id.dtype(), Tolerance.Pass.FORWARD);
        Comparison comparison = reference.compare(outputs.get("o"));
        return new Compared("o", comparison, comparison.verdict(tolerance), tolerance, reference.rows());
    }

    private Compared gradients() {
        if (gradients == null) {
            gradients = new GradientReference(id, request, inputs);
        }
        return gradients.worst(outputs);
    }

    @Override
    public void close() {
        arena.close();
    }
}
