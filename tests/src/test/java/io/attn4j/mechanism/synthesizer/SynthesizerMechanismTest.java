package io.attn4j.mechanism.synthesizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attn4j.InvalidInputException;
import io.attn4j.mechanism.CounterRandom;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.Problem;
import io.attn4j.mechanism.Requests;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.CoreAttention;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Step;
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
        Components components = SynthesizerMechanism.components(Requests.problem(config(), mixed));
        Map<String, Tensor> random = new HashMap<>(mixed);
        random.put("theta", RandomTensors.normal(5, H, 2));
        double[][] weights = MixtureWeights.of("softmax", components, H, random);
        for (int h = 0; h < H; h++) {
            assertThat(weights[0][h] + weights[1][h]).isCloseTo(1, within(1e-15));
        }
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
        Problem problem = Requests.problem(config(), inputs);
        return synthesizer.plan(problem, inputs).steps().stream()
                .map(Step::task)
                .toList();
    }

    @Test
    void storesNoLogits() {
        Map<String, Tensor> inputs = dense();
        inputs.put("wa", RandomTensors.normal(5, H, M, 2));
        inputs.put("wb", RandomTensors.normal(6, H, M, 3));
        inputs.put("theta", RandomTensors.normal(7, 2));
        Plan plan = synthesizer.plan(Requests.problem(config(), inputs), inputs);
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
                "mode | random | mode: got random beside the tensors of dense; needs tensors of one component",
                "mode | mixture | mode: got mixture of 1; needs the tensors of at least two components",
                "mix | sum | mix: got mix with mode dense; needs mode mixture",
                "weights | shared | weights: got shared; needs mode random without lengths",
                "weights | once | weights: got once; needs shared or fused",
                "seed | 1 | seed: got 1; needs mode random or mixture without r",
                "std | 1 | std: got std without seed",
                "rank | 3 | rank: got an option that synthesizer does not take",
            })
    void refusesBadOptions(String option, String value, String message) {
        assertThatThrownBy(() -> Requests.problem(config(option, value), dense()))
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
                "x | - | x: got no tensor; needs x [B,N,M] beside w1",
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
        assertThatThrownBy(() -> synthesizer.problem(config(), types))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void refusesFactorsThatDoNotReach() {
        Map<String, Tensor> inputs = values();
        inputs.put("x", RandomTensors.normal(2, B, N, M));
        inputs.put("wa", RandomTensors.normal(5, H, M, 2));
        inputs.put("wb", RandomTensors.normal(6, H, M, 2));
        assertThatThrownBy(() -> Requests.problem(config(), inputs))
                .hasMessageStartingWith("wa: got a = 2 and b = 2; needs a * b of at least N = 6");
    }
}
