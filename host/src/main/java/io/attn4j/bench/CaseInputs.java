package io.attn4j.bench;

import io.attn4j.mechanism.Mechanism;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.lang.foreign.Arena;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Seeded inputs of a case: standard normal activations, as attention sees after normalisation, and weights with variance
 * {@code 2 / (rows + columns)} (Xavier), which keeps projected keys in the same range.
 */
public final class CaseInputs {
    private CaseInputs() {}

    /** Tensors by name, owned by {@code arena}; the same seed gives the same bits whatever the order of names. */
    public static Map<String, Tensor> of(Mechanism mechanism, Map<String, TensorType> types, long seed, Arena arena) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        types.forEach((name, type) -> {
            Tensor tensor = Tensor.allocate(type, arena);
            SplittableRandom random = new SplittableRandom(seed * 31 + name.hashCode());
            int rank = type.rank();
            double deviation = !mechanism.resident(name) || rank < 2
                    ? 1
                    : Math.sqrt(2.0 / (type.dimension(rank - 1) + type.dimension(rank - 2)));
            long elements = type.elements();
            for (long i = 0; i < elements; i++) {
                tensor.setFloat(i, (float) (deviation * random.nextGaussian()));
            }
            tensors.put(name, tensor);
        });
        return tensors;
    }
}
