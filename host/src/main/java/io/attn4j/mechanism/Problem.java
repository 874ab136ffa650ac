package io.attn4j.mechanism;

import io.attn4j.core.CoreShape;
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
        Map<String, Integer> sizes) {

    /** Sizes of the core call when its keys are {@code keys} (L itself, or the rank of a projection). */
    public CoreShape coreShape(int keys) {
        return new CoreShape(batch, heads, kvHeads, queries, keys, keyDim, valueDim);
    }
}
