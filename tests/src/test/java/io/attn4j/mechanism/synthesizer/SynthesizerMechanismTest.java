package io.attn4j.mechanism.synthesizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attn4j.error.InvalidInputException;
import io.attn4j.mechanism.CounterRandom;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.Requests;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Step;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SynthesizerMechanismTest {
    private static final int B = 2;
    private static final int H = 3;
    private static final int N = 6;
    private static final int M = 8;

    private final Mechanism synthesizer = Mechanisms.byId("synthesizer");

    private static MechanismConfig config(String... options) {
        return Requests.config("synthesizer", false, options);
    }

    private static Map<String, Tensor> values() {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        inputs.put("v", RandomTensors.normal(1, B, H, N, 4));
        return inputs;
    }

    private static Map<String, Tensor> dense() {
        Map<String, Tensor> inputs = values();
        inputs.put("x", RandomTensors.normal(2, B, N, M));
        inputs.put("w1", RandomTensors.normal(3, H, M, 5));
        inputs.put("w2", RandomTensors.normal(4, H, 5, N));
        return inputs;
    }

    private static double[] reference(MechanismConfig config, Map<String, Tensor> inputs) {
        return Requests.reference(config, inputs).o();
    }

    /** Uniform logits weigh all keys alike. */
    @Test
    void averagesValuesWhereAllLogitsAreEqual() {
        Map<String, Tensor> inputs = values();
        inputs.put("r", RandomTensors.filled(3, N, N));
        double[] o = reference(config(), inputs);
        for (int batchHead = 0; batchHead < B * H; batchHead++) {
            for (int d = 0; d < 4; d++) {
                double mean = 0;
                for (int j = 0; j < N; j++) {
                    mean += (double) inputs.get("v").getFloat((batchHead * N + j) * 4L + d) / N;
                }
                for (int i = 0; i < N; i++) {
                    assertThat(o[(batchHead * N + i) * 4 + d]).isCloseTo(mean, within(1e-12));
                }
            }
        }
    }

    /** {@code B[i,j] = p[i, j / b] q[i, j mod b]}: with p one-hot at 1 and q one-hot at 0 only key b has a logit. */
    @Test
    void indexesFactorsAsThePaperTilesAndRepeats() {
        int b = 3;
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        inputs.put("v", RandomTensors.normal(1, 1, 1, N, 4));
        inputs.put("x", RandomTensors.filled(1, 1, N, 1));
        inputs.put("wa", RandomTensors.floats(new float[] {0, 100}, 1, 2));
        inputs.put("wb", RandomTensors.floats(new float[] {1, 0, 0}, 1, b));
        double[] o = reference(config(), inputs);
        for (int d = 0; d < 4; d++) {
            assertThat(o[d]).isCloseTo(inputs.get("v").getFloat(b * 4L + d), within(1e-12));
        }
    }

    /** Heads and positions are not mixed up: each head of a request is that head alone. */
    @Test
    void keepsHeadsApart() {
        Map<String, Tensor> all = dense();
        double[] together = reference(config(), all);
        for (int h = 0; h < H; h++) {
            Map<String, Tensor> one = new HashMap<>(all);
            one.put("w1", all.get("w1").slice(0, h, h + 1));
            one.put("w2", all.get("w2").slice(0, h, h + 1));
            for (int batch = 0; batch < B; batch++) {
                Map<String, Tensor> alone = new HashMap<>(one);
                alone.put("x", all.get("x").slice(0, batch, batch + 1));
                alone.put("v", all.get("v").slice(0, batch, batch + 1).slice(1, h, h + 1));
                double[] o = reference(config(), alone);
                for (int i = 0; i < o.length; i++) {
                    assertThat(o[i]).isEqualTo(together[(batch * H + h) * N * 4 + i]);
                }
            }
        }
    }

    @Test
    void usesTheFirstRowsAndColumnsOfLongerWeights() {
        Map<String, Tensor> longer = values();
        longer.put("r", RandomTensors.normal(9, H, N + 3, N + 3));
        Map<String, Tensor> cut = values();
        float[] part = new float[H * N * N];
        for (int h = 0, at = 0; h < H; h++) {
            for (int i = 0; i < N; i++) {
                for (int j = 0; j < N; j++) {
                    part[at++] = longer.get("r").getFloat((h * (N + 3L) + i) * (N + 3) + j);
                }
            }
        }
        cut.put("r", RandomTensors.floats(part, H, N, N));
        assertThat(reference(config(), longer)).isEqualTo(reference(config(), cut));
    }

    /** Large theta for one component leaves that component alone; equal ones average logits. */
    @Test
    void mixesAsThetaSays() {
        Map<String, Tensor> mixed = dense();
        mixed.put("r", RandomTensors.normal(9, H, N, N));
        mixed.put("theta", RandomTensors.floats(new float[] {60, -60}, 2));
        double[] o = reference(config(), mixed);
        double[] alone = reference(config(), dense());
        for (int i = 0; i < o.length; i++) {
            assertThat(o[i]).isCloseTo(alone[i], within(1e-12));
        }
        Components components = SynthesizerMechanism.components(Requests.request(config(), mixed));
        Map<String, Tensor> random = new HashMap<>(mixed);
        random.put("theta", RandomTensors.normal(5, H, 2));
        double[][] weights = MixtureWeights.of("softmax", components, H, random);
        for (int h = 0; h < H; h++) {
            assertThat(weights[0][h] + weights[1][h]).isCloseTo(1, within(1e-15));
        }
    }

    private static Map<String, Tensor> queriesAndKeys() {
        return Map.of("q", RandomTensors.normal(21, B, H, N, 5), "k", RandomTensors.normal(22, B, H, N, 5));
    }

    /** Logits 0 and ln 3 weigh values by 1/4 and 3/4. */
    @Test
    void weighsValuesByHand() {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        inputs.put("v", RandomTensors.floats(new float[] {4, 8}, 1, 1, 2, 1));
        inputs.put("r", RandomTensors.floats(new float[] {0, (float) Math.log(3), 5, 5}, 2, 2));
        Requests.Answer all = Requests.reference(config(), inputs);
        assertThat(all.o()).containsExactly(new double[] {7, 6}, within(1e-6));
        assertThat(all.lse()).containsExactly(new double[] {Math.log(4), 5 + Math.log(2)}, within(1e-6));
        Requests.Answer causal = Requests.reference(Requests.config("synthesizer", true), inputs);
        assertThat(causal.o()).containsExactly(new double[] {4, 6}, within(1e-6));
    }

    /** Equal tokens have equal logits: Dense is then a Random of equal rows. */
    @Test
    void isRandomWhereAllTokensAreEqual() {
        Map<String, Tensor> dense = dense();
        dense.put("x", RandomTensors.filled(0.5f, B, N, M));
        float[] rows = new float[H * N * N];
        for (int h = 0, at = 0; h < H; h++) {
            for (int i = 0; i < N; i++) {
                for (int j = 0; j < N; j++) {
                    rows[at++] = (float) constantLogit(dense, h, j);
                }
            }
        }
        Map<String, Tensor> random = values();
        random.put("r", RandomTensors.floats(rows, H, N, N));
        assertClose(reference(config(), dense), reference(config(), random), 1e-6);
    }

    private static double constantLogit(Map<String, Tensor> dense, int h, int j) {
        double logit = 0;
        for (int c = 0; c < 5; c++) {
            double hidden = 0;
            for (int m = 0; m < M; m++) {
                hidden += 0.5 * dense.get("w1").getFloat((h * M + m) * 5L + c);
            }
            logit += Math.max(hidden, 0) * dense.get("w2").getFloat((h * 5L + c) * N + j);
        }
        return logit;
    }

    /** R1 R2^T with R2 the identity is Random. */
    @Test
    void factorsRandomByTheIdentity() {
        Map<String, Tensor> random = values();
        random.put("r", RandomTensors.normal(9, N, N));
        float[] identity = new float[N * N];
        for (int i = 0; i < N; i++) {
            identity[i * N + i] = 1;
        }
        Map<String, Tensor> factors = values();
        factors.put("r1", random.get("r"));
        factors.put("r2", RandomTensors.floats(identity, N, N));
        assertClose(reference(config(), factors), reference(config(), random), 1e-12);
    }

    /** Values projected from x by a matrix that copies columns are those columns, head by head. */
    @Test
    void projectsValuesHeadByHead() {
        Map<String, Tensor> projected = dense();
        float[] copy = new float[M * H * 2];
        for (int h = 0; h < H; h++) {
            for (int d = 0; d < 2; d++) {
                copy[(h + 2 * d) * H * 2 + h * 2 + d] = 1;
            }
        }
        projected.remove("v");
        projected.put("wv", RandomTensors.floats(copy, M, H * 2));
        projected.put("bv", RandomTensors.filled(3, H * 2));
        Map<String, Tensor> ready = dense();
        float[] v = new float[B * H * N * 2];
        for (int b = 0, at = 0; b < B; b++) {
            for (int h = 0; h < H; h++) {
                for (int j = 0; j < N; j++) {
                    for (int d = 0; d < 2; d++) {
                        v[at++] = ready.get("x").getFloat((b * N + j) * (long) M + h + 2 * d) + 3;
                    }
                }
            }
        }
        ready.put("v", RandomTensors.floats(v, B, H, N, 2));
        assertClose(reference(config(), projected), reference(config(), ready), 1e-6);
    }

    /** Keys beyond the length, NaN included, are as if they were not there; a row that sees none is zero. */
    @Test
    void leavesOutPaddedKeysInEveryMode() {
        for (Map<String, Tensor> weights : everyMode()) {
            Map<String, Tensor> padded = new HashMap<>(weights);
            padded.put("lengths", RandomTensors.ints(4, 0));
            float[] v = padded.get("v").toFloats();
            Map<String, Tensor> cut = new HashMap<>(weights);
            for (String tensor : List.of("v", "q", "k")) {
                if (cut.containsKey(tensor)) {
                    cut.put(
                            tensor,
                            cut.get(tensor).slice(0, 0, 1).slice(1, 0, 1).slice(2, 0, 4));
                }
            }
            if (cut.containsKey("x")) {
                cut.put("x", cut.get("x").slice(0, 0, 1).slice(1, 0, 4));
            }
            for (int batchHead = 0; batchHead < B * H; batchHead++) {
                for (int at = batchHead < H ? 4 * 4 : 0; at < N * 4; at++) {
                    v[batchHead * N * 4 + at] = Float.NaN;
                }
            }
            padded.put("v", RandomTensors.floats(v, B, H, N, 4));
            Requests.Answer whole = Requests.reference(config(), padded);
            double[] short1 = reference(config(), cut);
            for (int i = 0; i < 4 * 4; i++) {
                assertThat(whole.o()[i]).isCloseTo(short1[i], within(1e-12));
            }
            for (int i = H * N; i < B * H * N; i++) {
                assertThat(whole.lse()[i]).isEqualTo(Double.NEGATIVE_INFINITY);
                assertThat(whole.o()[i * 4]).isZero();
            }
        }
    }

    /** With weights shared by heads, so that one head can be cut out. */
    private static List<Map<String, Tensor>> everyMode() {
        Map<String, Tensor> dense = values();
        dense.put("x", RandomTensors.normal(2, B, N, M));
        dense.put("w1", RandomTensors.normal(3, M, 5));
        dense.put("w2", RandomTensors.normal(4, 5, N));
        dense.put("b2", RandomTensors.normal(5, N));
        Map<String, Tensor> random = values();
        random.put("r", RandomTensors.normal(6, N, N));
        Map<String, Tensor> factorizedDense = values();
        factorizedDense.put("x", RandomTensors.normal(2, B, N, M));
        factorizedDense.put("wa", RandomTensors.normal(7, M, 2));
        factorizedDense.put("wb", RandomTensors.normal(8, M, 3));
        Map<String, Tensor> factorizedRandom = values();
        factorizedRandom.put("r1", RandomTensors.normal(9, N, 2));
        factorizedRandom.put("r2", RandomTensors.normal(10, N, 2));
        Map<String, Tensor> mixture = values();
        mixture.putAll(dense);
        mixture.put("r", random.get("r"));
        mixture.putAll(queriesAndKeys());
        mixture.put("theta", RandomTensors.normal(11, 3));
        return List.of(dense, random, factorizedDense, factorizedRandom, mixture);
    }

    @Test
    void isItsOnlyComponent() {
        for (Map<String, Tensor> alone : everyMode().subList(0, 4)) {
            Map<String, Tensor> mixed = new HashMap<>(alone);
            mixed.put("theta", RandomTensors.floats(new float[] {-3}, 1));
            assertThat(reference(config("mode", "mixture"), mixed)).isEqualTo(reference(config(), alone));
            assertThat(reference(config("mode", "mixture", "mix", "sum"), alone))
                    .isEqualTo(reference(config(), alone));
        }
    }

    /** sigmoid(ln 3) = 3/4 for the synthetic part, 1/4 for the dot product; theta of the same odds is the same mixture. */
    @Test
    void weighsTheSyntheticPartByTheSigmoidOfAlpha() {
        Map<String, Tensor> alpha = values();
        alpha.put("r", RandomTensors.normal(6, N, N));
        alpha.putAll(queriesAndKeys());
        Map<String, Tensor> theta = new HashMap<>(alpha);
        alpha.put("alpha", RandomTensors.floats(new float[] {(float) Math.log(3)}, 1));
        theta.put("theta", RandomTensors.floats(new float[] {(float) Math.log(3), 0}, 2));
        Request request = Requests.request(config("mix", "alpha"), alpha);
        double[][] weights = MixtureWeights.of("alpha", SynthesizerMechanism.components(request), H, alpha);
        assertThat(weights[0]).containsExactly(new double[] {0.75, 0.75, 0.75}, within(1e-7));
        assertThat(weights[1]).containsExactly(new double[] {0.25, 0.25, 0.25}, within(1e-7));
        assertClose(reference(config("mix", "alpha"), alpha), reference(config(), theta), 1e-6);
    }

    private static void assertClose(double[] actual, double[] expected, double limit) {
        assertThat(actual).containsExactly(expected, within(limit));
    }

    /** Planning again, as every request of a mixture does, does not draw again. */
    @Test
    void drawsOnceForRepeatedPlans() {
        float[] first = new FixedLogits(3, 2).matrices(2, 5);
        assertThat(new FixedLogits(3, 2).matrices(2, 5)).isSameAs(first);
        assertThat(new FixedLogits(4, 2).matrices(2, 5)).isNotEqualTo(first);
        assertThat(new FixedLogits(3, 1).matrices(2, 5)).isNotEqualTo(first);
        assertThat(new FixedLogits(3, 2).matrices(2, 5)).isEqualTo(first);
        assertThat(first[2 * 5 + 3]).isEqualTo(new FixedLogits(3, 2).at(0, 2, 3));
        assertThat(first[25 + 5 + 4]).isEqualTo(new FixedLogits(3, 2).at(1, 1, 4));
    }

    @Test
    void drawsAShorterMatrixAsAPartOfALongerOne() {
        FixedLogits fixed = new FixedLogits(3, 2);
        float[] small = fixed.matrices(2, 4);
        float[] large = fixed.matrices(2, 9);
        double squares = 0;
        for (int h = 0; h < 2; h++) {
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 4; j++) {
                    assertThat(small[(h * 4 + i) * 4 + j]).isEqualTo(large[(h * 9 + i) * 9 + j]);
                }
            }
        }
        int count = 100_000;
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double value = CounterRandom.normal(11, i);
            sum += value;
            squares += value * value;
        }
        assertThat(sum / count).isCloseTo(0, within(0.015));
        assertThat(squares / count).isCloseTo(1, within(0.02));
    }

    /** Several sequences share the softmax of random; one is not worth the detour, and lengths make them differ. */
    @Test
    void normalisesRandomOnceForSeveralSequences() {
        Map<String, Tensor> inputs = values();
        inputs.put("r", RandomTensors.normal(9, H, N, N));
        assertThat(tasks(inputs)).containsExactly("logits", "weights", "weightedSum", "logSums");
        inputs.put("lengths", RandomTensors.ints(N, 2));
        assertThat(tasks(inputs)).containsExactly("attention");
        inputs.remove("lengths");
        inputs.put("v", RandomTensors.normal(1, 1, H, N, 4));
        assertThat(tasks(inputs)).containsExactly("attention");
    }

    private List<String> tasks(Map<String, Tensor> inputs) {
        Request request = Requests.request(config(), inputs);
        return synthesizer.plan(request, inputs).steps().stream()
                .map(Step::task)
                .toList();
    }

    @Test
    void storesNoLogits() {
        Map<String, Tensor> inputs = dense();
        inputs.put("wa", RandomTensors.normal(5, H, M, 2));
        inputs.put("wb", RandomTensors.normal(6, H, M, 3));
        inputs.put("theta", RandomTensors.normal(7, 2));
        Plan plan = synthesizer.plan(Requests.request(config(), inputs), inputs);
        CoreAttention core = (CoreAttention) plan.steps().getLast();
        assertThat(core.bias()).isNull();
        assertThat(core.high()).isEqualTo(2);
        assertThat(core.b().batchStride()).isZero();
        long linear = 4L * B * H * N * (5 + 2 + 3) + 4L * H * N * 5;
        assertThat(plan.bytes(Buffer.Kind.INTERMEDIATE)).isLessThanOrEqualTo(linear);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mode | sparse | mode: got sparse; needs dense, random, factorized-dense, factorized-random or mixture",
                "mode | random | mode: got random with the tensors of dense; needs tensors of one component",
                "heads | 4 | heads: got 4; needs 3, which the tensors imply",
                "heads | many | heads: got many; needs a whole number from 1",
                "mix | sum | mix: got mix with mode dense; needs mode mixture",
                "weights | shared | weights: got shared; needs mode random without lengths",
                "weights | once | weights: got once; needs shared or fused",
                "seed | 1 | seed: got 1; needs mode random or mixture without r",
                "std | 1 | std: got std without seed",
                "rank | 3 | rank: got an option that synthesizer does not take",
            })
    void refusesBadOptions(String option, String value, String message) {
        assertThatThrownBy(() -> Requests.request(config(option, value), dense()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v | 2 3 7 4 | v: got F32[2, 3, 7, 4]; needs dimension 2 to be 6 (N of x",
                "v | - | v: got neither v nor wv; needs either v [B,H,L,Dv] or wv [M,H*Dv]",
                "wv | 8 12 | v: got v and wv",
                "bv | 12 | bv: got bv without wv",
                "x | - | x: got no tensor; needs x [B,N,M] with w1",
                "w1 | 3 9 5 | w1: got F32[3, 9, 5]; needs dimension 1 to be 8 (M of x)",
                "w1 | 2 8 5 | w1: got F32[2, 8, 5]; needs dimension 0 to be 3 (H)",
                "w2 | - | w2: got no tensor; needs w2 for dense",
                "w2 | 3 5 5 | w2: got F32[3, 5, 5], Nmax = 5; needs Nmax of at least N = 6",
                "w2 | 3 4 6 | w2: got F32[3, 4, 6]; needs dimension 1 to be 5 (h of w1)",
                "b2 | 3 5 | b2: got F32[3, 5]; needs dimension 1 to be 6 (Nmax of w2)",
                "theta | 2 | theta: got theta with mode dense",
                "lengths | 2 | lengths: got F32[2]; needs I32",
                "e | 2 2 | e: got a tensor that synthesizer does not take",
            })
    void refusesWrongTensors(String name, String shape, String message) {
        Map<String, TensorType> types = Requests.types(dense());
        if (shape.equals("-")) {
            types.remove(name);
        } else {
            String[] sizes = shape.split(" ", -1);
            long[] dimensions = new long[sizes.length];
            for (int i = 0; i < sizes.length; i++) {
                dimensions[i] = Long.parseLong(sizes[i]);
            }
            types.put(name, TensorType.f32(dimensions));
        }
        assertThatThrownBy(() -> synthesizer.request(config(), types))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | none | std: got none; needs a finite number from 0",
                "1 | -1 | std: got -1; needs a finite number from 0",
                "one | 1 | seed: got one; needs a whole number of 64 bits",
            })
    void refusesSeedsAndDeviationsThatAreNoNumbers(String seed, String std, String message) {
        assertThatThrownBy(() -> Requests.request(config("mode", "random", "seed", seed, "std", std), values()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void refusesAScaleThatIsNoNumber() {
        Map<String, Tensor> inputs = dense();
        inputs.putAll(queriesAndKeys());
        MechanismConfig sum = new MechanismConfig("synthesizer", false, Float.NaN, Map.of("mix", "sum"));
        assertThatThrownBy(() -> Requests.request(sum, inputs))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("scale: got NaN; needs a finite number");
    }

    @Test
    void refusesAMixtureOfNothing() {
        assertThatThrownBy(() -> Requests.request(config("mode", "mixture"), values()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("mode: got mixture of nothing; needs the tensors of at least one component");
    }

    @Test
    void refusesFactorsThatDoNotReach() {
        Map<String, Tensor> inputs = values();
        inputs.put("x", RandomTensors.normal(2, B, N, M));
        inputs.put("wa", RandomTensors.normal(5, H, M, 2));
        inputs.put("wb", RandomTensors.normal(6, H, M, 2));
        assertThatThrownBy(() -> Requests.request(config(), inputs))
                .hasMessageStartingWith("wa: got a = 2 and b = 2; needs a * b of at least N = 6");
    }
}
