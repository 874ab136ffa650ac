package io.attn4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.Attention;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A finite bias never hides a key, negative infinity does: rows whose biases are all {@code -Float.MAX_VALUE}, the usual mask
 * of other libraries, have the mean of the values, as PyTorch gives it (docs/equations.md, section 1.1).
 */
class FiniteBiasTest {
    private static final int N = 6;
    private static final int L = 11;
    private static final int D = 8;
    private static final Offset<Float> CLOSE = Offset.offset(2e-6f);

    private static Map<String, Tensor> inputs(String bias, Tensor values) {
        Map<String, Tensor> inputs = new HashMap<>();
        inputs.put("q", RandomTensors.normal(1, 1, 2, N, D));
        inputs.put("k", RandomTensors.normal(2, 1, 2, L, D));
        inputs.put("v", RandomTensors.normal(3, 1, 2, L, D));
        inputs.put(bias, values);
        return inputs;
    }

    /** Zeros but for row 1, which holds {@code bias} everywhere. */
    private static float[] rowOf(float bias) {
        float[] values = new float[N * L];
        Arrays.fill(values, L, 2 * L, bias);
        return values;
    }

    private static float mean(float[] v, int head, int column, int from, int to) {
        float sum = 0;
        for (int j = from; j < to; j++) {
            sum += v[(head * L + j) * D + column];
        }
        return sum / (to - from);
    }

    /** Runs the inputs forward with gradients, asserts that these are finite, and returns (o, lse). */
    private static float[][] run(String id, String strategy, Map<String, Tensor> inputs) {
        Tensor o = RandomTensors.filled(Float.NaN, 1, 2, N, D);
        Tensor lse = RandomTensors.filled(Float.NaN, 1, 2, N);
        try (Attention attention =
                EngineStrategies.builder("standard", id, strategy).build()) {
            attention.forward(inputs, Map.of("o", o, "lse", lse));
            Map<String, Tensor> withGradient = new HashMap<>(inputs);
            withGradient.put("grad.o", RandomTensors.normal(4, 1, 2, N, D));
            attention.gradients(withGradient).forEach((name, gradient) -> {
                for (float x : gradient.toFloats()) {
                    // the logarithm of two biases as deep may be below all floats
                    assertThat(
                                    name.equals("lse")
                                            ? Float.NEGATIVE_INFINITY == x || Float.isFinite(x)
                                            : Float.isFinite(x))
                            .as(name)
                            .isTrue();
                }
                gradient.close();
            });
        }
        return new float[][] {o.toFloats(), lse.toFloats()};
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("io.attn4j.conformance.EngineStrategies#all")
    void meansOfRowsThatAreAllAlike(String id, String strategy) {
        for (float bias : new float[] {-Float.MAX_VALUE, -3.2e38f, -2.5e38f, -2.36e38f, -1e38f, -4e37f, -1e30f}) {
            Map<String, Tensor> inputs = inputs("bias", RandomTensors.floats(rowOf(bias), 1, 1, N, L));
            float[][] result = run(id, strategy, inputs);
            float[] v = inputs.get("v").toFloats();
            for (int head = 0; head < 2; head++) {
                for (int c = 0; c < D; c++) {
                    assertThat(result[0][(head * N + 1) * D + c])
                            .as("bias " + bias + ", column " + c)
                            .isCloseTo(mean(v, head, c, 0, L), CLOSE);
                }
                assertThat(result[1][head * N + 1]).as("lse of " + bias).isCloseTo(bias, Offset.offset(-bias * 1e-6f));
            }
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("io.attn4j.conformance.EngineStrategies#all")
    void theGreaterOfTwoDeepBiasesTakesAll(String id, String strategy) {
        float[] deep = {-Float.MAX_VALUE, -3.2e38f, -2.5e38f, -2.3e38f, -1e38f};
        for (int i = 1; i < deep.length; i++) {
            float[] values = rowOf(deep[i - 1]);
            values[L + 3] = deep[i];
            values[L + 4] = deep[i];
            Map<String, Tensor> inputs = inputs("bias", RandomTensors.floats(values, 1, 1, N, L));
            float[] o = run(id, strategy, inputs)[0];
            float[] v = inputs.get("v").toFloats();
            for (int c = 0; c < D; c++) {
                assertThat(o[D + c]).as(deep[i] + " above " + deep[i - 1]).isCloseTo(mean(v, 0, c, 3, 5), CLOSE);
            }
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("io.attn4j.conformance.EngineStrategies#all")
    void deepBiasesOfKeysHideNothing(String id, String strategy) {
        float[] values = new float[2 * L];
        Arrays.fill(values, -Float.MAX_VALUE);
        Map<String, Tensor> inputs = inputs("key_bias", RandomTensors.floats(values, 1, 2, L));
        float[] v = inputs.get("v").toFloats();
        float[] o = run(id, strategy, inputs)[0];
        for (int i = 0; i < N; i++) {
            for (int c = 0; c < D; c++) {
                assertThat(o[i * D + c]).isCloseTo(mean(v, 0, c, 0, L), CLOSE);
            }
        }
        // with a bias as deep on top of it
        inputs.put("bias", RandomTensors.floats(rowOf(-Float.MAX_VALUE), 1, 1, N, L));
        o = run(id, strategy, inputs)[0];
        for (int c = 0; c < D; c++) {
            assertThat(o[D + c]).isCloseTo(mean(v, 0, c, 0, L), CLOSE);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("io.attn4j.conformance.EngineStrategies#all")
    void negativeInfinityHidesWhateverTheKeyHolds(String id, String strategy) {
        for (String bias : new String[] {"bias", "key_bias"}) {
            float[] values = bias.equals("bias") ? new float[N * L] : new float[2 * L];
            for (int i = 0; i < values.length / L; i++) {
                values[i * L + 4] = Float.NEGATIVE_INFINITY;
            }
            Tensor hides = bias.equals("bias")
                    ? RandomTensors.floats(values, 1, 1, N, L)
                    : RandomTensors.floats(values, 1, 2, L);
            float[] expected = run(id, strategy, inputs(bias, hides))[0];
            Map<String, Tensor> inputs = inputs(bias, hides);
            for (String name : new String[] {"k", "v"}) {
                float[] x = inputs.get(name).toFloats();
                Arrays.fill(x, 4 * D, 5 * D, Float.NaN);
                Arrays.fill(x, (L + 4) * D, (L + 5) * D, Float.NaN);
                inputs.put(name, RandomTensors.floats(x, 1, 2, L, D));
            }
            assertThat(run(id, strategy, inputs)[0]).as(bias).isEqualTo(expected);
        }
    }
}
