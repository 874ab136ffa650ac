package io.attn4j.mechanism;

import io.attn4j.error.InvalidInputException;
import io.attn4j.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sizes of a benchmark case, the same for all mechanisms so that they can be compared.
 *
 * @param batch B
 * @param heads H
 * @param kvHeads heads of keys and values
 * @param queries N
 * @param keys L
 * @param keyDim D
 * @param valueDim Dv
 * @param rank k of Linformer, m of Centroid, D~ of Collaborative, k of factorized Synthesizers; 0 for a mechanism without
 */
public record CaseSizes(int batch, int heads, int kvHeads, int queries, int keys, int keyDim, int valueDim, int rank) {

    /** The variant of a case that names none. */
    public static final String DEFAULT_VARIANT = "-";

    /**
     * The rank.
     *
     * @throws InvalidInputException when the case has none
     */
    public int requiredRank() {
        if (rank == 0) {
            throw new InvalidInputException(
                    "rank", "none", "a rank for this mechanism", "--rank 128, or /R128 in the case id");
        }
        return rank;
    }

    /** M = H D. */
    public int modelDim() {
        return Math.multiplyExact(heads, keyDim);
    }

    /** {@code q}, {@code k} and {@code v}. */
    public Map<String, TensorType> queryKeyValue() {
        Map<String, TensorType> types = new LinkedHashMap<>();
        types.put("q", TensorType.f32(batch, heads, queries, keyDim));
        types.put("k", TensorType.f32(batch, kvHeads, keys, keyDim));
        types.put("v", TensorType.f32(batch, kvHeads, keys, valueDim));
        return types;
    }
}
