package io.attn4j.kernels.past;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.Step;
import io.attn4j.plan.past.PastStates;
import java.util.List;
import java.util.Map;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link PastStates} as a task. */
public final class PastStatesTasks implements StepTasks {
    private final KernelContext context = new KernelContext();
    private final PastStates capacity;
    private final TaskGrid launch;
    private final boolean lanes;
    private final FloatArray absent = new FloatArray(1);
    private final FloatArray x;
    private final FloatArray e;
    private final FloatArray initial;
    private final FloatArray y;
    private final FloatArray last;
    private final IntArray lengths;
    private final IntArray sizes = new IntArray(PastOnlyAttention.SIZE);

    /** A task for steps up to {@code capacity}. */
    public PastStatesTasks(PastStates capacity, DeviceArrays arrays, GraphDevice device) {
        this.capacity = capacity;
        lanes = device.type().equals("cpu") && capacity.x().columns() % PastOnlyLanes.LANES == 0;
        launch = lanes
                ? new TaskGrid(capacity.task(), "PastOnlyLanes.forwardStates", Map.of(), device, 1, 0)
                : RowLaunch.of(capacity.task(), "PastOnlyAttention.forwardStates", device);
        x = arrays.of(capacity.x());
        e = arrays.of(capacity.e());
        initial = arrays.of(capacity.initial(), absent);
        y = arrays.of(capacity.y());
        last = arrays.of(capacity.last(), absent);
        lengths = new IntArray(capacity.x().batch());
    }

    @Override
    public void addTo(TaskGraph graph) {
        if (lanes) {
            graph.task(launch.task(), PastOnlyLanes::forwardStates, context, x, e, initial, lengths, sizes, y, last);
            return;
        }
        graph.task(launch.task(), PastOnlyAttention::forwardStates, context, x, e, initial, lengths, sizes, y, last);
    }

    @Override
    public List<TaskGrid> launches() {
        return List.of(launch);
    }

    @Override
    public List<TornadoNativeArray> sizes() {
        return List.of(sizes, lengths);
    }

    @Override
    public List<FloatArray> placeholders() {
        return capacity.initial() == null || capacity.last() == null ? List.of(absent) : List.of();
    }

    @Override
    public void bind(Step step) {
        PastStates states = (PastStates) step;
        sizes.set(PastOnlyAttention.BATCH, states.x().batch());
        sizes.set(PastOnlyAttention.KV_HEADS, states.x().heads());
        sizes.set(PastOnlyAttention.TOKENS, states.x().rows());
        sizes.set(PastOnlyAttention.SLOTS, states.e().rows());
        sizes.set(PastOnlyAttention.KEY_DIM, states.x().columns());
        sizes.set(PastOnlyAttention.CHUNK, states.chunk());
        sizes.set(PastOnlyAttention.HAS_INITIAL, states.initial() == null ? 0 : 1);
        sizes.set(PastOnlyAttention.HAS_LAST, states.last() == null ? 0 : 1);
        ViewLayout.write(sizes, PastOnlyAttention.K, states.x());
        ViewLayout.write(sizes, PastOnlyAttention.E, states.e());
        PastLayout.writeLengths(lengths, states.lengths());
        long matrices = (long) states.x().batch() * states.x().heads();
        int slots = states.e().rows();
        int dim = states.x().columns();
        launch.items(
                lanes
                        ? matrices * Math.ceilDiv(slots, PastOnlyLanes.STATE_SLOTS) * (dim / PastOnlyLanes.LANES)
                        : matrices * slots * dim);
    }
}
