package io.attn4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.compare.Comparison;
import io.attn4j.compare.Tolerance;
import io.attn4j.engine.Availability;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.EngineSession;
import io.attn4j.engine.Engines;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.Tensor;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every engine against the fp64 reference on the cases of {@link ConformanceCases} with tensors of fp16 and of bf16, at the
 * limits of the type: outputs poisoned before, run twice and bit-equal.
 *
 * <p>Conversions do not depend on the kernels between them, so that each device runs its own strategy alone. {@code
 * -Dattn4j.conformance=TEXT} keeps the cases whose name holds TEXT, as the failure's message gives it.
 */
class SixteenBitConformanceTest {
    private static final String FILTER = System.getProperty("attn4j.conformance", "");

    /** FLOPs of the largest case that the simulator, an interpreter of work-items, is given. */
    private static final double SIMULATED_FLOPS = 1e6;

    /** Every third case goes to the simulator and to TornadoVM, which compiles kernels for each. */
    private static final int SHARE = 3;

    private static final List<ConformanceCase> CASES = ConformanceCases.all().stream()
            // numbers of dropout are fp32 only
            .filter(made -> !made.inputs().containsKey("dropout"))
            .flatMap(made -> Stream.of(DType.F16, DType.BF16).map(made::rounded))
            .toList();

    private static final List<Engine> OPENED = new ArrayList<>();

    @AfterAll
    static void closeEngines() {
        OPENED.forEach(Engine::close);
        OPENED.clear();
    }

    @TestFactory
    Stream<DynamicNode> engines() {
        return Stream.of("cpu", "simulator", "opencl", "tornado").map(SixteenBitConformanceTest::engine);
    }

    private static DynamicNode engine(String id) {
        Engine engine = Engines.create(id);
        OPENED.add(engine);
        Availability availability = engine.availability();
        if (!availability.usable()) {
            return DynamicTest.dynamicTest(
                    id,
                    () -> Assumptions.abort(id + ": needs " + availability.reason() + "; " + availability.remedy()));
        }
        return DynamicContainer.dynamicContainer(
                id,
                CASES.stream()
                        .filter(made -> suits(id, made))
                        .map(made ->
                                DynamicTest.dynamicTest(id + "/" + made, () -> check(id + "/" + made, engine, made)))
                        .filter(test -> test.getDisplayName().contains(FILTER)));
    }

    private static boolean suits(String engine, ConformanceCase made) {
        return switch (engine) {
            case "simulator" -> made.flops() <= SIMULATED_FLOPS && CASES.indexOf(made) % SHARE == 0;
            case "tornado" -> CASES.indexOf(made) % SHARE == 0;
            default -> true;
        };
    }

    private static void check(String name, Engine engine, ConformanceCase made) {
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        made.request().outputs().forEach((output, type) -> {
            Tensor tensor = Tensor.allocate(type, Arena.ofAuto());
            for (long i = 0; i < type.elements(); i++) {
                tensor.setFloat(i, Float.NaN);
            }
            outputs.put(output, tensor);
        });
        Map<String, float[]> first = new LinkedHashMap<>();
        try (EngineSession session = engine.open(made.request(), EngineOptions.DEFAULT)) {
            session.run(made.request(), made.inputs(), outputs);
            outputs.forEach((output, tensor) -> first.put(output, tensor.toFloats()));
            session.run(made.request(), made.inputs(), outputs);
        }
        String repeat = "repeat with ./attn4j test -Dtest=SixteenBitConformanceTest -Dattn4j.conformance=" + name;
        outputs.forEach((output, tensor) -> {
            double[] expected = made.expected().get(output);
            assertThat(tensor.toFloats())
                    .as(output + ", second run, bit by bit; " + repeat)
                    .isEqualTo(first.get(output));
            DType dtype = tensor.type().dtype();
            boolean logSumExp = output.equals("lse");
            assertThat(dtype).isEqualTo(logSumExp ? DType.F32 : made.request().dtype());
            Comparison comparison =
                    logSumExp ? Comparison.ofLogSumExp(tensor, expected) : Comparison.of(tensor, expected);
            assertThat(comparison.verdict(Tolerance.of(dtype, Tolerance.Pass.FORWARD)))
                    .as(output + ": " + comparison + "; " + repeat)
                    .isIn(EngineConformanceTest.passing(expected));
        });
    }
}
