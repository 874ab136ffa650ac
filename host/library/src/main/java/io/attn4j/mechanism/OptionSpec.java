package io.attn4j.mechanism;

/**
 * An option of a mechanism.
 *
 * @param name name on the command line without dashes, and in {@link MechanismConfig}
 * @param values what it takes, such as {@code linear|mean-pool}
 * @param defaultValue what holds when it is not given
 * @param meaning one line
 */
public record OptionSpec(String name, String values, String defaultValue, String meaning) {}
