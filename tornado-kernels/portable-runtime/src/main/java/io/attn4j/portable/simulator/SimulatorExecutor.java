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
    private static final int LAST_EPOCH = 1 << 30;

    private final RecordedGraph graph;
    private final boolean checked;
    private final Consumer<SimulatorReport> reports;
    private final Map<TornadoNativeArray, Cells> memory = new IdentityHashMap<>();
    private int epoch;
    private boolean closed;

    SimulatorExecutor(RecordedGraph graph, boolean checked, Consumer<SimulatorReport> reports) {
        this.graph = graph;
        this.checked = checked;
        this.reports = reports;
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
        List<TaskCounts> counts = new ArrayList<>();
        for (RecordedGraph.Step step : graph.steps()) {
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
                case RecordedGraph.ToHost(int ignored, List<TornadoNativeArray> arrays) -> {
                    for (TornadoNativeArray array : arrays) {
                        onDevice(array).copyTo(array);
                        bytesToHost += array.getNumBytesOfSegment();
                    }
                    toHostNs += System.nanoTime() - began;
                }
            }
        }
        reports.accept(new SimulatorReport(graph.name(), List.copyOf(counts)));
        long totalNs = System.nanoTime() - start;
        return profile
                ? new ExecutionProfile(totalNs, 0, toDeviceNs, kernelNs, toHostNs, bytesToDevice, bytesToHost)
                : new ExecutionProfile(totalNs, 0, 0, 0, 0, bytesToDevice, bytesToHost);
    }

    private TaskCounts launch(RecordedTask task, WorkerGrid grid) {
        if (epoch > LAST_EPOCH) {
            epoch = 0;
            memory.values().stream().filter(cells -> cells.history != null).forEach(Cells::forget);
        }
        SimulatedKernel kernel = SimulatedKernel.acquire(task.method(), checked);
        try {
            Object[] arguments = new Object[task.arguments().size()];
            for (int i = 0; i < arguments.length; i++) {
                Object argument = task.arguments().get(i);
                arguments[i] = argument instanceof TornadoNativeArray array
                        ? onDevice(array).as(kernel.parameter(i))
                        : argument;
            }
            if (task.usesContext()) {
                arguments[0] = kernel.probe();
            }
            Launch launch = new Launch(task, grid, kernel, arguments, epoch + 1);
            try {
                return launch.run();
            } finally {
                epoch = kernel.probe().lastEpoch();
            }
        } finally {
            kernel.release();
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
