package io.attn4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.cpu.CpuKernels;
import io.attn4j.cpu.CpuKernelsProvider;
import io.attn4j.cpu.PlanExecutor;
import io.attn4j.graph.GraphBackend;
import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.GraphSession;
import io.attn4j.kernels.session.PortableBackend;
import io.attn4j.kernels.session.TornadoVmBackend;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.plan.View;
import io.attn4j.plan.optimizer.AdamW;
import io.attn4j.plan.optimizer.ClipScale;
import io.attn4j.plan.optimizer.SquaredSum;
import io.attn4j.plan.row.Addition;
import io.attn4j.reference.PlanReference;
import io.attn4j.tensor.Workspace;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import uk.ac.manchester.tornado.api.TaskGraph;

/** States of plans: given once, changed by every execution, kept where steps run, and read back on demand. */
class StatesTest {
    private static final int N = 70;

    private static boolean overTornadoVm() {
        return TaskGraph.class.getModule().isNamed();
    }

    static Stream<String> engines() {
        return overTornadoVm() ? Stream.of("tornado") : Stream.of("simulator", "opencl");
    }

    private static void withSession(String engine, Plan plan, boolean profile, BiConsumer<GraphSession, Plan> use) {
        try (GraphBackend backend = engine.equals("tornado") ? new TornadoVmBackend() : new PortableBackend(engine)) {
            Assumptions.assumeFalse(
                    backend.devices().isEmpty(), engine + ": no device; apt-get install pocl-opencl-icd");
            GraphDevice device = backend.devices().getFirst();
            try (GraphSession session = backend.open(device, plan, List.of(), profile)) {
                use.accept(session, plan);
            }
        }
    }

    private static View row(Buffer buffer) {
        return View.contiguous(buffer, 1, 1, 1, Math.toIntExact(buffer.elements()));
    }

    /** {@code total += x}, and {@code y = total + total}. */
    private static Plan sums(int count) {
        Plan.Builder builder = Plan.builder("sums");
        View x = row(builder.input("x", count));
        View total = row(builder.state("total", count));
        View y = row(builder.output("y", count));
        return builder.add(new Addition("add", total, x, total))
                .add(new Addition("twice", total, total, y))
                .build();
    }

