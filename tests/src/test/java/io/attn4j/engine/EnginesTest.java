package io.attn4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.error.InvalidInputException;
import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.Requests;
import io.attn4j.plan.Strategy;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnginesTest {

    static Iterable<String> ids() {
        return Engines.ids();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void isUsableOrSaysWhatWouldMendIt(String id) {
        try (Engine engine = Engines.create(id)) {
            assertThat(engine.id()).isEqualTo(id);
            Availability availability = engine.availability();
            assertThat(availability.reason()).isNotBlank().doesNotContain("\n");
            assertThat(availability.remedy().isEmpty()).isEqualTo(availability.usable());
            assertThat(engine.devices().isEmpty()).isEqualTo(!availability.usable());
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void isChosenWhenAskedForOrRefusedWithReasonAndRemedy(String id) {
        boolean usable;
        try (Engine engine = Engines.create(id)) {
            usable = engine.availability().usable();
        }
        if (usable) {
            EngineChoice choice = Engines.choose(id);
            try (Engine engine = choice.engine()) {
                assertThat(engine.id()).isEqualTo(id);
                assertThat(choice.reasons()).hasSize(1).first().asString().startsWith(id + ": asked for; ");
            }
        } else {
            assertThatThrownBy(() -> Engines.choose(id))
                    .isInstanceOf(UnsupportedRequestException.class)
                    .hasMessageStartingWith("engine: got " + id + "; needs ")
                    .hasMessageContaining("; try ");
        }
    }

    @Test
    void refusesAnUnknownEngine() {
        assertThatThrownBy(() -> Engines.create("gpu"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "engine: got gpu; needs auto or one of tornado, opencl, cpu, simulator, reference; try --engine"
                                + " auto");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "reference"})
    void hostEnginesHaveOneDeviceAndNoKernelStrategies(String id) {
        Map<String, Tensor> inputs = Requests.queryKeyValue(1, 1, 1, 2, 2, 4, 4);
        Request request = Requests.request(MechanismConfig.of("standard"), inputs);
        try (Engine engine = Engines.create(id)) {
            assertThat(engine.devices()).hasSize(1);
            assertThatThrownBy(() -> engine.open(request, new EngineOptions(1, null, 0, false)))
                    .isInstanceOf(UnsupportedRequestException.class)
                    .hasMessageStartingWith("device: got 1; needs 0, the only device of " + id);
            assertThatThrownBy(() -> engine.open(request, new EngineOptions(-1, Strategy.NAIVE, 0, false)))
                    .isInstanceOf(UnsupportedRequestException.class)
                    .hasMessageStartingWith("strategy: got naive; needs an engine with kernels");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "reference"})
    void hostSessionsRefuseWhatTheyWereNotOpenedFor(String id) {
        Map<String, Tensor> inputs = Requests.queryKeyValue(1, 1, 1, 2, 2, 4, 4);
        Request request = Requests.request(MechanismConfig.of("standard"), inputs);
        Map<String, Tensor> larger = Requests.queryKeyValue(1, 1, 1, 3, 2, 4, 4);
        Request tooLarge = Requests.request(MechanismConfig.of("standard"), larger);
        Tensor o = RandomTensors.filled(0, 1, 1, 2, 4);
        try (Engine engine = Engines.create(id)) {
            EngineSession session = engine.open(request, EngineOptions.DEFAULT);
            assertThatThrownBy(() -> session.run(tooLarge, larger, Map.of("o", RandomTensors.filled(0, 1, 1, 3, 4))))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageStartingWith("problem: got ");
            assertThatThrownBy(() -> session.run(request, new HashMap<>(), Map.of("o", o)))
                    .isInstanceOf(InvalidInputException.class);
            session.run(request, inputs, Map.of("o", o));
            session.close();
            session.close();
            assertThatThrownBy(() -> session.run(request, inputs, Map.of("o", o)))
                    .isInstanceOf(IllegalStateException.class);
        }
    }
}
