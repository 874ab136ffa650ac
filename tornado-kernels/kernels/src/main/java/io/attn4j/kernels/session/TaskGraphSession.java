package io.attn4j.kernels.session;

import io.attn4j.graph.GraphSession;
import io.attn4j.graph.GraphTimings;
import io.attn4j.graph.TaskLaunch;
import io.attn4j.kernels.export.ExportedSources;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Step;
import io.attn4j.system.DirectTransfers;
import io.attn4j.system.JvmSignals;
import io.attn4j.system.ParallelCopy;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.ImmutableTaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.TornadoExecutionResult;
import uk.ac.manchester.tornado.api.TornadoProfilerResult;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.ProfilerMode;
import uk.ac.manchester.tornado.api.enums.TornadoVMBackendType;
import uk.ac.manchester.tornado.api.exceptions.TornadoExecutionPlanException;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/**
 * A mechanism's task graph with its execution plan on one device, or several graphs that share their states, on TornadoVM and
 * on the portable runtime alike.
 */
final class TaskGraphSession implements GraphSession {
    /** Fast relaxed math, TornadoVM's default, turns the infinities of masked rows into NaN. */
    static final String COMPILER_FLAGS = "-cl-mad-enable";

    private final List<SessionGraph> graphs = new ArrayList<>();
    private final TornadoDevice device;
    private final boolean profile;
    private final GridScheduler grids = new GridScheduler();
    private final SourceListing sources;
    private final long deviceBytes;
    private TornadoExecutionPlan plan;
    private final AtomicBoolean running = new AtomicBoolean();
    private boolean closed;
    /** The task graph of the execution plan that each state comes to the device with, by identity. */
    private final Map<TornadoNativeArray, Integer> owners = new IdentityHashMap<>();
    /** The last execution of each task graph in the present execution plan. */
    private TornadoExecutionResult[] latest;
    /** Whether an execution failed that had states to change. */
    private boolean lost;

    /** Supplies the generated source of a launch's kernel, for {@link #explain}. */
    interface SourceListing {
        String of(TaskGrid launch);
    }

    TaskGraphSession(PlanTasks tasks, TornadoDevice device, boolean profile, SourceListing sources) {
        this(List.of(tasks), Integer.MAX_VALUE, device, profile, sources);
    }

    /**
     * Plans, at least one, over the same arrays of states.
     *
     * @param nodes that a task graph has room for; larger plans take several
     */
    TaskGraphSession(List<PlanTasks> all, int nodes, TornadoDevice device, boolean profile, SourceListing sources) {
        this.device = device;
        this.profile = profile;
        this.sources = sources;
        for (PlanTasks tasks : all) {
            SessionGraph graph = new SessionGraph(tasks, nodes, List.copyOf(graphs));
            graphs.add(graph);
            for (GraphPart part : graph.parts()) {
                part.tasks()
                        .forEach(task -> grids.addWorkerGrid(
                                part.name() + "." + task.launch().task(),
                                task.launch().grid()));
            }
        }
        deviceBytes = graphs.stream().mapToLong(SessionGraph::bytes).sum();
        plan = newPlan();
    }

    private TornadoExecutionPlan newPlan() {
        List<GraphPart> parts =
                graphs.stream().flatMap(graph -> graph.parts().stream()).toList();
        Map<TornadoNativeArray, String> owning = new IdentityHashMap<>();
        List<ImmutableTaskGraph> made = new ArrayList<>();
        for (SessionGraph graph : graphs) {
            for (int i = 0; i < graph.parts().size(); i++) {
                List<GraphPart> later = parts.subList(made.size() + 1, parts.size());
                made.add(graph.graph(
                                i,
                                made.isEmpty()
                                        ? null
                                        : parts.get(made.size() - 1).name(),
                                owning,
                                array -> later.stream()
                                        .anyMatch(part -> part.arrays().contains(array)))
                        .snapshot());
            }
        }
        List<String> names = parts.stream().map(GraphPart::name).toList();
        owning.forEach((array, name) -> owners.put(array, names.indexOf(name)));
        latest = new TornadoExecutionResult[made.size()];
        TornadoExecutionPlan created = new TornadoExecutionPlan(made.toArray(ImmutableTaskGraph[]::new));
        created.withDevice(device);
        created.withGridScheduler(grids);
        created.withCompilerFlags(TornadoVMBackendType.OPENCL, COMPILER_FLAGS);
        if (profile) {
            created.withProfiler(ProfilerMode.SILENT);
        }
        graphs.forEach(graph -> graph.warm = false);
        return created;
    }

