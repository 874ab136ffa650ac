package io.attn4j.kernels.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.graph.GraphBackend;
import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.GraphSession;
import io.attn4j.graph.GraphTimings;
import io.attn4j.graph.KernelChoice;
import io.attn4j.graph.KernelRole;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Strategy;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.ac.manchester.tornado.api.TaskGraph;

/** Sessions of task graphs: buffers, residency, refusals, and that no launch goes without a grid. */
class TaskGraphSessionTest {
    private static final int N = 20;
    private static final int D = 8;
    private static final int RANK = 5;
    private static final List<KernelChoice> CHOICES = List.of(
            new KernelChoice(KernelRole.CORE, Strategy.LANES, Map.of()),
            new KernelChoice(KernelRole.MATRIX, Strategy.LANES, Map.of()));

    private static GraphBackend backend;
    private static GraphDevice device;

    @BeforeAll
    static void open() {
        backend = TaskGraph.class.getModule().isNamed() ? new TornadoVmBackend() : new PortableBackend("opencl");
        device = backend.devices().isEmpty() ? null : backend.devices().getFirst();
    }

    /** Before each, so that every test that is left out counts as skipped. */
    @BeforeEach
    void needsADevice() {
        Assumptions.assumeTrue(device != null, "opencl: no device; apt-get install pocl-opencl-icd");
    }

    @AfterAll
    static void close() {
        backend.close();
    }

    private static Plan linformer(int queries) {
        Map<String, TensorType> types = Map.of(
                "q", TensorType.f32(1, 1, queries, D),
                "k", TensorType.f32(1, 1, N, D),
                "v", TensorType.f32(1, 1, N, D),
                "e", TensorType.f32(RANK, N),
                "f", TensorType.f32(RANK, N));
        Mechanism linformer = Mechanisms.byId("linformer");
        return linformer.request(MechanismConfig.of("linformer"), types).plan();
    }

    private static Map<String, MemorySegment> inputs(long seed) {
        return Map.of(
                "q", RandomTensors.normal(seed, N, D).segment(),
                "k", RandomTensors.normal(seed + 1, N, D).segment(),
                "v", RandomTensors.normal(seed + 2, N, D).segment(),
                "e", RandomTensors.normal(seed + 3, RANK, N).segment(),
                "f", RandomTensors.normal(seed + 4, RANK, N).segment());
    }

    private static Map<String, MemorySegment> outputs() {
        return Map.of(
                "o",
                RandomTensors.filled(Float.NaN, N, D).segment(),
                "lse",
                RandomTensors.filled(Float.NaN, N).segment());
    }

    @Test
    void everyTaskHasItsGrid() {
        for (Strategy strategy : List.of(Strategy.NAIVE, Strategy.TILED, Strategy.LANES)) {
            List<KernelChoice> choices = List.of(
                    new KernelChoice(KernelRole.CORE, strategy, Map.of()),
                    new KernelChoice(KernelRole.MATRIX, Strategy.TILED, Map.of()));
            PlanTasks graph = new PlanTasks(linformer(N), choices, device);
            graph.bind(linformer(N));
            assertThat(graph.launches().stream().map(TaskGrid::task).collect(Collectors.toSet()))
                    .hasSameSizeAs(graph.launches())
                    .contains("projectKeys", "projectValues");
            assertThat(graph.launches())
                    .allSatisfy(
                            launch -> assertThat(launch.grid().getLocalWork()).isNotNull());
        }
    }

    @Test
    void weightsTravelOnceUntilInvalidated() {
        try (GraphSession session = backend.open(device, linformer(N), CHOICES, false)) {
            Map<String, MemorySegment> first = inputs(1);
            Map<String, MemorySegment> out = outputs();
            GraphTimings cold = session.run(linformer(N), first, out);
            float[] expected = out.get("o").toArray(java.lang.foreign.ValueLayout.JAVA_FLOAT);
            GraphTimings warm = session.run(linformer(N), first, out);
            assertThat(warm.bytesToDevice()).isLessThan(cold.bytesToDevice() - 2L * RANK * N * Float.BYTES);
            assertThat(session.resident()).containsExactlyInAnyOrder("e", "f");

            Map<String, MemorySegment> otherWeights = new HashMap<>(first);
            otherWeights.put("e", inputs(100).get("e"));
            session.run(linformer(N), otherWeights, out);
            assertThat(out.get("o").toArray(java.lang.foreign.ValueLayout.JAVA_FLOAT))
                    .isEqualTo(expected);
            session.invalidate();
            session.run(linformer(N), otherWeights, out);
            assertThat(out.get("o").toArray(java.lang.foreign.ValueLayout.JAVA_FLOAT))
                    .isNotEqualTo(expected);
        }
    }

