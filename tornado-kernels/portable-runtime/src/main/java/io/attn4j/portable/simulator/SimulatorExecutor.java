package io.attn4j.portable.simulator;

import io.attn4j.portable.ExecutionProfile;
import io.attn4j.portable.GraphExecutor;
import io.attn4j.portable.RecordedGraph;
import io.attn4j.portable.RecordedTask;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import uk.ac.manchester.tornado.api.WorkerGrid;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** Runs a recorded graph on the calling thread. */
final class SimulatorExecutor implements GraphExecutor {
    /** Leaves room for the epochs of one more launch. */
    static final int LAST_EPOCH = 1 << 30;

    private final RecordedGraph graph;
    private final boolean checked;
    private final Consumer<SimulatorReport> reports;
    private final Map<TornadoNativeArray, Cells> memory = new IdentityHashMap<>();
    private final Map<TornadoNativeArray, String> names = new IdentityHashMap<>();
    /** Arrays that other graphs use as well, whose epochs are none of this one's. */
    private final List<Cells> shared = new ArrayList<>();

    /** Whose arrays it uses. */
    private final List<SimulatorExecutor> owners = new ArrayList<>();

    private boolean executed;

    private final int lastEpoch;
    private int epoch = AccessHistory.LONG_AGO;
    private boolean closed;

    /**
     * Prepares a graph.
     *
     * @param lastEpoch the epoch after which epochs start over
     */
    SimulatorExecutor(RecordedGraph graph, boolean checked, Consumer<SimulatorReport> reports, int lastEpoch) {
        this.graph = graph;
        this.checked = checked;
        this.reports = reports;
        this.lastEpoch = lastEpoch;
    }

    @Override
    public ExecutionProfile execute(Map<String, WorkerGrid> grids, boolean profile) {
        if (closed) {
            throw new IllegalStateException("graph " + graph.name()
                    + ": got an execution after close; needs an open executor; try opening another");
        }
        long start = System.nanoTime();
        long toDeviceNs = 0;
        long kernelNs = 0;
        long toHostNs = 0;
        long bytesToDevice = 0;
        long bytesToHost = 0;
        shared.stream().filter(cells -> cells.history != null).forEach(cells -> cells.history.forget());
        List<TaskCounts> counts = new ArrayList<>();
        for (RecordedGraph.Command step : graph.steps()) {
            long began = System.nanoTime();
            switch (step) {
                case RecordedGraph.ToDevice(int mode, List<TornadoNativeArray> arrays) -> {
                    for (TornadoNativeArray array : arrays) {
                        Cells cells = onDevice(array);
                        if (mode == DataTransferMode.EVERY_EXECUTION || !cells.filled) {
                            cells.copyFrom(array);
                            bytesToDevice += array.getNumBytesOfSegment();
                        }
                    }
                    toDeviceNs += System.nanoTime() - began;
                }
                case RecordedGraph.Run(RecordedTask task) -> {
                    counts.add(launch(task, grids.get(task.qualifiedName())));
                    kernelNs += System.nanoTime() - began;
                }
                case RecordedGraph.ToHost(int mode, List<TornadoNativeArray> arrays) -> {
                    for (TornadoNativeArray array :
                            mode == DataTransferMode.EVERY_EXECUTION ? arrays : List.<TornadoNativeArray>of()) {
                        copyToHost(array);
                        bytesToHost += array.getNumBytesOfSegment();
                    }
                    toHostNs += System.nanoTime() - began;
                }
                case RecordedGraph.Persist persisted -> {}
                case RecordedGraph.Consume consumed -> requireExecuted(consumed.graph());
            }
        }
        executed = true;
        reports.accept(new SimulatorReport(graph.name(), List.copyOf(counts)));
        long totalNs = System.nanoTime() - start;
        return profile
                ? new ExecutionProfile(totalNs, 0, toDeviceNs, kernelNs, toHostNs, bytesToDevice, bytesToHost)
                : new ExecutionProfile(totalNs, 0, 0, 0, 0, bytesToDevice, bytesToHost);
    }

