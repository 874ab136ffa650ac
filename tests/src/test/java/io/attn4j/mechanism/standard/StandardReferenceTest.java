package io.attn4j.mechanism.standard;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Requests;
import io.attn4j.mechanism.Requests.Answer;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Identities of docs/equations.md, section 9, that the oracle must keep. */
class StandardReferenceTest {
    private static final MechanismConfig FULL = Requests.config("standard", false);
    private static final MechanismConfig CAUSAL = Requests.config("standard", true);

    @Test
    void paddedEqualsSliced() {
        Map<String, Tensor> padded = Requests.queryKeyValue(2, 2, 1, 3, 7, 4, 5);
        padded.put("lengths", RandomTensors.ints(4, 4));
        Map<String, Tensor> sliced = new HashMap<>(padded);
        sliced.remove("lengths");
        sliced.put("k", firstKeys(padded.get("k"), 4));
        sliced.put("v", firstKeys(padded.get("v"), 4));
        assertSame(Requests.reference(FULL, padded), Requests.reference(FULL, sliced));
    }

    @Test
    void maskedKeysMayHoldAnything() {
        Map<String, Tensor> inputs = Requests.queryKeyValue(1, 2, 2, 3, 5, 4, 4);
        inputs.put("lengths", RandomTensors.ints(2));
        Answer clean = Requests.reference(FULL, inputs);
        for (String name : new String[] {"k", "v"}) {
            for (int head = 0; head < 2; head++) {
                for (int j = 2; j < 5; j++) {
                    inputs.get(name).segment().setAtIndex(ValueLayout.JAVA_FLOAT, (head * 5L + j) * 4, Float.NaN);
                    inputs.get(name)
                            .segment()
                            .setAtIndex(ValueLayout.JAVA_FLOAT, (head * 5L + j) * 4 + 1, Float.POSITIVE_INFINITY);
                }
            }
        }
        assertSame(Requests.reference(FULL, inputs), clean);
    }

    @Test
    void rowsWithoutKeysAreZero() {
        Map<String, Tensor> inputs = Requests.queryKeyValue(2, 1, 1, 2, 3, 4, 4);
        inputs.put("lengths", RandomTensors.ints(0, 3));
        Answer answer = Requests.reference(FULL, inputs);
        assertThat(Arrays.copyOf(answer.o(), 8)).containsOnly(0);
        assertThat(Arrays.copyOf(answer.lse(), 2)).containsOnly(Double.NEGATIVE_INFINITY);
        assertThat(answer.lse()[2]).isFinite();
    }

    @Test
    void causalWithMoreQueriesThanKeysMasksTheFirstRows() {
        Answer answer = Requests.reference(CAUSAL, Requests.queryKeyValue(1, 1, 1, 5, 2, 4, 4));
        assertThat(Arrays.copyOf(answer.lse(), 4))
                .startsWith(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);
        assertThat(answer.lse()[3]).isFinite();
        assertThat(Arrays.copyOf(answer.o(), 12)).containsOnly(0);
    }

    @Test
    void causalRowsEqualCallsOnTheirKeysAlone() {
        Map<String, Tensor> inputs = Requests.queryKeyValue(1, 1, 1, 3, 6, 4, 4);
        Answer causal = Requests.reference(CAUSAL, inputs);
        for (int i = 0; i < 3; i++) {
            Map<String, Tensor> alone = new HashMap<>();
            alone.put("q", inputs.get("q").slice(2, i, i + 1));
            alone.put("k", firstKeys(inputs.get("k"), i + 4));
            alone.put("v", firstKeys(inputs.get("v"), i + 4));
            assertThat(Requests.reference(FULL, alone).o()).isEqualTo(Arrays.copyOfRange(causal.o(), 4 * i, 4 * i + 4));
        }
    }

