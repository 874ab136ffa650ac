package io.attn4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.Attention;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values near the largest float: an average of them is finite, whatever their sum is. */
class LargeValuesTest {
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("io.attn4j.conformance.EngineStrategies#all")
    void haveFiniteAverages(String id, String strategy) {
        for (int keys : new int[] {6, 300, 1100}) {
            for (float size : new float[] {1e36f, 1e37f, 5e37f, 6e37f}) {
                check(id, strategy, keys, size);
            }
        }
    }

    private static void check(String id, String strategy, int keys, float size) {
        Map<String, Tensor> inputs = new HashMap<>();
        inputs.put("q", RandomTensors.normal(1, 1, 2, 5, 8));
        inputs.put("k", RandomTensors.normal(2, 1, 2, keys, 8));
        float[] ones = RandomTensors.normal(3, 1, 2, keys, 8).toFloats();
        float[] large = ones.clone();
        for (int i = 0; i < ones.length; i++) {
            ones[i] = Math.abs(ones[i]);
            large[i] = ones[i] * size;
        }
        try (Attention attention =
                EngineStrategies.builder("standard", id, strategy).build()) {
            inputs.put("v", RandomTensors.floats(ones, 1, 2, keys, 8));
            float[] expected = attention.forward(inputs).toFloats();
            inputs.put("v", RandomTensors.floats(large, 1, 2, keys, 8));
            float[] actual = attention.forward(inputs).toFloats();
            for (int i = 0; i < actual.length; i++) {
                assertThat(actual[i] / size)
                        .as(keys + " keys of " + size + ", element " + i)
                        .isCloseTo(expected[i], org.assertj.core.data.Offset.offset(2e-6f));
            }
        }
    }
}
