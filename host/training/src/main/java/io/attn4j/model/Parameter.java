package io.attn4j.model;

import io.attn4j.mechanism.CounterRandom;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;

/**
 * One trained array of a model and how it starts: {@code N(mean, deviation^2)}, each element a function of the seed, the
 * name and its index.
 *
 * @param name stable name, as in files
 * @param type fp32 and its shape
 * @param mean of the start
 * @param deviation standard deviation of the start; 0 for a constant
 * @param decays whether weight decay applies: matrices, not biases, norms or gates
 */
public record Parameter(String name, TensorType type, double mean, double deviation, boolean decays) {

    /** A matrix that multiplies {@code fanIn} numbers: deviation {@code gain / sqrt(fanIn)}. */
    static Parameter matrix(String name, double gain, long fanIn, long... shape) {
        return new Parameter(name, TensorType.f32(shape), 0, gain / Math.sqrt(fanIn), true);
    }

    /** The same value everywhere, not decayed. */
    static Parameter constant(String name, double value, long... shape) {
        return new Parameter(name, TensorType.f32(shape), value, 0, false);
    }

    /** The start. */
    Tensor start(long seed) {
        Tensor tensor = Tensor.allocate(type);
        long stream = name.hashCode();
        for (long i = 0; i < type.elements(); i++) {
            tensor.setFloat(
                    i, (float) (deviation == 0 ? mean : mean + deviation * CounterRandom.normal(seed, stream, i)));
        }
        return tensor;
    }
}
