package io.attn4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.Attention;
import io.attn4j.batch.BatchedSession;
import io.attn4j.compare.Comparison;
import io.attn4j.compare.Tolerance;
import io.attn4j.error.InvalidInputException;
import io.attn4j.graph.GraphTimings;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.PlanMemory;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.Requests;
import io.attn4j.mechanism.gradient.GradientMechanism;
import io.attn4j.plan.Plan;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.Narrowing;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import io.attn4j.tensor.Workspace;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests of fp16 and bf16: what engines answer, and what is refused. */
class SixteenBitTest {
    private static final MechanismConfig CAUSAL = Requests.config("standard", true);

    static Stream<Arguments> engines() {
        return Stream.of("cpu", "reference", "simulator", "opencl", "tornado")
                .flatMap(id -> Stream.of(DType.F16, DType.BF16).map(dtype -> Arguments.of(id, dtype)));
    }

    /** The engine, where it is usable. */
    private static Engine usable(String id) {
        Engine engine = Engines.create(id);
        if (!engine.availability().usable()) {
            String reason = engine.availability().reason();
            engine.close();
            Assumptions.abort(id + ": needs " + reason);
        }
        return engine;
    }

    /** A request with every kind of tensor of the mechanism, rounded to {@code dtype}. */
    private static Map<String, Tensor> inputs(String mechanism, DType dtype, int queries) {
        Map<String, Tensor> exact = Requests.queryKeyValue(2, 4, 2, queries, 11, 16, 8);
        if (mechanism.equals("standard")) {
            exact.put("bias", RandomTensors.normal(14, 2, 1, queries, 11));
            exact.put("key_bias", RandomTensors.normal(15, 2, 4, 11));
        } else {
            exact.put("e", RandomTensors.normal(16, 5, 11));
        }
        Map<String, Tensor> rounded = new HashMap<>();
        exact.forEach((name, tensor) -> rounded.put(name, rounded(dtype, tensor)));
        rounded.put("lengths", RandomTensors.ints(7, 11));
        return rounded;
    }

    private static Tensor rounded(DType dtype, Tensor exact) {
        Tensor tensor = Tensor.allocate(exact.type().withDType(dtype), Arena.ofAuto());
        Narrowing.narrow(exact.segment(), tensor);
        return tensor;
    }

    private static Map<String, Tensor> poisoned(Request request) {
        Map<String, Tensor> outputs = new HashMap<>();
        request.outputs().forEach((name, type) -> {
            Tensor tensor = Tensor.allocate(type, Arena.ofAuto());
            for (long i = 0; i < type.elements(); i++) {
                tensor.setFloat(i, Float.NaN);
            }
            outputs.put(name, tensor);
        });
        return outputs;
    }

