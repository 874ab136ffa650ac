package io.attn4j.portable.opencl;

import io.attn4j.portable.ExecutionProfile;
import io.attn4j.portable.GraphExecutor;
import io.attn4j.portable.RecordedGraph;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jocl.CL;
import org.jocl.cl_command_queue;
import uk.ac.manchester.tornado.api.WorkerGrid;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/**
 * Runs a recorded task graph on an OpenCL device.
 *
 * <p>The first execution builds the kernels and makes the buffers, which then stay: later ones enqueue what changed. A
 * small table that holds what it held when last sent, and that no kernel writes, is not sent again.
 * All commands go into one in-order queue; a profiled execution uses a queue of its own, because event times cost.
 * Whatever can be known to fail is refused before the first command. After a driver error the buffers are given back,
 * and the next execution starts over.
 */
final class OpenClExecutor implements GraphExecutor {

    /** One thing that an execution does, in the order of the graph. */
    private sealed interface Action {}

    private record Upload(DeviceArray array, boolean always) implements Action {}

    private record Download(DeviceArray array) implements Action {}

    private record Enqueue(KernelLaunch kernel) implements Action {}

    private final OpenClDeviceInfo device;
    private final OpenClSettings settings;
    private final ProgramCache cache;
    private final DeviceContext context;
    /** Null for a device that shares the host's memory. */
    private final PinnedStaging staging;

    private final IdentityHashMap<TornadoNativeArray, DeviceArray> arrays = new IdentityHashMap<>();
    private final List<DeviceArray> arraysInOrder = new ArrayList<>();
    /** Arrays of another graph of the same plan, which makes and releases their buffers. */
    private final List<DeviceArray> shared = new ArrayList<>();

    private long sharedVersion;
    private final List<KernelLaunch> kernels = new ArrayList<>();
    private final List<Action> actions = new ArrayList<>();

    private cl_command_queue queue;
    private cl_command_queue profilingQueue;
    private boolean built;
    private boolean allocated;
    private boolean closed;

    OpenClExecutor(RecordedGraph graph, OpenClDeviceInfo device, OpenClSettings settings, DeviceContext context) {
        this.device = device;
        this.settings = settings;
        this.cache = new ProgramCache(settings.cacheDirectory());
        this.context = context;
        this.staging = device.type() == OpenClDeviceType.CPU ? null : new PinnedStaging(context);
        nameArrays(graph);
        for (RecordedGraph.Command step : graph.steps()) {
            plan(graph, step);
        }
        checkMemory(graph.name());
        context.acquire();
    }

    /** Messages identify arrays by the first task that takes them. */
    private void nameArrays(RecordedGraph graph) {
        for (RecordedGraph.Command step : graph.steps()) {
            if (step instanceof RecordedGraph.Run run) {
                List<Object> arguments = run.task().arguments();
                for (int i = 0; i < arguments.size(); i++) {
                    if (arguments.get(i) instanceof TornadoNativeArray array) {
                        deviceArray(
                                array,
                                "argument " + i + " of task " + run.task().qualifiedName());
                    }
                }
            }
        }
    }

    private void plan(RecordedGraph graph, RecordedGraph.Command step) {
        String unused = "array of graph " + graph.name() + " that no task takes";
        switch (step) {
            case RecordedGraph.ToDevice transfer -> {
                boolean always = transfer.mode() == DataTransferMode.EVERY_EXECUTION;
                for (TornadoNativeArray array : transfer.arrays()) {
                    actions.add(new Upload(deviceArray(array, unused), always));
                }
            }
            case RecordedGraph.Run run -> {
                KernelLaunch kernel = new KernelLaunch(run.task(), device, settings);
                kernels.add(kernel);
                actions.add(new Enqueue(kernel));
            }
            case RecordedGraph.ToHost transfer -> {
                for (TornadoNativeArray array : transfer.arrays()) {
                    DeviceArray target = deviceArray(array, unused);
                    if (!target.writable()) {
                        throw new OpenClException(target.name() + ": got read-only memory for an output; "
                                + "needs memory that can be written; try an array of its own");
                    }
                    if (transfer.mode() == DataTransferMode.EVERY_EXECUTION) {
                        actions.add(new Download(target));
                    }
                }
            }
            case RecordedGraph.Persist persisted -> persisted.arrays().forEach(array -> deviceArray(array, unused));
            case RecordedGraph.Consume consumed -> consumed.arrays().forEach(array -> deviceArray(array, unused));
        }
    }

