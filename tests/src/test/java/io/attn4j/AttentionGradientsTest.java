package io.attn4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.compare.Comparison;
import io.attn4j.compare.Tolerance;
import io.attn4j.engine.Availability;
import io.attn4j.engine.CpuEngine;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.EngineSession;
import io.attn4j.error.InvalidInputException;
import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.GraphTimings;
import io.attn4j.mechanism.Call;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.gradient.GradientMechanism;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Gradients as a library: what is kept over calls, who owns what, and what is refused. */
class AttentionGradientsTest {

    /** q, k, v and grad.o, other values for each seed. */
    private static Map<String, Tensor> inputs(long seed, int batch, int n) {
        Map<String, Tensor> inputs = new HashMap<>();
        inputs.put("q", RandomTensors.normal(seed, batch, 2, n, 8));
        inputs.put("k", RandomTensors.normal(seed + 1, batch, 2, n + 2, 8));
        inputs.put("v", RandomTensors.normal(seed + 2, batch, 2, n + 2, 4));
        inputs.put("grad.o", RandomTensors.normal(seed + 3, batch, 2, n, 4));
        return inputs;
    }

    private static void isTheGradient(String mechanism, Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
        Map<String, TensorType> types = new HashMap<>();
        inputs.forEach((name, tensor) -> types.put(name, tensor.type()));
        Request request = new GradientMechanism(Mechanisms.byId(mechanism), List.of())
                .request(new MechanismConfig(mechanism, false, null, Map.of()), types);
        Map<String, double[]> expected = new HashMap<>();
        request.outputs().forEach((name, type) -> expected.put(name, new double[(int) type.elements()]));
        request.reference(inputs, expected);
        outputs.forEach((name, tensor) -> {
            assertThat(tensor.type()).isEqualTo(request.outputs().get(name));
            Comparison comparison = Comparison.of(tensor, expected.get(name));
            assertThat(comparison.verdict(Tolerance.of(DType.F32, Tolerance.Pass.BACKWARD)))
                    .as(name + " " + comparison)
                    .isEqualTo(Comparison.Verdict.PASSED);
        });
    }

    private static void close(Map<String, Tensor> outputs) {
        outputs.values().forEach(Tensor::close);
    }

