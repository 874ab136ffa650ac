package io.attn4j.mechanism;

import io.attn4j.core.CoreShape;
import io.attn4j.tensor.TensorType;
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
 * @param rank k of a projection to fewer keys, 0 when there is none
 * @param scale sigma
 * @param keyBias whether {@code key_bias} is given
 * @param denseBias whether {@code bias} is given
 * @param biasBatch 1 or B
 * @param biasHeads 1 or H
 * @param lengths whether {@code lengths} is given
 * @param packed whether {@code cu_seqlens} is given
 * @param sizes the mechanism's own sizes by name
 * @param inputs types of the tensors as given
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
        boolean keyBias,
        boolean denseBias,
        int biasBatch,
        int biasHeads,
        boolean lengths,
        boolean packed,
        Map<String, Integer> sizes,
        Map<String, TensorType> inputs) {

    public Problem {
        sizes = Map.copyOf(sizes);
        inputs = Map.copyOf(inputs);
    }

    /** Sizes of the core call when its keys are {@code keys} (L itself, or the rank of a projection). */
    public CoreShape coreShape(int keys) {
        return new CoreShape(batch, heads, kvHeads, queries, keys, keyDim, valueDim);
    }

    /** Keys of the core call: the rank of the projection, or L where there is none. */
    public int coreKeys() {
        return rank > 0 ? rank : keys;
    }

    /** Type of the output {@code o} [B,H,N,Dv]. */
    public TensorType outputType() {
        return TensorType.f32(batch, heads, queries, valueDim);
    }

    /** Type of the output {@code lse} [B,H,N]. */
    public TensorType lseType() {
        return TensorType.f32(batch, heads, queries);
    }

    /**
     * Whether a session opened for {@code capacity} can run this problem: the same mechanism, options, tensors and head
     * dims, and no dimension above the capacity's.
     */
    public boolean fitsIn(Problem capacity) {
        if (!config.equals(capacity.config)
                || !variant.equals(capacity.variant)
                || keyDim != capacity.keyDim
                || valueDim != capacity.valueDim
                || scale != capacity.scale
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
