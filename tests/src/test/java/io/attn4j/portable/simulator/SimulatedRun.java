package io.attn4j.portable.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.WorkerGrid;
import uk.ac.manchester.tornado.api.WorkerGrid1D;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.exceptions.TornadoExecutionPlanException;

/** Runs one task {@code g.t} on the simulator. */
final class SimulatedRun {
    private SimulatedRun() {}

    /** Executes once with {@code arrays} copied both ways. */
    static SimulatorReport run(Consumer<TaskGraph> task, WorkerGrid grid, Object... arrays) {
        return runs(1, task, grid, arrays).getFirst();
    }

    static List<SimulatorReport> runs(int times, Consumer<TaskGraph> task, WorkerGrid grid, Object... arrays) {
        List<SimulatorReport> reports = new ArrayList<>();
        TaskGraph graph = new TaskGraph("g").transferToDevice(DataTransferMode.EVERY_EXECUTION, arrays);
        task.accept(graph);
        graph.transferToHost(DataTransferMode.EVERY_EXECUTION, arrays);
        try (TornadoExecutionPlan plan = new TornadoExecutionPlan(graph.snapshot())) {
            plan.withDevice(new SimulatorDevice(reports::add));
            if (grid != null) {
                plan.withGridScheduler(new GridScheduler("g.t", grid));
            }
            for (int i = 0; i < times; i++) {
                plan.execute();
            }
        } catch (TornadoExecutionPlanException e) {
            throw new AssertionError(e);
        }
        return reports;
    }

    static WorkerGrid grid(int global, int local) {
        WorkerGrid grid = new WorkerGrid1D(global);
        grid.setLocalWork(local, 1, 1);
        return grid;
    }
}
