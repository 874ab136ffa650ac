package io.attn4j.kernels.session;

import io.attn4j.graph.RecordedLaunches;
import io.attn4j.portable.ExecutionProfile;
import io.attn4j.portable.GraphExecutor;
import io.attn4j.portable.RecordedGraph;
import io.attn4j.portable.opencl.ExportedTask;
import io.attn4j.portable.opencl.GridRules;
import io.attn4j.portable.opencl.OpenClDeviceInfo;
import io.attn4j.portable.opencl.OpenClSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import uk.ac.manchester.tornado.api.WorkerGrid;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/**
 * Finds exports, arguments and grids as the executor of the engine {@code opencl} does, and records them in place of sending
 * them to a driver.
 */
final class RecordingExecutor implements GraphExecutor {

    /** An array while the graph is read. */
    private static final class Seen {
        private String id;
        private RecordedLaunches.ToDevice toDevice = RecordedLaunches.ToDevice.NEVER;
        private boolean toHost;
    }

    private final OpenClDeviceInfo device;
    private final Consumer<RecordedLaunches> recorder;
    private final Map<TornadoNativeArray, Seen> arrays = new IdentityHashMap<>();
    private final List<TornadoNativeArray> order = new ArrayList<>();
    private final List<ExportedTask> tasks = new ArrayList<>();

    RecordingExecutor(
            RecordedGraph graph,
            OpenClDeviceInfo device,
            Map<TornadoNativeArray, String> names,
            Consumer<RecordedLaunches> recorder) {
        this.device = device;
        this.recorder = recorder;
        for (RecordedGraph.Command step : graph.steps()) {
            switch (step) {
                case RecordedGraph.ToDevice transfer -> {
                    RecordedLaunches.ToDevice when = transfer.mode() == DataTransferMode.EVERY_EXECUTION
                            ? RecordedLaunches.ToDevice.ALWAYS
                            : RecordedLaunches.ToDevice.ONCE;
                    transfer.arrays().forEach(array -> seen(array).toDevice = when);
                }
                case RecordedGraph.Run run ->
                    tasks.add(new ExportedTask(run.task(), device.type(), OpenClSettings.EXPORTS_ROOT));
                case RecordedGraph.ToHost transfer ->
                    transfer.arrays()
                            .forEach(array -> seen(array).toHost = transfer.mode() == DataTransferMode.EVERY_EXECUTION);
                case RecordedGraph.Persist persisted -> {}
                case RecordedGraph.Consume consumed ->
                    throw new IllegalArgumentException("graph: got arrays of " + consumed.graph()
                            + "; needs arrays of its own, as one graph is recorded at a time");
            }
        }
        tasks.forEach(task -> task.arguments().stream()
                .filter(TornadoNativeArray.class::isInstance)
                .forEach(argument -> seen((TornadoNativeArray) argument)));
        name(names);
    }

    private Seen seen(TornadoNativeArray array) {
        return arrays.computeIfAbsent(array, added -> {
            order.add(added);
            return new Seen();
        });
    }

    /** Names arrays as the plan does, else by the first task that takes them. */
    private void name(Map<TornadoNativeArray, String> names) {
        arrays.forEach((array, seen) -> seen.id = names.get(array));
        for (ExportedTask task : tasks) {
            List<String> parameters = task.parameters();
            for (int i = 0; i < parameters.size(); i++) {
                if (task.arguments().get(i) instanceof TornadoNativeArray array && arrays.get(array).id == null) {
                    arrays.get(array).id = task.name() + "." + parameters.get(i);
                }
            }
        }
        // what no task takes is of no use to those who launch them
        order.removeIf(array -> arrays.get(array).id == null);
    }

    @Override
    public ExecutionProfile execute(Map<String, WorkerGrid> grids, boolean profile) {
        recorder.accept(new RecordedLaunches(
                OpenClSettings.BUILD_OPTIONS,
                order.stream().map(this::array).toList(),
                tasks.stream().map(task -> launch(task, grids.get(task.name()))).toList()));
        return new ExecutionProfile(0, 0, 0, 0, 0, 0, 0);
    }

    private RecordedLaunches.Array array(TornadoNativeArray array) {
        Seen seen = arrays.get(array);
        String dtype = switch (array) {
            case FloatArray _ -> "f32";
            case IntArray _ -> "i32";
        };
        int header = Math.toIntExact(array.getNumBytesOfSegmentWithHeader() - array.getNumBytesOfSegment());
        return new RecordedLaunches.Array(seen.id, dtype, header, array.getSegment(), seen.toDevice, seen.toHost);
    }

    private RecordedLaunches.Task launch(ExportedTask task, WorkerGrid grid) {
        GridRules rules = new GridRules(task.name(), device, device.maxWorkGroupSize(), task.localBytes(), new long[3]);
        rules.check(grid);
        List<Object> arguments = new ArrayList<>(Collections.nCopies(ExportedTask.RESERVED_ARGUMENTS, null));
        for (Object argument : task.arguments()) {
            arguments.add(argument instanceof TornadoNativeArray array ? arrays.get(array).id : argument);
        }
        return new RecordedLaunches.Task(
                task.name(),
                task.entry(),
                task.file(),
                task.source(),
                Collections.unmodifiableList(arguments),
                Arrays.copyOf(grid.getGlobalWork(), grid.dimension()),
                Arrays.copyOf(grid.getLocalWork(), grid.dimension()),
                rules.localBytes());
    }

    /** Nothing runs, so that arrays keep what the host holds. */
    @Override
    public void transferToHost(TornadoNativeArray array) {}

    @Override
    public void share(GraphExecutor owner, List<TornadoNativeArray> taken) {
        throw new IllegalStateException("arrays: got some of another graph; needs a graph by itself");
    }

    @Override
    public void invalidate() {}

    @Override
    public long deviceBytes() {
        return order.stream()
                .mapToLong(TornadoNativeArray::getNumBytesOfSegmentWithHeader)
                .sum();
    }

    @Override
    public void close() {}
}
