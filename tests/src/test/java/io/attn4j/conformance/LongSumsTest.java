package io.attn4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.Attention;
import io.attn4j.compare.Tolerance;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Errors of sums over many keys and over long sequences stay within the limits, for random data and for constant data, whose
 * rounding errors do not cancel. {@link io.attn4j.plan.LongSumsOfStepsTest} takes 131,072 of them.
 */
class LongSumsTest {
    private static final int KEYS = 20_000;

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("io.attn4j.conformance.EngineStrategies#all")
    void overKeys(String id, String strategy) {
        Map<String, Tensor> inputs = new HashMap<>();
        inputs.put("q", RandomTensors.normal(1, 1, 1, 3, 4));
        inputs.put("k", RandomTensors.normal(2, 1, 1, KEYS, 4));
        inputs.put("v", RandomTensors.normal(3, 1, 1, KEYS, 4));
        check("standard", id, strategy, inputs);
        // equal weights of equal values
        inputs.put("q", RandomTensors.filled(0, 1, 1, 3, 4));
        inputs.put("v", RandomTensors.filled(0.3f, 1, 1, KEYS, 4));
        check("standard", id, strategy, inputs);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("io.attn4j.conformance.EngineStrategies#all")
    void overTheSequence(String id, String strategy) {
        Map<String, Tensor> inputs = new HashMap<>();
        inputs.put("q", RandomTensors.normal(1, 1, 1, 3, 4));
        inputs.put("k", RandomTensors.normal(2, 1, 1, KEYS, 4));
        inputs.put("e", RandomTensors.filled(1e-5f, 2, KEYS));
        inputs.put("v", RandomTensors.normal(3, 1, 1, KEYS, 4));
        check("linformer", id, strategy, inputs);
        if (!"naive".equals(strategy)) {
            inputs.put("v", RandomTensors.filled(1, 1, 1, KEYS, 4));
            check("linformer", id, strategy, inputs);
        }
    }

    private static void check(String mechanism, String id, String strategy, Map<String, Tensor> inputs) {
        try (Attention attention =
                        EngineStrategies.builder(mechanism, id, strategy).build();
                Attention reference =
                        Attention.builder(mechanism).engine("reference").build()) {
            float[] expected = reference.forward(inputs).toFloats();
            float[] actual = attention.forward(inputs).toFloats();
            double[] errors = new double[expected.length];
            double[] sizes = new double[expected.length];
            Arrays.setAll(errors, i -> Math.pow((double) actual[i] - expected[i], 2));
            Arrays.setAll(sizes, i -> Math.pow(expected[i], 2));
            double rms =
                    Math.sqrt(Arrays.stream(errors).sum() / Arrays.stream(sizes).sum());
            assertThat(rms)
                    .isLessThanOrEqualTo(
                            Tolerance.of(DType.F32, Tolerance.Pass.FORWARD).rms());
        }
    }
}
