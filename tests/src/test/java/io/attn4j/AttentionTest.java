package io.attn4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.engine.Availability;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.EngineSession;
import io.attn4j.engine.ReferenceEngine;
import io.attn4j.error.InvalidInputException;
import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.GraphTimings;
import io.attn4j.mechanism.Call;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.Requests;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class AttentionTest {

    @Test
    void takesArraysMemoryAndTensorsAlike() {
        Map<String, Tensor> inputs = Requests.queryKeyValue(2, 3, 3, 7, 7, 8, 8);
        float[] expected = rounded(
                Requests.reference(MechanismConfig.of("standard"), inputs).o());
        float[] q = inputs.get("q").toFloats();
        float[] k = inputs.get("k").toFloats();
        float[] v = inputs.get("v").toFloats();
        try (Attention attention =
                        Attention.builder("standard").engine("reference").build();
                Arena arena = Arena.ofConfined()) {
            assertThat(attention.forward(q, k, v, 2, 3, 7, 8)).isEqualTo(expected);

            MemorySegment native_ = arena.allocate(4L * q.length, 64);
            attention.forward(
                    inputs.get("q").segment(),
                    MemorySegment.ofArray(k),
                    inputs.get("v").segment(),
                    native_,
                    2,
                    3,
                    7,
                    8);
            assertThat(native_.toArray(ValueLayout.JAVA_FLOAT)).isEqualTo(expected);

            float[] onHeap = new float[q.length];
            attention.forward(
                    inputs.get("q").segment(),
                    inputs.get("k").segment(),
                    inputs.get("v").segment(),
                    MemorySegment.ofArray(onHeap),
                    2,
                    3,
                    7,
                    8);
            assertThat(onHeap).isEqualTo(expected);

            try (Tensor o = attention.forward(inputs)) {
                assertThat(o.type()).isEqualTo(TensorType.f32(2, 3, 7, 8));
                assertThat(o.toFloats()).isEqualTo(expected);
            }
        }
    }

    @Test
    void returnsTheLogSumExpWhereAsked() {
        Map<String, Tensor> inputs = Requests.queryKeyValue(1, 2, 2, 3, 4, 8, 8);
        inputs.put("lengths", RandomTensors.ints(2));
        Tensor o = RandomTensors.filled(Float.NaN, 1, 2, 3, 8);
        Tensor lse = RandomTensors.filled(Float.NaN, 1, 2, 3);
        Requests.Answer expected = Requests.reference(MechanismConfig.of("standard"), inputs);
        try (Attention attention =
                Attention.builder("standard").engine("reference").build()) {
            attention.forward(inputs, Map.of("o", o, "lse", lse));
            assertThat(o.toFloats()).isEqualTo(rounded(expected.o()));
            assertThat(lse.toFloats()).isEqualTo(rounded(expected.lse()));
        }
    }

    @Test
    void passesItsOptionsOn() {
        Map<String, Tensor> inputs = Requests.queryKeyValue(1, 2, 2, 5, 9, 8, 8);
        MechanismConfig config =
                new MechanismConfig("linformer", false, 0.5f, Map.of("projection", "mean-pool", "rank", "4"));
        try (Attention attention = Attention.builder("linformer")
                        .engine("reference")
                        .scale(0.5f)
                        .option("projection", "mean-pool")
                        .option("rank", "4")
                        .build();
                Tensor o = attention.forward(inputs)) {
            assertThat(o.toFloats())
                    .isEqualTo(rounded(Requests.reference(config, inputs).o()));
        }
    }

    @Test
    void reusesItsSessionUntilACallIsLarger() {
        Recording engine = new Recording();
        try (Attention attention = Attention.builder("standard").engine(engine).build()) {
            call(attention, 1, 8);
            call(attention, 1, 8);
            call(attention, 1, 3);
            assertThat(engine.opened).hasSize(1);
            call(attention, 1, 9);
            // Room for half as much again: a sequence that grows step by step does not open a session for each.
            assertThat(engine.opened).hasSize(2);
            assertThat(engine.opened.getLast().queries()).isEqualTo(12);
            call(attention, 1, 12);
            call(attention, 1, 8);
            assertThat(engine.opened).hasSize(2);
            call(attention, 3, 2);
            assertThat(engine.opened.getLast().batch()).isEqualTo(3);
            assertThat(engine.opened.getLast().queries()).isEqualTo(12);
            assertThat(engine.open).isEqualTo(1);
        }
        assertThat(engine.open).isZero();
        assertThat(engine.closed).as("a shared engine is the caller's").isFalse();
    }

    @Test
    void doesNotDependOnEarlierCalls() {
        try (Attention used = Attention.builder("standard").engine("cpu").build()) {
            for (int[] size : new int[][] {
                {2, 4, 2, 40, 50}, {1, 4, 2, 33, 7}, {3, 8, 4, 5, 64}, {1, 1, 1, 1, 1}, {2, 4, 2, 40, 50}
            }) {
                Map<String, Tensor> inputs =
                        Requests.queryKeyValue(size[0], size[1], size[2], size[3], size[4], 16, 16);
                try (Attention fresh =
                                Attention.builder("standard").engine("cpu").build();
                        Tensor expected = fresh.forward(inputs);
                        Tensor actual = used.forward(inputs)) {
                    assertThat(actual.toFloats()).isEqualTo(expected.toFloats());
                }
            }
        }
    }

    @Test
    void readsWeightsOfACallEachTimeAndThoseOfTheBuilderOnce() {
        Recording engine = new Recording();
        Map<String, Tensor> inputs = Requests.queryKeyValue(1, 1, 1, 4, 4, 8, 8);
        Tensor e = RandomTensors.normal(1, 2, 4);
        Map<String, Tensor> withWeight = new HashMap<>(inputs);
        withWeight.put("e", e);
        try (Attention attention = Attention.builder("linformer").engine(engine).build()) {
            attention.forward(withWeight).close();
            assertThat(engine.invalidations).isZero();
            attention.forward(withWeight).close();
            assertThat(engine.invalidations).isEqualTo(1);
        }
        engine.invalidations = 0;
        try (Attention attention =
                Attention.builder("linformer").engine(engine).weight("e", e).build()) {
            attention.forward(inputs).close();
            attention.forward(inputs).close();
            assertThat(engine.invalidations).isZero();
            assertThatThrownBy(() -> attention.forward(withWeight))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("e: got a tensor that the builder has as weight");
        }
    }

    @Test
    void refusesWrongInputBeforeASessionIsOpened() {
        Recording engine = new Recording();
        try (Attention attention = Attention.builder("standard").engine(engine).build()) {
            assertThatThrownBy(() -> attention.forward(new float[8], new float[8], new float[7], 1, 1, 2, 4))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("v: got 7 elements; needs 8 for F32[1, 1, 2, 4]; try correcting the shape");
            Map<String, Tensor> inputs = Requests.queryKeyValue(1, 1, 1, 2, 2, 4, 4);
            inputs.put("lengths", RandomTensors.ints(3));
            assertThatThrownBy(() -> attention.forward(inputs))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("lengths[0]: got 3");
            inputs.remove("lengths");
            assertThatThrownBy(() -> attention.forward(inputs, Map.of()))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("o: got no tensor; needs F32[1, 1, 2, 4]; try adding it");
            assertThatThrownBy(() -> attention.forward(inputs, Map.of("o", RandomTensors.filled(0, 1, 1, 2, 5))))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("o: got F32[1, 1, 2, 5]; needs F32[1, 1, 2, 4]");
            Tensor o = RandomTensors.filled(0, 1, 1, 2, 4);
            assertThatThrownBy(() -> attention.forward(inputs, Map.of("o", o, "out", o)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("out: got an output; needs one of o, lse");
        }
        assertThat(engine.opened).isEmpty();
    }

    @Test
    void refusesABuilderThatCannotBe() {
        assertThatThrownBy(() -> Attention.builder("none").build()).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Attention.builder("standard").engine("gpu").build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("engine: got gpu; needs auto or one of ");
        assertThatThrownBy(() ->
                        Attention.builder("standard").memoryBudgetBytes(-1).build())
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void startsAfreshAfterAFailure() {
        Recording engine = new Recording();
        try (Attention attention = Attention.builder("standard").engine(engine).build()) {
            engine.failNext = true;
            assertThatThrownBy(() -> call(attention, 1, 4)).hasMessage("device lost");
            assertThat(engine.open).isZero();
            call(attention, 1, 4);
            assertThat(engine.opened).hasSize(2);
        }
    }

    @Test
    void refusesACallDuringACall() throws Exception {
        Recording engine = new Recording();
        engine.entered = new CountDownLatch(1);
        engine.mayLeave = new CountDownLatch(1);
        try (Attention attention = Attention.builder("standard").engine(engine).build()) {
            FutureTask<Void> first = new FutureTask<>(() -> call(attention, 1, 4), null);
            Thread other = new Thread(first, "first-caller");
            other.start();
            engine.entered.await();
            assertThatThrownBy(() -> call(attention, 1, 4))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("during one from thread first-caller");
            assertThatThrownBy(attention::close).isInstanceOf(IllegalStateException.class);
            engine.mayLeave.countDown();
            first.get();
            call(attention, 1, 4);
        }
    }

    @Test
    void refusesUseAfterCloseAndClosesItsOwnEngine() {
        Attention attention = Attention.builder("standard").engine("cpu").build();
        call(attention, 1, 4);
        assertThat(attention.lastReport().wallNs()).isPositive();
        assertThat(attention.explain()).contains("standard on cpu");
        attention.close();
        attention.close();
        assertThatThrownBy(() -> call(attention, 1, 4))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("attention: used after close");
    }

    @Test
    void saysWhyItsEngineWasChosen() {
        try (Attention attention = Attention.builder("standard").engine("auto").build()) {
            assertThat(attention.engineChoice().reasons().getFirst())
                    .startsWith(attention.engineChoice().engine().id() + ": chosen; ");
            if (attention.engineChoice().engine().id().equals("cpu")) {
                assertThat(attention.engineChoice().reasons())
                        .anyMatch(reason -> reason.startsWith("opencl: refused; "));
            }
        }
    }

    @Test
    void splitsUnderABudget() {
        Map<String, Tensor> inputs = Requests.queryKeyValue(4, 2, 2, 16, 16, 8, 8);
        try (Attention whole = Attention.builder("standard").engine("cpu").build();
                Attention split = Attention.builder("standard")
                        .engine("cpu")
                        .memoryBudgetBytes(10_000)
                        .build();
                Tensor expected = whole.forward(inputs);
                Tensor actual = split.forward(inputs)) {
            assertThat(actual.toFloats()).isEqualTo(expected.toFloats());
            assertThat(split.explain()).startsWith("split into ");
        }
    }

    private static void call(Attention attention, int batch, int sequence) {
        attention
                .forward(Requests.queryKeyValue(batch, 2, 2, sequence, sequence, 4, 4))
                .close();
    }

    private static float[] rounded(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** Counts sessions, and fails or waits where told to; computes by the reference. */
    private static final class Recording implements Engine {
        final List<Request> opened = new ArrayList<>();
        final ReferenceEngine reference = new ReferenceEngine();
        int open;
        int invalidations;
        boolean closed;
        boolean failNext;
        CountDownLatch entered;
        CountDownLatch mayLeave;

        @Override
        public String id() {
            return "recording";
        }

        @Override
        public Availability availability() {
            return new Availability(true, "a test", "");
        }

        @Override
        public List<GraphDevice> devices() {
            return reference.devices();
        }

        @Override
        public boolean taskGraphs() {
            return false;
        }

        @Override
        public EngineSession open(Request capacity, EngineOptions options) {
            opened.add(capacity);
            open++;
            EngineSession inner = reference.open(capacity, options);
            return new EngineSession() {
                @Override
                public GraphTimings run(Call call) {
                    if (failNext) {
                        failNext = false;
                        throw new IllegalStateException("device lost");
                    }
                    if (entered != null) {
                        entered.countDown();
                        try {
                            mayLeave.await();
                        } catch (InterruptedException stopped) {
                            throw new IllegalStateException(stopped);
                        }
                    }
                    return inner.run(call);
                }

                @Override
                public void invalidateWeights() {
                    invalidations++;
                }

                @Override
                public String explain() {
                    return "";
                }

                @Override
                public void close() {
                    open--;
                    inner.close();
                }
            };
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