    @Override
    public MemorySegment buffer(String name) {
        requireOpen();
        for (SessionGraph graph : graphs) {
            if (graph.buffers().containsKey(name)) {
                return graph.buffers().get(name);
            }
        }
        throw new IllegalArgumentException("buffer: got " + name + "; needs one of "
                + names(graph -> graph.buffers().keySet()) + "; try another name");
    }

    private Set<String> names(Function<SessionGraph, Set<String>> of) {
        Set<String> names = new LinkedHashSet<>();
        graphs.forEach(graph -> names.addAll(of.apply(graph)));
        return names;
    }

    @Override
    public Set<String> resident() {
        return names(graph -> graph.weights().keySet());
    }

    @Override
    public void invalidate() {
        requireOpen();
        if (graphs.stream().anyMatch(graph -> graph.warm)) {
            graphs.stream()
                    .filter(graph -> graph.warm)
                    .forEach(graph -> graph.ownStates().keySet().forEach(this::read));
            close(plan);
            plan = newPlan();
        }
    }

    @Override
    public MemorySegment read(String name) {
        requireOpen();
        for (SessionGraph graph : graphs) {
            FloatArray state = graph.ownStates().get(name);
            if (state != null) {
                return read(name, state, graph);
            }
        }
        throw new IllegalArgumentException("state: got " + name + "; needs one of "
                + names(graph -> graph.states().keySet()) + "; try another name");
    }

    private MemorySegment read(String name, FloatArray state, SessionGraph graph) {
        requireStates();
        if (!graph.begun) {
            throw new IllegalStateException(
                    "state " + name + ": got a read before the first execution; needs one that gives the states");
        }
        int owner = owners.getOrDefault(state, first(graph));
        if (latest[owner] != null) {
            if (latest.length > 1) {
                plan.withGraph(owner);
            }
            latest[owner].transferToHost(state);
        }
        return state.getSegment();
    }

