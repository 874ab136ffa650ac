package io.attn4j.mechanism.collaborative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.error.InvalidInputException;
import io.attn4j.mechanism.CaseSizes;
import io.attn4j.mechanism.Cost;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.Requests;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Step;
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
import org.junit.jupiter.params.provider.ValueSource;

class CollaborativeMechanismTest {
    private static final MechanismConfig PLAIN = MechanismConfig.of("collaborative");

    private final Mechanism mechanism = Mechanisms.byId("collaborative");

    private static Map<String, TensorType> types() {
        return types(7, 9);
    }

    private static Map<String, TensorType> types(int queries, int keys) {
        Map<String, TensorType> types = new HashMap<>();
        types.put("x", TensorType.f32(2, queries, 12));
        types.put("y", TensorType.f32(2, keys, 12));
        types.put("wq", TensorType.f32(12, 5));
        types.put("wk", TensorType.f32(12, 5));
        types.put("mu", TensorType.f32(3, 5));
        types.put("v", TensorType.f32(2, 3, keys, 8));
        return types;
    }

    private static MechanismConfig options(String text) {
        return Requests.config("collaborative", false, text.isEmpty() ? new String[0] : text.split(" "));
    }

    private List<String> tasks(MechanismConfig config, Map<String, TensorType> types) {
        return mechanism.request(config, types).plan().steps().stream()
                .map(Step::task)
                .toList();
    }

    @Test
    void tellsItsSizes() {
        Request request = mechanism.request(PLAIN, types());
        assertThat(request.variant()).isEqualTo("-");
        assertThat(List.of(request.batch(), request.heads(), request.kvHeads(), request.queries(), request.keys()))
                .containsExactly(2, 3, 3, 7, 9);
        assertThat(List.of(request.keyDim(), request.valueDim(), request.rank()))
                .containsExactly(4, 8, 5);
        assertThat(request.splitsHeads()).isFalse();
        assertThat(request.outputType()).isEqualTo(TensorType.f32(2, 3, 7, 8));
        assertThat(request.lseType()).isEqualTo(TensorType.f32(2, 3, 7));
    }

    @Test
    void lowersToTheStepsThatItsOperandsAskFor() {
        assertThat(tasks(PLAIN, types())).containsExactly("projectQueries", "projectKeys", "attention");
        Map<String, TensorType> all = types();
        all.remove("v");
        all.put("wv", TensorType.f32(12, 24));
        all.put("wc", TensorType.f32(12, 3));
        all.put("wo", TensorType.f32(24, 10));
        all.put("wg", TensorType.f32(12, 3));
        all.put("w0", TensorType.f32(12, 2));
        assertThat(tasks(options("gate mixture shared 1 top 2"), all))
                .containsExactly(
                        "projectQueries",
                        "projectKeys",
                        "projectContentBias",
                        "projectValues",
                        "attention",
                        "projectGates",
                        "projectBalance",
                        "gate",
                        "projectOutput");
        assertThat(mechanism
                        .request(options("gate mixture shared 1 top 2"), all)
                        .outputType())
                .isEqualTo(TensorType.f32(2, 7, 10));
    }

    @Test
    void keepsNoLogitsInMemoryUnlessHeadsTalk() {
        Map<String, TensorType> talking = types(700, 900);
        talking.put("tl", TensorType.f32(3, 3));
        talking.put("tp", TensorType.f32(3, 3));
        Request request = mechanism.request(options("gate talking"), talking);
        Plan plan = request.plan();
        assertThat(request.lseType()).isNull();
        assertThat(plan.steps().stream().map(Step::task))
                .containsExactly(
                        "projectQueries",
                        "projectKeys",
                        "scores",
                        "mixLogits",
                        "probabilities",
                        "mixProbabilities",
                        "weightedSum");
        long logits = 4L * 2 * 3 * 700 * 900;
        assertThat(plan.bytes(Buffer.Kind.INTERMEDIATE)).isBetween(2 * logits, 2 * logits + logits / 10);
        Plan fused = mechanism.request(PLAIN, types(700, 900)).plan();
        assertThat(fused.bytes(Buffer.Kind.INTERMEDIATE)).isEqualTo(4L * 2 * 5 * (700 + 900));
    }

