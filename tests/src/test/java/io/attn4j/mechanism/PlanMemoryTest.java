package io.attn4j.mechanism;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.bench.CaseId;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.EngineSession;
import io.attn4j.engine.Engines;
import io.attn4j.graph.GraphTimings;
import io.attn4j.plan.Plan;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.lang.foreign.Arena;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Device memory by the model: linear in N unless the mechanism says otherwise, and what sessions really take. */
class PlanMemoryTest {
    /** Forms that keep N x N numbers, as their documentation says: the weights of Random, the logits of talking heads. */
    private static final Set<String> QUADRATIC =
            Set.of("synthesizer/random", "synthesizer/mixture", "collaborative/talking");

    static Stream<CaseId> forms() {
        return Mechanisms.all().stream()
                .flatMap(mechanism -> mechanism.variants().isEmpty()
                        ? Stream.of(form(mechanism, CaseId.DEFAULT_VARIANT))
                        : mechanism.variants().stream()
                                .map(variant -> form(
                                        mechanism,
                                        variant.options().isEmpty() ? CaseId.DEFAULT_VARIANT : variant.name())));
    }

    private static CaseId form(Mechanism mechanism, String variant) {
        return sized(mechanism, variant, 512);
    }

    private static CaseId sized(Mechanism mechanism, String variant, int n) {
        CaseSizes sizes = new CaseSizes(1, 4, 4, n, n, 32, 32, 0);
        int rank = mechanism.defaultRank(variant, sizes);
        boolean causal = mechanism.variants().stream()
                .anyMatch(form -> form.name().equals(variant) && form.options().containsKey("causal-form"));
        return new CaseId(mechanism.id(), variant, 1, 4, 4, n, n, 32, 32, Math.min(rank, 64), causal);
    }

    private static boolean quadratic(CaseId form) {
        return QUADRATIC.contains(form.mechanism() + "/" + form.variant());
    }

    @ParameterizedTest
    @MethodSource("forms")
    void growsAsTheMechanismSays(CaseId form) {
        Mechanism mechanism = Mechanisms.byId(form.mechanism());
        long before = 0;
        for (int n = 512; n <= 8192; n *= 2) {
            Request request = sized(mechanism, form.variant(), n).request();
            Plan plan = request.plan();
            long bytes = request.deviceBytes(null);
            if (before > 0 && !quadratic(form)) {
                // a and b of factorized-dense, with a * b = N, grow with the root of N
                double limit = form.variant().equals("factorized-dense") ? 2.5 : 2.05;
                assertThat((double) bytes / before).as("N = " + n).isLessThan(limit);
            }
            if (n >= 4096 && !quadratic(form)) {
                // from here on N x N is more than any array of a few hundred numbers a token
                long square = (long) n * n;
                assertThat(plan.buffers().values())
                        .allSatisfy(buffer -> assertThat(buffer.elements()).isLessThan(square));
            }
            before = bytes;
        }
    }

    /** The model covers what a session takes, and by no more than a kibibyte or so for each step. */
    @ParameterizedTest
    @MethodSource("forms")
    void coversWhatASessionTakes(CaseId form) {
        for (DType dtype : DType.FLOATS) {
            coversWhatASessionTakes(form, dtype);
        }
    }

    private static void coversWhatASessionTakes(CaseId form, DType dtype) {
        Mechanism mechanism = Mechanisms.byId(form.mechanism());
        CaseId small = sized(mechanism, form.variant(), 64).withDType(dtype);
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        for (Map.Entry<String, TensorType> input : small.tensors().entrySet()) {
            long[] shape = input.getValue().shape();
            Tensor values = RandomTensors.normal(input.getKey().hashCode(), shape);
            inputs.put(input.getKey(), Tensor.rounded(dtype, values.toFloats(), shape));
        }
        Request request = small.request();
        Map<String, Tensor> outputs = Map.of("o", Tensor.allocate(request.outputType(), Arena.ofAuto()));
        try (Engine engine = Engines.create("simulator");
                EngineSession session = engine.open(request, EngineOptions.DEFAULT)) {
            GraphTimings timings = session.run(request, inputs, outputs);
            Plan plan = engine.plan(request);
            long model = PlanMemory.deviceBytes(plan, engine.scratch(plan, EngineOptions.DEFAULT));
            int steps = plan.steps().size();
            assertThat(timings.deviceBytes()).isBetween(model - 1024L * steps, model);
        }
    }
}
