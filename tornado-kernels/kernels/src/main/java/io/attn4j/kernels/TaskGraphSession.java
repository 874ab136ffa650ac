package io.attn4j.kernels;

import io.attn4j.graph.GraphProblem;
import io.attn4j.graph.GraphSession;
import io.attn4j.graph.GraphTimings;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.TornadoExecutionResult;
import uk.ac.manchester.tornado.api.TornadoProfilerResult;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.enums.ProfilerMode;
import uk.ac.manchester.tornado.api.enums.TornadoVMBackendType;
import uk.ac.manchester.tornado.api.exceptions.TornadoExecutionPlanException;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** A mechanism's task graph with its execution plan on one device, on TornadoVM and on the portable runtime alike. */
final class TaskGraphSession implements GraphSession {
    /** Fast relaxed math, TornadoVM's default, turns the infinities of masked rows into NaN. */
    static final String COMPILER_FLAGS = "-cl-mad-enable";

    private final MechanismTaskGraph mechanism;
    private final GraphProblem capacity;
    private final TornadoDevice device;
    private final boolean profile;
    private final Map<String, MemorySegment> buffers = new LinkedHashMap<>();
    private final GridScheduler grids = new GridScheduler();
    private final SourceListing sources;
    private final long deviceBytes;
    private TornadoExecutionPlan plan;
    private final AtomicBoolean running = new AtomicBoolean();
    private boolean warm;
    private boolean closed;

    /** Supplies the generated source of a launch's kernel, for {@link #explain}. */
    interface SourceListing {
        String of(Launch launch);
    }

    TaskGraphSession(
            MechanismTaskGraph mechanism,
            GraphProblem capacity,
            TornadoDevice device,
            boolean profile,
            SourceListing sources) {
        this.mechanism = mechanism;
        this.capacity = capacity;
        this.device = device;
        this.profile = profile;
        this.sources = sources;
        long bytes = 0;
        for (Map<String, FloatArray> group : List.of(mechanism.inputs(), mechanism.weights(), mechanism.outputs())) {
            for (Map.Entry<String, FloatArray> entry : group.entrySet()) {
                buffers.put(entry.getKey(), entry.getValue().getSegment());
                bytes += entry.getValue().getNumBytesOfSegmentWithHeader();
            }
        }
        for (FloatArray array : mechanism.placeholders()) {
            bytes += array.getNumBytesOfSegmentWithHeader();
        }
        for (TornadoNativeArray array : mechanism.sizes()) {
            bytes += array.getNumBytesOfSegmentWithHeader();
        }
        for (FloatArray array : mechanism.intermediates()) {
            bytes += array.getNumBytesOfSegmentWithHeader();
        }
        deviceBytes = bytes;
        for (Launch launch : mechanism.launches()) {
            grids.addWorkerGrid(mechanism.name() + "." + launch.task(), launch.grid());
        }
        poisonOutputs();
        mechanism.bind(capacity);
        plan = newPlan();
    }

    /** Also copied to the device once: what a kernel fails to write must not look like a result. */
    private void poisonOutputs() {
        for (FloatArray output : mechanism.outputs().values()) {
            output.init(Float.NaN);
        }
    }

    private TornadoExecutionPlan newPlan() {
        TaskGraph graph = new TaskGraph(mechanism.name());
        List<TornadoNativeArray> once = new ArrayList<>(mechanism.weights().values());
        once.addAll(mechanism.placeholders());
        once.addAll(mechanism.outputs().values());
        graph.transferToDevice(DataTransferMode.FIRST_EXECUTION, once.toArray());
        graph.transferToDevice(
                DataTransferMode.EVERY_EXECUTION, mechanism.inputs().values().toArray());
        graph.transferToDevice(
                DataTransferMode.EVERY_EXECUTION, mechanism.sizes().toArray());
        mechanism.addTasks(graph);
        graph.transferToHost(
                DataTransferMode.EVERY_EXECUTION, mechanism.outputs().get("o"));
        if (capacity.lse()) {
            graph.transferToHost(
                    DataTransferMode.EVERY_EXECUTION, mechanism.outputs().get("lse"));
        }
        TornadoExecutionPlan created = new TornadoExecutionPlan(graph.snapshot());
        created.withDevice(device);
        created.withGridScheduler(grids);
        created.withCompilerFlags(TornadoVMBackendType.OPENCL, COMPILER_FLAGS);
        if (profile) {
            created.withProfiler(ProfilerMode.SILENT);
        }
        warm = false;
        return created;
    }

    @Override
    public MemorySegment buffer(String name) {
        requireOpen();
        MemorySegment buffer = buffers.get(name);
        if (buffer == null) {
            throw new IllegalArgumentException(
                    "buffer: got " + name + "; needs one of " + buffers.keySet() + "; try another name");
        }
        return buffer;
    }

    @Override
    public Set<String> resident() {
        return mechanism.weights().keySet();
    }

