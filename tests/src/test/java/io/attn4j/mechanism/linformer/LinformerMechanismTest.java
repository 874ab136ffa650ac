package io.attn4j.mechanism.linformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attn4j.error.InvalidInputException;
import io.attn4j.mechanism.Cost;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.Requests;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Step;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.matrix.MatrixProduct;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinformerMechanismTest {
    private static final MechanismConfig LINEAR = MechanismConfig.of("linformer");

    private final Mechanism linformer = Mechanisms.byId("linformer");

    @Test
    void projectsThenAttends() {
        Map<String, Tensor> inputs = Requests.queryKeyValue(2, 4, 2, 5, 6, 8, 3);
        inputs.put("e", RandomTensors.normal(1, 2, 3, 9));
        inputs.put("f", RandomTensors.normal(2, 2, 3, 9));
        Plan plan = Requests.request(LINEAR, inputs).plan(inputs);
        assertThat(plan.steps().stream().map(Step::task)).containsExactly("projectKeys", "projectValues", "attention");
        CoreAttention core = (CoreAttention) plan.steps().getLast();
        assertThat(core.b().hasSize(2, 2, 3, 8)).isTrue();
        assertThat(core.w().hasSize(2, 2, 3, 3)).isTrue();
    }

    @Test
    void sharesEForKeysAndValuesWithoutF() {
        Map<String, TensorType> inputs = valid();
        Plan plan = linformer.request(LINEAR, inputs).plan();
        assertThat(((MatrixProduct) plan.steps().get(1)).x())
                .isEqualTo(((MatrixProduct) plan.steps().get(0)).x());
    }

    @Test
    void refusesCausalWithReasonAndAlternative() {
        assertRefused(
                Requests.config("linformer", true),
                valid(),
                "causal: got causal with linformer; needs a causal form, as every slot of E K mixes all positions and would"
                        + " leak the future; try --causal-form past-only or --causal-form block");
    }

    @Test
    void refusesPackedSequences() {
        Map<String, TensorType> inputs = valid();
        inputs.put("cu_seqlens", TensorType.i32(3));
        assertRefused(LINEAR, inputs, "try a padded batch with lengths");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "e | 3 5 | e: got F32[3, 5]; needs at least L = 6 columns",
                "e | 4 3 9 | e: got F32[4, 3, 9]; needs dimension 0 to be 2 (heads of k and v)",
                "e | 9 | e: got F32[9]; needs the shape [k,Nmax] or [Hkv,k,Nmax]",
                "e | 0 9 | needs every dimension from 1 to 2^31 - 1",
                "e | 65536 65536 | e: got at least 4294967296 elements",
                "f | 4 9 | f: got F32[4, 9]; needs the shape of e, F32[3, 9]",
                "bias | 1 1 5 6 | bias: got F32[1, 1, 5, 6]; needs dimension 3 to be 3 (k, the slots of the projection)",
                "key_bias | 2 4 6 | key_bias: got F32[2, 4, 6]; needs dimension 2 to be 3",
            })
    void refuses(String name, String shape, String message) {
        Map<String, TensorType> inputs = valid();
        String[] words = shape.split(" ", -1);
        long[] dimensions = new long[words.length];
        for (int i = 0; i < words.length; i++) {
            dimensions[i] = Long.parseLong(words[i]);
        }
        inputs.put(name, TensorType.f32(dimensions));
        assertRefused(LINEAR, inputs, message);
    }

    @Test
    void refusesALinearProjectionWithoutE() {
        Map<String, TensorType> inputs = valid();
        inputs.remove("e");
        assertRefused(LINEAR, inputs, "e: got no tensor; needs e [k,Nmax] or [Hkv,k,Nmax] for projection=linear");
    }

    @ParameterizedTest(name = "rank {0}")
    @ValueSource(strings = {"0", "-3", "x", "", "3.0", "99999999999"})
    void refusesRanksThatAreNone(String rank) {
        assertRefused(
                Requests.config("linformer", false, "projection", "mean-pool", "rank", rank),
                withoutProjection(),
                "rank: got " + rank + "; needs a whole number from 1");
    }

    @Test
    void refusesOptionsThatContradictTheTensors() {
        MechanismConfig meanPool = Requests.config("linformer", false, "projection", "mean-pool", "rank", "3");
        assertRefused(meanPool, valid(), "e: got a tensor with projection=mean-pool; needs no e");
        assertRefused(
                Requests.config("linformer", false, "projection", "mean-pool"),
                withoutProjection(),
                "rank: got no rank; needs the number of slots k for projection=mean-pool; try --rank 1");
        assertRefused(
                Requests.config("linformer", false, "projection", "mean-pool", "rank", "7"),
                withoutProjection(),
                "rank: got 7; needs at most L = 6, so that no segment is empty");
        assertRefused(Requests.config("linformer", false, "rank", "4"), valid(), "rank: got 4; needs 3, the rows of e");
        assertRefused(
                Requests.config("linformer", false, "projection", "sinc"),
                valid(),
                "projection: got sinc; needs linear, mean-pool, max-pool, conv or random; try --projection linear");
        assertRefused(
                Requests.config("linformer", false, "slots", "3"),
                valid(),
                "slots: got an option that linformer does not take; needs one of causal, scale, projection, rank");
        assertThat(linformer.request(meanPool, withoutProjection()).variant()).isEqualTo("mean-pool");
    }

    /** {@code (E x) Wk = E (x Wk)}: without biases the order changes nothing but the cost. */
    @Test
    void compressesBeforeOrAfterProjecting() {
        Map<String, Tensor> inputs = new HashMap<>();
        inputs.put("x", RandomTensors.normal(1, 2, 9, 8));
        inputs.put("wq", RandomTensors.normal(2, 8, 12));
        inputs.put("wk", RandomTensors.normal(3, 8, 12));
        inputs.put("wv", RandomTensors.normal(4, 8, 12));
        inputs.put("e", RandomTensors.normal(5, 3, 9));
        MechanismConfig first = Requests.config("linformer", false, "heads", "3");
        MechanismConfig last = Requests.config("linformer", false, "heads", "3", "order", "project-first");
        double[] compressed = Requests.reference(first, inputs).o();
        double[] projected = Requests.reference(last, inputs).o();
        for (int i = 0; i < compressed.length; i++) {
            assertThat(compressed[i]).isCloseTo(projected[i], within(1e-12));
        }
        Plan cheap = Requests.request(first, inputs).plan(inputs);
        Plan dear = Requests.request(last, inputs).plan(inputs);
        assertThat(cheap.flops()).isLessThan(dear.flops());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sharing=none | sharing: got none; needs headwise, which the tensors imply",
                "sharing=all | sharing: got all; needs none, headwise, kv or layerwise",
                "seed=1 | seed: got seed with projection=linear; needs projection=random",
                "order=compress-first | order: got order without x; needs x and weights to order",
                "projection=random,rank=3 | e: got a tensor with projection=random",
                "causal-form=block | causal-form: got --causal-form without causal",
            })
    void refusesOptionsThatDoNotFit(String options, String message) {
        Map<String, String> all = new HashMap<>();
        for (String option : options.split(",", -1)) {
            String[] parts = option.split("=", 2);
            all.put(parts[0], parts[1]);
        }
        Map<String, TensorType> types = valid();
        types.put("f", types.get("e"));
        assertRefused(new MechanismConfig("linformer", false, null, all), types, message);
    }

    /** The same seed draws the same matrix, a shorter sequence the first columns of it. */
    @Test
    void drawsByPosition() {
        float[] small = drawn(4);
        float[] large = drawn(7);
        for (int r = 0; r < 3; r++) {
            for (int n = 0; n < 4; n++) {
                assertThat(small[r * 4 + n]).isEqualTo(large[r * 7 + n]);
            }
        }
    }

    private float[] drawn(int keys) {
        MechanismConfig config = Requests.config("linformer", false, "projection", "random", "rank", "3", "seed", "5");
        Map<String, Tensor> inputs = Requests.queryKeyValue(1, 1, 1, 2, keys, 4, 4);
        return Requests.request(config, inputs).plan(inputs).constants().get("e");
    }

    @Test
    void countsProjectionAndCore() {
        Map<String, Tensor> inputs = Requests.queryKeyValue(2, 4, 2, 5, 6, 8, 8);
        inputs.put("e", RandomTensors.normal(1, 3, 6));
        inputs.put("lengths", RandomTensors.ints(6, 2));
        Request request = Requests.request(LINEAR, inputs);
        Cost cost = request.cost(request.plan(inputs));
        double core = 2.0 * 2 * 4 * 5 * 3 * 16;
        double projection = 2.0 * (6 + 2) * 3 * 2 * 16;
        assertThat(cost.flops()).isEqualTo(core + projection);
        int tensors = 2 * 4 * 5 * 8 + 2 * 2 * 2 * 6 * 8 + 2 * 3 * 6 + 2 * 4 * 5 * 8 + 2 * 4 * 5;
        int compressed = 2 * 2 * 3 * 8;
        assertThat(cost.bytes()).isEqualTo(4.0 * (tensors + 2 * 2 * compressed));
    }

    private static Map<String, TensorType> withoutProjection() {
        Map<String, TensorType> inputs = new HashMap<>();
        inputs.put("q", TensorType.f32(2, 4, 5, 8));
        inputs.put("k", TensorType.f32(2, 2, 6, 8));
        inputs.put("v", TensorType.f32(2, 2, 6, 3));
        return inputs;
    }

    private static Map<String, TensorType> valid() {
        Map<String, TensorType> inputs = withoutProjection();
        inputs.put("e", TensorType.f32(3, 9));
        return inputs;
    }

    private void assertRefused(MechanismConfig config, Map<String, TensorType> inputs, String message) {
        assertThatThrownBy(() -> linformer.request(config, inputs))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }
}
