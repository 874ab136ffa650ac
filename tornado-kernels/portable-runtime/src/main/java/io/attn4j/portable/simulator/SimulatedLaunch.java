package io.attn4j.portable.simulator;

import io.attn4j.portable.RecordedTask;
import io.attn4j.portable.simulator.SimulatorFault.Kind;
import java.util.Arrays;
import uk.ac.manchester.tornado.api.WorkerGrid;

/**
 * One kernel on its grid: groups one after the other, and within a group the work-items by turns, each until its next
 * barrier, in the order of their local index.
 */
final class SimulatedLaunch {
    /** Work-items of a group that every device of ours takes; more is a driver error that TornadoVM only prints. */
    private static final int LARGEST_GROUP = 1024;

    private final RecordedTask task;
    private final SimulatedKernel kernel;
    private final KernelProbe probe;
    private final Object[] arguments;
    private final int groups;
    private final int groupSize;
    private WorkItemFrame[] frames;
    private long barriers;

    SimulatedLaunch(RecordedTask task, WorkerGrid grid, SimulatedKernel kernel, Object[] arguments, int firstEpoch) {
        this.task = task;
        this.kernel = kernel;
        this.arguments = arguments;
        probe = kernel.probe();
        int[] global = {1, 1, 1};
        int[] local = {1, 1, 1};
        int[] offset = new int[3];
        int dimensions = 1;
        if (task.usesContext()) {
            if (grid == null) {
                throw SimulatorFault.ofTask(
                        Kind.LOCAL_SIZE,
                        task.qualifiedName(),
                        "got no grid; needs one; try GridScheduler.addWorkerGrid");
            }
            dimensions = grid.dimension();
            for (int d = 0; d < 3; d++) {
                global[d] = size("global size", grid.getGlobalWork()[d]);
                local[d] = grid.getLocalWork() == null ? 1 : size("local size", grid.getLocalWork()[d]);
                offset[d] = grid.getGlobalOffset() == null ? 0 : Math.toIntExact(grid.getGlobalOffset()[d]);
            }
        }
        long groupCount = 1;
        long items = 1;
        for (int d = 0; d < 3; d++) {
            if (global[d] % local[d] != 0) {
                throw SimulatorFault.ofTask(
                        Kind.LOCAL_SIZE,
                        task.qualifiedName(),
                        "got local size " + Arrays.toString(local) + " for global size " + Arrays.toString(global)
                                + "; needs one that divides it; try rounding the global size up");
            }
            groupCount *= global[d] / local[d];
            items *= local[d];
        }
        if (items > LARGEST_GROUP || groupCount * items > Integer.MAX_VALUE) {
            throw SimulatorFault.ofTask(
                    Kind.LOCAL_SIZE,
                    task.qualifiedName(),
                    "got " + groupCount + " groups of " + items + " work-items; needs groups of at most "
                            + LARGEST_GROUP + " and at most " + Integer.MAX_VALUE + " work-items; try a smaller grid");
        }
        groups = (int) groupCount;
        groupSize = (int) items;
        probe.beginLaunch(task.qualifiedName(), dimensions, global, local, offset, firstEpoch);
    }

    private int size(String field, long value) {
        if (value < 1 || value > Integer.MAX_VALUE) {
            throw SimulatorFault.ofTask(
                    Kind.LOCAL_SIZE,
                    task.qualifiedName(),
                    "got " + field + " " + value + "; needs 1 to " + Integer.MAX_VALUE + "; try another grid");
        }
        return (int) value;
    }

    TaskCounts run() {
        frames = new WorkItemFrame[kernel.hasBarriers() ? groupSize : 1];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = kernel.newFrame();
        }
        for (int group = 0; group < groups; group++) {
            probe.beginGroup(group);
            if (kernel.hasBarriers()) {
                runByTurns();
            } else {
                runThrough();
            }
        }
        String name = task.method().getDeclaringClass().getSimpleName() + "."
                + task.method().getName();
        return probe.counts(name, groups, barriers);
    }

    private void runThrough() {
        int byTheFirst = 0;
        for (int i = 0; i < groupSize; i++) {
            frames[0].reset();
            turn(i, frames[0]);
            if (i == 0) {
                byTheFirst = frames[0].localArrays;
            }
            checkLocalArrays(i, frames[0], byTheFirst);
        }
    }

    private void runByTurns() {
        for (WorkItemFrame frame : frames) {
            frame.reset();
        }
        while (true) {
            for (int i = 0; i < groupSize; i++) {
                frames[i].waiting = false;
                turn(i, frames[i]);
            }
            checkMeeting();
            if (!frames[0].waiting) {
                for (int i = 1; i < groupSize; i++) {
                    checkLocalArrays(i, frames[i], frames[0].localArrays);
                }
                return;
            }
            barriers++;
            probe.passBarrier(kernel.barrier(frames[0].barrier).global());
        }
    }

    private void checkLocalArrays(int workItem, WorkItemFrame frame, int byTheFirst) {
        if (frame.localArrays != byTheFirst) {
            throw probe.otherNumberOfLocalArrays(workItem, frame.localArrays, byTheFirst);
        }
    }

    private void turn(int workItem, WorkItemFrame frame) {
        probe.enter(workItem, frame);
        kernel.run(arguments);
        probe.leave();
    }

    private void checkMeeting() {
        WorkItemFrame first = frames[0];
        for (int i = 1; i < groupSize; i++) {
            WorkItemFrame frame = frames[i];
            if (frame.waiting != first.waiting || (frame.waiting && frame.barrier != first.barrier)) {
                WorkItemPosition position = probe.positionInGroup(i);
                WorkItemPosition other = probe.positionInGroup(0);
                throw new SimulatorFault(
                        Kind.BARRIER_DIVERGENCE,
                        task.qualifiedName(),
                        position,
                        other,
                        null,
                        -1,
                        task.qualifiedName() + ": got " + position + " that " + state(frame) + ", while " + other + " "
                                + state(first) + "; needs every work-item of a group at the same barrier; "
                                + "try the barrier outside of the branch or loop",
                        null);
            }
        }
    }

    private String state(WorkItemFrame frame) {
        return frame.waiting ? "waits at the " + kernel.barrier(frame.barrier) : "has finished";
    }
}
