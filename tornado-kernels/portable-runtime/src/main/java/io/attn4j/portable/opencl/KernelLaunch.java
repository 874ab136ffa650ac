package io.attn4j.portable.opencl;

import io.attn4j.portable.RecordedTask;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_command_queue;
import org.jocl.cl_kernel;
import uk.ac.manchester.tornado.api.WorkerGrid;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** One task of a graph on a device: its exported kernel as the driver built it, its arguments, and its grid. */
final class KernelLaunch {

    private final ExportedTask task;
    private final OpenClDeviceInfo device;

    private cl_kernel kernel;
    private GridRules rules;

    private int dimensions;
    private long[] global = {};
    private long[] local = {};

    /**
     * Finds the task's export and checks the task's arguments against it.
     *
     * @throws MissingExportException if there is none
     * @throws OpenClException if the arguments are not the ones that the export takes
     */
    KernelLaunch(RecordedTask task, OpenClDeviceInfo device, OpenClSettings settings) {
        this.task = new ExportedTask(task, device.type(), settings.exportsRoot());
        this.device = device;
    }

    String name() {
        return task.name();
    }

    /** The OpenCL C that the kernel is built from. */
    String source() {
        return task.source();
    }

    /** Builds the kernel's program or loads it from the cache; may be called by many threads. */
    void prepare(DeviceContext context, OpenClSettings settings, ProgramCache cache) {
        context.prepare(task.source(), settings.buildOptions(), device, cache, "task " + name());
    }

    /** Builds the kernel or loads it from the cache; does nothing the second time. */
    void build(DeviceContext context, OpenClSettings settings, ProgramCache cache) {
        if (kernel != null) {
            return;
        }
        kernel = context.createKernel(
                task.source(), task.entry(), settings.buildOptions(), device, cache, "task " + name());
        int taken = OpenClInfo.argumentCount(kernel);
        int given = ExportedTask.RESERVED_ARGUMENTS + task.arguments().size();
        if (taken != given) {
            throw task.mismatch(String.valueOf(given), taken + " arguments of the OpenCL kernel");
        }
        rules = new GridRules(
                name(),
                device,
                OpenClInfo.kernelNumber(kernel, context.device(), CL.CL_KERNEL_WORK_GROUP_SIZE),
                OpenClInfo.kernelNumber(kernel, context.device(), CL.CL_KERNEL_LOCAL_MEM_SIZE),
                OpenClInfo.requiredLocalSize(kernel, context.device()));
    }

    void release() {
        if (kernel != null) {
            CL.clReleaseKernel(kernel);
            LiveObjects.released();
            kernel = null;
        }
    }

    /**
     * Takes the grid of the next launch.
     *
     * @throws OpenClException if the device cannot run it
     */
    void setGrid(WorkerGrid grid) {
        if (grid != null
                && dimensions == grid.dimension()
                && Arrays.equals(global, grid.getGlobalWork())
                && Arrays.equals(local, grid.getLocalWork())) {
            return;
        }
        rules.check(grid);
        dimensions = grid.dimension();
        global = grid.getGlobalWork().clone();
        local = grid.getLocalWork() == null ? null : grid.getLocalWork().clone();
    }

    /** The arrays that the kernel may write. */
    List<TornadoNativeArray> writes() {
        return task.writes();
    }

    /** Binds buffers and scalars; they stay bound until a buffer is replaced. */
    void setArguments(IdentityHashMap<TornadoNativeArray, DeviceArray> arrays) {
        for (int i = 0; i < ExportedTask.RESERVED_ARGUMENTS; i++) {
            // argument 2 is local memory, for which the size is one to allocate
            setArgument(i, Sizeof.cl_mem, null);
        }
        int index = ExportedTask.RESERVED_ARGUMENTS;
        for (Object argument : task.arguments()) {
            switch (argument) {
                case TornadoNativeArray array ->
                    setArgument(index, Sizeof.cl_mem, arrays.get(array).argument());
                case Long value -> setScalar(index, bytes(Long.BYTES).putLong(value));
                case Float value -> setScalar(index, bytes(Float.BYTES).putFloat(value));
                case Double value -> setScalar(index, bytes(Double.BYTES).putDouble(value));
                case Number value -> setScalar(index, bytes(Integer.BYTES).putInt(value.intValue()));
                default -> throw new IllegalStateException("not an argument: " + argument);
            }
            index++;
        }
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.allocateDirect(count).order(ByteOrder.nativeOrder());
    }

    private void setScalar(int index, ByteBuffer value) {
        setArgument(index, value.capacity(), Pointer.to(value.rewind()));
    }

    private void setArgument(int index, long bytes, Pointer value) {
        OpenClStatus.check(
                CL.clSetKernelArg(kernel, index, bytes, value),
                "clSetKernelArg",
                "task " + name() + ", argument " + index);
    }

    void enqueue(cl_command_queue queue, CommandTimes times) {
        OpenClStatus.check(
                CL.clEnqueueNDRangeKernel(queue, kernel, dimensions, null, global, local, 0, null, times.kernel()),
                "clEnqueueNDRangeKernel",
                "task " + name());
    }
}