    /** The number of the first task graph of {@code graph} in the execution plan. */
    private int first(SessionGraph graph) {
        return graphs.subList(0, graphs.indexOf(graph)).stream()
                .mapToInt(each -> each.parts().size())
                .sum();
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
            return execute(graph(bound), bound, given, wanted);
        } catch (RuntimeException e) {
            if (plan instanceof DirectTransfers direct) {
                direct.ownTransfers();
            }
            throw e;
        } finally {
            running.set(false);
        }
    }

    private SessionGraph graph(Plan bound) {
        if (graphs.size() == 1) {
            return graphs.getFirst();
        }
        for (SessionGraph graph : graphs) {
            if (graph.tasks().name().equals(bound.mechanism())) {
                return graph;
            }
        }
        throw new IllegalArgumentException("plan: got " + bound.mechanism() + "; needs one of "
                + graphs.stream().map(graph -> graph.tasks().name()).toList() + "; try another session");
    }

    private GraphTimings execute(
            SessionGraph graph, Plan bound, Map<String, MemorySegment> given, Map<String, MemorySegment> wanted) {
        requireStates();
        long start = System.nanoTime();
        graph.tasks().bind(bound);
        for (String state : graph.ownStates().keySet()) {
            if (!graph.begun && !given.containsKey(state)) {
                throw new IllegalArgumentException("state: got no " + state + "; needs it in the first execution");
            }
        }
        for (Map.Entry<String, MemorySegment> input : given.entrySet()) {
            String name = input.getKey();
            boolean kept = graph.weights().containsKey(name) && graph.warm
                    || graph.states().containsKey(name)
                            && (graph.begun || !graph.ownStates().containsKey(name));
            if (!kept && !sent(graph, name, input.getValue())) {
                copy(input.getValue(), buffer(graph, name), name);
            }
        }
        Set<String> brought = new HashSet<>();
        wanted.forEach((name, to) -> {
            if (brought(graph, name, to)) {
                brought.add(name);
            }
        });
        long[] times = launch(graph);
        for (Map.Entry<String, MemorySegment> output : wanted.entrySet()) {
            MemorySegment from = buffer(graph, output.getKey());
            MemorySegment to = output.getValue();
            if (from.address() != to.address() && !brought.contains(output.getKey())) {
                ParallelCopy.copy(from, 0, to, 0, to.byteSize());
            }
        }
        GraphTimings timings = timings(graph, System.nanoTime() - start, times);
        graph.warm = true;
        return timings;
    }

    /** Whether the next execution sends an input from {@code from} itself; weights and states may be sent again later. */
    private boolean sent(SessionGraph graph, String name, MemorySegment from) {
        if (!(plan instanceof DirectTransfers direct) || !graph.inputs().containsKey(name)) {
            return false;
        }
        MemorySegment array = buffer(graph, name);
        return from.address() != array.address() && from.byteSize() <= array.byteSize() && direct.sendFrom(array, from);
    }

    /** Whether the next execution brings an output to {@code to} itself. */
    private boolean brought(SessionGraph graph, String name, MemorySegment to) {
        if (!(plan instanceof DirectTransfers direct) || !graph.outputs().containsKey(name)) {
            return false;
        }
        MemorySegment array = buffer(graph, name);
        return to.address() != array.address() && to.byteSize() <= array.byteSize() && direct.bringTo(array, to);
    }

    private MemorySegment buffer(SessionGraph graph, String name) {
        MemorySegment buffer = graph.buffers().get(name);
        return buffer == null ? buffer(name) : buffer;
    }

    /** Executes; returns times of compilation, copies to the device, kernels and copies to the host where they are taken. */
    private long[] launch(SessionGraph graph) {
        boolean changes = !graph.states().isEmpty();
        lost = changes;
        int first = first(graph);
        long[] times = new long[4];
        for (int i = first; i < first + graph.parts().size(); i++) {
            if (latest.length > 1) {
                plan.withGraph(i);
            }
            latest[i] = JvmSignals.kept(plan::execute);
            if (profile) {
                TornadoProfilerResult profiled = latest[i].getProfilerResult();
                times[0] += profiled.getCompileTime();
                times[1] += profiled.getDeviceWriteTime();
                times[2] += profiled.getDeviceKernelTime();
                times[3] += profiled.getDeviceReadTime();
            }
        }
        lost = false;
        graph.begun |= changes;
        return times;
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

    private GraphTimings timings(SessionGraph graph, long wallNs, long... times) {
        boolean warm = graph.warm;
        long toDevice = graph.bytesAlways() + (warm ? 0 : graph.bytesOnce());
        long toHost = graph.bytesToHost();
        if (!profile) {
            return new GraphTimings(wallNs, warm ? 0 : -1, -1, -1, -1, -1, toDevice, toHost, deviceBytes);
        }
        long jit = warm ? 0 : times[0];
        long up = times[1];
        long kernel = times[2];
        long down = times[3];
        long dispatch = Math.max(0, wallNs - jit - up - kernel - down);
        return new GraphTimings(wallNs, jit, up, kernel, down, dispatch, toDevice, toHost, deviceBytes);
    }

    @Override
    public List<TaskLaunch> launches() {
        requireOpen();
        return graphs.stream()
                .flatMap(graph -> graph.tasks().launches().stream())
                .map(ExportedSources::describe)
                .toList();
    }

    @Override
    public String explain() {
        requireOpen();
        return graphs.stream().map(graph -> explain(graph.tasks(), sources)).collect(Collectors.joining("\n"));
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