    @Test
    void countsWhatSectionSixSays() {
        Map<String, TensorType> types = types(8, 8);
        types.remove("y");
        types.remove("v");
        types.put("wv", TensorType.f32(12, 12));
        types.put("wo", TensorType.f32(12, 12));
        types.put("wc", TensorType.f32(12, 3));
        Request request = mechanism.request(PLAIN, types);
        Cost cost = request.cost(request.plan());
        int batch = 2;
        int n = 8;
        int m = 12;
        int heads = 3;
        int rank = 5;
        double projections = 4.0 * n * m * rank + 4.0 * n * m * m + 2.0 * n * m * heads;
        double core = 2.0 * n * n * heads * rank + 2.0 * n * n * m;
        assertThat(cost.flops()).isEqualTo(batch * (projections + core));
    }

    @Test
    void breaksEvenWithConcatenatedHeadsWhereItsPageSays() {
        int m = 768;
        int heads = 12;
        int rank = 256;
        int n = 341;
        double collaborative = 4.0 * n * m * rank + 2.0 * n * n * heads * rank;
        double concatenated = 4.0 * n * m * m + 2.0 * n * n * m;
        assertThat(collaborative / concatenated).isBetween(0.999, 1.001);
        Request request = mechanism.request(
                PLAIN, mechanism.sample("-", new CaseSizes(1, heads, heads, n, n, m / heads, m / heads, rank)));
        assertThat(request.cost(request.plan()).flops()).isEqualTo(collaborative + 2.0 * n * n * m);
    }

    @Test
    void smallerRequestsHaveTheSameSteps() {
        Request large = mechanism.request(PLAIN, types(20, 30));
        Request small = mechanism.request(PLAIN, types());
        assertThat(small.fitsIn(large)).isTrue();
        assertThat(mechanism.plan(small, null).steps().stream().map(Step::task))
                .isEqualTo(mechanism.plan(large, null).steps().stream()
                        .map(Step::task)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "sigmoid", "softmax", "mixture", "talking"})
    void samplesWhatItAccepts(String variant) {
        for (int keys : new int[] {6, 9}) {
            CaseSizes sizes = new CaseSizes(2, 4, 4, 6, keys, 8, 5, 7);
            Map<String, String> options = new HashMap<>(mechanism.sampleOptions(variant, sizes));
            if (!variant.equals("-")) {
                options.put("gate", variant);
            }
            Request request = mechanism.request(
                    new MechanismConfig("collaborative", false, null, options), mechanism.sample(variant, sizes));
            assertThat(request.variant()).isEqualTo(variant);
            assertThat(List.of(request.queries(), request.keys(), request.keyDim(), request.valueDim(), request.rank()))
                    .containsExactly(6, keys, 8, 5, 7);
        }
    }

    @Test
    void refusesLengthsBeyondTheSequence() {
        Map<String, Tensor> inputs = new HashMap<>();
        types().forEach((name, type) -> inputs.put(name, RandomTensors.filled(0, type.shape())));
        inputs.put("lengths", RandomTensors.ints(9, 10));
        Request request = mechanism.request(PLAIN, Requests.types(inputs));
        assertThatThrownBy(() -> request.plan(inputs))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("lengths[1]: got 10");
    }

