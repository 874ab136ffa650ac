package io.attn4j.mechanism;

import io.attn4j.cpu.decode.RowThreads;
import io.attn4j.tensor.Tensor;
import java.util.Map;

/**
 * What decoders are made with.
 *
 * @param threads that they run on
 * @param sequences with caches
 * @param positions most positions of a sequence
 * @param rows most rows of a call
 * @param weights tensors by the mechanism's names, fp32; decoders keep copies of what they need
 */
public record DecodeSetup(RowThreads threads, int sequences, int positions, int rows, Map<String, Tensor> weights) {

    /** The same with other weights. */
    public DecodeSetup with(Map<String, Tensor> others) {
        return new DecodeSetup(threads, sequences, positions, rows, others);
    }

    /** A weight as floats, or null where it is not given. */
    public float[] floats(String name) {
        Tensor tensor = weights.get(name);
        return tensor == null ? null : tensor.toFloats();
    }
}