    @Test
    void packedEqualsOneByOne() {
        for (MechanismConfig config : new MechanismConfig[] {FULL, CAUSAL}) {
            Map<String, Tensor> packed = Requests.queryKeyValue(1, 1, 1, 6, 8, 4, 3);
            packed.put("cu_seqlens", RandomTensors.ints(0, 2, 2, 6));
            packed.put("cu_seqlens_k", RandomTensors.ints(0, 5, 6, 8));
            Answer together = Requests.reference(config, packed);
            int[][] sequences = {{0, 2, 0, 5}, {2, 6, 6, 8}};
            for (int[] s : sequences) {
                Map<String, Tensor> one = new HashMap<>();
                one.put("q", packed.get("q").slice(2, s[0], s[1]));
                one.put("k", packed.get("k").slice(2, s[2], s[3]));
                one.put("v", packed.get("v").slice(2, s[2], s[3]));
                Answer alone = Requests.reference(config, one);
                assertThat(alone.o()).isEqualTo(Arrays.copyOfRange(together.o(), 3 * s[0], 3 * s[1]));
                assertThat(alone.lse()).isEqualTo(Arrays.copyOfRange(together.lse(), s[0], s[1]));
            }
        }
    }

    @Test
    void packedWithOneArrayServesQueriesAndKeys() {
        Map<String, Tensor> packed = Requests.queryKeyValue(1, 1, 1, 5, 5, 4, 4);
        packed.put("cu_seqlens", RandomTensors.ints(0, 2, 5));
        Answer once = Requests.reference(CAUSAL, packed);
        packed.put("cu_seqlens_k", packed.get("cu_seqlens"));
        assertSame(Requests.reference(CAUSAL, packed), once);
    }

    @Test
    void keyBiasIsADenseBiasOfEqualRows() {
        Map<String, Tensor> inputs = Requests.queryKeyValue(2, 2, 2, 3, 4, 4, 4);
        inputs.put("key_bias", RandomTensors.normal(5, 2, 2, 4));
        Answer keyBias = Requests.reference(FULL, inputs);
        Tensor dense = RandomTensors.filled(0, 2, 2, 3, 4);
        for (int at = 0; at < 48; at++) {
            float value = inputs.get("key_bias").getFloat(at / 12 * 4L + at % 4);
            dense.segment().setAtIndex(ValueLayout.JAVA_FLOAT, at, value);
        }
        inputs.remove("key_bias");
        inputs.put("bias", dense);
        assertSame(Requests.reference(FULL, inputs), keyBias);
    }

    @Test
    void biasesOfSizeOneAreBroadcast() {
        Map<String, Tensor> inputs = Requests.queryKeyValue(2, 3, 3, 2, 4, 4, 4);
        Tensor one = RandomTensors.normal(6, 1, 1, 2, 4);
        Tensor all = RandomTensors.filled(0, 2, 3, 2, 4);
        for (int copy = 0; copy < 6; copy++) {
            all.segment().asSlice(copy * 32L, 32).copyFrom(one.segment());
        }
        inputs.put("bias", one);
        Answer broadcast = Requests.reference(FULL, inputs);
        inputs.put("bias", all);
        assertSame(Requests.reference(FULL, inputs), broadcast);
    }

    @Test
    void biasOfMinusInfinityMasks() {
        Map<String, Tensor> inputs = Requests.queryKeyValue(1, 1, 1, 2, 3, 4, 4);
        float out = Float.NEGATIVE_INFINITY;
        inputs.put("bias", RandomTensors.floats(new float[] {out, out, out, 0, 0, out}, 1, 1, 2, 3));
        Answer answer = Requests.reference(FULL, inputs);
        assertThat(Arrays.copyOf(answer.o(), 4)).containsOnly(0);
        assertThat(answer.lse()[0]).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(answer.lse()[1]).isFinite();
    }

    private static Tensor firstKeys(Tensor tensor, int keys) {
        long[] shape = tensor.type().shape();
        TensorType type = tensor.type().withDimension(2, keys);
        Tensor first = RandomTensors.filled(0, type.shape());
        long rows = keys * shape[3] * Float.BYTES;
        for (long head = 0; head < shape[0] * shape[1]; head++) {
            first.segment()
                    .asSlice(head * rows, rows)
                    .copyFrom(tensor.segment().asSlice(head * shape[2] * shape[3] * Float.BYTES, rows));
        }
        return first;
    }

    private static void assertSame(Answer actual, Answer expected) {
        assertThat(actual.o()).isEqualTo(expected.o());
        assertThat(actual.lse()).isEqualTo(expected.lse());
    }
}
