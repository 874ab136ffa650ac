package io.attn4j.portable.opencl;

import java.util.Arrays;
import uk.ac.manchester.tornado.api.WorkerGrid;

/**
 * What the grid of a task must keep; a driver would say so too late or not at all.
 *
 * @param task name of the task
 * @param device limits of the device
 * @param mostWorkItems most work-items of a group that the kernel has registers for
 * @param localBytes local memory of a group
 * @param requiredLocal local size that the kernel was generated for, zeros for any
 */
public record GridRules(
        String task, OpenClDeviceInfo device, long mostWorkItems, long localBytes, long[] requiredLocal) {

    /**
     * Checks the local memory.
     *
     * @throws OpenClException if the device has less of it
     */
    public GridRules {
        if (localBytes > device.localMemoryBytes()) {
            throw new OpenClException("local memory of task " + task + ": got " + localBytes + " bytes; needs at most "
                    + device.localMemoryBytes() + " on " + device.name() + "; try smaller tiles");
        }
    }

    /**
     * Checks a grid.
     *
     * @throws OpenClException if the device cannot run it
     */
    public void check(WorkerGrid grid) {
        if (grid == null) {
            throw new OpenClException("grid of task " + task + ": got none; needs a worker grid; "
                    + "try GridScheduler.addWorkerGrid(\"" + task + "\", ...)");
        }
        long[] global = grid.getGlobalWork();
        long[] local = grid.getLocalWork();
        for (int d = 0; d < grid.dimension(); d++) {
            require(global[d] > 0, global, local, "global sizes above 0", "a grid that covers the output");
        }
        if (local == null) {
            require(
                    localBytes == 0 && requiredLocal[0] == 0,
                    global,
                    null,
                    "a local size, because the kernel shares local memory or asks for one",
                    "WorkerGrid.setLocalWork");
            return;
        }
        long group = 1;
        for (int d = 0; d < grid.dimension(); d++) {
            checkDimension(d, global, local);
            group = Math.multiplyExact(group, local[d]);
        }
        require(
                group <= device.maxWorkGroupSize(),
                global,
                local,
                "at most " + device.maxWorkGroupSize() + " work-items in a group on " + device.name(),
                "a smaller local size");
        require(
                group <= mostWorkItems,
                global,
                local,
                "at most " + mostWorkItems + " work-items in a group, the most that this kernel has registers for",
                "a smaller local size");
    }

    private void checkDimension(int d, long[] global, long[] local) {
        require(local[d] > 0, global, local, "local sizes above 0", "WorkerGrid.setLocalWork");
        require(
                global[d] % local[d] == 0,
                global,
                local,
                "global sizes that are multiples of the local ones",
                "rounding the global size up");
        long limit = device.maxWorkItemSizes().get(d);
        require(
                local[d] <= limit,
                global,
                local,
                "at most " + limit + " local work-items in dimension " + d + " on " + device.name(),
                "a smaller local size");
        require(
                requiredLocal[0] == 0 || local[d] == requiredLocal[d],
                global,
                local,
                "the local size " + Arrays.toString(requiredLocal) + " that the kernel was generated for",
                "that size");
    }

    private void require(boolean kept, long[] global, long[] local, String rule, String action) {
        if (!kept) {
            throw new OpenClException("grid of task " + task + ": got global " + Arrays.toString(global)
                    + (local == null ? " without a local size" : ", local " + Arrays.toString(local)) + "; needs "
                    + rule + "; try " + action);
        }
    }
}
