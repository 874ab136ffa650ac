package io.attn4j.compare;

import io.attn4j.error.InvalidInputException;
import io.attn4j.tensor.DType;

/**
 * Largest error that passes, against the fp64 reference on the inputs as rounded (docs/equations.md, section 7.2).
 *
 * @param rms limit of RMS error over RMS reference
 * @param max limit of the largest error over RMS reference
 */
public record Tolerance(double rms, double max) {
    /** The pass whose result is compared. */
    public enum Pass {
        FORWARD,
        BACKWARD
    }

    /**
     * The limits for a type of inputs and a pass.
     *
     * @throws InvalidInputException for types without limits
     */
    public static Tolerance of(DType dtype, Pass pass) {
        boolean forward = pass == Pass.FORWARD;
        return switch (dtype) {
            case F32 -> forward ? new Tolerance(2e-6, 5e-5) : new Tolerance(5e-6, 1e-4);
            case F16 -> forward ? new Tolerance(1e-3, 1.5e-2) : new Tolerance(2e-3, 2e-2);
            case BF16 -> forward ? new Tolerance(5e-3, 7e-2) : new Tolerance(1e-2, 1e-1);
            case F64, I64, I32 ->
                throw new InvalidInputException("dtype", dtype, "F32, F16 or BF16", "comparing one of those");
        };
    }
}
