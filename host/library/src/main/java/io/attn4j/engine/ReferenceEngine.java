package io.attn4j.engine;

import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.graph.GraphDevice;
import io.attn4j.mechanism.Call;
import io.attn4j.mechanism.Request;
import io.attn4j.tensor.Narrowing;
import io.attn4j.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Plain fp64 loops, rounded to the outputs' types at the end: the oracle as an engine. */
public final class ReferenceEngine implements Engine {

    @Override
    public String id() {
        return Engines.REFERENCE;
    }

    @Override
    public Availability availability() {
        return new Availability(true, "plain fp64 Java", "");
    }

    @Override
    public List<GraphDevice> devices() {
        return List.of(HostDevice.of(id(), "fp64 loops", 1));
    }

    @Override
    public boolean taskGraphs() {
        return false;
    }

    @Override
    public boolean instrument() {
        return true;
    }

    @Override
    public String accumulation() {
        return "f64";
    }

    /** It has one thread, within any limit. */
    @Override
    public void useThreads(int threads) {}

    /**
     * Opens a session.
     *
     * @throws UnsupportedRequestException when an output has more elements than a Java array can hold
     */
    @Override
    public EngineSession open(Request capacity, EngineOptions options) {
        HostDevice.check(id(), options);
        if (capacity.outputType().elements() > Integer.MAX_VALUE - 8) {
            throw new UnsupportedRequestException(
                    "engine: got reference for " + capacity.outputType()
                            + "; needs less than 2^31 output elements; try --memory-budget to split the request, or --engine cpu");
        }
        return new Session(capacity);
    }

    @Override
    public void close() {}

    private static final class Session extends HostSession {
        private final String mechanism;

        Session(Request capacity) {
            super(capacity);
            mechanism = capacity.mechanism().id();
        }

        @Override
        void execute(Call call, Map<String, Tensor> inputs) {
            Map<String, Tensor> outputs = call.outputs();
            Map<String, double[]> exact = new HashMap<>();
            outputs.forEach((name, tensor) ->
                    exact.put(name, new double[(int) tensor.type().elements()]));
            call.request().reference(inputs, exact);
            outputs.forEach((name, tensor) -> Narrowing.narrow(exact.get(name), tensor));
        }

        @Override
        long heldBytes() {
            // its fp64 arrays are the garbage collector's
            return -1;
        }

        @Override
        public String explain() {
            return mechanism + " on reference: fp64 loops over scores, softmax and weighted sum\n";
        }
    }
}
