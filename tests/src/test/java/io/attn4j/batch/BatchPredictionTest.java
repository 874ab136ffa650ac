package io.attn4j.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.EngineSession;
import io.attn4j.engine.Engines;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.Requests;
import io.attn4j.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes into a prediction; how good it is stands in records, as times are no matter for tests. */
class BatchPredictionTest {

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"cpu", "opencl"})
    void predictsThePlanThatSessionsRun(String engineId) {
        try (Engine engine = Engines.create(engineId)) {
            Assumptions.assumeTrue(
                    engine.availability().usable(),
                    engineId + ": " + engine.availability().reason());
            Mechanism standard = Mechanisms.byId("standard");
            Map<String, Tensor> inputs = Requests.queryKeyValue(7, 2, 2, 33, 33, 16, 16);
            Request request = Requests.request(MechanismConfig.of("standard"), inputs);
            Map<String, Tensor> outputs = new HashMap<>();
            request.outputs().forEach((name, type) -> outputs.put(name, Tensor.allocate(type)));
            EngineOptions options = new EngineOptions(-1, null, request.deviceBytes(null) / 2, false);
            BatchPrediction prediction = BatchPrediction.of(engine, request, options, inputs, outputs);
            try (EngineSession session = BatchedSession.open(engine, request, options)) {
                assertThat(prediction.parts()).isEqualTo(((BatchedSession) session).parts());
            }
            assertThat(prediction.sessions()).isEqualTo(2);
            assertThat(prediction.largest().kernelNs()).isPositive();
            assertThat(prediction.predictedNs())
                    .isPositive()
                    .isLessThanOrEqualTo(prediction.sequentialNs() * (1 + 1e-12));
            if (engine.taskGraphs()) {
                assertThat(prediction.toDeviceGbs()).isPositive();
                assertThat(prediction.toHostGbs()).isPositive();
            } else {
                assertThat(prediction.predictedNs()).isEqualTo(prediction.sequentialNs());
            }
        }
    }
}
