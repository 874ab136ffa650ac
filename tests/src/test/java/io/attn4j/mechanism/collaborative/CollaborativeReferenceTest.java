package io.attn4j.mechanism.collaborative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Requests;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The identities of docs/equations.md, section 9, and what the definitions of the gates imply. */
class CollaborativeReferenceTest {
    private static final int B = 2;
    private static final int N = 5;
    private static final int L = 7;
    private static final int M = 12;
    private static final int HEADS = 3;
    private static final int KEY_DIM = 4;
    private static final int VALUE_DIM = 5;
    private static final MechanismConfig PLAIN = MechanismConfig.of("collaborative");

    private static Map<String, Tensor> inputs(int rank) {
        Map<String, Tensor> inputs = new HashMap<>();
        inputs.put("x", RandomTensors.normal(1, B, N, M));
        inputs.put("y", RandomTensors.normal(2, B, L, M));
        inputs.put("wq", RandomTensors.normal(3, M, rank));
        inputs.put("wk", RandomTensors.normal(4, M, rank));
        inputs.put("mu", RandomTensors.normal(5, HEADS, rank));
        inputs.put("v", RandomTensors.normal(6, B, HEADS, L, VALUE_DIM));
        return inputs;
    }

    private static double[] o(MechanismConfig config, Map<String, Tensor> inputs) {
        Map<String, double[]> outputs = new HashMap<>();
        var mechanism = new CollaborativeMechanism();
        var request = mechanism.request(config, Requests.types(inputs));
        outputs.put("o", new double[(int) request.outputType().elements()]);
        request.reference(inputs, outputs);
        return outputs.get("o");
    }

