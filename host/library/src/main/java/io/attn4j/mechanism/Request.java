package io.attn4j.mechanism;

import io.attn4j.plan.Plan;
import io.attn4j.plan.Strategy;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A checked request: a mechanism, its options and the types of its tensors. It holds no data.
 *
 * <p>A request is made by {@link Mechanism#request}, and knows its mechanism: plan, cost, memory and reference are asked of
 * it. What follows from the types alone is computed once. Two requests are equal when they ask the same mechanism for the
 * same with tensors of the same types.
 *
 * <p>Requests are immutable, and any number of threads may use one.
 */
public final class Request {
    private final Mechanism mechanism;
    private final MechanismConfig config;
    private final String variant;
    private final int batch;
    private final int heads;
    private final int kvHeads;
    private final int queries;
    private final int keys;
    private final int keyDim;
    private final int valueDim;
    private final int rank;
    private final float scale;
    private final boolean splitsHeads;
    private final Map<String, Integer> sizes;
    private final Map<String, TensorType> inputs;
    private final Map<String, TensorType> outputs;
    private final Object form;
    private final boolean readsData;
    private final String[] names;
    private final TensorType[] types;

    /** The plan with nothing masked, and the plan of an execution where no tensor's content decides it; null until asked. */
    private volatile Plan unmasked;

    private volatile Plan bound;

    private Request(Builder builder) {
        mechanism = builder.mechanism;
        config = builder.config;
        variant = builder.variant;
        batch = builder.batch;
        heads = builder.heads;
        kvHeads = builder.kvHeads;
        queries = builder.queries;
        keys = builder.keys;
        keyDim = builder.keyDim;
        valueDim = builder.valueDim;
        rank = builder.rank;
        scale = builder.scale;
        splitsHeads = builder.splitsHeads;
        sizes = Map.copyOf(builder.sizes);
        inputs = Map.copyOf(builder.inputs);
        outputs = Collections.unmodifiableMap(stored(builder.outputs, floatType(inputs)));
        form = builder.form;
        readsData = mechanism.readsData(this);
        names = inputs.keySet().toArray(new String[0]);
        types = new TensorType[names.length];
        Arrays.setAll(types, i -> inputs.get(names[i]));
    }

    private static Map<String, TensorType> stored(Map<String, TensorType> outputs, DType dtype) {
        Map<String, TensorType> stored = new LinkedHashMap<>();
        outputs.forEach((name, type) -> {
            boolean follows = DType.FLOATS.contains(type.dtype()) && !name.equals("lse");
            stored.put(name, follows ? type.withDType(dtype) : type);
        });
        return stored;
    }

    private static DType floatType(Map<String, TensorType> inputs) {
        for (TensorType type : inputs.values()) {
            if (DType.FLOATS.contains(type.dtype())) {
                return type.dtype();
            }
        }
        return DType.F32;
    }

    /** Starts the request that {@code mechanism} makes of what it has checked. */
    public static Builder builder(Mechanism mechanism, MechanismConfig config, Map<String, TensorType> inputs) {
        return new Builder(mechanism, config, inputs);
    }

    /** The mechanism that was asked. */
    public Mechanism mechanism() {
        return mechanism;
    }

    /** What was asked for, with the defaults that the mechanism filled in. */
    public MechanismConfig config() {
        return config;
    }

    /** The mechanism's variant in one word, such as {@code linear} or {@code mean-pool}; {@code -} if none. */
    public String variant() {
        return variant;
    }

    /** B. */
    public int batch() {
        return batch;
    }

    /** H. */
    public int heads() {
        return heads;
    }

    /** Heads of keys and values. */
    public int kvHeads() {
        return kvHeads;
    }

    /** N. */
    public int queries() {
        return queries;
    }

    /** L, keys before any projection. */
    public int keys() {
        return keys;
    }

    /** D of queries and keys. */
    public int keyDim() {
        return keyDim;
    }

    /** Dv of values. */
    public int valueDim() {
        return valueDim;
    }

    /** k of a projection to fewer keys, m centroids, or D~ of shared projections; 0 when there is none. */
    public int rank() {
        return rank;
    }

    /** Sigma. */
    public float scale() {
        return scale;
    }

    /** Whether heads are computed independently, so that a request may be split along them. */
    public boolean splitsHeads() {
        return splitsHeads;
    }

    /** The mechanism's own sizes by name. */
    public Map<String, Integer> sizes() {
        return sizes;
    }

    /** Types of the tensors as given. */
    public Map<String, TensorType> inputs() {
        return inputs;
    }

    /**
     * Types of what it can return, in order; the first is {@code o} and always returned. Floats but {@code lse} are of the
     * inputs' element type.
     */
    public Map<String, TensorType> outputs() {
        return outputs;
    }

    /**
     * What the mechanism made of options and tensors when it checked them.
     *
     * @throws ClassCastException when the mechanism kept something else, or null where it kept nothing
     */
    public <T> T form(Class<T> type) {
        return type.cast(form);
    }

    /** The one element type of all float inputs. */
    public DType dtype() {
        return floatType(inputs);
    }

    /** Whether the tensor {@code input} is given. */
    public boolean has(String input) {
        return inputs.containsKey(input);
    }

    /** Whether a causal mask was asked for. */
    public boolean causal() {
        return config.causal();
    }

    /** The options, read by the specifications of the mechanism. */
    public Options options() {
        return Options.someOf(config, mechanism.options());
    }

    /** The value of the option {@code name}, or {@code otherwise} where it is not given. */
    public String option(String name, String otherwise) {
        return config.options().getOrDefault(name, otherwise);
    }

    /** Type of the output {@code o}. */
    public TensorType outputType() {
        return outputs.get("o");
    }

    /** Type of the output {@code lse} [B,H,N], or null where there is no single softmax. */
    public TensorType lseType() {
        return outputs.get("lse");
    }

    /** Whether {@code tensors} are those of this request: of the same names and types, and no others. */
    public boolean isOf(Map<String, Tensor> tensors) {
        if (tensors.size() != names.length) {
            return false;
        }
        for (int i = 0; i < names.length; i++) {
            Tensor tensor = tensors.get(names[i]);
            if (tensor == null || !tensor.type().equals(types[i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether {@link #plan(Map)} depends on the content of tensors. */
    public boolean readsData() {
        return readsData;
    }

    /** The request for tensors of other types, with the same mechanism and options. */
    public Request with(Map<String, TensorType> types) {
        return types.equals(inputs) ? this : mechanism.request(config, types);
    }

    /** The plan that a session is opened with before data is there: nothing masked but what the mechanism always masks. */
    public Plan plan() {
        Plan plan = unmasked;
        if (plan == null) {
            synchronized (this) {
                plan = unmasked;
                if (plan == null) {
                    plan = mechanism.plan(this, null);
                    unmasked = plan;
                }
            }
        }
        return plan;
    }

    /**
     * The plan of one execution, with its masks. Lowered once where no tensor's content decides it.
     *
     * @param inputs the tensors, of which only those that decide the plan are read
     * @throws io.attn4j.error.InvalidInputException when the data is wrong (lengths out of range, cu_seqlens descending)
     */
    public Plan plan(Map<String, Tensor> inputs) {
        if (readsData) {
            return mechanism.plan(this, inputs);
        }
        if (!causal()) {
            return plan();
        }
        Plan plan = bound;
        if (plan == null) {
            synchronized (this) {
                plan = bound;
                if (plan == null) {
                    plan = mechanism.plan(this, inputs);
                    bound = plan;
                }
            }
        }
        return plan;
    }

    /** FLOPs and bytes with nothing masked. */
    public Cost cost() {
        return cost(plan());
    }

    /** FLOPs and bytes of a plan of this request, masked pairs not counted. */
    public Cost cost(Plan plan) {
        return mechanism.cost(this, plan);
    }

    /**
     * Device memory of one execution in bytes: inputs, outputs, masks and what lies between, all in fp32. On a device with
     * many compute units, kernels may split the sums of a small request, and need the memory of the parts as well: {@link
     * PlanMemory#deviceBytes(Plan, java.util.List)}, of the plan that the engine executes.
     *
     * @param strategy kernel strategy asked for, or null; {@code naive} keeps all scores
     */
    public long deviceBytes(Strategy strategy) {
        return PlanMemory.deviceBytes(plan(), strategy);
    }

    /** fp64 oracle: {@link Mechanism#reference}. */
    public void reference(Map<String, Tensor> inputs, Map<String, double[]> outputs) {
        mechanism.reference(this, inputs, outputs);
    }

    /** fp64 oracle of some query rows: {@link Mechanism#referenceRows}. */
    public boolean referenceRows(Map<String, Tensor> inputs, int[] rows, double[] o) {
        return mechanism.referenceRows(this, inputs, rows, o);
    }

    /**
     * Whether a session opened for {@code capacity} can run this request: the same mechanism, options, tensors, element
     * type and head dims, no dimension above the capacity's, and a plan that fits in the capacity's.
     */
    public boolean fitsIn(Request capacity) {
        return equals(capacity) || typesFitIn(capacity) && plan().fitsIn(capacity.plan());
    }

    private boolean typesFitIn(Request capacity) {
        if (!config.equals(capacity.config)
                || !variant.equals(capacity.variant)
                || keyDim != capacity.keyDim
                || valueDim != capacity.valueDim
                || scale != capacity.scale
                || dtype() != capacity.dtype()
                || heads / kvHeads != capacity.heads / capacity.kvHeads
                || !inputs.keySet().equals(capacity.inputs.keySet())) {
            return false;
        }
        for (Map.Entry<String, TensorType> input : inputs.entrySet()) {
            TensorType room = capacity.inputs.get(input.getKey());
            TensorType type = input.getValue();
            if (type.rank() != room.rank()) {
                return false;
            }
            // one row of bias for all rows is another operand than a row for each
            if (input.getKey().equals("bias")
                    && type.rank() == 4
                    && (type.dimension(2) == 1) != (room.dimension(2) == 1)) {
                return false;
            }
            for (int axis = 0; axis < type.rank(); axis++) {
                if (type.dimension(axis) > room.dimension(axis)) {
                    return false;
                }
            }
        }
        return rank <= capacity.rank || capacity.rank == 0;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Request request
                        && mechanism == request.mechanism
                        && config.equals(request.config)
                        && inputs.equals(request.inputs);
    }

    @Override
    public int hashCode() {
        return Objects.hash(config, inputs);
    }

    @Override
    public String toString() {
        return config + " of " + inputs;
    }

    /** What a mechanism says of a request that it has checked. Sizes not given are 1, the rank is 0. */
    public static final class Builder {
        private final Mechanism mechanism;
        private final MechanismConfig config;
        private final Map<String, TensorType> inputs;
        private final Map<String, TensorType> outputs = new LinkedHashMap<>();
        private Map<String, Integer> sizes = Map.of();
        private String variant = "-";
        private int batch = 1;
        private int heads = 1;
        private int kvHeads = 1;
        private int queries = 1;
        private int keys = 1;
        private int keyDim = 1;
        private int valueDim = 1;
        private int rank;
        private float scale = 1;
        private boolean splitsHeads;
        private Object form;

        private Builder(Mechanism mechanism, MechanismConfig config, Map<String, TensorType> inputs) {
            this.mechanism = mechanism;
            this.config = config;
            this.inputs = inputs;
        }

        /** Its variant in one word; default {@code -}. */
        public Builder variant(String word) {
            variant = word;
            return this;
        }

        /** B. */
        public Builder batch(int size) {
            batch = size;
            return this;
        }

        /** H, and the heads of keys and values. */
        public Builder heads(int ofQueries, int ofKeys) {
            heads = ofQueries;
            kvHeads = ofKeys;
            return this;
        }

        /** N and L. */
        public Builder sequence(int ofQueries, int ofKeys) {
            queries = ofQueries;
            keys = ofKeys;
            return this;
        }

        /** D and Dv. */
        public Builder headDims(int ofKeys, int ofValues) {
            keyDim = ofKeys;
            valueDim = ofValues;
            return this;
        }

        /** Slots, centroids or shared columns. */
        public Builder rank(int size) {
            rank = size;
            return this;
        }

        /** Sigma. */
        public Builder scale(float sigma) {
            scale = sigma;
            return this;
        }

        /** Whether a request may be split along heads; default not. */
        public Builder splitsHeads(boolean on) {
            splitsHeads = on;
            return this;
        }

        /** The mechanism's own sizes by name. */
        public Builder sizes(Map<String, Integer> own) {
            sizes = own;
            return this;
        }

        /** What the mechanism made of options and tensors, for {@link Request#form}; immutable. */
        public Builder form(Object parsed) {
            form = parsed;
            return this;
        }

        /** What it can return next; {@code o} comes first. */
        public Builder output(String name, TensorType type) {
            outputs.put(name, type);
            return this;
        }

        /** {@code o} [B,H,N,Dv] and {@code lse} [B,H,N], of the sizes given so far. */
        public Builder attentionOutputs() {
            return output("o", TensorType.f32(batch, heads, queries, valueDim))
                    .output("lse", TensorType.f32(batch, heads, queries));
        }

        /** The request. */
        public Request build() {
            return new Request(this);
        }
    }
}
