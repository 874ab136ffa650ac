package io.attn4j.model;

import io.attn4j.mechanism.CounterRandom;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.List;

/**
 * One trained array of a model and how it starts: {@code N(mean, deviation^2)}, each element a function of the seed, the
 * name and its index; or one number for each row of a matrix.
 *
 * @param name stable name, as in files
 * @param type fp32 and its shape
 * @param mean of the start
 * @param deviation standard deviation of the start; 0 for a constant
 * @param rows start of each row of the last two dimensions in place of the mean, or empty
 * @param decays whether weight decay applies: matrices, not biases, norms or gates
 */
public record Parameter(
        String name, TensorType type, double mean, double deviation, List<Double> rows, boolean decays) {

    public Parameter {
        rows = List.copyOf(rows);
    }

    /** A matrix that multiplies {@code fanIn} numbers: deviation {@code gain / sqrt(fanIn)}. */
    static Parameter matrix(String name, double gain, long fanIn, long... shape) {
        return new Parameter(name, TensorType.f32(shape), 0, gain / Math.sqrt(fanIn), List.of(), true);
    }

    /** A matrix that starts at zero, and decays. */
    static Parameter zeros(String name, long... shape) {
        return new Parameter(name, TensorType.f32(shape), 0, 0, List.of(), true);
    }

    /** The same value everywhere, not decayed. */
    static Parameter constant(String name, double value, long... shape) {
        return new Parameter(name, TensorType.f32(shape), value, 0, List.of(), false);
    }

    /** A matrix, or one for each head, each row of which starts as one number. */
    static Parameter rows(String name, List<Double> rows, long... shape) {
        return new Parameter(name, TensorType.f32(shape), 0, 0, rows, true);
    }

    /** The start. */
    Tensor start(long seed) {
        Tensor tensor = Tensor.allocate(type);
        long stream = name.hashCode();
        long columns = type.dimension(type.rank() - 1);
        for (long i = 0; i < type.elements(); i++) {
            double middle = rows.isEmpty() ? mean : rows.get((int) (i / columns % rows.size()));
            tensor.setFloat(
                    i, (float) (deviation == 0 ? middle : middle + deviation * CounterRandom.normal(seed, stream, i)));
        }
        return tensor;
    }
}