    private static MemorySegment filled(float value, int count) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return MemorySegment.ofArray(values);
    }

    private static float[] floats(MemorySegment segment) {
        return segment.toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
    }

    private static float first(MemorySegment segment) {
        float[] values = floats(segment);
        for (float value : values) {
            assertThat(value).isEqualTo(values[0]);
        }
        return values[0];
    }

    @ParameterizedTest
    @MethodSource("engines")
    void stayOnTheDevice(String engine) {
        for (boolean profile : new boolean[] {false, true}) {
            withSession(engine, sums(N), profile, (session, plan) -> {
                MemorySegment y = filled(Float.NaN, N);
                Map<String, MemorySegment> given = new HashMap<>(Map.of("x", filled(1, N), "total", filled(10, N)));
                long cold = session.run(plan, given, Map.of("y", y)).bytesToDevice();
                assertThat(first(y)).isEqualTo(22);
                given.put("x", filled(2, N));
                // given again, in vain
                given.put("total", filled(1000, N));
                long warm = session.run(plan, given, Map.of("y", y)).bytesToDevice();
                assertThat(first(y)).isEqualTo(26);
                assertThat(warm).isLessThanOrEqualTo(cold - (long) N * Float.BYTES);
                assertThat(first(session.read("total"))).isEqualTo(13);
                // left out
                session.run(plan, Map.of("x", filled(3, N)), Map.of("y", y));
                assertThat(first(session.read("total"))).isEqualTo(16);
                session.invalidate();
                assertThat(first(session.read("total"))).isEqualTo(16);
                session.run(plan, Map.of("x", filled(4, N)), Map.of("y", y));
                assertThat(first(y)).isEqualTo(40);
                assertThat(first(session.read("total"))).isEqualTo(20);
            });
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void sayWhatTheyNeed(String engine) {
        withSession(engine, sums(N), false, (session, plan) -> {
            Map<String, MemorySegment> without = Map.of("x", filled(1, N));
            assertThatThrownBy(() -> session.run(plan, without, Map.of()))
                    .hasMessage("state: got no total; needs it in the first execution");
            assertThatThrownBy(() -> session.read("total")).hasMessageContaining("before the first execution");
            assertThatThrownBy(() -> session.read("x")).hasMessageContaining("state: got x; needs one of [total]");
            assertThatThrownBy(() -> session.run(sums(N - 1), without, Map.of()))
                    .hasMessageContaining("states keep their size");
            assertThat(session.explain()).contains("first execution, and to host on demand: [total]");
            session.close();
            assertThatThrownBy(() -> session.read("total")).hasMessageContaining("after close");
        });
    }

    @Test
    void stayWithTheExecutorOfTheCpuEngine() {
        try (CpuKernels kernels = CpuKernelsProvider.openScalar(1);
                PlanExecutor executor = new PlanExecutor(kernels);
                Workspace workspace = new Workspace()) {
            MemorySegment y = filled(Float.NaN, N);
            assertThatThrownBy(() -> executor.execute(sums(N), Map.of("x", filled(1, N), "y", y), workspace))
                    .hasMessageContaining("total: got no tensor; needs 280 bytes");
            assertThatThrownBy(() -> executor.read("total")).hasMessageContaining("try it after an execution");
            MemorySegment initial = filled(10, N);
            executor.execute(sums(N), Map.of("x", filled(1, N), "total", initial, "y", y), workspace);
            executor.execute(sums(N), Map.of("x", filled(2, N), "total", initial, "y", y), workspace);
            executor.execute(sums(N), Map.of("x", filled(3, N), "y", y), workspace);
            assertThat(first(executor.read("total"))).isEqualTo(16);
            assertThat(first(initial)).isEqualTo(10);
            assertThat(first(y)).isEqualTo(32);
            assertThat(executor.heldBytes()).isEqualTo(4 * N);
            assertThatThrownBy(() -> executor.execute(sums(N + 1), Map.of("x", filled(1, N + 1), "y", y), workspace))
                    .hasMessageContaining("total: got a state of 284 bytes; needs 280");
        }
    }

    /** A clipped update of two arrays of parameters. */
    private static Plan updates() {
        Plan.Builder builder = Plan.builder("update");
        View scalars = row(builder.input("scalars", 3));
        View squares = row(builder.intermediate("squares", 1));
        View scale = row(builder.output("scale", 1));
        List<AdamW> updates = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            int count = name.equals("a") ? N : 300;
            View gradient = row(builder.input("grad." + name, count));
            builder.add(new SquaredSum("squares" + name, gradient, name.equals("a") ? null : squares, squares));
            updates.add(new AdamW(
                    "update" + name,
                    gradient,
                    scale,
                    scalars,
                    0.9,
                    0.95,
                    1e-8,
                    0.1,
                    row(builder.state(name, count)),
                    row(builder.state("first." + name, count)),
                    row(builder.state("second." + name, count))));
        }
        builder.add(new ClipScale("clip", squares, 1, scale));
        updates.forEach(builder::add);
        return builder.build();
    }

    /** One execution: inputs in, states as they are afterwards out. */
    @FunctionalInterface
    private interface Execution {
        MemorySegment read(String state);
    }

    @FunctionalInterface
    private interface Runner {
        Execution run(Map<String, MemorySegment> given);
    }

    @Test
    void trainTheSameParametersAsTheReference() {
        if (overTornadoVm()) {
            withSession("tornado", updates(), false, this::train);
            return;
        }
        withSession("simulator", updates(), false, this::train);
        try (CpuKernels kernels = CpuKernelsProvider.openScalar(2);
                PlanExecutor executor = new PlanExecutor(kernels);
                Workspace workspace = new Workspace()) {
            checkTraining(given -> {
                executor.execute(updates(), given, workspace);
                return executor::read;
            });
        }
    }

    private void train(GraphSession session, Plan plan) {
        checkTraining(given -> {
            session.run(plan, given, Map.of());
            return session::read;
        });
    }

    private static void checkTraining(Runner runner) {
        Plan plan = updates();
        Random random = new Random(1);
        Map<String, double[]> expected = new HashMap<>();
        plan.buffers().forEach((name, buffer) -> {
            double[] values = new double[Math.toIntExact(buffer.elements())];
            Arrays.setAll(values, i -> name.length() == 1 ? (float) random.nextGaussian() : 0);
            expected.put(name, values);
        });
        for (int t = 1; t <= 4; t++) {
            float[] scalars = ((AdamW) plan.steps().getLast()).scalars(0.02 * t, t);
            Arrays.setAll(expected.get("scalars"), i -> scalars[i]);
            for (String name : List.of("a", "b")) {
                double[] parameter = expected.get(name);
                Arrays.setAll(expected.get("grad." + name), i -> (float) (parameter[i] - 0.5 + random.nextGaussian()));
            }
            Map<String, MemorySegment> given = new HashMap<>();
            for (Map.Entry<String, double[]> array : expected.entrySet()) {
                boolean needed = t == 1 || plan.buffers().get(array.getKey()).kind() == Buffer.Kind.INPUT;
                if (needed && plan.buffers().get(array.getKey()).kind().given()) {
                    float[] values = new float[array.getValue().length];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = (float) array.getValue()[i];
                    }
                    given.put(array.getKey(), MemorySegment.ofArray(values));
                }
            }
            expected.putAll(PlanReference.execute(plan, expected));
            Execution execution = runner.run(given);
            for (String state : List.of("a", "b", "first.a", "second.b")) {
                float[] found = floats(execution.read(state));
                for (int i = 0; i < found.length; i++) {
                    assertThat((double) found[i])
                            .as(state + "[" + i + "] after update " + t)
                            .isCloseTo(expected.get(state)[i], Offset.offset(2e-6));
                }
            }
        }
    }
}
