package io.attn4j.mechanism;

import io.attn4j.tensor.DType;

/**
 * A tensor that a mechanism takes, as {@code attn4j list --mechanism X} prints it: {@code TensorSpec.weight("e",
 * "[k,Nmax]").optional().meaning("projection of k")}.
 *
 * @param name name in files and in the Java API, such as {@code q}
 * @param shape shape in words, such as {@code [B,H,N,D]}
 * @param dtype {@link DType#F32} for any of the float types, {@link DType#I32} for integers
 * @param required whether it must be given
 * @param resident whether it is a weight, kept on the device between executions
 * @param meaning one line
 */
public record TensorSpec(String name, String shape, DType dtype, boolean required, boolean resident, String meaning) {

    /** A required tensor of floats that changes from execution to execution. */
    public static TensorSpec input(String name, String shape) {
        return new TensorSpec(name, shape, DType.F32, true, false, "");
    }

    /** A required tensor of floats that stays on the device between executions. */
    public static TensorSpec weight(String name, String shape) {
        return new TensorSpec(name, shape, DType.F32, true, true, "");
    }

    /** A required tensor of integers. */
    public static TensorSpec integers(String name, String shape) {
        return new TensorSpec(name, shape, DType.I32, true, false, "");
    }

    /** The same, which may be left out. */
    public TensorSpec optional() {
        return new TensorSpec(name, shape, dtype, false, resident, meaning);
    }

    /** The same with its meaning in one line. */
    public TensorSpec meaning(String text) {
        return new TensorSpec(name, shape, dtype, required, resident, text);
    }
}