    @Test
    void givesOneForEachTensorAndTheOutputs() {
        Map<String, Tensor> inputs = inputs(1, 2, 7);
        try (Attention attention = Attention.builder("standard").engine("cpu").build()) {
            Map<String, Tensor> outputs = attention.gradients(inputs);
            assertThat(outputs).containsOnlyKeys("o", "lse", "grad.q", "grad.k", "grad.v");
            isTheGradient("standard", inputs, outputs);
            assertThat(attention.lastReport().wallNs()).isPositive();
            assertThat(attention.explain()).contains("standard on cpu");
            inputs.remove("grad.o");
            try (Tensor o = attention.forward(inputs)) {
                assertThat(o.toFloats()).isEqualTo(outputs.get("o").toFloats());
            }
            close(outputs);
            assertThatThrownBy(() -> outputs.get("grad.q").toFloats()).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void outputsOutliveTheAttention() {
        Map<String, Tensor> inputs = inputs(1, 1, 5);
        Map<String, Tensor> outputs;
        try (Attention attention = Attention.builder("standard").engine("cpu").build()) {
            outputs = attention.gradients(inputs);
        }
        isTheGradient("standard", inputs, outputs);
        close(outputs);
    }

    @Test
    void fillsTheTensorsGiven() {
        Map<String, Tensor> inputs = inputs(1, 1, 5);
        Map<String, Tensor> outputs = Map.of(
                "o",
                RandomTensors.filled(Float.NaN, 1, 2, 5, 4),
                "grad.k",
                RandomTensors.filled(Float.NaN, 1, 2, 7, 8));
        try (Attention attention = Attention.builder("standard").engine("cpu").build()) {
            GraphTimings report = attention.gradients(inputs, outputs);
            assertThat(report).isSameAs(attention.lastReport());
            isTheGradient("standard", inputs, outputs);
            Map<String, Tensor> misshapen =
                    Map.of("o", RandomTensors.filled(0, 1, 2, 5, 4), "grad.k", RandomTensors.filled(0, 1, 2, 5, 8));
            assertThatThrownBy(() -> attention.gradients(inputs, misshapen))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("grad.k: got");
        }
    }

    @Test
    void keepsItsSessionForOtherDataAndSmallerSizes() {
        Recording engine = new Recording();
        try (Attention attention = Attention.builder("standard").engine(engine).build()) {
            for (int[] sizes : new int[][] {{2, 9}, {2, 9}, {2, 3}, {1, 9}}) {
                Map<String, Tensor> inputs = inputs(sizes[0] * 10L + sizes[1], sizes[0], sizes[1]);
                Map<String, Tensor> outputs = attention.gradients(inputs);
                isTheGradient("standard", inputs, outputs);
                close(outputs);
            }
            assertThat(engine.opened).hasSize(1);
            Map<String, Tensor> forward = inputs(5, 2, 9);
            forward.remove("grad.o");
            attention.forward(forward).close();
            assertThat(engine.opened)
                    .as("the forward pass has a session of its own")
                    .hasSize(2);
            close(attention.gradients(inputs(6, 2, 9)));
            attention.forward(forward).close();
            assertThat(engine.opened).hasSize(2);
            close(attention.gradients(inputs(7, 3, 9)));
            assertThat(engine.opened).hasSize(3);
            assertThat(engine.open).isEqualTo(2);
        }
        assertThat(engine.open).isZero();
        assertThat(engine.closed).as("a shared engine is the caller's").isFalse();
        engine.end();
    }

    @Test
    void readsLengthsOfEachCall() {
        try (Attention attention = Attention.builder("standard").engine("cpu").build()) {
            for (int length : new int[] {9, 4, 1}) {
                Map<String, Tensor> inputs = inputs(length, 1, 7);
                inputs.put("lengths", RandomTensors.ints(length));
                Map<String, Tensor> outputs = attention.gradients(inputs);
                float[] gradient = outputs.get("grad.v").toFloats();
                for (int h = 0; h < 2; h++) {
                    for (int i = length * 4; i < 9 * 4; i++) {
                        assertThat(gradient[h * 9 * 4 + i]).isZero();
                    }
                }
                outputs.remove("lse");
                if (length > 1) {
                    isTheGradient("standard", inputs, outputs);
                }
                close(outputs);
            }
        }
    }

    @Test
    void weightsOfTheBuilderHaveGradientsToo() {
        Tensor e = RandomTensors.normal(8, 3, 9);
        Tensor f = RandomTensors.normal(9, 3, 9);
        Map<String, Tensor> all = inputs(1, 1, 7);
        all.put("e", e);
        all.put("f", f);
        try (Attention attention = Attention.builder("linformer")
                        .engine("cpu")
                        .weight("e", e)
                        .weight("f", f)
                        .build();
                Attention without = Attention.builder("linformer").engine("cpu").build()) {
            for (int call = 0; call < 2; call++) {
                Map<String, Tensor> outputs = attention.gradients(inputs(1, 1, 7));
                assertThat(outputs).containsKeys("grad.q", "grad.k", "grad.v", "grad.e", "grad.f");
                isTheGradient("linformer", all, outputs);
                Map<String, Tensor> same = without.gradients(all);
                outputs.forEach((name, tensor) -> assertThat(tensor.toFloats())
                        .as(name)
                        .isEqualTo(same.get(name).toFloats()));
                close(outputs);
                close(same);
            }
            assertThatThrownBy(() -> attention.gradients(all))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("a tensor that the builder has as weight");
        }
    }

    @Test
    void refusesWrongInputBeforeASessionIsOpened() {
        Recording engine = new Recording();
        try (Attention attention = Attention.builder("standard").engine(engine).build()) {
            Map<String, Tensor> missing = inputs(1, 1, 5);
            missing.remove("grad.o");
            assertThatThrownBy(() -> attention.gradients(missing))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("grad.o: got no tensor");
            Map<String, Tensor> misshapen = inputs(1, 1, 5);
            misshapen.put("grad.o", RandomTensors.normal(1, 1, 2, 4, 4));
            assertThatThrownBy(() -> attention.gradients(misshapen))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("grad.o: got F32[1, 2, 4, 4]");
            assertThatThrownBy(() -> attention.forward(inputs(1, 1, 5)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("grad.o");
            assertThat(engine.opened).isEmpty();
        }
        engine.end();
    }

    @Test
    void refusesACallDuringACall() throws Exception {
        Recording engine = new Recording();
        engine.entered = new CountDownLatch(1);
        engine.mayLeave = new CountDownLatch(1);
        Map<String, Tensor> forward = inputs(1, 1, 5);
        forward.remove("grad.o");
        try (Attention attention = Attention.builder("standard").engine(engine).build()) {
            FutureTask<Void> first = new FutureTask<>(() -> close(attention.gradients(inputs(1, 1, 5))), null);
            Thread other = new Thread(first, "first-caller");
            other.start();
            engine.entered.await();
            List<Runnable> calls = List.of(
                    () -> attention.gradients(inputs(1, 1, 5)),
                    () -> attention.forward(forward),
                    attention::explain,
                    attention::close);
            for (Runnable call : calls) {
                assertThatThrownBy(call::run)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("during one from thread first-caller");
            }
            engine.mayLeave.countDown();
            first.get();
            close(attention.gradients(inputs(1, 1, 5)));
            attention.forward(forward).close();
        }
        assertThat(engine.open).isZero();
        engine.end();
    }

    @Test
    void refusesUseAfterClose() {
        Attention attention = Attention.builder("standard").engine("cpu").build();
        close(attention.gradients(inputs(1, 1, 5)));
        attention.close();
        attention.close();
        assertThatThrownBy(() -> attention.gradients(inputs(1, 1, 5)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("attention: used after close");
        Map<String, Tensor> outputs = Map.of("o", RandomTensors.filled(0, 1, 2, 5, 4));
        assertThatThrownBy(() -> attention.gradients(inputs(1, 1, 5), outputs))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("attention: used after close");
    }

    @Test
    void startsAfreshAfterAFailure() {
        Recording engine = new Recording();
        try (Attention attention = Attention.builder("standard").engine(engine).build()) {
            close(attention.gradients(inputs(1, 1, 5)));
            engine.failNext = true;
            assertThatThrownBy(() -> attention.gradients(inputs(1, 1, 5))).hasMessage("device lost");
            assertThat(engine.open).isZero();
            Map<String, Tensor> outputs = attention.gradients(inputs(2, 1, 5));
            isTheGradient("standard", inputs(2, 1, 5), outputs);
            close(outputs);
        }
        engine.end();
    }

    /** Counts sessions, and fails or waits where told to; computes by the engine cpu. */
    private static final class Recording implements Engine {
        final List<Request> opened = new ArrayList<>();
        final Engine cpu = new CpuEngine();
        int open;
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
            return cpu.devices();
        }

        @Override
        public boolean taskGraphs() {
            return false;
        }

        @Override
        public EngineSession open(Request capacity, EngineOptions options) {
            opened.add(capacity);
            open++;
            EngineSession inner = cpu.open(capacity, options);
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
                    inner.invalidateWeights();
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

        void end() {
            cpu.close();
        }
    }
}
