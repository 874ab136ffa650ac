package io.attn4j.mechanism.centroid;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.engine.Availability;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.EngineSession;
import io.attn4j.engine.Engines;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.Requests;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The identities of centroid attention on every engine. */
class CentroidEnginesTest {
    private static final Offset<Float> ROUNDING = Offset.offset(5e-6f);

    static List<String> engines() {
        return Engines.ids();
    }

    @ParameterizedTest
    @MethodSource("engines")
    void startingFromTheInputsOneUpdateIsSelfAttentionWithResidual(String engine) {
        Tensor x = RandomTensors.normal(1, 1, 17, 12);
        Tensor q = RandomTensors.floats(x.toFloats(), 1, 1, 17, 12);
        float[] self = run(engine, "standard", Map.of("q", q, "k", q, "v", q)).get("o");
        float[] o = run(engine, "", Map.of("x", x, "u", x)).get("o");
        for (int e = 0; e < o.length; e++) {
            assertThat(o[e]).as("element " + e).isCloseTo(x.getFloat(e) + self[e], ROUNDING);
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aPaddedSequenceIsTheSlicedOne(String engine) {
        Tensor x = RandomTensors.normal(2, 1, 20, 8);
        for (String init : List.of("sample", "mean-pool", "kmeans", "farthest")) {
            for (int valid : new int[] {2, 13}) {
                Tensor padded = RandomTensors.floats(x.toFloats(), 1, 20, 8);
                for (int e = valid * 8; e < 20 * 8; e++) {
                    padded.segment().setAtIndex(ValueLayout.JAVA_FLOAT, e, Float.NaN);
                }
                String options = "centroids=4 heads=2 neighbours=5 norm=centroids init=" + init;
                float[] o = run(engine, options, Map.of("x", padded, "lengths", RandomTensors.ints(valid)))
                        .get("o");
                float[] sliced =
                        run(engine, options, Map.of("x", x.slice(1, 0, valid))).get("o");
                assertThat(o).as(init + ", " + valid + " inputs").containsExactly(sliced, ROUNDING);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void asManyNeighboursAsInputsAreNoRestriction(String engine) {
        Map<String, Tensor> inputs = Map.of("x", RandomTensors.normal(3, 2, 19, 8));
        for (String norm : List.of("inputs", "centroids", "centroids-normalized")) {
            float[] all = run(engine, "centroids=3 norm=" + norm, inputs).get("o");
            assertThat(run(engine, "centroids=3 neighbours=19 norm=" + norm, inputs)
                            .get("o"))
                    .as(norm)
                    .containsExactly(all, ROUNDING);
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void causalWithUnmovedCentroidsForEachTokenIsCausalSelfAttention(String engine) {
        Tensor x = RandomTensors.normal(4, 1, 19, 12);
        Tensor q = RandomTensors.floats(x.toFloats(), 1, 1, 19, 12);
        Map<String, float[]> self = run(engine, "standard causal", Map.of("q", q, "k", q, "v", q));
        Map<String, float[]> o = run(engine, "causal centroids=1 chunk=1 epsilon=0", Map.of("x", x));
        assertThat(o.get("o")).containsExactly(self.get("o"), ROUNDING);
        assertThat(o.get("lse")).containsExactly(self.get("lse"), ROUNDING);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void laterTokensDoNotReachEarlierOutputs(String engine) {
        Tensor x = RandomTensors.normal(5, 1, 21, 8);
        String options = "causal centroids=2 chunk=4 steps=2 heads=2 init=kmeans norm=centroids epsilon=0.5";
        float[] before = run(engine, options, Map.of("x", x)).get("o");
        for (int token : new int[] {0, 3, 4, 10, 19}) {
            Tensor changed = RandomTensors.floats(x.toFloats(), 1, 21, 8);
            changed.segment().setAtIndex(ValueLayout.JAVA_FLOAT, token * 8L, 50);
            float[] after = run(engine, options, Map.of("x", changed)).get("o");
            assertThat(Arrays.copyOf(after, token * 8))
                    .as("outputs before token " + token)
                    .isEqualTo(Arrays.copyOf(before, token * 8));
            assertThat(Arrays.copyOfRange(after, 160, 168)).isNotEqualTo(Arrays.copyOfRange(before, 160, 168));
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aSequenceGivesTheSameAloneAndWithOthers(String engine) {
        Tensor x = RandomTensors.normal(6, 3, 15, 8);
        for (String init : List.of("sample", "kmeans", "farthest")) {
            String options = "centroids=4 steps=2 norm=centroids-normalized init=" + init;
            float[] all = run(engine, options, Map.of("x", x)).get("o");
            for (int b = 0; b < 3; b++) {
                assertThat(run(engine, options, Map.of("x", x.slice(0, b, b + 1)))
                                .get("o"))
                        .as(init + ", sequence " + b)
                        .containsExactly(Arrays.copyOfRange(all, b * 32, (b + 1) * 32), ROUNDING);
            }
        }
    }

    /** What a session returns; options that begin with {@code standard} are of that mechanism. */
    private static Map<String, float[]> run(String id, String options, Map<String, Tensor> inputs) {
        MechanismConfig config = options.startsWith("standard")
                ? Requests.config("standard", options.endsWith("causal"))
                : CentroidRequests.config(options);
        Request request = Requests.request(config, inputs);
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        request.outputs().forEach((name, type) -> outputs.put(name, RandomTensors.filled(Float.NaN, type.shape())));
        try (Engine engine = Engines.create(id)) {
            Availability availability = engine.availability();
            Assumptions.assumeTrue(availability.usable(), id + ": needs " + availability.reason());
            try (EngineSession session = engine.open(request, new EngineOptions(-1, null, 0, false))) {
                session.run(request, inputs, outputs);
            }
        }
        Map<String, float[]> answer = new HashMap<>();
        outputs.forEach((name, tensor) -> answer.put(name, tensor.toFloats()));
        return answer;
    }
}
