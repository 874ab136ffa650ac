package io.attn4j.kernels.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.bench.CaseId;
import io.attn4j.bench.CaseInputs;
import io.attn4j.compare.Comparison;
import io.attn4j.compare.Tolerance;
import io.attn4j.device.DeviceConfigs;
import io.attn4j.engine.Availability;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.EngineSession;
import io.attn4j.engine.Engines;
import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.graph.KernelChoice;
import io.attn4j.graph.KernelRole;
import io.attn4j.graph.TaskLaunch;
import io.attn4j.mechanism.Request;
import io.attn4j.plan.Strategy;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.Tensor;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every tile that {@code forwardTiled} is exported for gives the reference's results, on the simulator without races: causal
 * and past the last tile, with a block of keys joined to another, and with keys that pass a tile in chunks; and every tile
 * that a tuner or a device-config may choose is exported.
 */
class TiledTilesTest {

    static Stream<Arguments> tiles() {
        return Arrays.stream(TiledGrid.capacities())
                .boxed()
                .flatMap(dim -> Arrays.stream(TiledGrid.tiles(dim)).map(tile -> Arguments.of(dim, tile[0], tile[1])));
    }

    /** Odd columns, keys beyond the first block, and what the tile's capacity holds exactly. */
    static Stream<Arguments> runs() {
        return Stream.of("simulator", "opencl")
                .flatMap(engine -> tiles().map(Arguments::get).flatMap(tile -> {
                    int dim = (int) tile[0];
                    CaseId whole = CaseId.of("standard", 1, 1, 71, 37, dim, 0, true);
                    CaseId odd = CaseId.of("standard", 1, 1, 40, 270, dim - 3, 0, false);
                    return Stream.of(whole, odd).map(id -> Arguments.of(engine, id, dim, tile[1], tile[2]));
                }));
    }

    @ParameterizedTest(name = "{0}/{1}, {3} rows, {4} keys")
    @MethodSource("runs")
    void agreesWithTheReference(String engineId, CaseId id, int dim, int rows, int keys) {
        Request request = id.request();
        List<KernelChoice> kernels = List.of(new KernelChoice(
                KernelRole.CORE, Strategy.TILED, Map.of("dim" + dim + ".rows", rows, "dim" + dim + ".keys", keys)));
        EngineOptions options = EngineOptions.DEFAULT.withKernels(kernels);
        try (Engine engine = Engines.create(engineId);
                Arena arena = Arena.ofShared()) {
            Availability availability = engine.availability();
            Assumptions.assumeTrue(availability.usable(), engineId + ": needs " + availability.reason());
            Map<String, Tensor> inputs = CaseInputs.of(id, 1, arena);
            Tensor o = Tensor.allocate(request.outputType(), arena);
            try (EngineSession session = engine.open(request, options)) {
                TaskLaunch launch = session.launches().getFirst();
                assertThat(launch.tileQ()).isEqualTo(rows);
                assertThat(launch.tileK()).isEqualTo(keys);
                assertThat(launch.localBytes()).isLessThanOrEqualTo(48 * 1024);
                session.run(request, inputs, Map.of("o", o));
            }
            double[] expected = new double[(int) request.outputType().elements()];
            request.reference(inputs, Map.of("o", expected));
            assertThat(Comparison.of(o, expected).verdict(Tolerance.of(DType.F32, Tolerance.Pass.FORWARD)))
                    .isEqualTo(Comparison.Verdict.PASSED);
        }
    }

    @ParameterizedTest
    @MethodSource("tiles")
    void isExportedWhereATunerMayChooseIt(int dim, int rows, int keys) {
        CaseId id = CaseId.of("standard", 1, 1, 1024, 1024, dim, 0, false);
        CoreAttention core = (CoreAttention) id.request().plan().steps().getFirst();
        List<KernelChoice> choices = CoreAttentionTasks.tuningSpaces(core).stream()
                .filter(space -> space.strategy() == Strategy.TILED)
                .flatMap(space -> space.choices().stream())
                .toList();
        List<List<Integer>> exported = exported(dim);
        assertThat(exported).contains(List.of(rows, keys));
        for (String length : List.of("", "short.")) {
            String prefix = "dim" + dim + "." + length;
            assertThat(choices)
                    .filteredOn(choice -> choice.constants().containsKey(prefix + "rows"))
                    .map(choice -> List.of(
                            choice.constants().get(prefix + "rows"),
                            choice.constants().get(prefix + "keys")))
                    .containsExactlyElementsOf(exported);
        }
    }

    private static List<List<Integer>> exported(int dim) {
        return Arrays.stream(TiledGrid.tiles(dim))
                .map(tile -> List.of(tile[0], tile[1]))
                .toList();
    }

    static Stream<String> deviceConfigs() {
        return DeviceConfigs.names().stream();
    }

    @ParameterizedTest
    @MethodSource("deviceConfigs")
    void isExportedWhereADeviceConfigNamesIt(String name) {
        for (KernelChoice choice : DeviceConfigs.named(name).kernels()) {
            for (int dim : TiledGrid.capacities()) {
                for (String length : List.of("", "short.")) {
                    String prefix = "dim" + dim + "." + length;
                    Integer rows = choice.constants().get(prefix + "rows");
                    Integer keys = choice.constants().get(prefix + "keys");
                    assertThat(rows == null).as(prefix).isEqualTo(keys == null);
                    if (rows != null) {
                        assertThat(exported(dim)).as(prefix).contains(List.of(rows, keys));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"128, 32", "64, 64", "16, 8", "48, 32"})
    void refusesTilesThatTheKernelIsNotWrittenFor(int rows, int keys) {
        CaseId id = CaseId.of("standard", 1, 1, 71, 37, 64, 0, false);
        KernelChoice tile = new KernelChoice(KernelRole.CORE, Strategy.TILED, Map.of("rows", rows, "keys", keys));
        try (Engine engine = Engines.create("simulator")) {
            EngineOptions options = EngineOptions.DEFAULT.withKernels(List.of(tile));
            assertThatThrownBy(() -> engine.open(id.request(), options))
                    .isInstanceOf(UnsupportedRequestException.class)
                    .hasMessageStartingWith("tile of core.forward: got " + rows + " rows and " + keys + " keys");
        }
    }
}