    private DeviceArray deviceArray(TornadoNativeArray array, String name) {
        DeviceArray known = arrays.get(array);
        if (known == null) {
            known = new DeviceArray(array, name);
            arrays.put(array, known);
            arraysInOrder.add(known);
        }
        return known;
    }

    private void checkMemory(String graph) {
        long total = 0;
        for (DeviceArray array : arraysInOrder) {
            if (array.bytes() > device.maxAllocationBytes()) {
                throw new OpenClException(array.name() + ": got " + array.bytes() + " bytes; needs at most "
                        + device.maxAllocationBytes() + ", the largest buffer of " + device.name()
                        + "; try a smaller batch");
            }
            total += array.bytes();
        }
        if (total > device.globalMemoryBytes()) {
            throw new OpenClException("arrays of graph " + graph + ": got " + total + " bytes; needs at most "
                    + device.globalMemoryBytes() + ", the memory of " + device.name() + "; try a smaller batch");
        }
    }

    @Override
    public void share(GraphExecutor owner, List<TornadoNativeArray> taken) {
        OpenClExecutor other = (OpenClExecutor) owner;
        for (TornadoNativeArray array : taken) {
            DeviceArray theirs = other.arrays.get(array);
            DeviceArray ours = arrays.put(array, theirs);
            arraysInOrder.remove(ours);
            shared.add(theirs);
            actions.replaceAll(action -> action.equals(new Download(ours)) ? new Download(theirs) : action);
            for (KernelLaunch kernel : kernels) {
                if (kernel.writes().stream().anyMatch(each -> each == array)) {
                    theirs.markWritten();
                }
            }
        }
    }

    @Override
    public ExecutionProfile execute(Map<String, WorkerGrid> grids, boolean profile) {
        if (closed) {
            throw new IllegalStateException(
                    "execution plan: got execute after close; needs an open plan; " + "try making a new one");
        }
        long start = System.nanoTime();
        long compileNs = built ? 0 : build();
        for (DeviceArray array : arraysInOrder) {
            array.checkAlive();
        }
        for (DeviceArray array : shared) {
            array.checkShared();
        }
        for (KernelLaunch kernel : kernels) {
            kernel.setGrid(grids.get(kernel.name()));
        }
        long toDeviceBytes = 0;
        long toHostBytes = 0;
        try (CommandTimes times = new CommandTimes(profile)) {
            cl_command_queue target = queue(profile);
            if (!allocated) {
                allocate(target);
            }
            bindShared();
            List<PinnedStaging.Copy> staged = new ArrayList<>();
            Action before = null;
            for (Action action : actions) {
                if (before != null && before.getClass() != action.getClass()) {
                    moveStaged(staged, before, target, times);
                }
                switch (action) {
                    case Upload(DeviceArray array, boolean always) -> {
                        if (always ? !array.unchanged() : !array.uploaded()) {
                            toDeviceBytes += upload(array, staged, target, times);
                        }
                    }
                    case Enqueue launch -> launch.kernel.enqueue(target, times);
                    case Download(DeviceArray array) -> toHostBytes += download(array, staged, target, times);
                }
                before = action;
            }
            moveStaged(staged, before, target, times);
            OpenClStatus.check(CL.clFinish(target), "clFinish");
            return new ExecutionProfile(
                    System.nanoTime() - start,
                    compileNs,
                    times.toDeviceNs(),
                    times.kernelNs(),
                    times.toHostNs(),
                    toDeviceBytes,
                    toHostBytes);
        } catch (RuntimeException e) {
            startOver();
            throw e;
        } finally {
            ownTransfers();
        }
    }

    @Override
    public void ownTransfers() {
        arraysInOrder.forEach(DeviceArray::ownTransfers);
    }

    private boolean staged(MemorySegment host) {
        return staging != null && host.byteSize() >= PinnedStaging.LEAST_BYTES;
    }

    /** Copies to the device, or leaves to be copied with {@code staged}; returns the bytes of both. */
    private long upload(
            DeviceArray array, List<PinnedStaging.Copy> staged, cl_command_queue queue, CommandTimes times) {
        long bytes = 0;
        for (MemorySegment host : array.toSend()) {
            if (staged(host)) {
                staged.add(array.staged(host));
            } else {
                array.upload(host, queue, times);
            }
            bytes += host.byteSize();
        }
        array.markSent();
        return bytes;
    }

