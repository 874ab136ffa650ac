package io.attn4j.mechanism;

import java.util.Map;

/**
 * A form of a mechanism that has a name in case ids and records.
 *
 * @param name one word, unique within the mechanism
 * @param options the options that make it; empty for the default form
 * @param meaning one line
 */
public record Variant(String name, Map<String, String> options, String meaning) {

    public Variant {
        options = Map.copyOf(options);
    }
}
