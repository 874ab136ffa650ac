package uk.ac.manchester.tornado.api;

import io.attn4j.portable.ExecutionProfile;
import io.attn4j.portable.GraphExecutor;
import io.attn4j.portable.PortableDevice;
import io.attn4j.portable.RecordedGraph;
import io.attn4j.portable.RecordedTask;
import io.attn4j.system.DirectTransfers;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.enums.ProfilerMode;
import uk.ac.manchester.tornado.api.enums.TornadoVMBackendType;
import uk.ac.manchester.tornado.api.exceptions.TornadoExecutionPlanException;
import uk.ac.manchester.tornado.api.exceptions.TornadoRuntimeException;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/**
 * Executes task graphs on a device. Portable form of TornadoVM's class; it needs {@link #withDevice} with a device of the
 * portable runtime, and unlike TornadoVM's refuses to execute once closed, or without a grid for a context kernel.
 *
 * <p>One thread at a time.
 */
public class TornadoExecutionPlan implements AutoCloseable, DirectTransfers {
    private final List<RecordedGraph> graphs = new ArrayList<>();
    private final List<GraphExecutor> executors = new ArrayList<>();
    private PortableDevice device;
    /** The graph that executes, or negative for all in order. */
    private int selected = -1;

    private GridScheduler grids = new GridScheduler();
    private boolean profile;
    private boolean closed;

    /** A plan of {@code immutableTaskGraphs}, executed in order. */
    public TornadoExecutionPlan(ImmutableTaskGraph... immutableTaskGraphs) {
        for (ImmutableTaskGraph graph : immutableTaskGraphs) {
            graphs.add(graph.graph());
        }
    }

    /** Chooses the device; what an earlier device held is freed. */
    public TornadoExecutionPlan withDevice(TornadoDevice device) {
        if (!(device instanceof PortableDevice portable)) {
            throw new TornadoRuntimeException("device: got " + device + "; needs a device of the portable runtime;"
                    + " try OpenClDevice or SimulatorDevice");
        }
        freeDeviceMemory();
        this.device = portable;
        return this;
    }

    /** Chooses the graph that executions run from now on, counted from 0. */
    public TornadoExecutionPlan withGraph(int graphIndex) {
        if (graphIndex < 0 || graphIndex >= graphs.size()) {
            throw new TornadoRuntimeException("graph: got " + graphIndex + "; needs 0 to " + (graphs.size() - 1)
                    + "; try one of the graphs that the plan was made of");
        }
        selected = graphIndex;
        return this;
    }

    /** Lets executions run all graphs in order from now on. */
    public TornadoExecutionPlan withAllGraphs() {
        selected = -1;
        return this;
    }

    /** Sets the grids of the tasks. */
    public TornadoExecutionPlan withGridScheduler(GridScheduler gridScheduler) {
        grids = gridScheduler;
        return this;
    }

    /** Collects device times from now on. */
    public TornadoExecutionPlan withProfiler(ProfilerMode profilerMode) {
        profile = true;
        return this;
    }

    /** Collects no device times from now on. */
    public TornadoExecutionPlan withoutProfiler() {
        profile = false;
        return this;
    }

    /** Accepted for TornadoVM's sake: executors of the portable runtime compile exact code by themselves. */
    public TornadoExecutionPlan withCompilerFlags(TornadoVMBackendType backend, String compilerFlags) {
        return this;
    }

    /** Opens the device's executors, which compile on first use. */
    public TornadoExecutionPlan withPreCompilation() {
        open();
        return this;
    }

    /**
     * Executes every graph once, or the one chosen by {@link #withGraph}.
     *
     * @throws TornadoRuntimeException if the plan is closed or has no device, a kernel with a {@code KernelContext} has no
     *     grid, or a grid no task
     */
    public TornadoExecutionResult execute() {
        open();
        Map<String, WorkerGrid> byTask = new HashMap<>();
        for (RecordedGraph graph : graphs) {
            for (RecordedGraph.Command step : graph.steps()) {
                if (step instanceof RecordedGraph.Run(RecordedTask task)) {
                    byTask.put(task.qualifiedName(), gridOf(task));
                }
            }
        }
        for (String name : grids.keySet()) {
            if (!byTask.containsKey(name)) {
                throw new TornadoRuntimeException("grid: got one for " + name + "; needs one of the tasks "
                        + byTask.keySet() + "; try graph.task");
            }
        }
        ExecutionProfile total = new ExecutionProfile(0, 0, 0, 0, 0, 0, 0);
        long deviceBytes = 0;
        for (int i = 0; i < executors.size(); i++) {
            if (selected < 0 || selected == i) {
                total = total.plus(executors.get(i).execute(byTask, profile));
            }
            deviceBytes += executors.get(i).deviceBytes();
        }
        return new TornadoExecutionResult(new TornadoProfilerResult(total, deviceBytes), this::transferToHost);
    }

