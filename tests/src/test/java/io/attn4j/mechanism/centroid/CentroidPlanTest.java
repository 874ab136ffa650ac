package io.attn4j.mechanism.centroid;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.Problem;
import io.attn4j.mechanism.Requests;
import io.attn4j.mechanism.centroid.CentroidRequests.Request;
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

    static List<Request> requests() {
        return CentroidRequests.all();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void smallerRequestsHaveTheStepsOfTheCapacity(Request request) {
        Problem problem = Requests.problem(request.config(), request.inputs());
        Plan capacity = centroid.plan(problem, null);
        Map<String, TensorType> smaller = new HashMap<>(problem.inputs());
        smaller.put("x", problem.inputs().get("x").withDimension(1, 1));
        Plan small = centroid.plan(centroid.problem(request.config(), smaller), null);
        Plan same = centroid.plan(problem, request.inputs());
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

    private List<String> tasks(Request request) {
        Plan plan = centroid.plan(Requests.problem(request.config(), request.inputs()), request.inputs());
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
        Request request = CentroidRequests.of(1, 1, 16, 8, "wq wk wv wo", options);
        Map<String, TensorType> types = Requests.types(request.inputs());
        types.put("x", TensorType.f32(2, tokens, 16));
        return centroid.plan(centroid.problem(request.config(), types), null).bytes(Buffer.Kind.INTERMEDIATE);
    }
}
