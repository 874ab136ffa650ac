package io.attn4j.mechanism.linformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Requests;
import io.attn4j.mechanism.Requests.Answer;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Identities of docs/equations.md, section 9, that the oracle must keep. */
class LinformerReferenceTest {
    private static final MechanismConfig STANDARD = Requests.config("standard", false);
    private static final MechanismConfig LINEAR = Requests.config("linformer", false);

    @Test
    void identityProjectionIsStandardAttention() {
        Map<String, Tensor> inputs = Requests.queryKeyValue(2, 4, 2, 5, 6, 4, 3);
        Answer standard = Requests.reference(STANDARD, inputs);
        inputs.put("e", identity(6, 6));
        assertClose(Requests.reference(LINEAR, inputs), standard);
        inputs.put("f", identity(6, 6));
        assertClose(Requests.reference(LINEAR, inputs), standard);
    }

    @Test
    void columnsBeyondTheSequenceAreNotUsed() {
        Map<String, Tensor> inputs = Requests.queryKeyValue(1, 2, 2, 3, 6, 4, 4);
        inputs.put("e", columns(RandomTensors.normal(3, 4, 9), 6));
        Answer narrow = Requests.reference(LINEAR, inputs);
        Tensor wide = RandomTensors.normal(3, 4, 9);
        for (int r = 0; r < 4; r++) {
            wide.segment().setAtIndex(ValueLayout.JAVA_FLOAT, r * 9L + 7, Float.NaN);
        }
        inputs.put("e", wide);
        assertSame(Requests.reference(LINEAR, inputs), narrow);
    }

    @Test
    void paddedEqualsSlicedWhateverThePaddingHolds() {
        Map<String, Tensor> padded = Requests.queryKeyValue(1, 1, 1, 3, 7, 4, 4);
        padded.put("e", RandomTensors.normal(3, 5, 7));
        padded.put("f", RandomTensors.normal(4, 5, 7));
        Map<String, Tensor> sliced = new HashMap<>(padded);
        sliced.put("k", padded.get("k").slice(2, 0, 4));
        sliced.put("v", padded.get("v").slice(2, 0, 4));
        Answer expected = Requests.reference(LINEAR, sliced);
        padded.put("lengths", RandomTensors.ints(4));
        for (long at = 16; at < 28; at++) {
            padded.get("k").segment().setAtIndex(ValueLayout.JAVA_FLOAT, at, Float.NaN);
            padded.get("v").segment().setAtIndex(ValueLayout.JAVA_FLOAT, at, Float.POSITIVE_INFINITY);
        }
        assertSame(Requests.reference(LINEAR, padded), expected);
    }

    @Test
    void anEntirelyPaddedSequenceIsZero() {
        Map<String, Tensor> inputs = Requests.queryKeyValue(2, 1, 1, 2, 4, 4, 4);
        inputs.put("e", RandomTensors.normal(3, 5, 4));
        inputs.put("lengths", RandomTensors.ints(0, 4));
        Answer answer = Requests.reference(LINEAR, inputs);
        assertThat(Arrays.copyOf(answer.o(), 8)).containsOnly(0);
        assertThat(answer.lse()[0]).isCloseTo(Math.log(5), within(1e-15));
    }

    @Test
    void headsThatShareEqualHeadsWithCopies() {
        Map<String, Tensor> inputs = Requests.queryKeyValue(2, 4, 2, 3, 5, 4, 4);
        Tensor shared = RandomTensors.normal(3, 3, 5);
        inputs.put("e", shared);
        Answer once = Requests.reference(LINEAR, inputs);
        Tensor each = RandomTensors.filled(0, 2, 3, 5);
        each.segment().asSlice(0, 60).copyFrom(shared.segment());
        each.segment().asSlice(60, 60).copyFrom(shared.segment());
        inputs.put("e", each);
        assertSame(Requests.reference(LINEAR, inputs), once);
    }

    @Test
    void perHeadProjectionsDiffer() {
        Map<String, Tensor> inputs = Requests.queryKeyValue(1, 2, 2, 3, 5, 4, 4);
        Tensor e = RandomTensors.normal(3, 2, 3, 5);
        inputs.put("e", e);
        Answer both = Requests.reference(LINEAR, inputs);
        for (int head = 0; head < 2; head++) {
            Map<String, Tensor> one = new HashMap<>();
            for (String name : new String[] {"q", "k", "v"}) {
                one.put(name, inputs.get(name).slice(1, head, head + 1));
            }
            one.put("e", e.slice(0, head, head + 1));
            assertThat(Requests.reference(LINEAR, one).o())
                    .isEqualTo(Arrays.copyOfRange(both.o(), 12 * head, 12 * head + 12));
        }
    }

