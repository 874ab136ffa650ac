package io.attn4j.bench;

import io.attn4j.mechanism.Mechanisms;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Seeded inputs of a case: standard normal activations, as attention sees after normalisation, weights with variance
 * {@code 2 / (rows + columns)} (Xavier), which keeps projected keys in the same range, lengths from half of the keys to all
 * of them, and packed sequences of random lengths.
 */
public final class CaseInputs {
    private CaseInputs() {}

    /** Tensors by name, owned by {@code arena}; the same seed gives the same bits whatever the order of names. */
    public static Map<String, Tensor> of(CaseId id, long seed, Arena arena) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        id.tensors().forEach((name, type) -> tensors.put(name, Tensor.allocate(type, arena)));
        Stream<Map.Entry<String, Tensor>> each = tensors.entrySet().stream();
        // large cases take seconds; memory of one thread is filled by that thread
        boolean shared =
                tensors.values().stream().allMatch(tensor -> tensor.segment().isAccessibleBy(new Thread()));
        (shared ? each.parallel() : each).forEach(named -> fill(named.getKey(), named.getValue(), id, seed));
        return tensors;
    }

    private static void fill(String name, Tensor tensor, CaseId id, long seed) {
        SplittableRandom random = new SplittableRandom(seed * 31 + name.hashCode());
        TensorType type = tensor.type();
        if (type.dtype() == DType.I32) {
            integers(name, id, random, tensor);
            return;
        }
        int rank = type.rank();
        double deviation = !Mechanisms.byId(id.mechanism()).resident(name) || rank < 2
                ? 1
                : Math.sqrt(2.0 / (type.dimension(rank - 1) + type.dimension(rank - 2)));
        long elements = type.elements();
        for (long i = 0; i < elements; i++) {
            tensor.setFloat(i, (float) (deviation * random.nextGaussian()));
        }
    }

    private static void integers(String name, CaseId id, SplittableRandom random, Tensor tensor) {
        int count = Math.toIntExact(tensor.type().elements());
        int[] values = switch (name) {
            case "lengths" ->
                random.ints(count, id.keys() - id.keys() / 2, id.keys() + 1).toArray();
            case "cu_seqlens" -> starts(count, id.queries(), random);
            default -> throw new IllegalArgumentException("no sample of the integers " + name);
        };
        MemorySegment.copy(values, 0, tensor.segment(), ValueLayout.JAVA_INT_UNALIGNED, 0, count);
    }

    /** 0, then ascending starts, then the number of rows. */
    private static int[] starts(int count, int rows, SplittableRandom random) {
        int[] starts = random.ints(count, 0, rows + 1).sorted().toArray();
        starts[0] = 0;
        starts[count - 1] = rows;
        return starts;
    }
}
