package io.attn4j.conformance;

import io.attn4j.Attention;
import io.attn4j.engine.Availability;
import io.attn4j.engine.Engine;
import io.attn4j.engine.Engines;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.provider.Arguments;

/** Every engine, those that run task graphs with each strategy: arguments of parameterised tests. */
final class EngineStrategies {
    private EngineStrategies() {}

    /** (engine id, strategy or null). */
    static Stream<Arguments> all() {
        List<Arguments> all = new ArrayList<>();
        for (String id : Engines.ids()) {
            try (Engine engine = Engines.create(id)) {
                List<String> strategies = new ArrayList<>();
                if (engine.taskGraphs()) {
                    strategies.addAll(List.of("naive", "tiled", "lanes"));
                } else {
                    strategies.add(null);
                }
                strategies.forEach(strategy -> all.add(Arguments.of(id, strategy)));
            }
        }
        return all.stream();
    }

    /** A builder for {@code mechanism} there; the test is skipped where the engine is not usable. */
    static Attention.Builder builder(String mechanism, String id, String strategy) {
        try (Engine engine = Engines.create(id)) {
            Availability availability = engine.availability();
            Assumptions.assumeTrue(availability.usable(), id + ": needs " + availability.reason());
        }
        Attention.Builder builder = Attention.builder(mechanism).engine(id);
        return strategy == null ? builder : builder.strategy(strategy);
    }
}