    @Override
    public void share(GraphExecutor owner, List<TornadoNativeArray> arrays) {
        for (TornadoNativeArray array : arrays) {
            Cells theirs = ((SimulatorExecutor) owner).onDevice(array);
            memory.put(array, theirs);
            shared.add(theirs);
            ((SimulatorExecutor) owner).shared.add(theirs);
        }
        owners.add((SimulatorExecutor) owner);
    }

    private void requireExecuted(String from) {
        if (owners.stream().anyMatch(owner -> !owner.executed)) {
            throw new IllegalStateException("graph " + graph.name() + ": got arrays that graph " + from
                    + " has not left on the device; needs an execution of it first; try executing it");
        }
    }

    private void copyToHost(TornadoNativeArray array) {
        Cells cells = onDevice(array);
        if (checked) {
            requireWritten(cells, names.getOrDefault(array, "that no task takes"));
        }
        cells.copyTo(array);
    }

    @Override
    public void transferToHost(TornadoNativeArray array) {
        if (closed || !memory.containsKey(array)) {
            throw new IllegalStateException("transferToHost of graph " + graph.name()
                    + ": got an array that no execution has left on the device; needs one that has;"
                    + " try executing first");
        }
        copyToHost(array);
    }

    private TaskCounts launch(RecordedTask task, WorkerGrid grid) {
        if (epoch > lastEpoch) {
            epoch = AccessHistory.LONG_AGO;
            memory.values().stream().filter(cells -> cells.history != null).forEach(cells -> cells.history.forget());
        }
        SimulatedKernel kernel = SimulatedKernel.acquire(task.method(), checked);
        try {
            Object[] arguments = new Object[task.arguments().size()];
            for (int i = 0; i < arguments.length; i++) {
                Object argument = task.arguments().get(i);
                if (argument instanceof TornadoNativeArray array) {
                    String name = kernel.parameter(i);
                    names.putIfAbsent(array, name);
                    arguments[i] = onDevice(array).as(name);
                } else {
                    arguments[i] = argument;
                }
            }
            if (task.usesContext()) {
                arguments[0] = kernel.probe();
            }
            SimulatedLaunch launch = new SimulatedLaunch(task, grid, kernel, arguments, epoch + 1);
            try {
                return launch.run();
            } finally {
                epoch = kernel.probe().lastEpoch();
            }
        } finally {
            kernel.release();
        }
    }

    private void requireWritten(Cells cells, String name) {
        int index = cells.firstUnwritten();
        if (index != AccessHistory.NONE) {
            throw new SimulatorFault(
                    SimulatorFault.Kind.UNINITIALIZED_GLOBAL_READ,
                    graph.name(),
                    null,
                    null,
                    name,
                    index,
                    graph.name() + ": got a copy to the host of global array " + name + "[" + index + "] of "
                            + cells.size + " elements, which holds nothing; " + KernelProbe.NEEDS_GLOBAL_WRITE,
                    null);
        }
    }

    private Cells onDevice(TornadoNativeArray array) {
        return memory.computeIfAbsent(array, a -> {
            AccessHistory history = checked ? new AccessHistory(a.getSize()) : null;
            return switch (a) {
                case FloatArray floats ->
                    new FloatCells(Cells.Space.GLOBAL, "", new float[floats.getSize()], history, null);
                case IntArray ints -> new IntCells(Cells.Space.GLOBAL, "", new int[ints.getSize()], history, null);
            };
        });
    }

    @Override
    public void invalidate() {
        memory.values().forEach(cells -> cells.filled = false);
    }

    @Override
    public long deviceBytes() {
        return memory.keySet().stream()
                .mapToLong(TornadoNativeArray::getNumBytesOfSegmentWithHeader)
                .sum();
    }

    @Override
    public void close() {
        closed = true;
        memory.clear();
    }
}
