package io.attn4j.portable.opencl;

import io.attn4j.portable.RecordedTask;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_command_queue;
import org.jocl.cl_kernel;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.WorkerGrid;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/**
 * One task of a graph on a device: its exported kernel, its arguments, and the rules its grid must keep.
 *
 * <p>Generated kernels take four reserved arguments, which may be null, then the arrays and those scalars that the
 * generator left in the signature.
 */
final class KernelLaunch {

    private static final int RESERVED_ARGUMENTS = 4;

    private final RecordedTask task;
    private final OpenClDeviceInfo device;
    private final ExportedKernel export;
    private final ClassLoader loader;
    private final ExportedKernels exports;
    private final List<Object> passed = new ArrayList<>();

    private cl_kernel kernel;
    private long maxGroupSize;
    private long localBytes;
    private long[] requiredLocal;
    private WrittenParameters written;

    private int dimensions;
    private long[] global = {};
    private long[] local = {};

    /**
     * Finds the task's export and holds the task's arguments against it.
     *
     * @throws MissingExportException if there is none
     * @throws OpenClException if the arguments are not the ones that the export takes
     */
    KernelLaunch(RecordedTask task, OpenClDeviceInfo device, OpenClSettings settings) {
        this.task = task;
        this.device = device;
        this.loader = ExportedKernels.loaderOf(task);
        this.exports = ExportedKernels.of(loader, settings.exportsRoot());
        this.export = exports.find(task, device.type());
        matchArguments();
    }

    String name() {
        return task.qualifiedName();
    }

    private void matchArguments() {
        List<String> kinds = export.parameters();
        long scalars =
                task.arguments().stream().filter(Number.class::isInstance).count();
        long kept = kinds.stream().filter("const"::equals).count();
        if (kept != 0 && kept != scalars) {
            throw mismatch("scalars " + scalars, String.valueOf(kept));
        }
        List<String> got = new ArrayList<>();
        for (Object argument : task.arguments()) {
            switch (argument) {
                case KernelContext _ -> got.add("ctx");
                case TornadoNativeArray array -> {
                    got.add(
                            switch (array) {
                                case FloatArray _ -> "f32";
                                case IntArray _ -> "i32";
                            });
                    passed.add(array);
                }
                case Number number -> {
                    if (kept != 0) {
                        got.add("const");
                        passed.add(number);
                    }
                }
                default -> got.add(argument.getClass().getSimpleName());
            }
        }
        if (!got.equals(kinds)) {
            throw mismatch(String.join(",", got), String.join(",", kinds));
        }
    }

    private OpenClException mismatch(String got, String needs) {
        return new OpenClException("arguments of task " + name() + ": got " + got + "; needs " + needs
                + " as its export was made for; try attn4j export-kernels (with TornadoVM)");
    }

