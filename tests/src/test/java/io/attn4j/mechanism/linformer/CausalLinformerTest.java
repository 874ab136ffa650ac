package io.attn4j.mechanism.linformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attn4j.engine.Availability;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.EngineSession;
import io.attn4j.engine.Engines;
import io.attn4j.error.InvalidInputException;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.Requests;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CausalLinformerTest {
    private static final int H = 2;
    private static final int N = 26;
    private static final int D = 6;
    private static final int SLOTS = 5;

    private final Mechanism linformer = Mechanisms.byId("linformer");

    static List<String> engines() {
        return Engines.ids();
    }

    private static Map<String, Tensor> inputs(int columns) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        inputs.put("q", RandomTensors.normal(1, 1, H, N, D));
        inputs.put("k", RandomTensors.normal(2, 1, H, N, D));
        inputs.put("v", RandomTensors.normal(3, 1, H, N, D));
        inputs.put("e", RandomTensors.normal(4, SLOTS, columns));
        inputs.put("f", RandomTensors.normal(5, SLOTS, columns));
        return inputs;
    }

    private static MechanismConfig config(String form, String... options) {
        Map<String, String> all = new HashMap<>(Map.of("causal-form", form));
        for (int i = 0; i < options.length; i += 2) {
            all.put(options[i], options[i + 1]);
        }
        return new MechanismConfig("linformer", true, null, all);
    }

    private float[] run(String id, MechanismConfig config, Map<String, Tensor> inputs) {
        return runAll(id, config, inputs).get("o").toFloats();
    }

    private Map<String, Tensor> runAll(String id, MechanismConfig config, Map<String, Tensor> inputs) {
        Request request = Requests.request(config, inputs);
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        request.outputs().forEach((name, type) -> outputs.put(name, RandomTensors.filled(Float.NaN, type.shape())));
        try (Engine engine = Engines.create(id)) {
            Availability availability = engine.availability();
            Assumptions.assumeTrue(availability.usable(), id + ": needs " + availability.reason());
            try (EngineSession session = engine.open(request, EngineOptions.DEFAULT)) {
                session.run(request, inputs, outputs);
            }
        }
        return outputs;
    }

    /** Whatever a later token holds, earlier outputs are the same to the last bit. */
    @ParameterizedTest
    @MethodSource("engines")
    void laterTokensDoNotReachEarlierOutputs(String engine) {
        int changed = 17;
        for (MechanismConfig config : List.of(
                config("past-only", "chunk", "8"),
                config("past-only", "algorithm", "recurrent"),
                config("past-only", "chunk", "8", "horizon", "16"),
                config("past-only", "algorithm", "recurrent", "horizon", "16"),
                config("block"))) {
            Map<String, Tensor> inputs =
                    inputs(config.options().get("causal-form").equals("block") ? 8 : N);
            float[] before = run(engine, config, inputs);
            for (String tensor : List.of("k", "v")) {
                for (int h = 0; h < H; h++) {
                    for (int d = 0; d < D; d++) {
                        inputs.get(tensor).setFloat((h * N + changed) * (long) D + d, 50);
                    }
                }
            }
            float[] after = run(engine, config, inputs);
            for (int h = 0; h < H; h++) {
                assertThat(Arrays.copyOfRange(after, h * N * D, (h * N + changed) * D))
                        .as(config.toString())
                        .isEqualTo(Arrays.copyOfRange(before, h * N * D, (h * N + changed) * D));
            }
            assertThat(after).isNotEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void algorithmsAgreeWhereSlotsForget(String engine) {
        Map<String, Tensor> inputs = inputs(N);
        float[] parallel = run(engine, config("past-only", "algorithm", "parallel", "horizon", "16"), inputs);
        for (MechanismConfig other : List.of(
                config("past-only", "horizon", "16", "algorithm", "recurrent"),
                config("past-only", "horizon", "16", "chunk", "1"),
                config("past-only", "horizon", "16", "chunk", "8"),
                config("past-only", "horizon", "16"))) {
            float[] o = run(engine, other, inputs);
            for (int i = 0; i < o.length; i++) {
                assertThat(o[i]).as(other.toString()).isCloseTo(parallel[i], within(2e-5f));
            }
        }
        float[] plain = run(engine, config("past-only"), inputs);
        assertThat(Arrays.copyOf(plain, D))
                .as("the first row has nothing to forget")
                .isEqualTo(Arrays.copyOf(parallel, D));
        assertThat(plain).isNotEqualTo(parallel);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void algorithmsAgree(String engine) {
        Map<String, Tensor> inputs = inputs(N);
        float[] parallel = run(engine, config("past-only", "algorithm", "parallel"), inputs);
        for (MechanismConfig other : List.of(
                config("past-only", "algorithm", "recurrent"),
                config("past-only", "chunk", "1"),
                config("past-only", "chunk", "8"),
                config("past-only"))) {
            float[] o = run(engine, other, inputs);
            for (int i = 0; i < o.length; i++) {
                assertThat(o[i]).as(other.toString()).isCloseTo(parallel[i], within(2e-5f));
            }
        }
    }

    /** Token by token, each from the state that the one before left. */
    @ParameterizedTest
    @MethodSource("engines")
    void decodesFromItsState(String engine) {
        Map<String, Tensor> inputs = inputs(N);
        float[] whole = run(engine, config("past-only", "chunk", "8"), inputs);
        Tensor keyState = RandomTensors.filled(0, 1, H, SLOTS, D);
        Tensor valueState = RandomTensors.filled(0, 1, H, SLOTS, D);
        for (int t = 0; t < 6; t++) {
            Map<String, Tensor> step = new HashMap<>(inputs);
            for (String name : List.of("q", "k", "v")) {
                float[] token = new float[H * D];
                for (int h = 0; h < H; h++) {
                    for (int d = 0; d < D; d++) {
                        token[h * D + d] = inputs.get(name).getFloat((h * N + t) * (long) D + d);
                    }
                }
                step.put(name, RandomTensors.floats(token, 1, H, 1, D));
            }
            step.put("state_k", keyState);
            step.put("state_v", valueState);
            Map<String, Tensor> outputs = runAll(
                    engine, config("past-only", "algorithm", "recurrent", "position", Integer.toString(t)), step);
            for (int h = 0; h < H; h++) {
                for (int d = 0; d < D; d++) {
                    assertThat(outputs.get("o").getFloat(h * (long) D + d))
                            .isCloseTo(whole[(h * N + t) * D + d], within(2e-5f));
                }
            }
            keyState = outputs.get("next_state_k");
            valueState = outputs.get("next_state_v");
        }
    }

    /** One block that is never finished is standard causal attention. */
    @Test
    void aBlockAsLongAsTheSequenceIsStandard() {
        Map<String, Tensor> inputs = inputs(N + 1);
        double[] block = Requests.reference(config("block"), inputs).o();
        Map<String, Tensor> plain = new HashMap<>(inputs);
        plain.keySet().removeAll(List.of("e", "f"));
        double[] standard =
                Requests.reference(Requests.config("standard", true), plain).o();
        for (int i = 0; i < block.length; i++) {
            assertThat(block[i]).isCloseTo(standard[i], within(1e-12));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "past-only | algorithm=fast | algorithm: got fast; needs chunked, parallel or recurrent",
                "past-only | chunk=0 | chunk: got 0; needs a whole number from 1",
                "past-only | algorithm=parallel,chunk=4 | chunk: got --chunk with parallel",
                "past-only | position=1 | e: got 26 columns; needs at least position + N = 27",
                "past-only | block=8 | block: got --block with past-only",
                "past-only | horizon=1 | horizon: got 1; needs a whole number from 2",
                "past-only | horizon=far | horizon: got far; needs a whole number from 2",
                "past-only | horizon=9,chunk=65 | chunk: got 65 with horizon; needs 1 to 64; try --chunk 64 or leaving it out",
                "block | horizon=9 | horizon: got --horizon with block",
                "block | chunk=8 | chunk: got --chunk with block",
                "block | block=8 | block: got 8; needs 26, the columns of e",
                "future | chunk=8 | causal-form: got future; needs past-only or block",
                "past-only | projection=mean-pool | projection: got mean-pool with a causal form; needs linear",
            })
    void refusesBadOptions(String form, String options, String message) {
        Map<String, String> all = new HashMap<>(Map.of("causal-form", form));
        for (String option : options.split(",", -1)) {
            String[] parts = option.split("=", 2);
            all.put(parts[0], parts[1]);
        }
        MechanismConfig config = new MechanismConfig("linformer", true, null, all);
        assertThatThrownBy(() -> Requests.request(config, inputs(N)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(message);
    }

    /** One chunk is as many rows as fp32 can hold the inverse decays of. */
    @Test
    void parallelWithAHorizonIsForOneChunk() {
        Map<String, TensorType> types = new HashMap<>();
        for (String name : List.of("q", "k", "v")) {
            types.put(name, TensorType.f32(1, H, 65, D));
        }
        types.put("e", TensorType.f32(SLOTS, 65));
        assertThatThrownBy(() -> linformer.request(config("past-only", "algorithm", "parallel", "horizon", "9"), types))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("algorithm: got parallel with horizon and 65 rows; needs at most 64 rows; "
                        + "try --algorithm chunked");
        assertThat(linformer
                        .request(config("past-only", "algorithm", "recurrent", "horizon", "9"), types)
                        .sizes())
                .containsEntry("horizon", 9);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "k | 1 2 27 6 | v: got F32[1, 2, 26, 6]; needs dimension 2 to be 27",
                "e | 5 25 | f: got F32[5, 26]; needs the shape of e",
                "state_k | 1 2 5 6 | state_v: got no tensor",
                "state_k | 1 2 4 6 | state_k: got F32[1, 2, 4, 6]; needs dimension 2 to be 5",
                "bias | 1 1 26 5 | bias: got bias with a causal form",
            })
    void refusesWrongTensors(String name, String shape, String message) {
        Map<String, TensorType> types = Requests.types(inputs(N));
        String[] sizes = shape.split(" ", -1);
        long[] dimensions = new long[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            dimensions[i] = Long.parseLong(sizes[i]);
        }
        types.put(name, TensorType.f32(dimensions));
        assertThatThrownBy(() -> linformer.request(config("past-only"), types))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(message);
    }
}
