package io.attn4j.kernels.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.WorkerGrid1D;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.exceptions.TornadoExecutionPlanException;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** Where TornadoVM is present: what does not compile fails, and never runs as sequential Java behind a log line. */
class TornadoVmBackendTest {
    /** TornadoVM has no code for printing. */
    static void prints(KernelContext context, FloatArray values) {
        System.out.println(values.get(context.globalIdx));
        values.set(context.globalIdx, 1);
    }

    @BeforeEach
    void needsTornadoVm() {
        Assumptions.assumeTrue(
                TaskGraph.class.getModule().isNamed(), "tornado: no TornadoVM underneath; set TORNADOVM_HOME");
    }

    @Test
    void bailoutIsOff() {
        try (TornadoVmBackend backend = new TornadoVmBackend()) {
            assertThat(backend.devices()).isNotEmpty();
            assertThat(backend.problem()).isEmpty();
            assertThat(System.getProperty("tornado.recover.bailout")).isEqualTo("False");
        }
    }

    @Test
    void kernelsThatDoNotCompileFail() {
        FloatArray values = new FloatArray(16);
        assertThatThrownBy(() -> executePrinting(values)).isInstanceOf(RuntimeException.class);
        assertThat(values.get(0)).isZero();
    }

    private static void executePrinting(FloatArray values) throws TornadoExecutionPlanException {
        WorkerGrid1D grid = new WorkerGrid1D(16);
        grid.setLocalWork(16, 1, 1);
        TaskGraph graph = new TaskGraph("g")
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, values)
                .task("t", TornadoVmBackendTest::prints, new KernelContext(), values)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, values);
        try (TornadoExecutionPlan plan = new TornadoExecutionPlan(graph.snapshot())) {
            plan.withGridScheduler(new GridScheduler("g.t", grid)).execute();
        }
    }
}