    /** Builds the kernel or loads it from the cache; does nothing the second time. */
    void build(DeviceContext context, OpenClSettings settings, ProgramCache cache) {
        if (kernel != null) {
            return;
        }
        String source = exports.source(loader, export);
        kernel = context.createKernel(source, export.entry(), settings.buildOptions(), device, cache, "task " + name());
        int arguments = OpenClInfo.argumentCount(kernel);
        if (arguments != RESERVED_ARGUMENTS + passed.size()) {
            throw mismatch(
                    String.valueOf(RESERVED_ARGUMENTS + passed.size()), arguments + " arguments of the OpenCL kernel");
        }
        written = WrittenParameters.of(source, export.entry());
        maxGroupSize = OpenClInfo.kernelNumber(kernel, context.device(), CL.CL_KERNEL_WORK_GROUP_SIZE);
        localBytes = OpenClInfo.kernelNumber(kernel, context.device(), CL.CL_KERNEL_LOCAL_MEM_SIZE);
        requiredLocal = OpenClInfo.requiredLocalSize(kernel, context.device());
        if (localBytes > device.localMemoryBytes()) {
            throw new OpenClException(
                    "local memory of task " + name() + ": got " + localBytes + " bytes; needs at most "
                            + device.localMemoryBytes() + " on " + device.name() + "; try smaller tiles");
        }
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
     * @throws OpenClException if the device cannot run it; a driver would say so too late or not at all
     */
    void setGrid(WorkerGrid grid) {
        if (grid == null) {
            throw new OpenClException("grid of task " + name() + ": got none; needs a worker grid; "
                    + "try GridScheduler.addWorkerGrid(\"" + name() + "\", ...)");
        }
        long[] newGlobal = grid.getGlobalWork();
        long[] newLocal = grid.getLocalWork();
        if (dimensions == grid.dimension() && Arrays.equals(global, newGlobal) && Arrays.equals(local, newLocal)) {
            return;
        }
        check(grid.dimension(), newGlobal, newLocal);
        dimensions = grid.dimension();
        global = newGlobal.clone();
        local = newLocal == null ? null : newLocal.clone();
    }

    private void check(int dims, long[] newGlobal, long[] newLocal) {
        for (int d = 0; d < dims; d++) {
            require(newGlobal[d] > 0, newGlobal, newLocal, "global sizes above 0", "a grid that covers the output");
        }
        if (newLocal == null) {
            require(
                    localBytes == 0 && requiredLocal[0] == 0,
                    newGlobal,
                    null,
                    "a local size, because the kernel shares local memory or asks for one",
                    "WorkerGrid.setLocalWork");
            return;
        }
        long group = 1;
        for (int d = 0; d < dims; d++) {
            require(newLocal[d] > 0, newGlobal, newLocal, "local sizes above 0", "WorkerGrid.setLocalWork");
            require(
                    newGlobal[d] % newLocal[d] == 0,
                    newGlobal,
                    newLocal,
                    "global sizes that are multiples of the local ones",
                    "rounding the global size up");
            long limit = device.maxWorkItemSizes().get(d);
            require(
                    newLocal[d] <= limit,
                    newGlobal,
                    newLocal,
                    "at most " + limit + " local work-items in dimension " + d + " on " + device.name(),
                    "a smaller local size");
            require(
                    requiredLocal[0] == 0 || newLocal[d] == requiredLocal[d],
                    newGlobal,
                    newLocal,
                    "the local size " + Arrays.toString(requiredLocal) + " that the kernel was generated for",
                    "that size");
            group = Math.multiplyExact(group, newLocal[d]);
        }
        require(
                group <= device.maxWorkGroupSize(),
                newGlobal,
                newLocal,
                "at most " + device.maxWorkGroupSize() + " work-items in a group on " + device.name(),
                "a smaller local size");
        require(
                group <= maxGroupSize,
                newGlobal,
                newLocal,
                "at most " + maxGroupSize + " work-items in a group, the most that this kernel has registers for",
                "a smaller local size");
    }

    private void require(boolean kept, long[] newGlobal, long[] newLocal, String rule, String action) {
        if (!kept) {
            throw new OpenClException("grid of task " + name() + ": got global " + Arrays.toString(newGlobal)
                    + (newLocal == null ? " without a local size" : ", local " + Arrays.toString(newLocal)) + "; needs "
                    + rule + "; try " + action);
        }
    }

    /** The arrays that the built kernel may write. */
    List<TornadoNativeArray> writes() {
        List<TornadoNativeArray> arrays = new ArrayList<>();
        for (int i = 0; i < passed.size(); i++) {
            if (passed.get(i) instanceof TornadoNativeArray array && written.mayWrite(RESERVED_ARGUMENTS + i)) {
                arrays.add(array);
            }
        }
        return arrays;
    }

    /** Binds buffers and scalars; they stay bound until a buffer is made anew. */
    void setArguments(IdentityHashMap<TornadoNativeArray, DeviceArray> arrays) {
        for (int i = 0; i < RESERVED_ARGUMENTS; i++) {
            // argument 2 is local memory, for which the size is one to allocate
            setArgument(i, Sizeof.cl_mem, null);
        }
        for (int i = 0; i < passed.size(); i++) {
            int index = RESERVED_ARGUMENTS + i;
            switch (passed.get(i)) {
                case TornadoNativeArray array ->
                    setArgument(index, Sizeof.cl_mem, arrays.get(array).argument());
                case Long value -> setScalar(index, bytes(Long.BYTES).putLong(value));
                case Float value -> setScalar(index, bytes(Float.BYTES).putFloat(value));
                case Double value -> setScalar(index, bytes(Double.BYTES).putDouble(value));
                case Number value -> setScalar(index, bytes(Integer.BYTES).putInt(value.intValue()));
                default -> throw new IllegalStateException("not an argument: " + passed.get(i));
            }
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