    private static Map<String, double[]> expected(Request request, Map<String, Tensor> inputs) {
        Map<String, double[]> expected = new HashMap<>();
        request.outputs().forEach((name, type) -> {
            double[] values = new double[(int) type.elements()];
            Arrays.fill(values, Double.NaN);
            expected.put(name, values);
        });
        try (Workspace wide = new Workspace()) {
            request.reference(wide.widened(inputs), expected);
        }
        return expected;
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("engines")
    void resultsAreThoseOfTheRoundedInputs(String id, DType dtype) {
        for (String name : new String[] {"standard", "linformer"}) {
            MechanismConfig config = Requests.config(name, name.equals("standard"));
            try (Engine engine = usable(id);
                    EngineSession session =
                            engine.open(Requests.request(config, inputs(name, dtype, 9)), EngineOptions.DEFAULT)) {
                // smaller than the session, as large, and again
                for (int queries : new int[] {5, 9, 9}) {
                    Map<String, Tensor> inputs = inputs(name, dtype, queries);
                    Request request = Requests.request(config, inputs);
                    Map<String, Tensor> outputs = poisoned(request);
                    session.run(request, inputs, outputs);
                    check(dtype, outputs, expected(request, inputs));
                }
            }
        }
    }

    private static void check(DType dtype, Map<String, Tensor> outputs, Map<String, double[]> expected) {
        Tensor o = outputs.get("o");
        assertThat(o.type().dtype()).isEqualTo(dtype);
        Comparison comparison = Comparison.of(o, expected.get("o"));
        assertThat(comparison.verdict(Tolerance.of(dtype, Tolerance.Pass.FORWARD)))
                .as(comparison.toString())
                .isEqualTo(Comparison.Verdict.PASSED);
        if (outputs.containsKey("lse")) {
            assertThat(outputs.get("lse").type().dtype()).isEqualTo(DType.F32);
            assertThat(Comparison.ofLogSumExp(outputs.get("lse"), expected.get("lse"))
                            .verdict(Tolerance.of(DType.F32, Tolerance.Pass.FORWARD)))
                    .isEqualTo(Comparison.Verdict.PASSED);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"F16", "BF16"})
    void theReferenceRoundsOnce(DType dtype) {
        Map<String, Tensor> inputs = inputs("standard", dtype, 9);
        Request request = Requests.request(CAUSAL, inputs);
        Tensor nearest = Tensor.allocate(request.outputType(), Arena.ofAuto());
        Narrowing.narrow(expected(request, inputs).get("o"), nearest);
        Map<String, Tensor> outputs = poisoned(request);
        try (Engine engine = Engines.create("reference");
                EngineSession session = engine.open(request, EngineOptions.DEFAULT)) {
            session.run(request, inputs, outputs);
        }
        assertThat(outputs.get("o").segment().mismatch(nearest.segment())).isEqualTo(-1);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("engines")
    void splittingChangesNothing(String id, DType dtype) {
        Map<String, Tensor> inputs = inputs("standard", dtype, 9);
        Request request = Requests.request(CAUSAL, inputs);
        Map<String, Tensor> whole = poisoned(request);
        Map<String, Tensor> split = poisoned(request);
        try (Engine engine = usable(id)) {
            try (EngineSession session = engine.open(request, EngineOptions.DEFAULT)) {
                session.run(request, inputs, whole);
            }
            Plan plan = engine.plan(request);
            long all = PlanMemory.deviceBytes(plan, engine.scratch(plan, EngineOptions.DEFAULT));
            EngineOptions budget = new EngineOptions(-1, null, engine.taskGraphs() ? all - 1 : 12_000, false);
            try (EngineSession session = BatchedSession.open(engine, request, budget)) {
                assertThat(session).isInstanceOf(BatchedSession.class);
                session.run(request, inputs, split);
            }
        }
        whole.forEach((name, tensor) -> assertThat(split.get(name).segment().mismatch(tensor.segment()))
                .as(name)
                .isEqualTo(-1));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("engines")
    void theLibraryTakesTheseTensorsFromNativeMemoryAndFromTheHeap(String id, DType dtype) {
        usable(id).close();
        Map<String, Tensor> inputs = inputs("standard", dtype, 9);
        Map<String, Tensor> onHeap = new HashMap<>();
        inputs.forEach((name, tensor) -> {
            byte[] bytes = new byte[(int) tensor.type().bytes()];
            MemorySegment.ofArray(bytes).copyFrom(tensor.segment());
            onHeap.put(name, Tensor.wrap(tensor.type(), MemorySegment.ofArray(bytes)));
        });
        try (Attention attention =
                        Attention.builder("standard").causal(true).engine(id).build();
                Tensor o = attention.forward(inputs);
                Tensor again = attention.forward(onHeap)) {
            assertThat(o.type()).isEqualTo(new TensorType(dtype, new long[] {2, 4, 9, 8}));
            assertThat(again.segment().mismatch(o.segment())).isEqualTo(-1);
            // another element type in between, with the same session's sizes
            Map<String, Tensor> wide = new HashMap<>();
            inputs.forEach((name, tensor) -> wide.put(
                    name,
                    name.equals("lengths")
                            ? tensor
                            : Tensor.of(tensor.toFloats(), tensor.type().shape())));
            try (Tensor full = attention.forward(wide);
                    Tensor narrowed = Tensor.rounded(dtype, full.toFloats(), 2, 4, 9, 8);
                    Tensor third = attention.forward(inputs)) {
                assertThat(full.type().dtype()).isEqualTo(DType.F32);
                assertThat(narrowed.segment().mismatch(o.segment())).isEqualTo(-1);
                assertThat(third.segment().mismatch(o.segment())).isEqualTo(-1);
            }
        }
    }

    @Test
    void refusesFloatsOfMoreThanOneType() {
        Map<String, TensorType> types = Requests.types(inputs("standard", DType.F16, 9));
        types.put("k", types.get("k").withDType(DType.F32));
        assertThatThrownBy(() -> Mechanisms.byId("standard").request(CAUSAL, types))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("dtype: got q F16 and k F32; needs one dtype; try converting k to F16");
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"F64", "I64"})
    void refusesTypesWithoutKernels(DType dtype) {
        Map<String, TensorType> types = Requests.types(inputs("standard", DType.F32, 9));
        types.put("q", types.get("q").withDType(dtype));
        assertThatThrownBy(() -> Mechanisms.byId("standard").request(CAUSAL, types))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("q: got " + dtype + "[2, 4, 9, 16]; needs F32, F16 or BF16; "
                        + "try converting it to 32-bit floats");
    }

    /** Weights given to a session are widened once, and again when they have changed. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("engines")
    void weightsStayUntilTheyAreInvalidated(String id, DType dtype) {
        MechanismConfig config = Requests.config("linformer", false);
        Map<String, Tensor> inputs = inputs("linformer", dtype, 9);
        Map<String, Tensor> others = new HashMap<>(inputs);
        others.put("e", rounded(dtype, RandomTensors.normal(17, 5, 11)));
        Request request = Requests.request(config, inputs);
        try (Engine engine = usable(id);
                EngineSession session = engine.open(request, EngineOptions.DEFAULT)) {
            for (Map<String, Tensor> given : List.of(inputs, inputs, others, inputs)) {
                session.invalidateWeights();
                Map<String, Tensor> outputs = poisoned(request);
                session.run(request, given, outputs);
                check(dtype, outputs, expected(request, given));
            }
        }
    }

    /** What is copied to a device and back is 16 bits for each element, and headers and sizes. */
    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"F16", "BF16"})
    void copiesAreOfSixteenBits(DType dtype) {
        Map<String, Tensor> narrow = Requests.queryKeyValue(2, 4, 2, 33, 11, 16, 7);
        Map<DType, GraphTimings> timings = new HashMap<>();
        for (DType type : List.of(DType.F32, dtype)) {
            Map<String, Tensor> inputs = new HashMap<>();
            narrow.forEach((name, tensor) -> inputs.put(name, rounded(type, tensor)));
            Request request = Requests.request(CAUSAL, inputs);
            try (Engine engine = usable("simulator");
                    EngineSession session = engine.open(request, EngineOptions.DEFAULT)) {
                Map<String, Tensor> o = Map.of("o", Tensor.allocate(request.outputType(), Arena.ofAuto()));
                session.run(request, inputs, o);
                timings.put(type, session.run(request, inputs, o));
            }
        }
        long in = narrow.values().stream()
                .mapToLong(tensor -> tensor.type().elements())
                .sum();
        long o = 2L * 4 * 33 * 7;
        long sizesOfConversions = 4 * (16 + 4);
        assertThat(timings.get(DType.F32).bytesToDevice() - timings.get(dtype).bytesToDevice())
                .isEqualTo(2 * in - sizesOfConversions);
        assertThat(timings.get(DType.F32).bytesToHost() - timings.get(dtype).bytesToHost())
                .isEqualTo(2 * o);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("engines")
    void gradientsAreThoseOfTheRoundedInputs(String id, DType dtype) {
        for (String name : new String[] {"standard", "linformer"}) {
            MechanismConfig config = Requests.config(name, name.equals("standard"));
            Map<String, Tensor> inputs = inputs(name, dtype, 9);
            inputs.put("grad.o", rounded(dtype, RandomTensors.normal(18, 2, 4, 9, 8)));
            Request request =
                    new GradientMechanism(Mechanisms.byId(name), List.of()).request(config, Requests.types(inputs));
            Map<String, double[]> expected = expected(request, inputs);
            Map<String, Tensor> outputs = poisoned(request);
            try (Engine engine = usable(id);
                    EngineSession session = engine.open(request, EngineOptions.DEFAULT)) {
                session.run(request, inputs, outputs);
            }
            assertThat(outputs).containsKeys("o", "grad.q", "grad.k", "grad.v");
            outputs.forEach((output, tensor) -> {
                if (output.startsWith(GradientMechanism.PREFIX)) {
                    Comparison comparison = Comparison.of(tensor, expected.get(output));
                    assertThat(tensor.type().dtype()).isEqualTo(dtype);
                    assertThat(comparison.verdict(Tolerance.of(dtype, Tolerance.Pass.BACKWARD)))
                            .as(output + ": " + comparison)
                            .isEqualTo(Comparison.Verdict.PASSED);
                }
            });
        }
    }
}
