package io.attn4j.graph;

import io.attn4j.core.CoreShape;
import io.attn4j.core.KeyRanges;
import java.util.Map;

/**
 * What one mechanism's task graph is to compute: sizes, flags and masks, without the tensors.
 *
 * @param mechanism mechanism id, such as {@code linformer}
 * @param shape sizes of the core call as the graph performs it (for Linformer {@code keys} is the rank k)
 * @param scale sigma
 * @param ranges keys visible to each row of the core call
 * @param keyBias whether the tensor {@code key_bias} [B, H, L] is given
 * @param denseBias whether the tensor {@code bias} [1|B, 1|H, N, L] is given
 * @param biasBatch first dimension of {@code bias}: 1 or B
 * @param biasHeads second dimension of {@code bias}: 1 or H
 * @param lse whether the log-sum-exp is to be returned
 * @param sizes the mechanism's own sizes by name, such as {@code sequence -> N before projection}
 * @param integers the mechanism's own small integer arrays by name, such as {@code lengths}
 */
public record GraphProblem(
        String mechanism,
        CoreShape shape,
        float scale,
        KeyRanges ranges,
        boolean keyBias,
        boolean denseBias,
        int biasBatch,
        int biasHeads,
        boolean lse,
        Map<String, Integer> sizes,
        Map<String, int[]> integers) {}
