package io.attn4j.portable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.portable.simulator.SimulatorDevice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.ImmutableTaskGraph;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.WorkerGrid1D;
import uk.ac.manchester.tornado.api.common.TornadoFunctions;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.enums.ProfilerMode;
import uk.ac.manchester.tornado.api.exceptions.TornadoRuntimeException;
import uk.ac.manchester.tornado.api.exceptions.TornadoTaskRuntimeException;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** What the portable {@code TaskGraph} records, and what it and the plan refuse. */
class TaskGraphTest {
    private final KernelContext context = new KernelContext();
    private final FloatArray in = FloatArray.fromElements(1, 2, 3, 4);
    private final FloatArray out = new FloatArray(4);

    static void scale(KernelContext ctx, FloatArray in, FloatArray out, int factor) {
        out.set(ctx.globalIdx, in.get(ctx.globalIdx) * factor);
    }

    private static void scaleAll(FloatArray in, FloatArray out, int factor) {
        for (int i = 0; i < in.getSize(); i++) {
            out.set(i, in.get(i) * factor);
        }
    }

    void notStatic(FloatArray in) {
        in.set(0, out.get(0));
    }

    @BeforeAll
    static void onThePortableRuntime() {
        Assumptions.assumeFalse(
                TaskGraph.class.getModule().isNamed(),
                "portable runtime: hidden behind TornadoVM in this JVM; unset TORNADOVM_HOME");
    }

    @Test
    void recordsStepsInOrderWithMethodAndConstants() throws Exception {
        List<RecordedGraph> opened = new ArrayList<>();
        TaskGraph graph = graph();
        ImmutableTaskGraph snapshot = graph.snapshot();
        graph.task("late", TaskGraphTest::scaleAll, in, out, 5);
        try (TornadoExecutionPlan plan = new TornadoExecutionPlan(snapshot)) {
            plan.withDevice(new RecordingDevice(opened)).withPreCompilation();
        }

        RecordedGraph recorded = opened.getFirst();
        assertThat(recorded.name()).isEqualTo("g");
        assertThat(recorded.steps()).hasSize(4);
        assertThat(recorded.steps().get(0))
                .isEqualTo(new RecordedGraph.ToDevice(DataTransferMode.FIRST_EXECUTION, List.of(in)));
        RecordedTask task = ((RecordedGraph.Run) recorded.steps().get(1)).task();
        assertThat(task.qualifiedName()).isEqualTo("g.scale");
        assertThat(task.method())
                .isEqualTo(TaskGraphTest.class.getDeclaredMethod(
                        "scale", KernelContext.class, FloatArray.class, FloatArray.class, int.class));
        assertThat(task.usesContext()).isTrue();
        assertThat(task.kernelKey()).isEqualTo("io.attn4j.portable.TaskGraphTest#scale(3)");
        RecordedTask second = ((RecordedGraph.Run) recorded.steps().get(2)).task();
        assertThat(second.usesContext()).isFalse();
        assertThat(second.arguments()).containsExactly(in, out, 2);
        assertThat(recorded.steps().get(3))
                .isEqualTo(new RecordedGraph.ToHost(DataTransferMode.EVERY_EXECUTION, List.of(out)));
    }

    @Test
    void executesAndProfiles() throws Exception {
        try (TornadoExecutionPlan plan = new TornadoExecutionPlan(graph().snapshot())) {
            plan.withDevice(new SimulatorDevice())
                    .withGridScheduler(new GridScheduler("g.scale", new WorkerGrid1D(4)))
                    .withProfiler(ProfilerMode.SILENT);
            assertThat(plan.getCurrentDeviceMemoryUsage()).isZero();
            var first = plan.execute().getProfilerResult();
            assertThat(out.toHeapArray()).containsExactly(2, 4, 6, 8);
            assertThat(first.getTotalBytesCopyIn()).isEqualTo(16);
            assertThat(first.getTotalBytesCopyOut()).isEqualTo(16);
            assertThat(first.getDeviceKernelTime()).isPositive();
            assertThat(plan.getCurrentDeviceMemoryUsage()).isEqualTo(2 * (16 + 16));
            in.set(0, 10);
            assertThat(plan.execute().getProfilerResult().getTotalBytesCopyIn()).isZero();
            assertThat(out.get(0)).isEqualTo(2);
            plan.freeDeviceMemory();
            assertThat(plan.getCurrentDeviceMemoryUsage()).isZero();
            assertThat(plan.execute().getProfilerResult().getTotalBytesCopyIn()).isEqualTo(16);
            assertThat(out.get(0)).isEqualTo(20);
        }
    }