    /** In the tensors column {@code -v} takes v away and {@code wv[12,24]} adds or replaces. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
                                     | -v                       | v: got neither v nor wv
                                     | wv[12,24]                | v: got v and wv
                                     | -v wv[12,25]             | wv: got F32[12, 25]; needs dimension 1 to be a multiple of 3 (H of mu)
                                     | -v wv[11,24]             | wv: got F32[11, 24]; needs dimension 0 to be 12 (M of x)
                                     | -v wv[12,774]            | wv: got F32[12, 774]; needs a value dim Dv from 1 to 256
                                     | bv[24]                   | bv: got bv without wv
                                     | -v wv[12,24] bv[23]      | bv: got F32[23]; needs dimension 0 to be 24 (H*Dv of wv)
                                     | bo[4]                    | bo: got bo without wo
                                     | wo[23,4]                 | wo: got F32[23, 4]; needs dimension 0 to be 24 (H*Dv)
                                     | wo[24,4] bo[5]           | bo: got F32[5]; needs dimension 0 to be 4
                                     | -wk                      | wk: got no tensor
                                     | wq[12,6]                 | wq: got F32[12, 6]; needs dimension 1 to be 5 (D~ of mu)
                                     | wk[11,5]                 | wk: got F32[11, 5]; needs dimension 0 to be 12 (M of x)
                                     | mu[3,1025] wq[12,1025] wk[12,1025] | mu: got F32[3, 1025]; needs D~ from 1 to 1024
                                     | wc[12,4]                 | wc: got F32[12, 4]; needs dimension 1 to be 3 (H of mu)
                                     | y[2,9,11]                | y: got F32[2, 9, 11]; needs dimension 2 to be 12 (M of x)
                                     | y[1,9,12]                | y: got F32[1, 9, 12]; needs dimension 0 to be 2 (B of x)
                                     | -y                       | v: got F32[2, 3, 9, 8]; needs dimension 2 to be 7 (N of x, as y is not given)
                                     | v[2,2,9,8]               | v: got F32[2, 2, 9, 8]; needs dimension 1 to be 3 (H of mu)
                                     | q[2,3,7,4]               | q: got a tensor that collaborative does not take
                                     | wg[12,3]                 | wg: got a tensor that this gate does not take
                 gate many           |                          | gate: got many; needs none, sigmoid, softmax, mixture or talking
                 gate sigmoid        |                          | wg: got no tensor; needs wg [12,3] for gate sigmoid
                 gate sigmoid        | wg[12,4]                 | wg: got F32[12, 4]; needs dimension 1 to be 3
                 gate sigmoid        | wg[12,3] w0[12,2]        | w0: got a tensor that this gate does not take
                 gate softmax top 1  | wg[12,3]                 | top: got --top with gate softmax; needs gate mixture
                 gate mixture        | wg[12,3]                 | top: got no top
                 gate mixture top 0  | wg[12,3]                 | top: got 0; needs a whole number from 1 to 3
                 gate mixture top x  | wg[12,3]                 | top: got x
                 gate mixture top 1 shared 3 | wg[12,3] w0[12,2] | shared: got 3; needs a whole number from 0 to 2
                 gate mixture top 3 shared 1 | wg[12,3] w0[12,2] | top: got 3; needs a whole number from 1 to 2
                 gate mixture top 1 shared 1 | wg[12,3]         | w0: got no tensor; needs w0 [12,2] for gate mixture
                 gate mixture top 1  | wg[12,3] w0[12,2]        | w0: got a tensor that this gate does not take
                 gate talking        |                          | tl: got no tensor; needs tl [H,H] or tp [H,H]
                 gate talking        | tl[3,2]                  | tl: got F32[3, 2]; needs dimension 1 to be 3
                                     | tp[3,3]                  | tp: got a tensor that this gate does not take
                 key-dim 0           |                          | key-dim: got 0; needs a whole number from 1
                                     | x[2,7,13] y[2,9,13] wq[13,5] wk[13,5] | key-dim: got none, with M = 13 and H = 3
                 rank 4              |                          | rank: got an option that collaborative does not take
            """)
    void refusesMistakesInOneLine(String options, String tensors, String message) {
        Map<String, TensorType> types = types();
        for (String change : tensors == null ? new String[0] : tensors.split(" ")) {
            int bracket = change.indexOf('[');
            if (bracket < 0) {
                types.remove(change.substring(1));
            } else {
                String[] sizes =
                        change.substring(bracket + 1, change.length() - 1).split(",");
                long[] shape = new long[sizes.length];
                for (int i = 0; i < shape.length; i++) {
                    shape[i] = Long.parseLong(sizes[i]);
                }
                types.put(change.substring(0, bracket), TensorType.f32(shape));
            }
        }
        assertThatThrownBy(() -> mechanism.request(options(options == null ? "" : options), types))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(message)
                .hasMessageNotContaining("\n");
    }

    @Test
    void refusesScaleAndKeyDimTogetherAndScalesThatAreNotFinite() {
        assertThatThrownBy(() -> mechanism.request(
                        new MechanismConfig("collaborative", false, 0.5f, Map.of("key-dim", "4")), types()))
                .hasMessageStartingWith("key-dim: got key-dim and scale");
        assertThatThrownBy(() ->
                        mechanism.request(new MechanismConfig("collaborative", false, Float.NaN, Map.of()), types()))
                .hasMessageStartingWith("scale: got NaN");
        assertThat(mechanism
                        .request(new MechanismConfig("collaborative", false, 0.3f, Map.of()), types())
                        .scale())
                .isEqualTo(0.3f);
    }

    @Test
    void refusesIntegers() {
        Map<String, TensorType> types = types();
        types.put("x", new TensorType(DType.I32, new long[] {2, 7, 12}));
        assertThatThrownBy(() -> mechanism.request(PLAIN, types)).hasMessageStartingWith("x: got I32[2, 7, 12]");
    }
}
