package io.attn4j.mechanism;

import java.util.Map;

/**
 * A mechanism and its options, as given on the command line or by a library caller.
 *
 * @param mechanism mechanism id
 * @param causal bottom-right aligned causal mask
 * @param scale sigma, or null for the mechanism's default (1/sqrt(D))
 * @param options the mechanism's own options by name, unparsed
 */
public record MechanismConfig(String mechanism, boolean causal, Float scale, Map<String, String> options) {

    public MechanismConfig {
        options = Map.copyOf(options);
    }

    /** The mechanism with its defaults. */
    public static MechanismConfig of(String mechanism) {
        return new MechanismConfig(mechanism, false, null, Map.of());
    }
}
