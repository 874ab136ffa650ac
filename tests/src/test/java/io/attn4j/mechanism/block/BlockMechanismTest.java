package io.attn4j.mechanism.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attn4j.error.InvalidInputException;
import io.attn4j.mechanism.CaseSizes;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.Request;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Step;
import io.attn4j.reference.Activations;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockMechanismTest {
    private static final CaseSizes SIZES = new CaseSizes(2, 3, 3, 10, 10, 4, 4, 5);

    private final Mechanism block = Mechanisms.byId("block");

    private MechanismConfig config(String... options) {
        Map<String, String> named = new HashMap<>(block.sampleOptions("-", SIZES));
        for (int i = 0; i < options.length; i += 2) {
            named.put(options[i], options[i + 1]);
        }
        return new MechanismConfig("block", false, null, named);
    }

    private Map<String, TensorType> valid() {
        return new LinkedHashMap<>(block.sample("-", SIZES));
    }

    /** With an output projection and a last matrix of zeros nothing but the residual is left. */
    @Test
    void keepsTheTokensWhereItsMatricesAreZero() {
        Map<String, Tensor> inputs = tensors(valid());
        inputs.put("layers.0.attention.wo", RandomTensors.filled(0, 12, 12));
        inputs.put("layers.0.mlp.w2", RandomTensors.filled(0, 48, 12));
        Request request = block.request(config(), valid());
        double[] o = new double[2 * 10 * 12];
        block.reference(request, inputs, Map.of("o", o));
        float[] x = inputs.get("x").toFloats();
        for (int i = 0; i < o.length; i++) {
            assertThat(o[i]).isEqualTo((double) x[i]);
        }
    }

    /** With matrices of zeros a post-LN block is its two norms, the second over the first. */
    @Test
    void normalisesAfterEachAdditionWhereAsked() {
        Map<String, Tensor> inputs = tensors(valid());
        inputs.put("layers.0.attention.wo", RandomTensors.filled(0, 12, 12));
        inputs.put("layers.0.mlp.w2", RandomTensors.filled(0, 48, 12));
        Request request = block.request(config("norm-order", "post", "norm-epsilon", "0.25"), valid());
        double[] o = new double[2 * 10 * 12];
        block.reference(request, inputs, Map.of("o", o));
        float[] x = inputs.get("x").toFloats();
        for (int row = 0; row < 20; row++) {
            double[] expected = new double[12];
            for (int c = 0; c < 12; c++) {
                expected[c] = x[row * 12 + c];
            }
            for (String norm : new String[] {"norm1", "norm2"}) {
                float[] weight = inputs.get("layers.0." + norm + ".weight").toFloats();
                double mean = Arrays.stream(expected).average().orElseThrow();
                double variance = Arrays.stream(expected)
                        .map(value -> (value - mean) * (value - mean))
                        .average()
                        .orElseThrow();
                for (int c = 0; c < 12; c++) {
                    expected[c] = (expected[c] - mean) / Math.sqrt(variance + 0.25) * weight[c];
                }
            }
            for (int c = 0; c < 12; c++) {
                assertThat(o[row * 12 + c]).isCloseTo(expected[c], within(1e-12));
            }
        }
    }

    @Test
    void stacksAsManyBlocksAsItHasWeightsAndSharesTheArraysBetweenThem() {
        Map<String, TensorType> types = valid();
        Plan one = block.plan(block.request(config(), types), null);
        valid().forEach((name, type) -> types.put(name.replace("layers.0.", "layers.1."), type));
        Plan two = block.plan(block.request(config(), types), null);
        assertThat(two.steps()).hasSize(2 * one.steps().size());
        assertThat(two.steps().stream().map(Step::task)).contains("layer0Attention", "layer1Attention");
        // one array more: what the first block hands to the second
        assertThat(two.bytes(Buffer.Kind.INTERMEDIATE) - one.bytes(Buffer.Kind.INTERMEDIATE))
                .isEqualTo(4L * 2 * 10 * 12);
        assertThat(two.bytes(Buffer.Kind.WEIGHT)).isEqualTo(2 * one.bytes(Buffer.Kind.WEIGHT));
        assertThat(two.flops()).isEqualTo(2 * one.flops());
    }

    @Test
    void sharesAMatrixOverLayers() {
        Map<String, TensorType> types = new LinkedHashMap<>(block.sample("linformer", SIZES));
        block.sample("linformer", SIZES)
                .forEach((name, type) -> types.put(name.replace("layers.0.", "layers.1."), type));
        for (String weight : new String[] {"e", "f"}) {
            types.put("attention." + weight, types.remove("layers.0.attention." + weight));
            types.remove("layers.1.attention." + weight);
        }
        Plan plan = block.plan(block.request(config("inner", "linformer"), types), null);
        assertThat(plan.buffers()).containsKeys("attention.e", "attention.f");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "inner | linear | mechanism: got linear; needs one of",
                "inner | block | inner: got block; needs a mechanism to put into blocks",
                "heads | 5 | layers.0.attention.wq: got F32[12, 12]; needs a multiple of 5 heads",
                "heads | x | heads: got x; needs a whole number from 1",
                "activation | silu | activation: got silu; needs gelu, gelu-tanh or relu",
                "norm-order | between | norm-order: got between; needs pre or post",
                "norm-epsilon | -1 | norm-epsilon: got -1; needs a finite number from 0",
                "sharing | kv | sharing: got",
            })
    void refusesBadOptions(String option, String value, String message) {
        assertThatThrownBy(() -> block.request(config(option, value), valid()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x | 2 10 | x: got F32[2, 10]; needs the shape [B,N,M]",
                "layers.0.norm1.weight | 11 | layers.0.norm1.weight: got F32[11]; needs dimension 0 to be 12",
                "layers.0.mlp.w2 | 12 48 | layers.0.mlp.w2: got F32[12, 48]; needs dimension 0 to be 48",
                "layers.0.attention.wo | 12 11 | layers.0.attention.wo: got F32[12, 11]; needs dimension 1 to be 12",
                "layers.0.attention.e | 4 4 | layers.0.attention.e: got a tensor that no block takes",
                "layers.2.mlp.w1 | 12 48 | layers.1.norm1.weight: got no tensor",
                "layers.a.mlp.w1 | 12 48 | layers.a.mlp.w1: got layer a; needs a number from 0",
                "norm.bias | 12 | norm.weight: got no tensor",
            })
    void refusesWrongTensors(String name, String shape, String message) {
        Map<String, TensorType> types = valid();
        String[] sizes = shape.split(" ", -1);
        long[] dimensions = new long[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            dimensions[i] = Long.parseLong(sizes[i]);
        }
        types.put(name, TensorType.f32(dimensions));
        assertThatThrownBy(() -> block.request(config(), types))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void computesTheErrorFunction() {
        // DLMF table 7.23
        assertThat(Activations.erf(0.5)).isCloseTo(0.5204998778130465, within(1e-15));
        assertThat(Activations.erf(-1)).isCloseTo(-0.8427007929497149, within(1e-15));
        assertThat(Activations.erf(2.5)).isCloseTo(0.9995930479825550, within(1e-12));
        assertThat(Activations.erf(3.5)).isCloseTo(0.9999992569016276, within(1e-15));
        assertThat(Activations.erf(30)).isEqualTo(1.0);
    }

    private static Map<String, Tensor> tensors(Map<String, TensorType> types) {
        Map<String, Tensor> tensors = new HashMap<>();
        types.forEach((name, type) -> tensors.put(name, RandomTensors.normal(name.hashCode(), type.shape())));
        return tensors;
    }
}
