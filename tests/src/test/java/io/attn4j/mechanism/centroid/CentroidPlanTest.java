package io.attn4j.mechanism.centroid;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.Requests;
import io.attn4j.mechanism.centroid.CentroidRequests.Example;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Step;
import io.attn4j.tensor.TensorType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CentroidPlanTest {
    private final Mechanism centroid = Mechanisms.byId("centroid");

    static List<Example> examples() {
        return CentroidRequests.all();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void smallerRequestsHaveTheStepsOfTheCapacity(Example example) {
        Request request = Requests.request(example.config(), example.inputs());
        Plan capacity = request.plan();
        Map<String, TensorType> smaller = new HashMap<>(request.inputs());
        smaller.put("x", request.inputs().get("x").withDimension(1, 1));
        Plan small = request.with(smaller).plan();
        Plan same = request.plan(example.inputs());
        for (Plan plan : List.of(small, same)) {
            assertThat(plan.steps().stream().map(Step::task).toList())
                    .isEqualTo(capacity.steps().stream().map(Step::task).toList());
            assertThat(plan.steps().stream().map(Object::getClass).toList())
                    .isEqualTo(capacity.steps().stream().map(Object::getClass).toList());
            assertThat(plan.buffers().keySet()).isEqualTo(capacity.buffers().keySet());
        }
    }

    @Test
    void anUpdateOverInputsIsOneCoreAndTheOutputProjection() {
        assertThat(tasks(CentroidRequests.of(1, 8, 4, 2, "wq wk wv wo", "steps=2")))
                .containsExactly(
                        "keys", "values", "start", "queries0", "attend0", "move0", "queries1", "attend1", "move1");
    }

    @Test
    void anUpdateOverCentroidsIsTwoCores() {
        assertThat(tasks(CentroidRequests.of(1, 8, 4, 2, "wo", "norm=centroids similarity=distance neighbours=2")))
                .containsExactly(
                        "start",
                        "neighbours",
                        "keepers",
                        "centroidNorms0",
                        "share0",
                        "keep0",
                        "inputBias0",
                        "attend0",
                        "mass0",
                        "change0",
                        "move0");
    }

    private List<String> tasks(Example example) {
        Plan plan = Requests.request(example.config(), example.inputs()).plan(example.inputs());
        return plan.steps().stream().map(Step::task).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "steps=2 norm=inputs",
                "steps=2 norm=centroids similarity=distance",
                "init=kmeans expand=true",
                "init=farthest causal chunk=64",
                "init=sample causal chunk=64 norm=centroids-normalized"
            })
    void memoryGrowsLinearlyWithTheSequence(String options) {
        double before = intermediateBytes(1024, options);
        assertThat(intermediateBytes(2048, options) / before).isLessThanOrEqualTo(2);
        assertThat(intermediateBytes(8192, options) / before).isLessThanOrEqualTo(8);
    }

    private double intermediateBytes(int tokens, String options) {
        Example example = CentroidRequests.of(1, 1, 16, 8, "wq wk wv wo", options);
        Map<String, TensorType> types = Requests.types(example.inputs());
        types.put("x", TensorType.f32(2, tokens, 16));
        return centroid.request(example.config(), types).plan().bytes(Buffer.Kind.INTERMEDIATE);
    }
}