    private static void assertClose(double[] actual, double[] expected, double limit) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).as("element " + i).isCloseTo(expected[i], within(limit));
        }
    }

    private static Tensor identity(int n) {
        float[] values = new float[n * n];
        for (int i = 0; i < n; i++) {
            values[i * n + i] = 1;
        }
        return RandomTensors.floats(values, n, n);
    }

    /** {@code x w + bias} seen as [B,H,rows,dim]. */
    private static Tensor perHead(Tensor x, Tensor w, Tensor bias, int rows, int dim) {
        int width = HEADS * dim;
        float[] made = new float[B * HEADS * rows * dim];
        for (int b = 0; b < B; b++) {
            for (int i = 0; i < rows; i++) {
                for (int c = 0; c < width; c++) {
                    double sum = bias == null ? 0 : bias.getFloat(c);
                    for (int n = 0; n < M; n++) {
                        sum += (double) x.getFloat((long) (b * rows + i) * M + n) * w.getFloat((long) n * width + c);
                    }
                    made[((b * HEADS + c / dim) * rows + i) * dim + c % dim] = (float) sum;
                }
            }
        }
        return RandomTensors.floats(made, B, HEADS, rows, dim);
    }

    private static Map<String, Tensor> converted(Map<String, Tensor> inputs, Tensor bq, int rank) {
        Reparametrisation.Result weights = Reparametrisation.convert(
                inputs.get("wq"),
                inputs.get("wk"),
                bq,
                HEADS,
                rank,
                Reparametrisation.Limits.of(M, HEADS * KEY_DIM, rank, 1),
                progress -> {});
        Map<String, Tensor> made = new HashMap<>(inputs);
        made.put("wq", weights.wq());
        made.put("wk", weights.wk());
        made.put("mu", weights.mu());
        if (weights.wc() != null) {
            made.put("wc", weights.wc());
        }
        return made;
    }

    @ParameterizedTest(name = "causal {0}")
    @ValueSource(booleans = {false, true})
    void isMultiHeadAttentionAfterExactConversion(boolean causal) {
        Map<String, Tensor> concatenated = inputs(HEADS * KEY_DIM);
        Tensor bq = RandomTensors.normal(7, HEADS * KEY_DIM);
        Tensor bk = RandomTensors.normal(8, HEADS * KEY_DIM);
        Map<String, Tensor> standard = new HashMap<>();
        standard.put("q", perHead(concatenated.get("x"), concatenated.get("wq"), bq, N, KEY_DIM));
        standard.put("k", perHead(concatenated.get("y"), concatenated.get("wk"), bk, L, KEY_DIM));
        standard.put("v", concatenated.get("v"));
        Map<String, Tensor> collaborative = converted(concatenated, bq, HEADS * KEY_DIM);
        assertClose(
                Requests.reference(Requests.config("collaborative", causal), collaborative)
                        .o(),
                Requests.reference(Requests.config("standard", causal), standard)
                        .o(),
                1e-4);
    }

    @Test
    void comesCloserToMultiHeadAttentionWithEveryColumn() {
        Map<String, Tensor> concatenated = inputs(HEADS * KEY_DIM);
        double[] exact = o(PLAIN, converted(concatenated, null, HEADS * KEY_DIM));
        double few = distance(o(PLAIN, converted(concatenated, null, 3)), exact);
        double most = distance(o(PLAIN, converted(concatenated, null, 10)), exact);
        assertThat(most).isLessThan(few / 2);
    }

    private static double distance(double[] x, double[] y) {
        double squared = 0;
        for (int i = 0; i < x.length; i++) {
            squared += (x[i] - y[i]) * (x[i] - y[i]);
        }
        return Math.sqrt(squared);
    }

    @Test
    void keepsTheTemperatureOfTheOriginalHeadDim() {
        CollaborativeMechanism mechanism = new CollaborativeMechanism();
        for (int rank : new int[] {1, 3, HEADS * KEY_DIM, 40}) {
            assertThat(mechanism.request(PLAIN, Requests.types(inputs(rank))).scale())
                    .as("rank " + rank)
                    .isEqualTo(0.5f);
        }
        assertThat(mechanism
                        .request(Requests.config("collaborative", false, "key-dim", "16"), Requests.types(inputs(3)))
                        .scale())
                .isEqualTo(0.25f);
    }

    @Test
    void attendsToYAsToXWhereBothAreTheSame() {
        Map<String, Tensor> cross = inputs(6);
        cross.put("y", cross.get("x"));
        cross.put("v", RandomTensors.normal(6, B, HEADS, N, VALUE_DIM));
        Map<String, Tensor> self = new HashMap<>(cross);
        self.remove("y");
        assertThat(o(PLAIN, self)).isEqualTo(o(PLAIN, cross));
    }

    @Test
    void projectsValuesAndOutput() {
        Map<String, Tensor> projected = inputs(6);
        projected.remove("v");
        Tensor wv = RandomTensors.normal(9, M, HEADS * VALUE_DIM);
        Tensor bv = RandomTensors.normal(10, HEADS * VALUE_DIM);
        projected.put("wv", wv);
        projected.put("bv", bv);
        Map<String, Tensor> ready = inputs(6);
        ready.put("v", perHead(ready.get("y"), wv, bv, L, VALUE_DIM));
        double[] heads = o(PLAIN, projected);
        assertClose(heads, o(PLAIN, ready), 1e-5);
        Tensor wo = RandomTensors.normal(11, HEADS * VALUE_DIM, 8);
        Tensor bo = RandomTensors.normal(12, 8);
        projected.put("wo", wo);
        projected.put("bo", bo);
        double[] expected = new double[B * N * 8];
        for (int at = 0; at < expected.length; at++) {
            int row = at / 8;
            expected[at] = bo.getFloat(at % 8);
            for (int c = 0; c < HEADS * VALUE_DIM; c++) {
                int head = c / VALUE_DIM;
                expected[at] += heads[((row / N * HEADS + head) * N + row % N) * VALUE_DIM + c % VALUE_DIM]
                        * wo.getFloat((long) c * 8 + at % 8);
            }
        }
        assertClose(o(PLAIN, projected), expected, 1e-12);
    }

    @Test
    void givesZeroForRowsThatSeeNoKey() {
        Map<String, Tensor> inputs = inputs(6);
        inputs.put("lengths", RandomTensors.ints(0, 3));
        Requests.Answer answer = Requests.reference(PLAIN, inputs);
        for (int i = 0; i < HEADS * N * VALUE_DIM; i++) {
            assertThat(answer.o()[i]).isZero();
        }
        for (int i = 0; i < HEADS * N; i++) {
            assertThat(answer.lse()[i]).isEqualTo(Double.NEGATIVE_INFINITY);
        }
        assertThat(answer.o()).doesNotContain(Double.NaN);
        assertThat(answer.o()[HEADS * N * VALUE_DIM]).isNotZero();
    }

    @Test
    void isUngatedWithGatesOfOne() {
        double[] plain = o(PLAIN, inputs(6));
        Map<String, Tensor> gated = inputs(6);
        float[] ones = gated.get("x").toFloats();
        for (int row = 0; row < B * N; row++) {
            ones[row * M] = 1;
        }
        gated.put("x", RandomTensors.floats(ones, B, N, M));
        double[] expected = o(PLAIN, gated);
        // z = 100 for every row and head: a sigmoid of one.
        float[] large = new float[M * HEADS];
        java.util.Arrays.fill(large, 0, HEADS, 100);
        gated.put("wg", RandomTensors.floats(large, M, HEADS));
        assertClose(o(Requests.config("collaborative", false, "gate", "sigmoid"), gated), expected, 1e-12);
        // Equal logits: every gate of softmax is H / H, and of a mixture of all heads too.
        assertClose(o(Requests.config("collaborative", false, "gate", "softmax"), gated), expected, 1e-12);
        assertClose(o(Requests.config("collaborative", false, "gate", "mixture", "top", "3"), gated), expected, 1e-12);
        gated.put("w0", RandomTensors.filled(0, M, 2));
        assertClose(
                o(Requests.config("collaborative", false, "gate", "mixture", "top", "2", "shared", "1"), gated),
                expected,
                1e-12);
        Map<String, Tensor> talking = inputs(6);
        talking.put("tl", identity(HEADS));
        talking.put("tp", identity(HEADS));
        assertThat(o(Requests.config("collaborative", false, "gate", "talking"), talking))
                .isEqualTo(plain);
    }

    @Test
    void mixtureOfAllHeadsIsTheSoftmaxGate() {
        Map<String, Tensor> inputs = inputs(6);
        inputs.put("wg", RandomTensors.normal(13, M, HEADS));
        assertClose(
                o(Requests.config("collaborative", false, "gate", "mixture", "top", "3"), inputs),
                o(Requests.config("collaborative", false, "gate", "softmax"), inputs),
                1e-12);
    }

    @Test
    void mixtureTakesTheLowestOfEqualHeads() {
        Map<String, Tensor> inputs = inputs(6);
        inputs.put("wg", RandomTensors.filled(0, M, HEADS));
        double[] o = o(Requests.config("collaborative", false, "gate", "mixture", "top", "1"), inputs);
        double[] plain = o(PLAIN, inputs(6));
        int head = N * VALUE_DIM;
        for (int i = 0; i < o.length; i++) {
            assertThat(o[i]).isCloseTo(i / head % HEADS == 0 ? plain[i] : 0, within(1e-12));
        }
    }

    @Test
    void talkingHeadsMixLogitsAndProbabilities() {
        // Logits of head 0 for every head, and probabilities of head 2 handed to head 1 alone.
        Map<String, Tensor> inputs = inputs(6);
        inputs.put("tl", RandomTensors.floats(new float[] {1, 1, 1, 0, 0, 0, 0, 0, 0}, HEADS, HEADS));
        inputs.put("tp", RandomTensors.floats(new float[] {0, 0, 0, 0, 0, 0, 0, 2, 0}, HEADS, HEADS));
        double[] o = o(Requests.config("collaborative", false, "gate", "talking"), inputs);
        Map<String, Tensor> same = inputs(6);
        float[] mu = same.get("mu").toFloats();
        System.arraycopy(mu, 0, mu, 6, 6);
        same.put("mu", RandomTensors.floats(mu, HEADS, 6));
        double[] plain = o(PLAIN, same);
        int head = N * VALUE_DIM;
        for (int i = 0; i < o.length; i++) {
            assertThat(o[i]).isCloseTo(i / head % HEADS == 1 ? 2 * plain[i] : 0, within(1e-12));
        }
    }
}