    private long download(
            DeviceArray array, List<PinnedStaging.Copy> staged, cl_command_queue queue, CommandTimes times) {
        MemorySegment host = array.toBring();
        if (staged(host)) {
            staged.add(array.staged(host));
        } else {
            array.download(queue, times);
        }
        return host.byteSize();
    }

    /** Carries out what uploads, or downloads, in a row have left to the page-locked memory. */
    private void moveStaged(List<PinnedStaging.Copy> staged, Action last, cl_command_queue queue, CommandTimes times) {
        if (staged.isEmpty()) {
            return;
        }
        if (last instanceof Upload) {
            staging.upload(queue, staged, times);
        } else {
            staging.download(queue, staged, times);
        }
        staged.clear();
    }

    @Override
    public boolean sendFrom(MemorySegment array, MemorySegment from) {
        for (Action action : actions) {
            if (action instanceof Upload(DeviceArray own, boolean always) && always && own.has(array)) {
                return own.sendFrom(from, staged(from));
            }
        }
        return false;
    }

    @Override
    public boolean bringTo(MemorySegment array, MemorySegment to) {
        for (Action action : actions) {
            if (action instanceof Download(DeviceArray own) && own.has(array)) {
                return own.bringTo(to, staged(to));
            }
        }
        return false;
    }

    @Override
    public void transferToHost(TornadoNativeArray array) {
        DeviceArray target = arrays.get(array);
        if (closed || !allocated || target == null || !target.present()) {
            throw new IllegalStateException(
                    "transferToHost: got an array that no execution has left on the device; needs one that has;"
                            + " try executing first");
        }
        try (CommandTimes times = new CommandTimes(false)) {
            List<PinnedStaging.Copy> staged = new ArrayList<>();
            download(target, staged, queue(false), times);
            moveStaged(staged, new Download(target), queue(false), times);
        }
    }

    private long build() {
        long start = System.nanoTime();
        if (DeviceContext.compilesSideBySide(device)) {
            prepareTogether();
        }
        for (KernelLaunch kernel : kernels) {
            kernel.build(context, settings, cache);
            kernel.writes().forEach(array -> arrays.get(array).markWritten());
        }
        built = true;
        return System.nanoTime() - start;
    }

    /** Builds all programs side by side, as the driver's compiler may take seconds for each. */
    private void prepareTogether() {
        Map<String, KernelLaunch> bySource = new LinkedHashMap<>();
        kernels.forEach(kernel -> bySource.putIfAbsent(kernel.source(), kernel));
        bySource.values().parallelStream().forEach(kernel -> {
            try {
                kernel.prepare(context, settings, cache);
            } catch (OpenClException refused) {
                // met again, and reported, where its kernel is made
            }
        });
    }

    private void allocate(cl_command_queue target) {
        for (DeviceArray array : arraysInOrder) {
            array.allocate(context, target);
        }
        for (KernelLaunch kernel : kernels) {
            kernel.setArguments(arrays);
        }
        allocated = true;
    }

    /** Binds the buffers of shared arrays again where their owner has made new ones. */
    private void bindShared() {
        long version = shared.stream().mapToLong(DeviceArray::version).sum();
        if (version != sharedVersion) {
            for (KernelLaunch kernel : kernels) {
                kernel.setArguments(arrays);
            }
            sharedVersion = version;
        }
    }

    private cl_command_queue queue(boolean profile) {
        if (profile) {
            if (profilingQueue == null) {
                profilingQueue = context.createQueue(true);
            }
            return profilingQueue;
        }
        if (queue == null) {
            queue = context.createQueue(false);
        }
        return queue;
    }

    private void startOver() {
        releaseQueues();
        releaseBuffers();
    }

    @Override
    public void invalidate() {
        arraysInOrder.forEach(DeviceArray::invalidate);
    }

    @Override
    public long deviceBytes() {
        return allocated ? arraysInOrder.stream().mapToLong(DeviceArray::bytes).sum() : 0;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        releaseQueues();
        releaseBuffers();
        kernels.forEach(KernelLaunch::release);
        context.release();
    }

    private void releaseBuffers() {
        if (staging != null) {
            staging.release();
        }
        arraysInOrder.forEach(DeviceArray::release);
        allocated = false;
    }

    private void releaseQueues() {
        release(queue);
        queue = null;
        release(profilingQueue);
        profilingQueue = null;
    }

    private static void release(cl_command_queue queue) {
        if (queue != null) {
            // nothing may run on buffers that are about to go; a failure here has been reported by its own command
            CL.clFinish(queue);
            CL.clReleaseCommandQueue(queue);
            LiveObjects.released();
        }
    }
}
