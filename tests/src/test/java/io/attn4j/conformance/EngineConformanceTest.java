package io.attn4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.compare.Comparison;
import io.attn4j.compare.Tolerance;
import io.attn4j.engine.Availability;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.EngineSession;
import io.attn4j.engine.Engines;
import io.attn4j.plan.Strategy;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every engine, with every kernel strategy it has, against the fp64 reference on every case: outputs poisoned before,
 * run twice and bit-equal.
 *
 * <p>{@code -Dattn4j.conformance=TEXT} keeps the cases whose name holds TEXT, as the failure's message gives it.
 */
class EngineConformanceTest {
    private static final String FILTER = System.getProperty("attn4j.conformance", "");
    private static final List<ConformanceCase> CASES = ConformanceCases.all();

    /** FLOPs of the largest case that the simulator, an interpreter of work-items, is given. */
    private static final double SIMULATED_FLOPS = 2.4e6;

    private static final List<Engine> OPENED = new ArrayList<>();

    @AfterAll
    static void closeEngines() {
        OPENED.forEach(Engine::close);
        OPENED.clear();
    }

    @TestFactory
    Stream<DynamicNode> engines() {
        return Engines.ids().stream().map(EngineConformanceTest::engine);
    }

    private static DynamicNode engine(String id) {
        Engine engine = Engines.create(id);
        OPENED.add(engine);
        Availability availability = engine.availability();
        if (!availability.usable()) {
            return DynamicTest.dynamicTest(
                    id,
                    () -> Assumptions.abort(id + ": needs " + availability.reason() + "; " + availability.remedy()));
        }
        List<Strategy> strategies = new ArrayList<>();
        if (engine.taskGraphs()) {
            strategies.addAll(List.of(Strategy.NAIVE, Strategy.TILED, Strategy.LANES));
        } else {
            strategies.add(null);
        }
        return DynamicContainer.dynamicContainer(
                id,
                strategies.stream()
                        .flatMap(strategy -> CASES.stream()
                                .filter(made -> suits(id, made))
                                .map(made -> {
                                    String name = id + (strategy == null ? "" : "/" + strategy) + "/" + made;
                                    return DynamicTest.dynamicTest(name, () -> check(name, engine, strategy, made));
                                })
                                .filter(test -> test.getDisplayName().contains(FILTER))));
    }

    private static boolean suits(String engine, ConformanceCase made) {
        return !engine.equals("simulator") || made.flops() <= SIMULATED_FLOPS;
    }

    private static void check(String name, Engine engine, Strategy strategy, ConformanceCase made) {
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        made.request()
                .outputs()
                .forEach((output, type) -> outputs.put(output, RandomTensors.filled(Float.NaN, type.shape())));
        EngineOptions options = new EngineOptions(-1, strategy, 0, false);
        Map<String, float[]> first = new LinkedHashMap<>();
        try (EngineSession session = engine.open(made.request(), options)) {
            session.run(made.request(), made.inputs(), outputs);
            outputs.forEach((output, tensor) -> first.put(output, tensor.toFloats()));
            session.run(made.request(), made.inputs(), outputs);
        }
        String repeat = "repeat with ./attn4j test -Dtest=EngineConformanceTest -Dattn4j.conformance=" + name;
        Tolerance tolerance = Tolerance.of(DType.F32, Tolerance.Pass.FORWARD);
        outputs.forEach((output, tensor) -> {
            double[] expected = made.expected().get(output);
            assertThat(tensor.toFloats())
                    .as(output + ", second run, bit by bit; " + repeat)
                    .isEqualTo(first.get(output));
            if (output.equals("lse")) {
                Comparison logSumExp = Comparison.ofLogSumExp(tensor, expected);
                assertThat(logSumExp.verdict(tolerance))
                        .as("lse: " + logSumExp + "; " + repeat)
                        .isEqualTo(Comparison.Verdict.PASSED);
            } else {
                Comparison comparison = Comparison.of(tensor, expected);
                assertThat(comparison.verdict(tolerance))
                        .as(output + ": " + comparison + "; " + repeat)
                        .isIn(passing(expected));
            }
        });
    }

    /** An output of zeros is right only where the reference is all zeros as well. */
    static List<Comparison.Verdict> passing(double[] expected) {
        for (double value : expected) {
            if (value != 0) {
                return List.of(Comparison.Verdict.PASSED);
            }
        }
        return List.of(Comparison.Verdict.PASSED, Comparison.Verdict.MISTRUSTED);
    }
}
