package io.attn4j;

import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineChoice;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.Engines;
import io.attn4j.error.InvalidInputException;
import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.graph.GraphTimings;
import io.attn4j.mechanism.Call;
import io.attn4j.mechanism.InputChecks;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.gradient.GradientMechanism;
import io.attn4j.plan.Strategy;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import io.attn4j.tensor.Workspace;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Attention as a library: a mechanism on an engine, called again and again.
 *
 * <pre>{@code
 * try (Attention attention = Attention.builder("standard").causal(true).build()) {
 *     float[] o = attention.forward(q, k, v, 1, 8, 512, 64); // [B,H,N,D], row-major
 * }
 * }</pre>
 *
 * <p>Compiled kernels and device buffers are kept over calls; they are made again only when a call is larger than all before
 * it, or differs in head dims or in which tensors it has. Results do not depend on what was called before. A call that
 * does not fit the memory budget is split over batches and heads, with bit-equal results.
 *
 * <p>{@link #gradients(Map)} differentiates a call:
 *
 * <pre>{@code
 * Map<String, Tensor> gradients = attention.gradients(Map.of("q", q, "k", k, "v", v, "grad.o", gradO));
 * Tensor gradQ = gradients.get("grad.q"); // of the type and shape of q
 * }</pre>
 *
 * <p>Tensors go in and out by name; {@code attn4j list} prints those of each mechanism. Native memory ({@link
 * Tensor#allocate(TensorType)}, mapped files) is used where it is; heap memory, and memory that only the calling thread may
 * use (that of {@link java.lang.foreign.Arena#ofConfined()}), is copied once each way by the calling thread. Memory of another
 * thread's confined arena, or of a closed one, is refused before anything runs. Inputs and outputs must not overlap.
 *
 * <p><b>Threads:</b> one call at a time. A call, or {@link #close}, while another thread is in a call throws {@link
 * IllegalStateException}; use one {@code Attention} for each thread. Successive calls may come from different threads.
 *
 * <p><b>Failures:</b> {@link InvalidInputException} for wrong input, before any device memory is taken; {@link
 * UnsupportedRequestException} when no engine or device can serve the request; {@link IllegalStateException} after {@link
 * #close}.
 */
public final class Attention implements AutoCloseable {
    private final Mechanism mechanism;
    private final MechanismConfig config;
    private final EngineChoice choice;
    private final boolean ownsEngine;
    private final EngineOptions options;
    private final Map<String, Tensor> weights;
    private final Workspace stagedInputs = new Workspace();
    private final Workspace stagedOutputs = new Workspace();
    private boolean weightsStaged;

    /** What the mechanism says of each tensor: whether it stays on the device. */
    private final Map<String, Boolean> resident = new ConcurrentHashMap<>();

    /** Thread in a call of this or of its gradient. */
    private final AtomicReference<Thread> caller;

    private final GrowingSession session;
    private Request previous;
    private GraphTimings lastReport;
    private boolean closed;

    /** Calls of the gradient, on the same engine; null before the first, and in it. */
    private Attention gradient;

    /** This or its gradient, whichever ran last. */
    private Attention latest = this;

    private Attention(Attention forward, Mechanism mechanism) {
        this.mechanism = mechanism;
        caller = forward.caller;
        config = forward.config;
        choice = forward.choice;
        ownsEngine = false;
        options = forward.options;
        weights = forward.weights;
        session = new GrowingSession(choice.engine(), options, mechanism, config);
    }

    private Attention(Builder builder, Mechanism mechanism, EngineChoice choice) {
        this.mechanism = mechanism;
        this.caller = new AtomicReference<>();
        this.config = new MechanismConfig(builder.mechanism, builder.causal, builder.scale, builder.options);
        this.choice = choice;
        this.ownsEngine = builder.engine == null;
        int device = builder.device >= 0 ? builder.device : choice.device();
        this.options = new EngineOptions(device, builder.strategy, builder.memoryBudgetBytes, builder.profile);
        this.weights = Map.copyOf(builder.weights);
        this.session = new GrowingSession(choice.engine(), options, mechanism, config);
    }

    /** Starts with the mechanism {@code id}, such as {@code standard}, and its defaults. */
    public static Builder builder(String id) {
        return new Builder(id);
    }

    /**
     * Self-attention on arrays; q, k and v have the same shape.
     *
     * @param q queries [B,H,N,D], row-major, in
     * @param k keys [B,H,N,D], in
     * @param v values [B,H,N,D], in
     * @param shape B, H, N, D
     * @return o [B,H,N,D]
     */
    public float[] forward(float[] q, float[] k, float[] v, long... shape) {
        TensorType type = TensorType.f32(shape);
        Map<String, Tensor> inputs =
                Map.of("q", onHeap("q", q, type), "k", onHeap("k", k, type), "v", onHeap("v", v, type));
        float[] o = new float[q.length];
        forward(inputs, Map.of("o", onHeap("o", o, type)));
        return o;
    }

    private static Tensor onHeap(String name, float[] values, TensorType type) {
        if (values == null) {
            throw new InvalidInputException(name, "null", type.elements() + " elements", "giving an array");
        }
        if (values.length != type.elements()) {
            throw new InvalidInputException(
                    name, values.length + " elements", type.elements() + " for " + type, "correcting the shape");
        }
        return Tensor.wrap(type, MemorySegment.ofArray(values));
    }

    /**
     * Self-attention on memory; q, k, v and o have the same shape.
     *
     * @param q queries [B,H,N,D], row-major fp32 in native byte order, in
     * @param k keys [B,H,N,D], in
     * @param v values [B,H,N,D], in
     * @param o [B,H,N,D], out
     * @param shape B, H, N, D
     * @return where the time went
     */
    public GraphTimings forward(MemorySegment q, MemorySegment k, MemorySegment v, MemorySegment o, long... shape) {
        TensorType type = TensorType.f32(shape);
        return forward(
                Map.of("q", Tensor.wrap(type, q), "k", Tensor.wrap(type, k), "v", Tensor.wrap(type, v)),
                Map.of("o", Tensor.wrap(type, o)));
    }

    /**
     * Any call of the mechanism.
     *
     * @param inputs tensors by name, without the weights given to the builder
     * @return o [B,H,N,Dv]; the caller closes it
     */
    public Tensor forward(Map<String, Tensor> inputs) {
        Map<String, Tensor> all = usable(withWeights(inputs));
        Request request = checked(all);
        Tensor o = Tensor.allocate(request.outputType());
        try {
            forward(request, all, Map.of("o", o), hasResident(inputs));
            return o;
        } catch (RuntimeException | Error failure) {
            o.close();
            throw failure;
        }
    }

    /**
     * Any call of the mechanism, into given outputs.
     *
     * @param inputs tensors by name, without the weights given to the builder
     * @param outputs {@code o} [B,H,N,Dv] of the type of the inputs and, where wanted, {@code lse} [B,H,N], fp32
     * @return where the time went
     */
    public GraphTimings forward(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
        Map<String, Tensor> all = usable(withWeights(inputs));
        return forward(null, all, outputs, hasResident(inputs));
    }

    /**
     * Gradients of a call by its tensors: for each output {@code y} with a {@code grad.y} among the inputs, the sum over y of
     * {@code (dy / dx)^T grad.y} for each tensor x.
     *
     * <p>The forward pass is part of it. Plans, kernels and memory are kept for the next call; sums have a fixed order, so
     * that two calls give the same bits. Rows that see no key, and keys that no row sees, have gradients of zeros.
     *
     * @param inputs tensors by name, without the weights given to the builder, and {@code grad.o} of the shape of o;
     *     optionally {@code grad.lse} [B,H,N]
     * @return {@code o} and {@code grad.<tensor>}, of the tensor's type and shape, for each tensor of floats, weights
     *     included; the caller closes them
     * @throws InvalidInputException when no gradient of an output is given, or one of another shape
     * @throws UnsupportedRequestException when a form of the mechanism has no gradient
     */
    public Map<String, Tensor> gradients(Map<String, Tensor> inputs) {
        Attention backward = gradient();
        Map<String, Tensor> all = usable(withWeights(inputs));
        Request request = backward.checked(all);
        Map<String, Tensor> outputs = new HashMap<>();
        try {
            request.outputs().forEach((name, type) -> outputs.put(name, Tensor.allocate(type)));
            ran(backward, backward.forward(request, all, outputs, hasResident(inputs)));
            return outputs;
        } catch (RuntimeException | Error failure) {
            outputs.values().forEach(Tensor::close);
            throw failure;
        }
    }

    /**
     * Gradients of a call, into given tensors.
     *
     * @param inputs as in {@link #gradients(Map)}
     * @param outputs {@code o}, and those of {@code grad.<tensor>} that are wanted, of the tensors' types and shapes
     * @return where the time went
     */
    public GraphTimings gradients(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
        Attention backward = gradient();
        return ran(backward, backward.forward(null, usable(withWeights(inputs)), outputs, hasResident(inputs)));
    }

    private GraphTimings ran(Attention ran, GraphTimings report) {
        latest = ran;
        lastReport = report;
        return report;
    }

    private Attention gradient() {
        enter();
        try {
            if (closed) {
                throw new IllegalStateException("attention: used after close");
            }
            if (gradient == null) {
                gradient = new Attention(this, new GradientMechanism(mechanism, List.of()));
            }
            return gradient;
        } finally {
            caller.set(null);
        }
    }

    /**
     * @param known the request of {@code all} where it has been checked already, else null
     * @param newWeights whether a tensor that stays on the device comes with the call, so that its content may have changed
     */
    private GraphTimings forward(
            Request known, Map<String, Tensor> all, Map<String, Tensor> outputs, boolean newWeights) {
        enter();
        try {
            if (closed) {
                throw new IllegalStateException("attention: used after close");
            }
            Request request = known == null ? checked(all) : known;
            usable(outputs);
            // Content is part of the input check, which comes before any device memory is taken.
            Call call = Call.of(request, all, outputs).checkContent();
            if (session.fit(request)) {
                previous = null;
            }
            if (previous != null && (newWeights || !request.equals(previous))) {
                session.invalidateWeights();
            }
            previous = request;
            Map<String, Tensor> nativeInputs = onNativeMemory(stagedInputs, all);
            Map<String, Tensor> nativeOutputs = onNativeMemory(stagedOutputs, outputs);
            copyInputs(all, nativeInputs);
            ran(this, session.run(call.on(nativeInputs, nativeOutputs)));
            copy(nativeOutputs, outputs);
            return lastReport;
        } finally {
            caller.set(null);
        }
    }

    /**
     * The checked request that {@code inputs} make, without running it.
     *
     * @throws InvalidInputException with one line that names field, value, rule and remedy
     */
    public Request request(Map<String, Tensor> inputs) {
        return checked(usable(withWeights(inputs)));
    }

    private static Map<String, Tensor> usable(Map<String, Tensor> tensors) {
        Thread caller = Thread.currentThread();
        tensors.forEach((name, tensor) -> InputChecks.usable(name, tensor, caller));
        return tensors;
    }

    /** The request of all tensors: the previous call's where the types are the same. */
    private Request checked(Map<String, Tensor> all) {
        Request before = previous;
        if (before != null && before.isOf(all)) {
            return before;
        }
        Map<String, TensorType> types = new HashMap<>();
        all.forEach((name, tensor) -> types.put(name, tensor.type()));
        return mechanism.request(config, types);
    }

    private Map<String, Tensor> withWeights(Map<String, Tensor> inputs) {
        if (weights.isEmpty()) {
            return inputs;
        }
        Map<String, Tensor> all = new HashMap<>(inputs);
        weights.forEach((name, tensor) -> {
            if (all.putIfAbsent(name, tensor) != null) {
                throw new InvalidInputException(
                        name, "a tensor that the builder has as weight", "it in one place", "leaving it out here");
            }
        });
        return all;
    }

    /** Whether a tensor that stays on the device comes with the call, so that its content may have changed. */
    private boolean hasResident(Map<String, Tensor> inputs) {
        boolean any = false;
        for (String name : inputs.keySet()) {
            Boolean known = resident.get(name);
            if (known == null) {
                known = mechanism.resident(name);
                resident.put(name, known);
            }
            any |= known;
        }
        return any;
    }

    /** Tensors on the heap, or for one thread alone, replaced by native ones for all; the others as they are. */
    private static Map<String, Tensor> onNativeMemory(Workspace staging, Map<String, Tensor> tensors) {
        boolean everywhere = true;
        for (Tensor tensor : tensors.values()) {
            everywhere &= isNativeForAll(tensor);
        }
        if (everywhere) {
            return tensors;
        }
        Map<String, Tensor> onNative = new HashMap<>();
        tensors.forEach((name, tensor) -> onNative.put(
                name,
                isNativeForAll(tensor)
                        ? tensor
                        : Tensor.wrap(
                                tensor.type(), staging.bytes(name, tensor.type().bytes()))));
        return onNative;
    }

    private static boolean isNativeForAll(Tensor tensor) {
        return tensor.segment().isNative() && InputChecks.isShared(tensor);
    }

    /** Copies inputs, and in the first call the builder's weights, which do not change. */
    private void copyInputs(Map<String, Tensor> from, Map<String, Tensor> to) {
        if (weightsStaged && from != to) {
            Map<String, Tensor> inputs = new HashMap<>(from);
            inputs.keySet().removeAll(weights.keySet());
            copy(inputs, to);
        } else {
            copy(from, to);
        }
        weightsStaged = true;
    }

    private static void copy(Map<String, Tensor> from, Map<String, Tensor> to) {
        if (from == to) {
            return;
        }
        from.forEach((name, source) -> {
            Tensor target = to.get(name);
            if (source != target) {
                target.segment().copyFrom(source.segment());
            }
        });
    }

    /** Where the time of the last call went and what it moved; null before the first. */
    public GraphTimings lastReport() {
        return lastReport;
    }

    /** The engine that calls run on, why it was chosen, and why others were not. */
    public EngineChoice engineChoice() {
        return choice;
    }

    /** Kernels, template constants and grids of the last call; empty before the first. */
    public String explain() {
        enter();
        try {
            return latest.session.explain();
        } finally {
            caller.set(null);
        }
    }

    private void enter() {
        Thread other = caller.compareAndExchange(null, Thread.currentThread());
        if (other != null) {
            throw new IllegalStateException("attention: got a call from thread "
                    + Thread.currentThread().getName() + " during one from thread " + other.getName()
                    + "; needs one call at a time; try one Attention for each thread");
        }
    }

    /** Gives back all memory, and ends the engine unless it was given to the builder; a second call does nothing. */
    @Override
    public void close() {
        enter();
        try {
            end();
        } finally {
            caller.set(null);
        }
    }

    private void end() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            session.close();
        } finally {
            if (gradient != null) {
                gradient.end();
            }
            stagedInputs.close();
            stagedOutputs.close();
            if (ownsEngine) {
                choice.engine().close();
            }
        }
    }

    /** Options of an {@link Attention}; every one has a default. */
    public static final class Builder {
        private final String mechanism;
        private final Map<String, String> options = new HashMap<>();
        private final Map<String, Tensor> weights = new HashMap<>();
        private String engineId = Engines.AUTO;
        private Engine engine;
        private boolean causal;
        private Float scale;
        private int device = -1;
        private Strategy strategy;
        private long memoryBudgetBytes;
        private boolean profile;

        private Builder(String mechanism) {
            this.mechanism = mechanism;
        }

        /** Engine id, or {@code auto} (default) for the fastest usable one. */
        public Builder engine(String id) {
            engineId = id;
            return this;
        }

        /** An engine that the caller keeps and closes; several {@code Attention}s may share it. */
        public Builder engine(Engine shared) {
            engine = shared;
            return this;
        }

        /**
         * Device of the engine, as {@code attn4j devices} counts them; default the best.
         *
         * @throws InvalidInputException when it is negative
         */
        public Builder device(int index) {
            if (index < 0) {
                throw new InvalidInputException(
                        "device",
                        index,
                        "a number from 0, as attn4j devices counts them",
                        "leaving it out for the best");
            }
            device = index;
            return this;
        }

        /** Causal mask, aligned bottom-right: query i sees keys {@code j <= i + L - N}; default none. */
        public Builder causal(boolean on) {
            causal = on;
            return this;
        }

        /** Factor of the logits; default {@code 1/sqrt(D)}. */
        public Builder scale(float sigma) {
            scale = sigma;
            return this;
        }

        /** An option of the mechanism, such as {@code projection}. */
        public Builder option(String name, String value) {
            options.put(name, value);
            return this;
        }

        /**
         * A weight of the mechanism, such as Linformer's {@code e}, that stays on the device between calls, as does what is made
         * of it alone. The caller keeps it alive and unchanged; one that changes is given to each call instead.
         */
        public Builder weight(String name, Tensor tensor) {
            InputChecks.usable(name, tensor, Thread.currentThread());
            weights.put(name, tensor);
            return this;
        }

        /**
         * Kernel strategy ({@code naive}, {@code tiled}, {@code lanes}); default that of the device's configuration.
         *
         * @throws InvalidInputException when there is none of that name
         */
        public Builder strategy(String name) {
            strategy = name == null
                    ? null
                    : Strategy.ofAttention(name)
                            .orElseThrow(() -> new InvalidInputException(
                                    "strategy", name, Strategy.OF_ATTENTION, "leaving it to the device-config"));
            return this;
        }

        /** Device memory that calls may take, in bytes; default that of the device. */
        public Builder memoryBudgetBytes(long bytes) {
            memoryBudgetBytes = bytes;
            return this;
        }

        /** Whether {@link Attention#lastReport} has device times; default not, as measuring them slows calls. */
        public Builder profile(boolean on) {
            profile = on;
            return this;
        }

        /**
         * Chooses the engine; takes no device memory yet.
         *
         * @throws InvalidInputException when there is no such mechanism, engine or budget
         * @throws UnsupportedRequestException when the engine asked for cannot be used here
         */
        public Attention build() {
            Mechanism found = Mechanisms.byId(mechanism);
            if (memoryBudgetBytes < 0) {
                throw new InvalidInputException(
                        "memoryBudgetBytes", memoryBudgetBytes, "at least 0", "0 for the memory of the device");
            }
            EngineChoice choice = engine == null
                    ? Engines.choose(engineId)
                    : new EngineChoice(engine, -1, List.of(engine.id() + ": given by the caller"));
            return new Attention(this, found, choice);
        }
    }
}
