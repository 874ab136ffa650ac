package io.attn4j.kernels.session;

import io.attn4j.graph.GraphSession;
import io.attn4j.graph.GraphTimings;
import io.attn4j.graph.TaskLaunch;
import io.attn4j.kernels.export.ExportedSources;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Step;
import io.attn4j.system.ParallelCopy;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
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

    private final PlanTasks tasks;
    private final Map<String, FloatArray> inputs;
    private final Map<String, FloatArray> weights;
    private final Map<String, FloatArray> states;
    private final Map<String, FloatArray> outputs;
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
    /** The last execution of the present plan; its states are on the device. */
    private TornadoExecutionResult latest;
    /** Whether states have been given. */
    private boolean begun;
    /** Whether an execution failed that had states to change. */
    private boolean lost;

    /** Supplies the generated source of a launch's kernel, for {@link #explain}. */
    interface SourceListing {
        String of(TaskGrid launch);
    }

    TaskGraphSession(PlanTasks tasks, TornadoDevice device, boolean profile, SourceListing sources) {
        this.tasks = tasks;
        this.device = device;
        this.profile = profile;
        this.sources = sources;
        inputs = tasks.arrays(Buffer.Kind.INPUT);
        weights = tasks.arrays(Buffer.Kind.WEIGHT);
        states = tasks.arrays(Buffer.Kind.STATE);
        outputs = tasks.arrays(Buffer.Kind.OUTPUT);
        for (Map<String, FloatArray> group : List.of(inputs, weights, states, outputs)) {
            group.forEach((name, array) -> buffers.put(name, array.getSegment()));
        }
        deviceBytes = tasks.bytes();
        for (TaskGrid launch : tasks.launches()) {
            grids.addWorkerGrid(tasks.name() + "." + launch.task(), launch.grid());
        }
        poisonOutputs();
        tasks.bind(tasks.capacity());
        plan = newPlan();
    }

    private static List<FloatArray> buffersOf(Map<String, FloatArray> arrays) {
        return List.copyOf(arrays.values());
    }

    private static long bytes(List<? extends TornadoNativeArray> arrays) {
        long bytes = 0;
        for (TornadoNativeArray array : arrays) {
            bytes += array.getNumBytesOfSegmentWithHeader();
        }
        return bytes;
    }

    /** Also copied to the device once: what a kernel fails to write must not look like a result. */
    private void poisonOutputs() {
        for (FloatArray output : outputs.values()) {
            output.init(Float.NaN);
        }
    }

    private TornadoExecutionPlan newPlan() {
        TaskGraph graph = new TaskGraph(tasks.name());
        List<TornadoNativeArray> once = new ArrayList<>(weights.values());
        once.addAll(states.values());
        once.addAll(tasks.placeholders());
        once.addAll(outputs.values());
        graph.transferToDevice(DataTransferMode.FIRST_EXECUTION, once.toArray());
        List<TornadoNativeArray> always = new ArrayList<>(inputs.values());
        always.addAll(tasks.sizes());
        graph.transferToDevice(DataTransferMode.EVERY_EXECUTION, always.toArray());
        tasks.addTasks(graph);
        if (!outputs.isEmpty()) {
            graph.transferToHost(
                    DataTransferMode.EVERY_EXECUTION, outputs.values().toArray());
        }
        if (!states.isEmpty()) {
            graph.transferToHost(DataTransferMode.UNDER_DEMAND, states.values().toArray());
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
        return weights.keySet();
    }

    @Override
    public void invalidate() {
        requireOpen();
        if (warm) {
            states.keySet().forEach(this::read);
            close(plan);
            latest = null;
            plan = newPlan();
        }
    }

    @Override
    public MemorySegment read(String name) {
        requireOpen();
        FloatArray state = states.get(name);
        if (state == null) {
            throw new IllegalArgumentException(
                    "state: got " + name + "; needs one of " + states.keySet() + "; try another name");
        }
        requireStates();
        if (!begun) {
            throw new IllegalStateException(
                    "state " + name + ": got a read before the first execution; needs one that gives the states");
        }
        if (latest != null) {
            latest.transferToHost(state);
        }
        return state.getSegment();
    }

    private void requireStates() {
        if (lost) {
            throw new IllegalStateException("states: got a call after an execution that failed, which may have changed"
                    + " some of them; needs another session; try giving it those of the last checkpoint");
        }
    }

    @Override
    public GraphTimings run(Plan bound, Map<String, MemorySegment> given, Map<String, MemorySegment> wanted) {
        requireOpen();
        if (!running.compareAndSet(false, true)) {
            throw new IllegalStateException("session: got a call while another runs; needs one thread at a time;"
                    + " try a session for each thread");
        }
        try {
            return execute(bound, given, wanted);
        } finally {
            running.set(false);
        }
    }

    private GraphTimings execute(Plan bound, Map<String, MemorySegment> given, Map<String, MemorySegment> wanted) {
        requireStates();
        long start = System.nanoTime();
        tasks.bind(bound);
        for (String state : states.keySet()) {
            if (!begun && !given.containsKey(state)) {
                throw new IllegalArgumentException("state: got no " + state + "; needs it in the first execution");
            }
        }
        for (Map.Entry<String, MemorySegment> input : given.entrySet()) {
            boolean kept = weights.containsKey(input.getKey()) && warm || states.containsKey(input.getKey()) && begun;
            if (!kept) {
                copy(input.getValue(), buffer(input.getKey()), input.getKey());
            }
        }
        TornadoExecutionResult result = launch();
        for (Map.Entry<String, MemorySegment> output : wanted.entrySet()) {
            MemorySegment from = buffer(output.getKey());
            MemorySegment to = output.getValue();
            if (from.address() != to.address()) {
                ParallelCopy.copy(from, 0, to, 0, to.byteSize());
            }
        }
        GraphTimings timings = timings(System.nanoTime() - start, result);
        warm = true;
        return timings;
    }

    private TornadoExecutionResult launch() {
        if (states.isEmpty()) {
            return plan.execute();
        }
        lost = true;
        latest = plan.execute();
        lost = false;
        begun = true;
        return latest;
    }

    private static void copy(MemorySegment from, MemorySegment to, String name) {
        if (from.byteSize() > to.byteSize()) {
            throw new IllegalArgumentException(name + ": got " + from.byteSize() + " bytes; needs at most "
                    + to.byteSize() + "; try a session of larger capacity");
        }
        if (from.address() != to.address()) {
            ParallelCopy.copy(from, 0, to, 0, from.byteSize());
        }
    }

    private GraphTimings timings(long wallNs, TornadoExecutionResult result) {
        long toDevice = bytes(buffersOf(inputs)) + bytes(tasks.sizes());
        if (!warm) {
            toDevice += bytes(buffersOf(weights))
                    + bytes(buffersOf(states))
                    + bytes(tasks.placeholders())
                    + bytes(buffersOf(outputs));
        }
        long toHost = bytes(buffersOf(outputs));
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
    public List<TaskLaunch> launches() {
        requireOpen();
        return tasks.launches().stream().map(ExportedSources::describe).toList();
    }

    @Override
    public String explain() {
        requireOpen();
        return explain(tasks, sources);
    }

    /** What there is to say about tasks that are bound to a plan. */
    static String explain(PlanTasks tasks, SourceListing sources) {
        Set<String> weights = tasks.arrays(Buffer.Kind.WEIGHT).keySet();
        Set<String> states = tasks.arrays(Buffer.Kind.STATE).keySet();
        StringBuilder text = new StringBuilder();
        text.append("task graph ").append(tasks.name()).append('\n');
        if (!weights.isEmpty()) {
            text.append("  to device, first execution: ").append(weights).append('\n');
        }
        if (!states.isEmpty()) {
            text.append("  to device, first execution, and to host on demand: ")
                    .append(states)
                    .append('\n');
        }
        Set<String> inputs = tasks.arrays(Buffer.Kind.INPUT).keySet();
        Set<String> outputs = tasks.arrays(Buffer.Kind.OUTPUT).keySet();
        text.append("  to device, every execution: ").append(inputs).append(" and sizes\n");
        for (Step step : tasks.capacity().steps()) {
            text.append("  ")
                    .append(step.task())
                    .append(": ")
                    .append(step.equation())
                    .append('\n');
        }
        for (TaskGrid launch : tasks.launches()) {
            text.append("  ").append(launch.describe()).append('\n');
        }
        text.append("  to host, every execution: ").append(outputs).append('\n');
        text.append("  device memory: ").append(tasks.bytes()).append(" bytes\n");
        text.append("  compiler flags: ").append(COMPILER_FLAGS).append('\n');
        Set<String> listed = new HashSet<>();
        for (TaskGrid launch : tasks.launches()) {
            // a kernel that several tasks run with the same constants is listed once
            if (listed.add(launch.kernel() + launch.constants())) {
                text.append('\n').append("source of ").append(launch.task()).append(":\n");
                text.append(sources.of(launch));
            }
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
