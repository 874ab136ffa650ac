package io.attn4j.kernels.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.bench.CaseId;
import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.GraphSession;
import io.attn4j.graph.KernelChoice;
import io.attn4j.graph.KernelRole;
import io.attn4j.mechanism.CaseSizes;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.Requests;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Strategy;
import io.attn4j.portable.OnPortableRuntime;
import io.attn4j.portable.simulator.SimulatorDevice;
import io.attn4j.portable.simulator.SimulatorReport;
import io.attn4j.portable.simulator.TaskCounts;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the simulator counts while kernels run, against the mechanisms' cost models that GFLOP/s are computed from. */
@OnPortableRuntime
class CostModelTest {
    private static final int HEADS = 2;
    private static final int DIM = 64;

    /**
     * Scaling, exponentials (16 operations each in forwardLanes), rescaling and compensated sums, which the models leave out, over
     * the products.
     */
    private static final double SOFTMAX_SHARE = 0.25;

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "synthesizer/fwd/f32/B1/H2/N64/L64/D64,lanes",
        "synthesizer/fwd/f32/B1/H2/N64/L64/D64,tiled",
        "synthesizer/fwd/f32/B1/H2/N64/L64/D64/variant=factorized-dense,lanes",
        "synthesizer/fwd/f32/B1/H2/N64/L64/D64/R32/variant=factorized-random,lanes",
        "synthesizer/fwd/f32/B1/H2/N64/L64/D64/variant=mixture,lanes",
        "centroid/fwd/f32/B1/H2/N64/L64/D64/R32,lanes",
        "centroid/fwd/f32/B1/H2/N64/L64/D64/R64,tiled",
        "linformer/fwd/f32/B1/H2/N64/L64/D64/R32/causal/variant=past-only,lanes",
        "linformer/fwd/f32/B1/H2/N64/L64/D64/R16/variant=random,lanes",
        "block/fwd/f32/B1/H2/N64/L64/D64,lanes",
        "block/fwd/f32/B1/H2/N64/L64/D64,tiled"
    })
    void flopsOfEveryMechanismAreThoseOfItsModel(String id, String strategy) {
        CaseId form = CaseId.parse(id);
        Request request = form.request();
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        form.tensors().forEach((name, type) -> inputs.put(name, RandomTensors.normal(name.hashCode(), type.shape())));
        Plan bound = request.plan(inputs);
        SimulatorReport report = simulate(bound, strategy, inputs);
        long flops = report.tasks().stream().mapToLong(TaskCounts::flops).sum();
        double model = request.cost(bound).flops();
        assertThat(flops / model).as(report.toString()).isBetween(0.99, 1.0 + SOFTMAX_SHARE);
    }

    @ParameterizedTest(name = "{0} {1} N={2} rank={3}")
    @CsvSource({
        "standard,lanes,64,0",
        "standard,tiled,128,0",
        "standard,naive,64,0",
        "linformer,lanes,64,32",
        "linformer,tiled,64,64",
        "collaborative,lanes,64,32",
        "collaborative,tiled,64,64"
    })
    void flopsAreThoseOfTheModel(String id, String strategy, int sequence, int rank) {
        Mechanism mechanism = Mechanisms.byId(id);
        Map<String, TensorType> types =
                mechanism.sample("-", new CaseSizes(1, HEADS, HEADS, sequence, sequence, DIM, DIM, rank));
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        types.forEach((name, type) -> inputs.put(name, RandomTensors.normal(name.hashCode(), type.shape())));
        Request request = mechanism.request(MechanismConfig.of(id), types);
        Plan bound = request.plan(inputs);

        SimulatorReport report = simulate(bound, strategy, inputs);
        long flops = report.tasks().stream().mapToLong(TaskCounts::flops).sum();
        double model = request.cost(bound).flops();
        assertThat(flops / model).as(report.toString()).isBetween(1.0, 1.0 + SOFTMAX_SHARE);
    }

    /** The fused kernels' global traffic must not grow with N * L: scores stay on the chip. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"lanes,16", "tiled,32"})
    void fusedKernelsWriteOutputsAndReadTilesOnly(String strategy, int rows) {
        int n = 128;
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        for (String name : List.of("q", "k", "v")) {
            inputs.put(name, RandomTensors.normal(name.hashCode(), 1, HEADS, n, DIM));
        }
        Plan bound = Requests.request(MechanismConfig.of("standard"), inputs).plan(inputs);
        TaskCounts counts = simulate(bound, strategy, inputs).tasks().getFirst();
        long tensorBytes = 4L * HEADS * n * DIM;
        long outputBytes = tensorBytes + 4L * HEADS * n;
        assertThat(counts.globalBytesWritten()).isEqualTo(outputBytes);
        // queries once, keys and values once for every block of rows, and the small arrays of sizes and masks
        long tiles = tensorBytes + 2 * tensorBytes * (n / rows);
        assertThat(counts.globalBytesRead()).isBetween(tiles, tiles + tiles / 2);
    }

    private static SimulatorReport simulate(Plan bound, String strategy, Map<String, Tensor> inputs) {
        List<SimulatorReport> reports = new ArrayList<>();
        GraphDevice device = new PortableBackend("simulator").devices().getFirst();
        Strategy by = Strategy.ofAttention(strategy).orElseThrow();
        List<KernelChoice> choices = List.of(
                new KernelChoice(KernelRole.CORE, by, Map.of()), new KernelChoice(KernelRole.MATRIX, by, Map.of()));
        Map<String, MemorySegment> from = new LinkedHashMap<>();
        inputs.forEach((name, tensor) -> from.put(name, tensor.segment()));
        bound.constants().forEach((name, values) -> from.put(name, MemorySegment.ofArray(values)));
        from.keySet().retainAll(bound.buffers().keySet());
        Map<String, MemorySegment> to = Map.of(
                "o",
                RandomTensors.filled(0, bound.buffers().get("o").elements()).segment());
        try (GraphSession session = new TaskGraphSession(
                new PlanTasks(bound, choices, device), new SimulatorDevice(reports::add), false, launch -> "")) {
            session.run(bound, from, to);
        }
        assertThat(reports).hasSize(1);
        return reports.getFirst();
    }
}
