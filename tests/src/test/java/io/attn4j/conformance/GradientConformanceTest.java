package io.attn4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.compare.Tolerance;
import io.attn4j.engine.Availability;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.EngineSession;
import io.attn4j.engine.Engines;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.gradient.GradientMechanism;
import io.attn4j.plan.Strategy;
import io.attn4j.plan.past.PastRecurrence;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
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
 * Gradients on every engine and kernel strategy against the plan's gradient in fp64, which {@link DifferentiationTest}
 * holds to central differences; two runs bit by bit.
 *
 * <p>{@code -Dattn4j.conformance=TEXT} keeps the cases whose name holds TEXT, as the failure's message gives it.
 */
class GradientConformanceTest {
    private static final String FILTER = System.getProperty("attn4j.conformance", "");

    /** FLOPs of the forward pass of the largest case; the reference goes element by element. */
    private static final double MOST_FLOPS = 1.2e6;

    /** The same for the simulator, an interpreter of work-items. */
    private static final double SIMULATED_FLOPS = 1.5e5;

    /** A gradient below this is zero but for the reference's rounding, as that of a bias that all keys share. */
    private static final double ZERO = 1e-6;

    private static final List<GradientCase> CASES = ConformanceCases.all().stream()
            .filter(made -> made.flops() <= MOST_FLOPS)
            .filter(made ->
                    made.request().plan(made.inputs()).steps().stream().noneMatch(PastRecurrence.class::isInstance))
            .filter(made -> !made.queriesHoldNaN())
            .map(GradientCase::new)
            .toList();

    private static final List<Engine> OPENED = new ArrayList<>();

    /** A request with gradients of its outputs, and what the fp64 reference makes of it. */
    private static final class GradientCase {
        private final ConformanceCase made;
        private Request request;
        private Map<String, Tensor> inputs;
        private Map<String, double[]> expected;

        GradientCase(ConformanceCase made) {
            this.made = made;
        }

        private synchronized void fill() {
            if (expected != null) {
                return;
            }
            inputs = new LinkedHashMap<>(made.inputs());
            made.request().outputs().forEach((output, type) -> {
                Tensor gradient = RandomTensors.normal(11, type.shape());
                double[] values = made.expected().get(output);
                for (int i = 0; i < values.length; i++) {
                    // a row without a key has no log-sum-exp, one of padding may hold anything
                    if (!Double.isFinite(values[i])) {
                        gradient.segment().setAtIndex(ValueLayout.JAVA_FLOAT, i, 0);
                    }
                }
                inputs.put(GradientMechanism.PREFIX + output, gradient);
            });
            Map<String, TensorType> types = new LinkedHashMap<>();
            inputs.forEach((name, tensor) -> types.put(name, tensor.type()));
            request = new GradientMechanism(made.mechanism(), List.of())
                    .request(made.request().config(), types);
            Map<String, double[]> filled = new LinkedHashMap<>();
            request.outputs()
                    .forEach((output, type) -> filled.put(output, new double[Math.toIntExact(type.elements())]));
            request.reference(inputs, filled);
            expected = filled;
        }

        @Override
        public String toString() {
            return made.toString();
        }
    }

    @AfterAll
    static void closeEngines() {
        OPENED.forEach(Engine::close);
        OPENED.clear();
    }

    @TestFactory
    Stream<DynamicNode> engines() {
        return Engines.ids().stream().filter(id -> !id.equals("reference")).map(GradientConformanceTest::engine);
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
            strategies.addAll(List.of(Strategy.TILED, Strategy.LANES));
        } else {
            strategies.add(null);
        }
        double most = id.equals("simulator") ? SIMULATED_FLOPS : MOST_FLOPS;
        return DynamicContainer.dynamicContainer(
                id,
                strategies.stream()
                        .flatMap(strategy -> CASES.stream()
                                .filter(each -> each.made.flops() <= most)
                                .map(each -> {
                                    String name = id + (strategy == null ? "" : "/" + strategy) + "/" + each;
                                    return DynamicTest.dynamicTest(name, () -> check(name, engine, strategy, each));
                                })
                                .filter(test -> test.getDisplayName().contains(FILTER))));
    }

    private static void check(String name, Engine engine, Strategy strategy, GradientCase each) {
        each.fill();
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        each.request
                .outputs()
                .forEach((output, type) -> outputs.put(output, RandomTensors.filled(Float.NaN, type.shape())));
        Map<String, float[]> first = new LinkedHashMap<>();
        try (EngineSession session = engine.open(each.request, new EngineOptions(-1, strategy, 0, false))) {
            session.run(each.request, each.inputs, outputs);
            outputs.forEach((output, tensor) -> first.put(output, tensor.toFloats()));
            session.run(each.request, each.inputs, outputs);
        }
        String repeat = "repeat with ./attn4j test -Dtest=GradientConformanceTest -Dattn4j.conformance=" + name;
        Tolerance fp32 = Tolerance.of(DType.F32, Tolerance.Pass.BACKWARD);
        // a weight e^(s - lse) is as exact as s: an fp32 logit of some thousands has an error of 1e-4
        double factor = each.toString().contains("/logits1000") ? 100 : 1;
        // the error of one update of centroids, or of one block, is an input of the next
        boolean chained =
                each.toString().contains("/steps=2") || each.toString().contains("/layers2");
        factor = chained ? 3 : factor;
        Tolerance tolerance = new Tolerance(factor * fp32.rms(), factor * fp32.max());
        outputs.forEach((output, tensor) -> {
            float[] actual = tensor.toFloats();
            assertThat(actual)
                    .as(output + ", second run, bit by bit; " + repeat)
                    .isEqualTo(first.get(output));
            if (!output.startsWith(GradientMechanism.PREFIX)) {
                return;
            }
            double[] expected = each.expected.get(output);
            double size = rms(expected) < ZERO ? 1 : rms(expected);
            double[] errors = new double[expected.length];
            Arrays.setAll(errors, i -> actual[i] - expected[i]);
            // logits of a row move together with a bias of keys: its gradient is what is left of sums that cancel
            double cancels = output.endsWith("bk") ? 2 : 1;
            assertThat(rms(errors) / size)
                    .as(output + ", RMS error; " + repeat)
                    .isLessThanOrEqualTo(cancels * tolerance.rms());
            assertThat(Arrays.stream(errors).map(Math::abs).max().orElse(0) / size)
                    .as(output + ", largest error; " + repeat)
                    .isLessThanOrEqualTo(tolerance.max());
        });
    }

    private static double rms(double[] values) {
        return Math.sqrt(
                Arrays.stream(values).map(value -> value * value).average().orElse(0));
    }
}
