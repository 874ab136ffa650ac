package io.attn4j.engine;

import io.attn4j.InvalidInputException;
import io.attn4j.graph.GraphTimings;
import io.attn4j.mechanism.InputChecks;
import io.attn4j.mechanism.Problem;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.Map;

/** What the sessions of {@code reference} and {@code cpu} share: checks, the clock, and no device. */
abstract class HostSession implements EngineSession {
    private final Problem capacity;
    private boolean closed;

    HostSession(Problem capacity) {
        this.capacity = capacity;
    }

    /** Computes; inputs and outputs have been checked. */
    abstract void execute(Problem problem, Map<String, Tensor> inputs, Map<String, Tensor> outputs);

    @Override
    public final GraphTimings run(Problem problem, Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
        if (closed) {
            throw new IllegalStateException("session: used after close");
        }
        check(problem, capacity, inputs, outputs);
        long start = System.nanoTime();
        execute(problem, inputs, outputs);
        long wall = System.nanoTime() - start;
        return new GraphTimings(wall, 0, 0, wall, 0, 0, 0, 0, 0);
    }

    /**
     * Refuses tensors that are not those of the problem, and a problem beyond the capacity.
     *
     * @throws InvalidInputException with one line
     */
    static void check(
            Problem problem, Problem capacity, Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
        if (!problem.fitsIn(capacity)) {
            throw new InvalidInputException(
                    "problem",
                    problem.inputs(),
                    "sizes within " + capacity.inputs() + ", which the session was opened with",
                    "opening a session for the larger sizes");
        }
        for (Map.Entry<String, TensorType> input : problem.inputs().entrySet()) {
            match(input.getKey(), inputs.get(input.getKey()), input.getValue());
        }
        match("o", outputs.get("o"), problem.outputType());
        if (outputs.containsKey("lse")) {
            match("lse", outputs.get("lse"), problem.lseType());
        }
    }

    private static void match(String name, Tensor tensor, TensorType type) {
        if (tensor == null) {
            throw InputChecks.missing(name, type.toString());
        }
        if (!tensor.type().equals(type)) {
            throw new InvalidInputException(
                    name, tensor.type(), type.toString(), "the tensor that the problem was made from");
        }
    }

    /** Nothing is kept between executions. */
    @Override
    public void invalidateWeights() {}

    @Override
    public void close() {
        closed = true;
    }
}
