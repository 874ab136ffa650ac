package io.attn4j.graph;

import io.attn4j.plan.Strategy;
import java.util.Map;

/**
 * The kernel that plays a role on a device, and its template constants; device-configs decide it.
 *
 * @param role what the kernel is for
 * @param strategy its algorithm
 * @param constants template constants by name, such as {@code rows -> 64}, or {@code dim64.rows -> 64} for one head dim
 */
public record KernelChoice(KernelRole role, Strategy strategy, Map<String, Integer> constants) {

    public KernelChoice {
        constants = Map.copyOf(constants);
    }

    /** The constant {@code name}, or {@code otherwise} where the configuration does not set it. */
    public int constant(String name, int otherwise) {
        return constants.getOrDefault(name, otherwise);
    }
}