    @Test
    void profileTellsKernelsFromCopies() {
        try (GraphSession session = backend.open(device, linformer(N), CHOICES, true)) {
            GraphTimings timings = session.run(linformer(N), inputs(1), outputs());
            assertThat(timings.kernelNs()).isPositive();
            assertThat(timings.toDeviceNs()).isPositive();
            assertThat(timings.toHostNs()).isPositive();
            assertThat(timings.wallNs()).isGreaterThan(timings.kernelNs());
        }
    }

    @Test
    void refusesArraysLongerThanTheBuffersAndNamesThatItHasNot() {
        try (GraphSession session = backend.open(device, linformer(N), CHOICES, false)) {
            Map<String, MemorySegment> tooLong =
                    Map.of("q", RandomTensors.normal(1, N + 1, D).segment());
            assertThatThrownBy(() -> session.run(linformer(N), tooLong, outputs()))
                    .hasMessageContaining("q: got " + (N + 1) * D * Float.BYTES + " bytes");
            assertThatThrownBy(() -> session.buffer("x")).hasMessageContaining("buffer: got x");
        }
    }

    /** A plan of TornadoVM's that two threads execute fails in ways of its own. */
    @Test
    void refusesASecondThread() throws Exception {
        try (GraphSession session = backend.open(device, linformer(N), CHOICES, false)) {
            CountDownLatch inside = new CountDownLatch(1);
            CountDownLatch done = new CountDownLatch(1);
            // a map that waits while the session reads it keeps the first call inside
            Map<String, MemorySegment> waiting = new HashMap<>(inputs(1)) {
                private static final long serialVersionUID = 1L;

                @Override
                public Set<Map.Entry<String, MemorySegment>> entrySet() {
                    inside.countDown();
                    try {
                        assertThat(done.await(1, TimeUnit.MINUTES)).isTrue();
                    } catch (InterruptedException interruption) {
                        throw new IllegalStateException(interruption);
                    }
                    return super.entrySet();
                }
            };
            CompletableFuture<GraphTimings> first =
                    CompletableFuture.supplyAsync(() -> session.run(linformer(N), waiting, outputs()));
            assertThat(inside.await(1, TimeUnit.MINUTES)).isTrue();
            assertThatThrownBy(() -> session.run(linformer(N), inputs(1), outputs()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("one thread at a time");
            done.countDown();
            assertThat(first.get(1, TimeUnit.MINUTES).wallNs()).isPositive();
        }
    }

    @Test
    void refusesUseAfterClose() {
        GraphSession session = backend.open(device, linformer(N), CHOICES, false);
        session.close();
        session.close();
        assertThatThrownBy(() -> session.run(linformer(N), inputs(1), outputs()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("after close");
    }

    @Test
    void refusesArraysThatIndicesCannotCount() {
        assertThatThrownBy(() -> DeviceArrays.elements("scores", 1 << 16, 1 << 16))
                .hasMessageContaining("scores: got more than");
    }

    @Test
    void refusesUnknownMechanismsStrategiesAndMissingRoles() {
        assertThatThrownBy(() -> new PlanTasks(linformer(N), List.of(CHOICES.getFirst()), device))
                .hasMessageContaining("kernel of matrix.product: got none");
        List<KernelChoice> unknown =
                List.of(new KernelChoice(KernelRole.CORE, Strategy.ROWS, Map.of()), CHOICES.getLast());
        assertThatThrownBy(() -> new PlanTasks(linformer(N), unknown, device))
                .hasMessageContaining("strategy of core.forward: got rows");
    }
}
