package io.attn4j.kernels.step;

import io.attn4j.graph.KernelChoice;
import io.attn4j.graph.KernelRole;
import java.util.List;

/**
 * The kernels that device-configs have chosen.
 *
 * @param all one for each role, in any order
 */
public record KernelChoices(List<KernelChoice> all) {

    public KernelChoices {
        all = List.copyOf(all);
    }

    /**
     * The choice for {@code role}.
     *
     * @throws IllegalArgumentException when there is none
     */
    public KernelChoice of(KernelRole role) {
        return all.stream()
                .filter(choice -> choice.role() == role)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("kernel of " + role
                        + ": got none; needs one in the device-config; try the shipped device-configs"));
    }
}
