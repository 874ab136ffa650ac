package io.attn4j.mechanism.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.error.InvalidInputException;
import io.attn4j.mechanism.Cost;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.Requests;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardMechanismTest {
    private static final MechanismConfig PLAIN = MechanismConfig.of("standard");
    private static final long LARGE = 1L << 31;

    private final Mechanism standard = Mechanisms.byId("standard");

    @Test
    void takesAllItsTensors() {
        Map<String, TensorType> inputs = valid();
        inputs.put("bias", TensorType.f32(1, 4, 5, 6));
        inputs.put("key_bias", TensorType.f32(2, 4, 6));
        inputs.put("lengths", new TensorType(DType.I64, new long[] {2}));
        Request request = standard.request(PLAIN, inputs);
        assertThat(request.scale()).isEqualTo((float) (1 / Math.sqrt(8)));
        assertThat(request.outputType()).isEqualTo(TensorType.f32(2, 4, 5, 3));
        assertThat(request.lseType()).isEqualTo(TensorType.f32(2, 4, 5));
    }

    /** Shapes are given as words, so that one line shows the tensor and what is said about it. */
    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "q | F32 | 2 4 5 | q: got F32[2, 4, 5]; needs the shape [B,H,N,D]; try reshaping it",
                "q | F64 | 2 4 5 8 | q: got F64[2, 4, 5, 8]; needs F32, F16 or BF16; try converting it to 32-bit floats",
                "q | F32 | 2 4 0 8 | q: got F32[2, 4, 0, 8]; needs every dimension from 1 to 2^31 - 1",
                "q | F32 | 2 4 2147483648 8 | needs every dimension from 1 to 2^31 - 1",
                "q | F32 | 2 3 5 8 | k: got 2 heads; needs a divisor of the 3 heads of q",
                "q | F32 | 2 4 268435456 8 | q: got at least 4294967296 elements for one batch and key/value head",
                "q | F32 | 2 4 5 9 | k: got F32[2, 2, 6, 8]; needs dimension 3 to be 9 (D of q)",
                "q | F32 | 1 4 5 8 | k: got F32[2, 2, 6, 8]; needs dimension 0 to be 1 (B of q)",
                "v | F32 | 2 2 7 3 | v: got F32[2, 2, 7, 3]; needs dimension 2 to be 6 (L of k)",
                "v | F32 | 2 1 6 3 | v: got F32[2, 1, 6, 3]; needs dimension 1 to be 2 (Hkv of k)",
                "v | F32 | 2 2 6 257 | v: got F32[2, 2, 6, 257]; needs a head dim from 1 to 256",
                "bias | F32 | 3 1 5 6 | bias: got F32[3, 1, 5, 6]; needs dimension 0 to be 2 (1 or B of q)",
                "bias | F32 | 1 2 5 6 | bias: got F32[1, 2, 5, 6]; needs dimension 1 to be 4 (1 or H of q)",
                "bias | F32 | 1 1 6 6 | bias: got F32[1, 1, 6, 6]; needs dimension 2 to be 5 (1 or N of q)",
                "bias | F32 | 1 1 5 5 | bias: got F32[1, 1, 5, 5]; needs dimension 3 to be 6 (L of k)",
                "bias | F16 | 1 1 5 6 | dtype: got q F32 and bias F16; needs one dtype; try converting bias to F32",
                "bias | F64 | 1 1 5 6 | bias: got F64[1, 1, 5, 6]; needs F32, F16 or BF16",
                "key_bias | F32 | 2 2 6 | key_bias: got F32[2, 2, 6]; needs dimension 1 to be 4 (H of q)",
                "lengths | F32 | 2 | lengths: got F32[2]; needs I32 (or I64)",
                "lengths | I32 | 3 | lengths: got I32[3]; needs dimension 0 to be 2 (B of q)",
                "lengths | I32 | 2 1 | lengths: got I32[2, 1]; needs the shape [B]",
                "cu_seqlens | I32 | 3 | cu_seqlens: got B = 2; needs B = 1",
                "cu_seqlens | I32 | 1 | cu_seqlens: got I32[1]; needs at least 2 elements",
                "cu_seqlens_k | I32 | 3 | cu_seqlens: got no tensor; needs cu_seqlens [S+1] with cu_seqlens_k",
                "e | F32 | 4 6 | e: got a tensor that standard does not take; needs one of q, k, v, bias, key_bias, lengths,"
                        + " cu_seqlens, cu_seqlens_k; try leaving it out or renaming it",
            })
    void refuses(String name, DType dtype, String shape, String message) {
        Map<String, TensorType> inputs = valid();
        String[] words = shape.split(" ", -1);
        long[] dimensions = new long[words.length];
        for (int i = 0; i < words.length; i++) {
            dimensions[i] = Long.parseLong(words[i]);
        }
        inputs.put(name, new TensorType(dtype, dimensions));
        assertRefused(PLAIN, inputs, message);
    }

    @Test
    void refusesMissingTensors() {
        Map<String, TensorType> inputs = valid();
        inputs.remove("v");
        assertRefused(PLAIN, inputs, "v: got no tensor; needs v [B,Hkv,L,Dv]; try adding it to the input");
    }

    @Test
    void refusesOptionsAndScalesThatCannotBe() {
        assertRefused(
                Requests.config("standard", false, "projection", "linear"),
                valid(),
                "projection: got an option that standard does not take; needs one of causal, scale; try leaving it out");
        for (float scale : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            assertRefused(
                    new MechanismConfig("standard", false, scale, Map.of()),
                    valid(),
                    "scale: got " + scale + "; needs a finite number; try leaving it out for 1/sqrt(D)");
        }
    }

    @Test
    void refusesMoreRowsThanOneRequestCanHave() {
        Map<String, TensorType> inputs = new HashMap<>();
        for (String name : new String[] {"q", "k", "v"}) {
            inputs.put(name, TensorType.f32(LARGE / 8, 1, 4, 1));
        }
        assertRefused(PLAIN, inputs, "needs B * N below 2^30");
    }

    @Test
    void refusesPackedSequencesThatDoNotFit() {
        Map<String, TensorType> inputs = new HashMap<>();
        inputs.put("q", TensorType.f32(1, 1, 5, 4));
        inputs.put("k", TensorType.f32(1, 1, 6, 4));
        inputs.put("v", TensorType.f32(1, 1, 6, 4));
        inputs.put("cu_seqlens", TensorType.i32(3));
        assertRefused(PLAIN, inputs, "cu_seqlens: got N = 5 and L = 6; needs N = L, or cu_seqlens_k for the keys");
        inputs.put("cu_seqlens_k", TensorType.i32(4));
        assertRefused(PLAIN, inputs, "cu_seqlens_k: got I32[4]; needs dimension 0 to be 3 (elements of cu_seqlens)");
        inputs.put("cu_seqlens_k", TensorType.i32(3));
        assertThat(standard.request(PLAIN, inputs).has("cu_seqlens")).isTrue();
        inputs.put("lengths", TensorType.i32(1));
        assertRefused(PLAIN, inputs, "lengths: got lengths and cu_seqlens; needs only one of the two");
    }

    @ParameterizedTest(name = "lengths {0} {1}")
    @CsvSource({"-1, 3, 0, -1", "2, 7, 1, 7", "2147483647, 1, 0, 2147483647"})
    void refusesLengthsOutOfRange(int first, int second, int index, int bad) {
        Map<String, Tensor> inputs = Requests.queryKeyValue(2, 1, 1, 3, 6, 4, 4);
        inputs.put("lengths", RandomTensors.ints(first, second));
        assertBindRefused(
                inputs,
                "lengths[" + index + "]: got " + bad + "; needs a number from 0 to 6 (L of k); try correcting it");
    }

    @ParameterizedTest(name = "cu_seqlens {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1 5 | cu_seqlens[0]: got 1; needs 0",
                "0 3 2 5 | cu_seqlens[2]: got 2; needs at least the element before it (3)",
                "0 4 | cu_seqlens[1]: got 4; needs 5 (N of q)",
                "0 6 5 | cu_seqlens[1]: got 6; needs a number from 0 to 5 (N of q)",
                "0 -1 5 | cu_seqlens[1]: got -1",
            })
    void refusesSequenceStartsThatAreNone(String starts, String message) {
        String[] words = starts.split(" ", -1);
        int[] values = new int[words.length];
        for (int i = 0; i < words.length; i++) {
            values[i] = Integer.parseInt(words[i]);
        }
        Map<String, Tensor> inputs = Requests.queryKeyValue(1, 1, 1, 5, 5, 4, 4);
        inputs.put("cu_seqlens", RandomTensors.ints(values));
        assertBindRefused(inputs, message);
    }

    @Test
    void countsVisiblePairsAndEachTensorOnce() {
        Map<String, Tensor> inputs = Requests.queryKeyValue(1, 2, 1, 4, 4, 8, 16);
        Request request = Requests.request(Requests.config("standard", true), inputs);
        Cost cost = request.cost(request.plan(inputs));
        assertThat(cost.flops()).isEqualTo(2.0 * 2 * 10 * (8 + 16));
        assertThat(cost.bytes()).isEqualTo(4.0 * (2 * 4 * 8 + 4 * 8 + 4 * 16 + 2 * 4 * 16 + 2 * 4));
    }

    @Test
    void refusesAnUnknownMechanism() {
        List<String> ids = Mechanisms.all().stream().map(Mechanism::id).toList();
        assertThat(ids).startsWith("standard", "linformer", "synthesizer", "centroid", "collaborative", "block");
        assertThatThrownBy(() -> Mechanisms.byId("linear"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "mechanism: got linear; needs one of " + String.join(", ", ids) + "; try --mechanism standard");
    }

    private static Map<String, TensorType> valid() {
        Map<String, TensorType> inputs = new HashMap<>();
        inputs.put("q", TensorType.f32(2, 4, 5, 8));
        inputs.put("k", TensorType.f32(2, 2, 6, 8));
        inputs.put("v", TensorType.f32(2, 2, 6, 3));
        return inputs;
    }

    private void assertRefused(MechanismConfig config, Map<String, TensorType> inputs, String message) {
        assertThatThrownBy(() -> standard.request(config, inputs))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    private void assertBindRefused(Map<String, Tensor> inputs, String message) {
        Request request = Requests.request(PLAIN, inputs);
        assertThatThrownBy(() -> request.plan(inputs))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }
}
