package io.attn4j.plan.matrix;

/** Function applied to each element of a {@link MatrixProduct}. */
public enum Activation {
    /** {@code x}. */
    NONE,
    /** {@code max(x, 0)}. */
    RELU,
    /** {@code x Phi(x) = x/2 (1 + erf(x / sqrt 2))} (Hendrycks and Gimpel 2016). */
    GELU,
    /** Its tanh form, {@code x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3)))}, as GPT-2 has it. */
    GELU_TANH
}