    @Override
    public void invalidate() {
        requireOpen();
        if (warm) {
            close(plan);
            plan = newPlan();
        }
    }

    @Override
    public GraphTimings run(
            GraphProblem problem, Map<String, MemorySegment> inputs, Map<String, MemorySegment> outputs) {
        requireOpen();
        if (!running.compareAndSet(false, true)) {
            throw new IllegalStateException("session: got a call while another runs; needs one thread at a time;"
                    + " try a session for each thread");
        }
        try {
            return execute(problem, inputs, outputs);
        } finally {
            running.set(false);
        }
    }

    private GraphTimings execute(
            GraphProblem problem, Map<String, MemorySegment> inputs, Map<String, MemorySegment> outputs) {
        long start = System.nanoTime();
        for (Map.Entry<String, MemorySegment> input : inputs.entrySet()) {
            boolean weight = mechanism.weights().containsKey(input.getKey());
            if (!weight || !warm) {
                copy(input.getValue(), buffer(input.getKey()), input.getKey());
            }
        }
        mechanism.bind(problem);
        TornadoExecutionResult result = plan.execute();
        for (Map.Entry<String, MemorySegment> output : outputs.entrySet()) {
            MemorySegment from = buffer(output.getKey());
            MemorySegment to = output.getValue();
            if (from.address() != to.address()) {
                MemorySegment.copy(from, 0, to, 0, to.byteSize());
            }
        }
        GraphTimings timings = timings(System.nanoTime() - start, result);
        warm = true;
        return timings;
    }

    private static void copy(MemorySegment from, MemorySegment to, String name) {
        if (from.byteSize() > to.byteSize()) {
            throw new IllegalArgumentException(name + ": got " + from.byteSize() + " bytes; needs at most "
                    + to.byteSize() + "; try a session of larger capacity");
        }
        if (from.address() != to.address()) {
            MemorySegment.copy(from, 0, to, 0, from.byteSize());
        }
    }

    private GraphTimings timings(long wallNs, TornadoExecutionResult result) {
        long toDevice = 0;
        for (FloatArray array : mechanism.inputs().values()) {
            toDevice += array.getNumBytesOfSegmentWithHeader();
        }
        for (TornadoNativeArray array : mechanism.sizes()) {
            toDevice += array.getNumBytesOfSegmentWithHeader();
        }
        if (!warm) {
            for (FloatArray array : mechanism.weights().values()) {
                toDevice += array.getNumBytesOfSegmentWithHeader();
            }
            for (FloatArray array : mechanism.placeholders()) {
                toDevice += array.getNumBytesOfSegmentWithHeader();
            }
            for (FloatArray array : mechanism.outputs().values()) {
                toDevice += array.getNumBytesOfSegmentWithHeader();
            }
        }
        long toHost = mechanism.outputs().get("o").getNumBytesOfSegmentWithHeader();
        if (capacity.lse()) {
            toHost += mechanism.outputs().get("lse").getNumBytesOfSegmentWithHeader();
        }
        if (!profile) {
            return new GraphTimings(wallNs, warm ? 0 : -1, -1, -1, -1, -1, toDevice, toHost, deviceBytes);
        }
        TornadoProfilerResult profiled = result.getProfilerResult();
        long jit = warm ? 0 : profiled.getCompileTime();
        long up = profiled.getDeviceWriteTime();
        long kernel = profiled.getDeviceKernelTime();
        long down = profiled.getDeviceReadTime();
        long dispatch = Math.max(0, wallNs - jit - up - kernel - down);
        return new GraphTimings(wallNs, jit, up, kernel, down, dispatch, toDevice, toHost, deviceBytes);
    }

    @Override
    public String explain() {
        requireOpen();
        StringBuilder text = new StringBuilder();
        text.append("task graph ").append(mechanism.name()).append('\n');
        if (!mechanism.weights().isEmpty()) {
            text.append("  to device, first execution: ")
                    .append(mechanism.weights().keySet())
                    .append('\n');
        }
        text.append("  to device, every execution: ")
                .append(mechanism.inputs().keySet())
                .append(" and sizes\n");
        for (Launch launch : mechanism.launches()) {
            text.append("  ").append(launch.describe()).append('\n');
        }
        text.append("  to host, every execution: ")
                .append(capacity.lse() ? "[o, lse]" : "[o]")
                .append('\n');
        text.append("  device memory: ").append(deviceBytes).append(" bytes\n");
        text.append("  compiler flags: ").append(COMPILER_FLAGS).append('\n');
        for (Launch launch : mechanism.launches()) {
            text.append('\n').append("source of ").append(launch.task()).append(":\n");
            text.append(sources.of(launch));
        }
        return text.toString();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException(
                    "session: got a call after close; needs an open session; try opening another");
        }
    }

    private static void close(TornadoExecutionPlan plan) {
        try {
            plan.close();
        } catch (TornadoExecutionPlanException failure) {
            throw new IllegalStateException("closing the execution plan failed: " + failure.getMessage(), failure);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            close(plan);
        }
    }
}