    @Test
    void meanPoolIsTheLinearProjectionByMeans() {
        Map<String, Tensor> inputs = Requests.queryKeyValue(2, 2, 1, 3, 7, 4, 4);
        inputs.put("lengths", RandomTensors.ints(7, 4));
        Answer pooled =
                Requests.reference(Requests.config("linformer", false, "projection", "mean-pool", "rank", "3"), inputs);
        // Segments of floor(r*7/3): 0..2, 2..4, 4..7.
        int[] starts = {0, 2, 4, 7};
        Tensor means = RandomTensors.filled(0, 3, 7);
        for (int r = 0; r < 3; r++) {
            for (int n = starts[r]; n < starts[r + 1]; n++) {
                means.segment().setAtIndex(ValueLayout.JAVA_FLOAT, r * 7L + n, 1f / (starts[r + 1] - starts[r]));
            }
        }
        inputs.put("e", means);
        assertClose(Requests.reference(LINEAR, inputs), pooled, 1e-6);
    }

    @Test
    void maxPoolTakesTheLargestOfEachSegmentAndLeavesPaddingOut() {
        Map<String, Tensor> inputs = Requests.queryKeyValue(1, 1, 1, 1, 5, 1, 1);
        inputs.put("q", RandomTensors.floats(new float[] {0}, 1, 1, 1, 1));
        // Segments 0..1, 1..3 and 3..5 of which rows from 3 on are padding: slots -4, -2 and 0, all weighed alike.
        inputs.put("v", RandomTensors.floats(new float[] {-4, -3, -2, 9, Float.NaN}, 1, 1, 5, 1));
        inputs.put("lengths", RandomTensors.ints(3));
        Answer pooled =
                Requests.reference(Requests.config("linformer", false, "projection", "max-pool", "rank", "3"), inputs);
        assertThat(pooled.o()[0]).isCloseTo(-2, within(1e-12));
    }

    @Test
    void biasesActOnTheSlots() {
        Map<String, Tensor> inputs = Requests.queryKeyValue(1, 1, 1, 2, 6, 4, 4);
        inputs.put("e", RandomTensors.normal(3, 3, 6));
        // All weight on slot 1: the output is its value, V' row 1.
        float out = Float.NEGATIVE_INFINITY;
        inputs.put("key_bias", RandomTensors.floats(new float[] {out, 0, out}, 1, 1, 3));
        Answer answer = Requests.reference(LINEAR, inputs);
        for (int d = 0; d < 4; d++) {
            double slot = 0;
            for (int n = 0; n < 6; n++) {
                slot += (double) inputs.get("e").getFloat(6 + n)
                        * inputs.get("v").getFloat(4L * n + d);
            }
            assertThat(answer.o()[d]).isCloseTo(slot, within(1e-12));
            assertThat(answer.o()[4 + d]).isCloseTo(slot, within(1e-12));
        }
    }

    @Test
    void moreSlotsThanKeysAreAllowed() {
        Map<String, Tensor> inputs = Requests.queryKeyValue(1, 1, 1, 2, 3, 4, 4);
        inputs.put("e", RandomTensors.normal(3, 9, 3));
        assertThat(Requests.reference(LINEAR, inputs).o()).doesNotContain(Double.NaN);
    }

    private static Tensor identity(int rows, int columns) {
        Tensor identity = RandomTensors.filled(0, rows, columns);
        for (long i = 0; i < Math.min(rows, columns); i++) {
            identity.segment().setAtIndex(ValueLayout.JAVA_FLOAT, i * columns + i, 1);
        }
        return identity;
    }

    private static Tensor columns(Tensor matrix, int count) {
        long rows = matrix.type().dimension(0);
        long width = matrix.type().dimension(1);
        Tensor part = RandomTensors.filled(0, rows, count);
        for (long at = 0; at < rows * count; at++) {
            part.segment().setAtIndex(ValueLayout.JAVA_FLOAT, at, matrix.getFloat(at / count * width + at % count));
        }
        return part;
    }

    private static void assertSame(Answer actual, Answer expected) {
        assertThat(actual.o()).isEqualTo(expected.o());
        assertThat(actual.lse()).isEqualTo(expected.lse());
    }

    private static void assertClose(Answer actual, Answer expected) {
        assertClose(actual, expected, 1e-12);
    }

    private static void assertClose(Answer actual, Answer expected, double limit) {
        assertThat(actual.o()).containsExactly(expected.o(), within(limit));
        assertThat(actual.lse()).containsExactly(expected.lse(), within(limit));
    }
}
