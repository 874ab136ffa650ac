package io.attn4j.kernels.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.bench.CaseId;
import io.attn4j.bench.CaseInputs;
import io.attn4j.compare.Comparison;
import io.attn4j.compare.Tolerance;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.EngineSession;
import io.attn4j.engine.Engines;
import io.attn4j.graph.KernelChoice;
import io.attn4j.graph.TaskLaunch;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.Problem;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.Tensor;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every tile that {@code forwardTiled} is exported for gives the reference's results on the simulator, without races: causal, and past the last tile. */
class TiledTilesTest {

    static Stream<Arguments> tiles() {
        return Arrays.stream(CoreTasks.tiledCapacities())
                .boxed()
                .flatMap(dim ->
                        Arrays.stream(CoreTasks.tiledTiles(dim)).map(tile -> Arguments.of(dim, tile[0], tile[1])));
    }

    @ParameterizedTest(name = "head dim {0}, {1} rows, {2} keys")
    @MethodSource("tiles")
    void agreesWithTheReference(int dim, int rows, int keys) {
        CaseId id = CaseId.of("standard", 1, 1, 71, 37, dim, 0, true);
        Mechanism mechanism = Mechanisms.byId(id.mechanism());
        Problem problem = id.problem();
        List<KernelChoice> kernels = List.of(new KernelChoice(
                CoreTasks.ROLE, "tiled", Map.of("dim" + dim + ".rows", rows, "dim" + dim + ".keys", keys)));
        EngineOptions options = EngineOptions.DEFAULT.withKernels(kernels);
        try (Engine engine = Engines.create("simulator");
                Arena arena = Arena.ofConfined()) {
            Map<String, Tensor> inputs = CaseInputs.of(id, 1, arena);
            Tensor o = Tensor.allocate(problem.outputType(), arena);
            try (EngineSession session = engine.open(mechanism, problem, options)) {
                TaskLaunch launch = session.launches().getFirst();
                assertThat(launch.tileQ()).isEqualTo(rows);
                assertThat(launch.tileK()).isEqualTo(keys);
                assertThat(launch.localBytes()).isLessThanOrEqualTo(48 * 1024);
                session.run(problem, inputs, Map.of("o", o));
            }
            double[] expected = new double[(int) problem.outputType().elements()];
            mechanism.reference(problem, inputs, Map.of("o", expected));
            assertThat(Comparison.of(o, expected).verdict(Tolerance.of(DType.F32, Tolerance.Pass.FORWARD)))
                    .isEqualTo(Comparison.Verdict.PASSED);
        }
    }
}