    @Test
    void refusesKernelsThatAreNoStaticMethods() {
        assertRefused(() -> new TaskGraph("g").task("t", (FloatArray a) -> a.set(0, 1), in), "static method");
        assertRefused(() -> new TaskGraph("g").task("t", this::notStatic, in), "static method");
        TornadoFunctions.Task1<FloatArray> object = new TornadoFunctions.Task1<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public void apply(FloatArray a) {
                a.clear();
            }
        };
        assertRefused(() -> new TaskGraph("g").task("t", object, in), "static method");
    }

    @Test
    void refusesWhatIsNoArgument() {
        FloatArray missing = null;
        assertRefused(
                () -> new TaskGraph("g").task("t", TaskGraphTest::scaleAll, in, missing, 1), "argument 2 of task g.t");
        assertRefused(
                () -> new TaskGraph("g").transferToDevice(DataTransferMode.EVERY_EXECUTION, in, null), "got null");
        assertRefused(
                () -> new TaskGraph("g").transferToHost(DataTransferMode.EVERY_EXECUTION, new float[1]),
                "native arrays");
        assertRefused(
                () -> new TaskGraph("g").transferToHost(DataTransferMode.FIRST_EXECUTION, out), "EVERY_EXECUTION");
        assertRefused(() -> new TaskGraph("g").transferToDevice(7, out), "got 7");
    }

    @Test
    void refusesATaskNameTwiceButNotAfterARefusal() {
        assertRefused(() -> graph().task("scale", TaskGraphTest::scaleAll, in, out, 2), "scale twice");
        TaskGraph graph = new TaskGraph("g");
        FloatArray missing = null;
        assertRefused(() -> graph.task("t", TaskGraphTest::scaleAll, in, missing, 1), "null");
        assertThat(graph.task("t", TaskGraphTest::scaleAll, in, out, 1)).isSameAs(graph);
    }

    @Test
    void refusesToExecuteWithoutDeviceOrGridOrAfterClose() throws Exception {
        TornadoExecutionPlan plan = new TornadoExecutionPlan(graph().snapshot());
        assertThatThrownBy(plan::execute)
                .isInstanceOf(TornadoRuntimeException.class)
                .hasMessageContaining("withDevice");
        assertThatThrownBy(() -> plan.withDevice(null)).isInstanceOf(TornadoRuntimeException.class);
        plan.withDevice(new SimulatorDevice());
        assertThatThrownBy(plan::execute)
                .isInstanceOf(TornadoRuntimeException.class)
                .hasMessageContaining("grid of g.scale");
        GridScheduler grids = new GridScheduler("g.scale", new WorkerGrid1D(4));
        grids.addWorkerGrid("g.skale", new WorkerGrid1D(4));
        plan.withGridScheduler(grids);
        assertThatThrownBy(plan::execute)
                .isInstanceOf(TornadoRuntimeException.class)
                .hasMessageContaining("g.skale");
        plan.close();
        plan.close();
        assertThatThrownBy(plan::execute)
                .isInstanceOf(TornadoRuntimeException.class)
                .hasMessageContaining("after close");
    }

    private TaskGraph graph() {
        return new TaskGraph("g")
                .transferToDevice(DataTransferMode.FIRST_EXECUTION, in)
                .task("scale", TaskGraphTest::scale, context, in, out, 3)
                .task("scaleAll", TaskGraphTest::scaleAll, in, out, 2)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, out);
    }

    private static void assertRefused(Runnable recording, String reason) {
        assertThatThrownBy(recording::run)
                .isInstanceOf(TornadoTaskRuntimeException.class)
                .hasMessageContaining(reason);
    }

    /** Keeps the graphs that it is given. */
    private record RecordingDevice(List<RecordedGraph> opened) implements PortableDevice {
        @Override
        public String engine() {
            return "simulator";
        }

        @Override
        public GraphExecutor open(RecordedGraph graph) {
            opened.add(graph);
            return new SimulatorDevice().open(graph);
        }
    }
}
