package io.attn4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.engine.Availability;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.EngineSession;
import io.attn4j.engine.Engines;
import io.attn4j.plan.Strategy;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A NaN that a row sees comes out as NaN, and one that it does not see changes nothing: devices' {@code max} prefers a
 * number to NaN, so a kernel could lose it.
 */
class NonFiniteInputTest {
    private static final int N = 21;
    private static final int D = 8;
    private static final int BAD = 9;

    static Stream<Arguments> engines() {
        List<Arguments> all = new ArrayList<>();
        for (String id : Engines.ids()) {
            try (Engine engine = Engines.create(id)) {
                List<Strategy> strategies = new ArrayList<>();
                if (engine.taskGraphs()) {
                    strategies.addAll(List.of(Strategy.NAIVE, Strategy.TILED, Strategy.LANES));
                } else {
                    strategies.add(null);
                }
                strategies.forEach(strategy -> all.add(Arguments.of(id, strategy)));
            }
        }
        return all.stream();
    }

    private static float[] run(String id, Strategy strategy, ConformanceCase made) {
        Tensor o = RandomTensors.filled(0, made.request().outputType().shape());
        try (Engine engine = Engines.create(id)) {
            Availability availability = engine.availability();
            Assumptions.assumeTrue(availability.usable(), id + ": needs " + availability.reason());
            try (EngineSession session = engine.open(made.request(), new EngineOptions(-1, strategy, 0, false))) {
                session.run(made.request(), made.inputs(), Map.of("o", o));
            }
        }
        return o.toFloats();
    }

    private static void poison(Tensor tensor, int row) {
        tensor.segment().setAtIndex(ValueLayout.JAVA_FLOAT, (long) row * D, Float.NaN);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("engines")
    void reachesTheRowsThatSeeItAndNoOther(String id, Strategy strategy) {
        for (String name : List.of("q", "k", "v")) {
            ConformanceCase clean = ConformanceCase.standard(1, 1, N, N, D).causal();
            ConformanceCase bad = ConformanceCase.standard(1, 1, N, N, D).causal();
            poison(bad.inputs().get(name), BAD);
            float[] expected = run(id, strategy, clean);
            float[] actual = run(id, strategy, bad);
            for (int row = 0; row < N; row++) {
                boolean sees = name.equals("q") ? row == BAD : row >= BAD;
                for (int d = 0; d < D; d++) {
                    float value = actual[row * D + d];
                    if (!sees) {
                        assertThat(value).as(name + " row " + row).isEqualTo(expected[row * D + d]);
                    } else if (d == 0 || !name.equals("v")) {
                        assertThat(value).as(name + " row " + row).isNaN();
                    }
                }
            }
        }
    }
}
