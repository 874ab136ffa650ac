package io.attn4j.mechanism.synthesizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attn4j.Attention;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.EngineSession;
import io.attn4j.engine.Engines;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.gradient.GradientMechanism;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gradients of the weights of mixtures, against differences of the mechanism's own reference, which knows no plan. */
class MixtureGradientTest {
    private static final int HEADS = 2;
    private static final int TOKENS = 9;
    private static final float STEP = 1f / 64;

    /** Values, dense, random with a hidden key, and the dot product where there is alpha. */
    private static Map<String, Tensor> inputs(String weights, int... shape) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        inputs.put("v", RandomTensors.normal(1, 2, HEADS, TOKENS, 4));
        Tensor r = RandomTensors.normal(2, HEADS, TOKENS, TOKENS);
        for (long i = 3; i < r.type().elements(); i += 7) {
            r.setFloat(i, Float.NEGATIVE_INFINITY);
        }
        inputs.put("r", r);
        if (weights.equals("alpha")) {
            inputs.put("q", RandomTensors.normal(3, 2, HEADS, TOKENS, 5));
            inputs.put("k", RandomTensors.normal(4, 2, HEADS, TOKENS, 5));
        } else {
            inputs.put("x", RandomTensors.normal(3, 2, TOKENS, 6));
            inputs.put("w1", RandomTensors.normal(4, HEADS, 6, 3));
            inputs.put("w2", RandomTensors.normal(5, HEADS, 3, TOKENS));
        }
        inputs.put(
                weights,
                shape.length == 1 ? RandomTensors.normal(6, shape[0]) : RandomTensors.normal(6, shape[0], shape[1]));
        return inputs;
    }

    private static double loss(Map<String, String> options, Map<String, Tensor> inputs, Tensor gradient) {
        try (Attention attention = opened("reference", options)) {
            float[] o = attention.forward(inputs).toFloats();
            double loss = 0;
            for (int i = 0; i < o.length; i++) {
                loss += (double) o[i] * gradient.getFloat(i);
            }
            return loss;
        }
    }

    private static Attention opened(String engine, Map<String, String> options) {
        Attention.Builder builder = Attention.builder("synthesizer").engine(engine);
        options.forEach(builder::option);
        return builder.build();
    }

    @ParameterizedTest(name = "{0} [{1}]")
    @CsvSource({"theta, 2 2", "theta, 2", "alpha, 1"})
    void isThatOfDifferences(String weights, String shape) {
        int[] sizes = List.of(shape.split(" ", -1)).stream()
                .mapToInt(Integer::parseInt)
                .toArray();
        Map<String, Tensor> inputs = inputs(weights, sizes);
        Map<String, String> options = weights.equals("alpha") ? Map.of("mix", "alpha") : Map.of();
        Tensor gradient = RandomTensors.normal(9, 2, HEADS, TOKENS, 4);
        for (String engine : List.of("reference", "cpu", "simulator")) {
            Map<String, Tensor> found;
            try (Attention attention = opened(engine, options)) {
                Map<String, Tensor> call = new LinkedHashMap<>(inputs);
                call.put("grad.o", gradient);
                found = attention.gradients(call);
            }
            Tensor byWeights = found.get("grad." + weights);
            assertThat(byWeights.type()).isEqualTo(inputs.get(weights).type());
            found.forEach((name, tensor) -> {
                for (float value : tensor.toFloats()) {
                    assertThat(value).as(engine + " " + name).isFinite();
                }
            });
            for (int i = 0; i < byWeights.type().elements(); i++) {
                Tensor tensor = inputs.get(weights);
                float at = tensor.getFloat(i);
                tensor.setFloat(i, at + STEP);
                double above = loss(options, inputs, gradient);
                tensor.setFloat(i, at - STEP);
                double below = loss(options, inputs, gradient);
                tensor.setFloat(i, at);
                assertThat((double) byWeights.getFloat(i))
                        .as(engine + ", element " + i)
                        .isCloseTo((above - below) / (2 * STEP), within(2e-3));
            }
        }
    }

    /** Where the gradient of the weights is not wanted they stay constants of the plan: the same bits. */
    @Test
    void changesNoOutputWhereItIsNotWanted() {
        Map<String, Tensor> inputs = inputs("theta", 2);
        inputs.put("grad.o", RandomTensors.normal(9, 2, HEADS, TOKENS, 4));
        Map<String, TensorType> types = new LinkedHashMap<>();
        inputs.forEach((name, tensor) -> types.put(name, tensor.type()));
        Request request = new GradientMechanism(new SynthesizerMechanism(), List.of("v"))
                .request(new MechanismConfig("synthesizer", false, null, Map.of()), types);
        assertThat(request.outputs()).containsOnlyKeys("o", "lse", "grad.v");
        Map<String, Tensor> found = Map.of("o", RandomTensors.filled(Float.NaN, 2, HEADS, TOKENS, 4));
        try (Engine engine = Engines.create("cpu");
                EngineSession session = engine.open(request, EngineOptions.DEFAULT);
                Attention forward = opened("cpu", Map.of())) {
            session.run(request, inputs, found);
            inputs.remove("grad.o");
            assertThat(found.get("o").toFloats())
                    .isEqualTo(forward.forward(inputs).toFloats());
        }
    }
}
