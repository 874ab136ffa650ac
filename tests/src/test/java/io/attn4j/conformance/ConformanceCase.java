package io.attn4j.conformance;

import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.Request;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import io.attn4j.tensor.Workspace;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** One request with its tensors and what the fp64 reference makes of it. Built step by step, then frozen by {@link #request}. */
final class ConformanceCase {
    private final String mechanism;
    private final int batch;
    private final int heads;
    private final int kvHeads;
    private final int queries;
    private final int keys;
    private final int dim;
    private final int valueDim;
    private final Map<String, Tensor> inputs = new LinkedHashMap<>();
    private final Map<String, String> options = new HashMap<>();
    private final StringBuilder name;
    private boolean causal;
    private Float scale;
    private Request request;
    private Map<String, double[]> expected;

    /** A request of any mechanism; its inputs are used as they are. */
    static ConformanceCase of(String name, MechanismConfig config, Map<String, Tensor> inputs) {
        return new ConformanceCase(name, config, inputs);
    }

    private ConformanceCase(String name, MechanismConfig config, Map<String, Tensor> inputs) {
        mechanism = config.mechanism();
        batch = 0;
        heads = 0;
        kvHeads = 0;
        queries = 0;
        keys = 0;
        dim = 0;
        valueDim = 0;
        causal = config.causal();
        scale = config.scale();
        options.putAll(config.options());
        this.inputs.putAll(inputs);
        this.name = new StringBuilder(config.mechanism() + "/" + name);
    }

    private ConformanceCase(
            String mechanism, int batch, int heads, int kvHeads, int queries, int keys, int dim, int valueDim) {
        this.mechanism = mechanism;
        this.batch = batch;
        this.heads = heads;
        this.kvHeads = kvHeads;
        this.queries = queries;
        this.keys = keys;
        this.dim = dim;
        this.valueDim = valueDim;
        name = new StringBuilder(mechanism + "/B" + batch + "/H" + heads + (kvHeads == heads ? "" : "of" + kvHeads)
                + "/N" + queries + "/L" + keys + "/D" + dim + (valueDim == dim ? "" : "/V" + valueDim));
        inputs.put("q", RandomTensors.normal(1, batch, heads, queries, dim));
        inputs.put("k", RandomTensors.normal(2, batch, kvHeads, keys, dim));
        inputs.put("v", RandomTensors.normal(3, batch, kvHeads, keys, valueDim));
    }

    static ConformanceCase standard(int batch, int heads, int kvHeads, int queries, int keys, int dim, int valueDim) {
        return new ConformanceCase("standard", batch, heads, kvHeads, queries, keys, dim, valueDim);
    }

    static ConformanceCase standard(int batch, int heads, int queries, int keys, int dim) {
        return standard(batch, heads, heads, queries, keys, dim, dim);
    }

    /** Linear projection to {@code rank} slots; {@code projectionHeads} 0 for a shared {@code [k,Nmax]}. */
    static ConformanceCase linformer(
            int batch, int heads, int kvHeads, int sequence, int dim, int rank, int projectionHeads, int columns) {
        ConformanceCase made = new ConformanceCase("linformer", batch, heads, kvHeads, sequence, sequence, dim, dim);
        made.inputs.put("e", made.projection(4, rank, projectionHeads, columns));
        made.inputs.put("f", made.projection(5, rank, projectionHeads, columns));
        made.name.append("/R").append(rank).append(projectionHeads == 0 ? "" : "/perhead");
        made.name.append(columns == sequence ? "" : "/Nmax" + columns);
        return made;
    }

    static ConformanceCase meanPool(int batch, int heads, int kvHeads, int sequence, int dim, int rank) {
        ConformanceCase made = new ConformanceCase("linformer", batch, heads, kvHeads, sequence, sequence, dim, dim);
        made.options.put("projection", "mean-pool");
        made.options.put("rank", Integer.toString(rank));
        made.name.append("/R").append(rank).append("/mean-pool");
        return made;
    }

    static ConformanceCase maxPool(int batch, int heads, int kvHeads, int sequence, int dim, int rank) {
        ConformanceCase made = new ConformanceCase("linformer", batch, heads, kvHeads, sequence, sequence, dim, dim);
        made.options.put("projection", "max-pool");
        made.options.put("rank", Integer.toString(rank));
        made.name.append("/R").append(rank).append("/max-pool");
        return made;
    }

    private Tensor projection(long seed, int rank, int projectionHeads, int columns) {
        Tensor made = projectionHeads == 0
                ? RandomTensors.normal(seed, rank, columns)
                : RandomTensors.normal(seed, projectionHeads, rank, columns);
        scale(made, 1.0f / (float) Math.sqrt(columns));
        return made;
    }

    ConformanceCase causal() {
        causal = true;
        name.append("/causal");
        return this;
    }

    ConformanceCase scale(float value) {
        scale = value;
        name.append("/scale").append(value);
        return this;
    }

    ConformanceCase sharedProjection() {
        inputs.remove("f");
        name.append("/kv");
        return this;
    }

    ConformanceCase keyBias(int coreKeys) {
        inputs.put("key_bias", RandomTensors.normal(6, batch, heads, coreKeys));
        name.append("/keybias");
        return this;
    }

    ConformanceCase bias(int biasBatch, int biasHeads, int coreKeys) {
        inputs.put("bias", RandomTensors.normal(7, biasBatch, biasHeads, queries, coreKeys));
        name.append("/bias").append(biasBatch).append('x').append(biasHeads);
        return this;
    }

    /** A bias of one row for all. */
    ConformanceCase rowBias(int biasBatch, int biasHeads, int coreKeys) {
        inputs.put("bias", RandomTensors.normal(7, biasBatch, biasHeads, 1, coreKeys));
        name.append("/rowbias").append(biasBatch).append('x').append(biasHeads);
        return this;
    }

    /** Masks single pairs through a bias of negative infinity, every third one. */
    ConformanceCase infiniteBias() {
        bias(1, 1, keys);
        Tensor bias = inputs.get("bias");
        for (long i = 0; i < bias.type().elements(); i += 3) {
            bias.segment().setAtIndex(ValueLayout.JAVA_FLOAT, i, Float.NEGATIVE_INFINITY);
        }
        name.append("/infinite");
        return this;
    }

    ConformanceCase lengths(int... lengths) {
        inputs.put("lengths", RandomTensors.ints(lengths));
        name.append("/lengths");
        for (int length : lengths) {
            name.append('_').append(length);
        }
        return this;
    }

    ConformanceCase packed(int... boundaries) {
        inputs.put("cu_seqlens", RandomTensors.ints(boundaries));
        name.append("/packed").append(boundaries.length - 1);
        return this;
    }

    /** Fills the keys and values at or beyond each length with NaN, which must reach no output. */
    ConformanceCase poisonBeyondLengths() {
        Tensor lengths = inputs.get("lengths");
        for (int b = 0; b < batch; b++) {
            poisonRows(b, (int) lengths.getInteger(b));
        }
        name.append("/nan");
        return this;
    }

    private void poisonRows(int b, int from) {
        for (int h = 0; h < kvHeads; h++) {
            for (int n = from; n < keys; n++) {
                long row = (((long) b * kvHeads) + h) * keys + n;
                for (int d = 0; d < dim; d++) {
                    inputs.get("k").segment().setAtIndex(ValueLayout.JAVA_FLOAT, row * dim + d, Float.NaN);
                }
                for (int d = 0; d < valueDim; d++) {
                    inputs.get("v").segment().setAtIndex(ValueLayout.JAVA_FLOAT, row * valueDim + d, Float.NaN);
                }
            }
        }
    }

    /** Multiplies queries by {@code factor}: logits of that size, softmax close to one key. */
    ConformanceCase largeLogits(float factor) {
        scale(inputs.get("q"), factor);
        name.append("/logits").append((int) factor);
        return this;
    }

    private static void scale(Tensor tensor, float factor) {
        for (long i = 0; i < tensor.type().elements(); i++) {
            tensor.segment().setAtIndex(ValueLayout.JAVA_FLOAT, i, tensor.getFloat(i) * factor);
        }
    }

    /** The same with floats rounded to {@code dtype}. */
    ConformanceCase rounded(DType dtype) {
        Map<String, Tensor> narrow = new LinkedHashMap<>();
        inputs.forEach((input, tensor) -> narrow.put(
                input,
                tensor.type().dtype() == DType.F32
                        ? Tensor.rounded(dtype, tensor.toFloats(), tensor.type().shape())
                        : tensor));
        return new ConformanceCase(
                dtype.id() + name.substring(mechanism.length()),
                new MechanismConfig(mechanism, causal, scale, options),
                narrow);
    }

    Mechanism mechanism() {
        return Mechanisms.byId(mechanism);
    }

    Map<String, Tensor> inputs() {
        return inputs;
    }

    /** Whether rows of padding that hold NaN are queries, too: their outputs are NaN, and no gradient makes sense of it. */
    boolean queriesHoldNaN() {
        Tensor x = inputs.get("x");
        if (x == null || mechanism().keyTensors(request()).contains("x")) {
            return false;
        }
        for (float value : x.toFloats()) {
            if (Float.isNaN(value)) {
                return true;
            }
        }
        return false;
    }

    /** FLOPs by the model: what running it costs an interpreter. */
    double flops() {
        return mechanism().plan(request(), inputs).flops();
    }

    Request request() {
        if (request == null) {
            Map<String, TensorType> types = new LinkedHashMap<>();
            inputs.forEach((key, tensor) -> types.put(key, tensor.type()));
            request = mechanism().request(new MechanismConfig(mechanism, causal, scale, options), types);
        }
        return request;
    }

    /** What the fp64 reference makes of it, for every output that there is. */
    synchronized Map<String, double[]> expected() {
        if (expected == null) {
            Map<String, double[]> filled = new LinkedHashMap<>();
            request()
                    .outputs()
                    .forEach((output, type) -> filled.put(output, new double[Math.toIntExact(type.elements())]));
            try (Workspace wide = new Workspace()) {
                request().reference(wide.widened(inputs), filled);
            }
            expected = filled;
        }
        return expected;
    }

    @Override
    public String toString() {
        return name.toString();
    }
}
