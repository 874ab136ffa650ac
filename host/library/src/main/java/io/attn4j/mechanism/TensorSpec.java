package io.attn4j.mechanism;

/**
 * A tensor that a mechanism takes, as {@code attn4j list --mechanism X} prints it.
 *
 * @param name name in files and in the Java API, such as {@code q}
 * @param shape shape in words, such as {@code [B,H,N,D]}
 * @param dtype element type in words, {@code f32} or {@code i32}
 * @param required whether it must be given
 * @param resident whether it is a weight, kept on the device between executions
 * @param meaning one line
 */
public record TensorSpec(String name, String shape, String dtype, boolean required, boolean resident, String meaning) {}
