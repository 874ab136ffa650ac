package io.attn4j.mechanism;

import io.attn4j.tensor.DType;
import io.attn4j.tensor.TensorType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A checked request: a mechanism, its options and the sizes of its tensors. Holds no data.
 *
 * @param config what was asked for
 * @param variant the mechanism's variant in one word, such as {@code linear} or {@code mean-pool}; {@code -} if none
 * @param batch B
 * @param heads H
 * @param kvHeads heads of keys and values
 * @param queries N
 * @param keys L, keys before any projection
 * @param keyDim D of queries and keys
 * @param valueDim D of values
 * @param rank k of a projection to fewer keys, m centroids, or D~ of shared projections; 0 when there is none
 * @param scale sigma
 * @param splitsHeads whether heads are computed independently, so that a request may be split along them
 * @param sizes the mechanism's own sizes by name
 * @param inputs types of the tensors as given
 * @param outputs types of what it can return, in order; the first is {@code o} and always returned. Floats but {@code
 *     lse} are of the inputs' element type; the constructor sees to that
 */
public record Problem(
        MechanismConfig config,
        String variant,
        int batch,
        int heads,
        int kvHeads,
        int queries,
        int keys,
        int keyDim,
        int valueDim,
        int rank,
        float scale,
        boolean splitsHeads,
        Map<String, Integer> sizes,
        Map<String, TensorType> inputs,
        Map<String, TensorType> outputs) {

    public Problem {
        sizes = Map.copyOf(sizes);
        inputs = Map.copyOf(inputs);
        outputs = Collections.unmodifiableMap(stored(outputs, floatType(inputs)));
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

    /** The one element type of all float inputs. */
    public DType dtype() {
        return floatType(inputs);
    }

    /** {@code o} and {@code lse} of mechanisms on queries, keys and values: [B,H,N,Dv] and [B,H,N]. */
    public static Map<String, TensorType> attentionOutputs(int batch, int heads, int queries, int valueDim) {
        Map<String, TensorType> outputs = new LinkedHashMap<>();
        outputs.put("o", TensorType.f32(batch, heads, queries, valueDim));
        outputs.put("lse", TensorType.f32(batch, heads, queries));
        return outputs;
    }

    /** Whether the tensor {@code input} is given. */
    public boolean has(String input) {
        return inputs.containsKey(input);
    }

    /** Whether a causal mask was asked for. */
    public boolean causal() {
        return config.causal();
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

    /**
     * Whether a session opened for {@code capacity} can run this problem: the same mechanism, options, tensors, element
     * type and head dims, and no dimension above the capacity's.
     */
    public boolean fitsIn(Problem capacity) {
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
            for (int axis = 0; axis < type.rank(); axis++) {
                if (type.dimension(axis) > room.dimension(axis)) {
                    return false;
                }
            }
        }
        return rank <= capacity.rank || capacity.rank == 0;
    }
}
