package io.attn4j.kernels.step;

import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.KernelRole;
import io.attn4j.plan.View;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import uk.ac.manchester.tornado.api.WorkerGrid1D;

/**
 * One task of a graph as it is launched: a one-dimensional grid that has been checked against the device's limits, and the
 * kernel with its template constants.
 *
 * <p>The check comes first because TornadoVM only prints a driver's refusal: the graph then "succeeds" with outputs of
 * zero.
 */
public final class TaskGrid {
    private final String task;
    private final GraphDevice device;
    private final List<KernelRole> roles = new ArrayList<>();
    private int localSize;
    private final long localBytes;
    private final WorkerGrid1D grid = new WorkerGrid1D(1);
    private long groups;
    private int tileQ;
    private int tileK;
    private int splits = 1;
    private Method kernel;
    private Map<String, Integer> constants = Map.of();

    /**
     * Checks the group against {@code device}.
     *
     * @param task name of the task within its graph
     * @param localSize work-items of a group
     * @param localBytes local memory of a group
     * @throws IllegalArgumentException when the device allows no such group
     */
    public TaskGrid(String task, GraphDevice device, int localSize, long localBytes) {
        this.task = task;
        this.device = device;
        this.localBytes = localBytes;
        regroup(localSize);
        if (localBytes > device.localMemoryBytes()) {
            throw refused(
                    "localBytes",
                    localBytes,
                    "at most " + device.localMemoryBytes() + " on " + device.name(),
                    "smaller tiles in the device-config");
        }
    }

    /**
     * Launches in groups of another size, which only kernels whose work-items share nothing allow.
     *
     * @throws IllegalArgumentException when the device allows no such group
     */
    public void regroup(int workItems) {
        long mostItems = Math.min(device.maxWorkGroupSize(), device.maxWorkItems()[0]);
        if (workItems < 1 || workItems > mostItems) {
            throw refused(
                    "localSize",
                    workItems,
                    "1 to " + mostItems + " on " + device.name(),
                    "smaller groups in the device-config");
        }
        localSize = workItems;
    }

    /** Notes the kernel that is launched; {@link KernelTask} does that. */
    void runs(Method launched, Map<String, Integer> templateConstants) {
        kernel = launched;
        constants = templateConstants;
    }

    /** Notes that device-configs decide this launch by their choice for {@code role}; returns this. */
    public TaskGrid decidedBy(KernelRole role) {
        roles.add(role);
        return this;
    }

    /** Notes how many query rows and keys the kernel takes together; returns this. */
    public TaskGrid tile(int queries, int keys) {
        tileQ = queries;
        tileK = keys;
        return this;
    }

    /** Notes that {@code count} groups share a sum, which another task adds up; returns this. */
    public TaskGrid splits(int count) {
        splits = count;
        return this;
    }

    /** Sets the grid to the fewest whole groups that hold {@code items} work-items. */
    public void items(long items) {
        groups((items + localSize - 1) / localSize);
    }

    /** Sets the grid to a work-item for each element of {@code view}. */
    public void elements(View view) {
        rows(view, view.columns());
    }

    /** Sets the grid to {@code each} work-items for every row of {@code view}. */
    public void rows(View view, long each) {
        items((long) view.batch() * view.heads() * view.rows() * each);
    }

    /** Sets the grid to {@code count} groups; returns this. */
    public TaskGrid groups(long count) {
        long global = Math.multiplyExact(count, (long) localSize);
        if (global < 1 || global > Integer.MAX_VALUE) {
            throw refused("globalSize", global, "1 to " + Integer.MAX_VALUE, "a smaller batch or a memory budget");
        }
        groups = count;
        grid.setGlobalWork(global, 1, 1);
        grid.setLocalWork(localSize, 1, 1);
        return this;
    }

    private IllegalArgumentException refused(String field, long got, String needs, String attempt) {
        return new IllegalArgumentException(
                field + " of " + task + ": got " + got + "; needs " + needs + "; try " + attempt);
    }

    /** Name of the task within its graph. */
    public String task() {
        return task;
    }

    /** The grid, kept in the scheduler; {@link #items} and {@link #groups} change it in place. */
    public WorkerGrid1D grid() {
        return grid;
    }

    /** One line: kernel, constants, grid, local memory. */
    public String describe() {
        return task + ": " + kernel() + constants + ", " + groups + " groups of " + localSize + " work-items"
                + (splits == 1 ? "" : ", " + splits + " to each sum")
                + (localBytes == 0 ? "" : ", " + localBytes + " bytes of local memory");
    }

    /** Roles of device-configs whose choice decides this launch. */
    public List<KernelRole> roles() {
        return List.copyOf(roles);
    }

    /** Work-items of a group. */
    public int localSize() {
        return localSize;
    }

    /** Query rows that the kernel takes together, 0 where that means nothing. */
    public int tileQ() {
        return tileQ;
    }

    /** Keys that it takes together, 0 where that means nothing. */
    public int tileK() {
        return tileK;
    }

    /** Bytes of local memory of a group. */
    public long localBytes() {
        return localBytes;
    }

    /** {@code Class.method}. */
    public String kernel() {
        return kernelClass().getSimpleName() + "." + kernelMethod();
    }

    /** The class that holds the kernel. */
    public Class<?> kernelClass() {
        return kernel.getDeclaringClass();
    }

    /** Name of the kernel's method. */
    public String kernelMethod() {
        return kernel.getName();
    }

    /** Types of the kernel's parameters, in order. */
    public List<Class<?>> parameters() {
        return List.of(kernel.getParameterTypes());
    }

    /** Template constants by name, in parameter order. */
    public Map<String, Integer> constants() {
        return constants;
    }
}
