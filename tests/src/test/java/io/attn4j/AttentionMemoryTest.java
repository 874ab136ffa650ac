package io.attn4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.EngineSession;
import io.attn4j.engine.Engines;
import io.attn4j.error.InvalidInputException;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.Request;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.lang.foreign.Arena;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose memory tensors may lie in, and sessions that are kept while requests need more of an array or less. */
class AttentionMemoryTest {

    private static void assumeUsable(String engine) {
        try (Engine opened = Engines.create(engine)) {
            assumeTrue(
                    opened.availability().usable(),
                    () -> engine + ": " + opened.availability().reason());
        }
    }

    /** Queries, keys and values with gradients, in memory of {@code arena}. */
    private static Map<String, Tensor> inputs(Arena arena, int batch, int n) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        for (String name : List.of("q", "k", "v", "grad.o")) {
            Tensor tensor = Tensor.allocate(TensorType.f32(batch, 2, n, 8), arena);
            tensor.segment()
                    .copyFrom(RandomTensors.normal(name.hashCode(), batch, 2, n, 8)
                            .segment());
            inputs.put(name, tensor);
        }
        return inputs;
    }

    @ParameterizedTest
    @CsvSource({
        "cpu, 6, 0",
        "cpu, 300, 0",
        "cpu, 64, 300000",
        "reference, 6, 0",
        "reference, 300, 0",
        "simulator, 6, 0",
        "opencl, 6, 0",
        "opencl, 300, 0",
        "opencl, 64, 400000"
    })
    void memoryOfTheCallingThreadAloneIsAsGoodAsAny(String engine, int n, long budget) {
        assumeUsable(engine);
        try (Arena shared = Arena.ofShared();
                Arena confined = Arena.ofConfined();
                Attention attention = Attention.builder("standard")
                        .engine(engine)
                        .memoryBudgetBytes(budget)
                        .build()) {
            int batch = budget == 0 ? 1 : 3;
            Map<String, Tensor> expected = attention.gradients(inputs(shared, batch, n));
            Map<String, Tensor> inputs = inputs(confined, batch, n);
            Map<String, Tensor> outputs = new HashMap<>();
            expected.forEach((name, tensor) -> outputs.put(name, Tensor.allocate(tensor.type(), confined)));
            attention.gradients(inputs, outputs);
            expected.forEach((name, tensor) ->
                    assertThat(outputs.get(name).toFloats()).as(name).isEqualTo(tensor.toFloats()));
            inputs.remove("grad.o");
            Tensor o = Tensor.allocate(outputs.get("o").type(), confined);
            attention.forward(inputs, Map.of("o", o));
            assertThat(o.toFloats()).isEqualTo(attention.forward(inputs).toFloats());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "reference", "simulator", "opencl"})
    void memoryOfAnotherThreadAloneIsRefusedBeforeAnythingRuns(String engine) throws Exception {
        assumeUsable(engine);
        try (Arena confined = Arena.ofConfined();
                Attention attention =
                        Attention.builder("standard").engine(engine).build()) {
            Map<String, Tensor> inputs = inputs(confined, 1, 6);
            inputs.remove("grad.o");
            Throwable thrown = CompletableFuture.supplyAsync(() -> {
                        try {
                            attention.forward(inputs);
                            return null;
                        } catch (RuntimeException refused) {
                            return refused;
                        }
                    })
                    .get();
            assertThat(thrown)
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("got memory of an arena that belongs to another thread")
                    .hasMessageContaining("Arena.ofShared()");
            assertThat(attention.lastReport()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "reference", "simulator", "opencl"})
    void sessionsSayThatTheirThreadsNeedTheMemory(String engine) {
        assumeUsable(engine);
        try (Arena confined = Arena.ofConfined();
                Engine opened = Engines.create(engine)) {
            Map<String, Tensor> inputs = inputs(confined, 1, 6);
            inputs.remove("grad.o");
            Map<String, TensorType> types = new HashMap<>();
            inputs.forEach((name, tensor) -> types.put(name, tensor.type()));
            Request request =
                    Mechanisms.byId("standard").request(new MechanismConfig("standard", false, null, Map.of()), types);
            Tensor o = Tensor.allocate(request.outputType());
            try (EngineSession session = opened.open(request, new EngineOptions(-1, null, 0, false))) {
                assertThatThrownBy(() -> session.run(request, inputs, Map.of("o", o)))
                        .isInstanceOf(InvalidInputException.class)
                        .hasMessageContaining("belongs to another thread");
            }
        }
    }

    @Test
    void nothingIsNoTensor() {
        try (Attention attention = Attention.builder("standard").engine("cpu").build()) {
            Map<String, Tensor> inputs = inputs(Arena.ofAuto(), 1, 6);
            inputs.remove("grad.o");
            inputs.put("v", null);
            assertThatThrownBy(() -> attention.forward(inputs))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("v: got null; needs a tensor; try leaving it out or giving one");
            assertThatThrownBy(() -> attention.gradients(inputs)).isInstanceOf(InvalidInputException.class);
            assertThatThrownBy(() -> attention.forward(null, new float[8], new float[8], 1, 1, 1, 8))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("q: got null");
            assertThatThrownBy(() -> Tensor.of(null, 1)).isInstanceOf(InvalidInputException.class);
            assertThatThrownBy(() -> Tensor.wrap(TensorType.f32(1), null)).isInstanceOf(InvalidInputException.class);
            assertThatThrownBy(() -> Attention.builder("standard").weight("w", null))
                    .isInstanceOf(InvalidInputException.class);
            assertThatThrownBy(() -> Attention.builder("standard").device(-5))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("device: got -5");
        }
    }

    @ParameterizedTest
    @CsvSource({"cpu, 0", "simulator, 0", "opencl, 0", "opencl, 45000", "cpu, 45000"})
    void aRequestWithSmallerTensorsMayNeedMoreBetweenItsSteps(String engine, long budget) {
        assumeUsable(engine);
        int batch = budget == 0 ? 1 : 4;
        Map<String, Tensor> one = linformer(batch, 24);
        Map<String, Tensor> two = linformer(batch, 6);
        try (Attention attention = linformer(engine, budget);
                Attention reference = linformer("reference", 0)) {
            for (Map<String, Tensor> inputs : List.of(one, two, one, two)) {
                float[] expected = reference.forward(inputs).toFloats();
                float[] found = attention.forward(inputs).toFloats();
                for (int i = 0; i < expected.length; i++) {
                    assertThat(Math.abs(found[i] - expected[i])).isLessThan(1e-5f);
                }
            }
        }
    }

    private static Attention linformer(String engine, long budget) {
        return Attention.builder("linformer")
                .engine(engine)
                .causal(true)
                .option("causal-form", "block")
                .memoryBudgetBytes(budget)
                .build();
    }

    private static Map<String, Tensor> linformer(int batch, int segment) {
        return Map.of(
                "q", RandomTensors.normal(1, batch, 1, 48, 8),
                "k", RandomTensors.normal(2, batch, 1, 48, 8),
                "v", RandomTensors.normal(3, batch, 1, 48, 8),
                "e", RandomTensors.normal(4, 3, segment));
    }
}
