package io.attn4j.plan;

import java.util.List;

/**
 * One computation of a plan. Its views say where operands lie and how large they are; outputs overlap no input unless the
 * step says so.
 *
 * <p>Steps are records. Each belongs to a family, a sealed interface with a package of its own: what runs steps asks for
 * the family first, so that a new step of a known family is that family's own affair.
 */
public interface Step {

    /** Name of the step, unique within its plan; tasks are named after it. */
    String task();

    /** What it reads, absent operands left out. */
    List<View> reads();

    /** What it writes. */
    List<View> writes();

    /** Floating-point operations by the model of its equation: products, not softmax, scaling or masking. */
    double flops();

    /** The equation in one line, as {@code explain} prints it. */
    String equation();

    /** Integers that devices keep for it besides its arrays: ranges of keys, indices of rows. */
    default long integers() {
        return 0;
    }

    /**
     * Elements that kernels store besides its arrays, whatever the device.
     *
     * @param strategy kernel strategy asked for, or null
     */
    default long stored(Strategy strategy) {
        return 0;
    }

    /** Bytes of operands and results, each once. */
    default double bytes() {
        double bytes = 0;
        for (View view : reads()) {
            bytes += view.bytes();
        }
        for (View view : writes()) {
            bytes += view.bytes();
        }
        return bytes;
    }

    /**
     * The steps to take in its place where its gradient will be asked for: the same values, with what the gradient needs
     * kept in arrays of its own.
     *
     * @param temporaries makes an array of the given sizes, [B,H,rows,columns]
     */
    default List<Step> recorded(Temporaries temporaries) {
        return List.of(this);
    }

    /** Of the views that it both reads and writes in place, those whose content before its gradient needs. */
    default List<View> keeps() {
        return List.of();
    }

    /**
     * Appends the steps of its gradient: from those of what it writes to those of what it reads. A step without a gradient
     * (a choice of rows, a mask) appends nothing and says so.
     *
     * @throws UnsupportedOperationException when it has a gradient that no step computes
     */
    default void differentiate(Gradients gradients) {
        throw new UnsupportedOperationException("gradient of " + equation());
    }
}