    @Override
    public boolean sendFrom(MemorySegment array, MemorySegment from) {
        open();
        return executors.stream().anyMatch(executor -> executor.sendFrom(array, from));
    }

    @Override
    public boolean bringTo(MemorySegment array, MemorySegment to) {
        open();
        return executors.stream().anyMatch(executor -> executor.bringTo(array, to));
    }

    @Override
    public void ownTransfers() {
        executors.forEach(GraphExecutor::ownTransfers);
    }

    private void transferToHost(TornadoNativeArray array) {
        if (closed) {
            throw new TornadoRuntimeException(
                    "plan: got a transfer after close; needs an open plan; try transferring before close");
        }
        for (int i = 0; i < executors.size(); i++) {
            for (RecordedGraph.Command step : graphs.get(i).steps()) {
                if (step instanceof RecordedGraph.ToHost(int mode, List<TornadoNativeArray> arrays)
                        && mode == DataTransferMode.UNDER_DEMAND
                        && arrays.stream().anyMatch(each -> each == array)) {
                    executors.get(i).transferToHost(array);
                    return;
                }
            }
        }
        throw new TornadoRuntimeException("array: got one that no graph transfers under demand; needs one that does;"
                + " try TaskGraph.transferToHost(DataTransferMode.UNDER_DEMAND, array)");
    }

    private WorkerGrid gridOf(RecordedTask task) {
        WorkerGrid grid = grids.get(task.qualifiedName());
        if (grid == null && task.usesContext()) {
            throw new TornadoRuntimeException(
                    "grid of " + task.qualifiedName() + ": got none; needs one, since the kernel"
                            + " takes a KernelContext; try GridScheduler.addWorkerGrid");
        }
        return grid;
    }

    private void open() {
        if (closed) {
            throw new TornadoRuntimeException("plan: got a call after close; needs an open plan; try a new plan");
        }
        if (device == null) {
            throw new TornadoRuntimeException("device: got none; needs one before the first execution; try withDevice");
        }
        if (executors.isEmpty()) {
            for (RecordedGraph graph : graphs) {
                GraphExecutor executor = device.open(graph);
                executors.add(executor);
                for (RecordedGraph.Command step : graph.steps()) {
                    if (step instanceof RecordedGraph.Consume consumed) {
                        executor.share(owner(graph, consumed), consumed.arrays());
                    }
                }
            }
        }
    }

    /** The executor of the earlier graph that persists all that {@code consumed} takes. */
    private GraphExecutor owner(RecordedGraph graph, RecordedGraph.Consume consumed) {
        for (int i = 0; i < executors.size() - 1; i++) {
            if (graphs.get(i).name().equals(consumed.graph())) {
                List<TornadoNativeArray> missing = new ArrayList<>(consumed.arrays());
                for (RecordedGraph.Command step : graphs.get(i).steps()) {
                    if (step instanceof RecordedGraph.Persist(List<TornadoNativeArray> persisted)) {
                        missing.removeIf(array -> persisted.stream().anyMatch(each -> each == array));
                    }
                }
                if (missing.isEmpty()) {
                    return executors.get(i);
                }
            }
        }
        throw new TornadoRuntimeException("consumeFromDevice of graph " + graph.name() + ": got " + consumed.graph()
                + "; needs an earlier graph of this plan that persists these arrays; try persistOnDevice there");
    }

    /** Frees what the device holds; the next execution copies everything again. */
    public TornadoExecutionPlan freeDeviceMemory() {
        executors.reversed().forEach(GraphExecutor::close);
        executors.clear();
        return this;
    }

    /** Bytes of device memory held. */
    public long getCurrentDeviceMemoryUsage() {
        return executors.stream().mapToLong(GraphExecutor::deviceBytes).sum();
    }

    @Override
    public void close() throws TornadoExecutionPlanException {
        freeDeviceMemory();
        closed = true;
    }
}
