package io.attn4j.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.engine.Availability;
import io.attn4j.engine.CpuEngine;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.EngineSession;
import io.attn4j.engine.Engines;
import io.attn4j.engine.ReferenceEngine;
import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.GraphTimings;
import io.attn4j.mechanism.Call;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.Requests;
import io.attn4j.mechanism.gradient.GradientMechanism;
import io.attn4j.plan.row.RowSeeds;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchedSessionTest {
    /** Activations' gradients are those of the whole, bit for bit; weights' are sums of the parts', the same every time. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "cpu, standard",
        "cpu, linformer",
        "cpu, block",
        "reference, linformer",
        "simulator, linformer",
        "opencl, linformer"
    })
    void gradientsOfPartsAddUp(String engineId, String mechanismId) {
        Map<String, Tensor> inputs = mechanismId.equals("block") ? block(16) : inputs(mechanismId);
        Map<String, String> options = mechanismId.equals("block") ? Map.of("heads", "2", "dropout", "0.3") : Map.of();
        Mechanism gradient = new GradientMechanism(Mechanisms.byId(mechanismId), List.of());
        MechanismConfig config = new MechanismConfig(mechanismId, false, null, options);
        Map<String, TensorType> types = new HashMap<>();
        inputs.forEach((name, tensor) -> types.put(name, tensor.type()));
        TensorType o = Mechanisms.byId(mechanismId).request(config, types).outputType();
        inputs.put("grad.o", RandomTensors.normal(9, o.shape()));
        types.put("grad.o", o);
        Request request = gradient.request(config, types);
        try (Engine engine = Engines.create(engineId)) {
            Assumptions.assumeTrue(
                    engine.availability().usable(),
                    engineId + ": " + engine.availability().reason());
            Map<String, Tensor> whole = empty(request);
            try (EngineSession session = engine.open(request, EngineOptions.DEFAULT)) {
                session.run(request, inputs, whole);
            }
            long budget = request.deviceBytes(null) * 8 / 10;
            try (EngineSession session =
                    BatchedSession.open(engine, request, new EngineOptions(-1, null, budget, false))) {
                assertThat(((BatchedSession) session).parts()).isGreaterThan(1);
                Map<String, Tensor> first = empty(request);
                Map<String, Tensor> second = empty(request);
                session.run(request, inputs, first);
                session.run(request, inputs, second);
                for (String name : whole.keySet()) {
                    float[] expected = whole.get(name).toFloats();
                    float[] actual = first.get(name).toFloats();
                    assertThat(second.get(name).toFloats()).as(name + " again").isEqualTo(actual);
                    TensorType type = whole.get(name).type();
                    if (gradient.axes(name, type.rank()).batch() == 0 && type.dimension(0) == request.batch()) {
                        assertThat(actual).as(name).isEqualTo(expected);
                        continue;
                    }
                    double squares = 0;
                    double errors = 0;
                    for (int i = 0; i < actual.length; i++) {
                        squares += (double) expected[i] * expected[i];
                        errors += Math.pow(actual[i] - expected[i], 2);
                    }
                    assertThat(Math.sqrt(errors)).as(name).isLessThanOrEqualTo(2e-6 * Math.sqrt(squares));
                }
            }
        }
    }

    private static Map<String, Tensor> empty(Request request) {
        Map<String, Tensor> outputs = new HashMap<>();
        request.outputs().forEach((name, type) -> outputs.put(name, RandomTensors.filled(Float.NaN, type.shape())));
        return outputs;
    }

    /** Tensors of a block with dropout. */
    private static Map<String, Tensor> block(int batch) {
        Map<String, Tensor> inputs = new HashMap<>();
        inputs.put("x", RandomTensors.normal(1, batch, 9, 8));
        Tensor keys = Tensor.allocate(TensorType.f32(batch, RowSeeds.WORDS));
        float[] words = RowSeeds.keys(4, 2, 100, batch);
        for (int i = 0; i < words.length; i++) {
            keys.setFloat(i, words[i]);
        }
        inputs.put("dropout", keys);
        inputs.put("layers.0.norm1.weight", RandomTensors.normal(2, 8));
        inputs.put("layers.0.norm2.weight", RandomTensors.normal(3, 8));
        for (String name :
                List.of("attention.wq", "attention.wk", "attention.wv", "attention.wo", "mlp.w1", "mlp.w2")) {
            inputs.put("layers.0." + name, RandomTensors.normal(name.hashCode(), 8, 8));
        }
        return inputs;
    }

    /** Sequences carry their numbers: parts of a batch drop what the whole does. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"cpu", "simulator", "opencl"})
    void partsDropWhatTheWholeDrops(String engineId) {
        Map<String, Tensor> inputs = block(16);
        Map<String, String> options = Map.of("heads", "2", "dropout", "0.3", "attention-dropout", "0.2");
        Request request = Requests.request(new MechanismConfig("block", false, null, options), inputs);
        try (Engine engine = Engines.create(engineId)) {
            Assumptions.assumeTrue(
                    engine.availability().usable(),
                    engineId + ": " + engine.availability().reason());
            Map<String, Tensor> whole = Map.of("o", Tensor.allocate(request.outputType()));
            try (EngineSession session = engine.open(request, EngineOptions.DEFAULT)) {
                session.run(request, inputs, whole);
            }
            Map<String, Tensor> split = Map.of("o", Tensor.allocate(request.outputType()));
            long budget = request.deviceBytes(null) * 8 / 10;
            try (EngineSession session =
                    BatchedSession.open(engine, request, new EngineOptions(-1, null, budget, false))) {
                assertThat(((BatchedSession) session).parts()).isGreaterThan(1);
                session.run(request, inputs, split);
            }
            assertThat(split.get("o").toFloats()).isEqualTo(whole.get("o").toFloats());
        }
    }

    @ParameterizedTest(name = "{0} {1} at {2} of 1000 of the memory")
    @CsvSource({
        "reference, standard, 700",
        "reference, standard, 320",
        "reference, standard, 160",
        "reference, linformer, 500",
        "reference, linformer, 200",
        "cpu, standard, 700",
        "cpu, standard, 160",
        "cpu, linformer, 500",
        "cpu, linformer, 200",
        "simulator, standard, 600",
        "simulator, linformer, 250",
        "opencl, standard, 600",
        "opencl, standard, 320",
        "opencl, linformer, 500",
        "opencl, linformer, 250"
    })
    void isBitEqualToUnsplit(String engineId, String mechanismId, int share) {
        try (Engine engine = Engines.create(engineId)) {
            Assumptions.assumeTrue(
                    engine.availability().usable(),
                    engineId + ": " + engine.availability().reason());
            Map<String, Tensor> inputs = inputs(mechanismId);
            Request request = Requests.request(MechanismConfig.of(mechanismId), inputs);
            Map<String, Tensor> whole = outputs(request);
            try (EngineSession session = engine.open(request, EngineOptions.DEFAULT)) {
                session.run(request, inputs, whole);
            }
            long budget = request.deviceBytes(null) * share / 1000;
            Map<String, Tensor> split = outputs(request);
            try (EngineSession session =
                    BatchedSession.open(engine, request, new EngineOptions(-1, null, budget, false))) {
                assertThat(session).isInstanceOf(BatchedSession.class);
                assertThat(((BatchedSession) session).parts()).isGreaterThan(1);
                assertThat(((BatchedSession) session).plannedDeviceBytes()).isLessThanOrEqualTo(budget);
                for (int repeat = 0; repeat < 2; repeat++) {
                    GraphTimings timings = session.run(request, inputs, split);
                    assertThat(timings.deviceBytes()).isLessThanOrEqualTo(budget);
                    for (String name : whole.keySet()) {
                        assertThat(split.get(name).toFloats())
                                .as(name)
                                .isEqualTo(whole.get(name).toFloats());
                    }
                }
                assertThat(session.explain()).startsWith("split into ");
            }
        }
    }

    @Test
    void takesSmallerProblemsAfterLargerOnes() {
        try (Engine engine = new ReferenceEngine()) {
            Mechanism standard = Mechanisms.byId("standard");
            Request large =
                    Requests.request(MechanismConfig.of("standard"), Requests.queryKeyValue(4, 2, 2, 9, 9, 4, 4));
            Map<String, Tensor> inputs = Requests.queryKeyValue(3, 2, 2, 5, 7, 4, 4);
            Request small = Requests.request(MechanismConfig.of("standard"), inputs);
            Map<String, Tensor> expected = outputs(small);
            try (EngineSession session = engine.open(small, EngineOptions.DEFAULT)) {
                session.run(small, inputs, expected);
            }
            long budget = large.deviceBytes(null) / 2;
            Map<String, Tensor> actual = outputs(small);
            try (EngineSession session =
                    BatchedSession.open(engine, large, new EngineOptions(-1, null, budget, false))) {
                session.run(small, inputs, actual);
            }
            assertThat(actual.get("o").toFloats()).isEqualTo(expected.get("o").toFloats());
        }
    }

    @Test
    void opensThePlainSessionWhereItFits() {
        try (Engine engine = new CpuEngine(1)) {
            Request request = Requests.request(MechanismConfig.of("standard"), inputs("standard"));
            try (EngineSession session = BatchedSession.open(engine, request, EngineOptions.DEFAULT)) {
                assertThat(session).isNotInstanceOf(BatchedSession.class);
            }
        }
    }

    @Test
    void addsUpTimesTransfersAndTheMemoryOfBothSessions() {
        CountingEngine engine = new CountingEngine(-1);
        GraphTimings sum = run(engine, engine.openHalf());
        assertThat(engine.runs.get()).isEqualTo(4);
        assertThat(sum.kernelNs()).isEqualTo(4 * 10);
        assertThat(sum.toHostNs()).isEqualTo(-1);
        assertThat(sum.bytesToDevice()).isEqualTo(4 * 100);
        assertThat(sum.deviceBytes()).isEqualTo(2 * 1000);
        assertThat(engine.openSessions.get()).isZero();
    }

    @Test
    void invalidatesWeightsOnlyWhenHeadsChange() {
        CountingEngine engine = new CountingEngine(-1);
        Request request = engine.request();
        long budget = 2 * new Chunk(0, 1, 0, 1).request(request).deviceBytes(null);
        EngineSession session = BatchedSession.open(engine, request, new EngineOptions(-1, null, budget, false));
        run(engine, session);
        // 2 heads x 4 batches on two sessions: each changes heads once.
        assertThat(engine.runs.get()).isEqualTo(8);
        assertThat(engine.invalidations.get()).isEqualTo(2);
    }

    @Test
    void throwsTheFailureOfAPartAndClosesEverything() {
        CountingEngine engine = new CountingEngine(1);
        EngineSession session = engine.openHalf();
        assertThatThrownBy(() -> run(engine, session))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("part fails");
        assertThat(engine.runs.get()).isLessThan(4);
        assertThat(engine.openSessions.get()).isZero();
        assertThatThrownBy(() -> session.run(engine.request(), Map.of(), Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("after close");
    }

    @Test
    void closesTheFirstSessionWhenTheSecondCannotBeOpened() {
        CountingEngine engine = new CountingEngine(-1);
        engine.failOpenAt = 2;
        assertThatThrownBy(engine::openHalf).hasMessage("no memory");
        assertThat(engine.openSessions.get()).isZero();
    }

    @Test
    void runsEachSessionOnAThreadOfItsOwn() {
        CountingEngine engine = new CountingEngine(-1);
        run(engine, engine.openHalf());
        assertThat(engine.wrongThreads.get()).isZero();
        assertThat(List.copyOf(engine.threads)).doesNotContain(Thread.currentThread());
        assertThat(engine.threads.stream().distinct()).hasSize(2);
    }

    /** Each part waits within its execution until a part of the other session is within its own. */
    @Test
    void runsPartsOfBothSessionsAtTheSameTime() {
        CountingEngine engine = new CountingEngine(-1);
        engine.meeting = new CyclicBarrier(2);
        run(engine, engine.openHalf());
        assertThat(engine.runs.get()).isEqualTo(4);
    }

    private static GraphTimings run(CountingEngine engine, EngineSession session) {
        Request request = engine.request();
        try (session) {
            return session.run(request, engine.inputs, outputs(request));
        }
    }

    private static Map<String, Tensor> inputs(String mechanism) {
        Map<String, Tensor> inputs = Requests.queryKeyValue(5, 4, 2, 33, 40, 16, 16);
        inputs.put("lengths", RandomTensors.ints(40, 0, 17, 1, 39));
        int keys = mechanism.equals("linformer") ? 8 : 40;
        inputs.put("bias", RandomTensors.normal(7, 1, 4, 33, keys));
        inputs.put("key_bias", RandomTensors.normal(8, 5, 4, keys));
        if (mechanism.equals("linformer")) {
            inputs.put("e", RandomTensors.normal(3, 2, 8, 40));
            inputs.put("f", RandomTensors.normal(4, 2, 8, 40));
        }
        return inputs;
    }

    private static Map<String, Tensor> outputs(Request request) {
        return Map.of(
                "o", RandomTensors.filled(Float.NaN, request.outputType().shape()),
                "lse", RandomTensors.filled(Float.NaN, request.lseType().shape()));
    }

    /** An engine that computes nothing, counts, and fails where it is told to. */
    private static final class CountingEngine implements Engine {
        final Map<String, Tensor> inputs = Requests.queryKeyValue(4, 2, 2, 256, 256, 4, 4);
        final AtomicInteger runs = new AtomicInteger();
        final AtomicInteger opened = new AtomicInteger();
        final AtomicInteger openSessions = new AtomicInteger();
        final AtomicInteger invalidations = new AtomicInteger();
        final AtomicInteger wrongThreads = new AtomicInteger();
        final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
        final int failAt;
        int failOpenAt = -1;
        CyclicBarrier meeting;

        CountingEngine(int failAt) {
            this.failAt = failAt;
            inputs.put("e", RandomTensors.normal(3, 2, 4, 256));
        }

        Request request() {
            return Requests.request(MechanismConfig.of("linformer"), inputs);
        }

        /** Four parts of one batch each. */
        EngineSession openHalf() {
            Request request = request();
            long part = new Chunk(0, 1, 0, 2).request(request).deviceBytes(null);
            return BatchedSession.open(this, request, new EngineOptions(-1, null, 2 * part, false));
        }

        @Override
        public String id() {
            return "counting";
        }

        @Override
        public Availability availability() {
            return new Availability(true, "a test", "");
        }

        @Override
        public List<GraphDevice> devices() {
            return List.of();
        }

        @Override
        public boolean taskGraphs() {
            return false;
        }

        @Override
        public EngineSession open(Request capacity, EngineOptions options) {
            if (this.opened.incrementAndGet() == failOpenAt) {
                throw new IllegalStateException("no memory");
            }
            openSessions.incrementAndGet();
            threads.add(Thread.currentThread());
            return new CountingSession(Thread.currentThread());
        }

        @Override
        public void close() {}

        private final class CountingSession implements EngineSession {
            private final Thread home;

            CountingSession(Thread home) {
                this.home = home;
            }

            @Override
            public GraphTimings run(Call call) {
                checkThread();
                meet();
                if (runs.getAndIncrement() == failAt) {
                    throw new IllegalStateException("part fails");
                }
                if (failAt >= 0) {
                    // Long enough that the failure of the other session is known before the next part.
                    LockSupport.parkNanos(100_000_000);
                }
                return new GraphTimings(5, 1, 2, 10, -1, 1, 100, 50, 1000);
            }

            private void meet() {
                try {
                    if (meeting != null) {
                        meeting.await(30, TimeUnit.SECONDS);
                    }
                } catch (BrokenBarrierException | TimeoutException | InterruptedException alone) {
                    throw new IllegalStateException("no part of the other session runs at the same time", alone);
                }
            }

            private void checkThread() {
                if (!Thread.currentThread().equals(home)) {
                    wrongThreads.incrementAndGet();
                }
            }

            @Override
            public void invalidateWeights() {
                checkThread();
                invalidations.incrementAndGet();
            }

            @Override
            public String explain() {
                return "";
            }

            @Override
            public void close() {
                checkThread();
                openSessions.decrementAndGet();
            }
        }
    }
}
