package io.attn4j.kernels.centroid;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.Step;
import io.attn4j.plan.centroid.NearestMask;
import java.util.List;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link NearestMask} as two tasks: distances, then the choice. */
public final class NearestMaskTasks implements StepTasks {
    private final KernelContext context = new KernelContext();
    private final TaskGrid distances;
    private final TaskGrid mask;
    private final FloatArray x;
    private final FloatArray u;
    private final FloatArray y;
    private final IntArray lengths;
    private final IntArray sizes = new IntArray(Neighbourhoods.SIZE);

    /** Tasks for steps up to {@code capacity}. */
    public NearestMaskTasks(NearestMask capacity, DeviceArrays arrays, GraphDevice device) {
        distances = RowLaunch.of(capacity.task() + "Distances", "Neighbourhoods.forwardDistances", device);
        mask = RowLaunch.of(capacity.task(), "Neighbourhoods.forwardMask", device);
        x = arrays.of(capacity.x());
        u = arrays.of(capacity.u());
        y = arrays.of(capacity.y());
        lengths = new IntArray(capacity.x().batch());
    }

    @Override
    public void addTo(TaskGraph graph) {
        graph.task(distances.task(), Neighbourhoods::forwardDistances, context, x, u, lengths, sizes, y)
                .task(mask.task(), Neighbourhoods::forwardMask, context, lengths, sizes, y);
    }

    @Override
    public List<TaskGrid> launches() {
        return List.of(distances, mask);
    }

    @Override
    public List<TornadoNativeArray> sizes() {
        return List.of(sizes, lengths);
    }

    @Override
    public void bind(Step step) {
        NearestMask nearest = (NearestMask) step;
        sizes.set(Neighbourhoods.BATCH, nearest.x().batch());
        sizes.set(Neighbourhoods.INPUTS, nearest.x().rows());
        sizes.set(Neighbourhoods.CENTROIDS, nearest.u().rows());
        sizes.set(Neighbourhoods.COLUMNS, nearest.x().columns());
        ViewLayout.write(sizes, Neighbourhoods.X, nearest.x());
        ViewLayout.write(sizes, Neighbourhoods.U, nearest.u());
        ViewLayout.write(sizes, Neighbourhoods.Y, nearest.y());
        sizes.set(Neighbourhoods.NEIGHBOURS, nearest.neighbours());
        for (int b = 0; b < nearest.x().batch(); b++) {
            lengths.set(b, nearest.lengths() == null ? nearest.x().rows() : nearest.lengths()[b]);
        }
        long rows = (long) nearest.x().batch() * nearest.u().rows();
        distances.items(rows * nearest.x().rows());
        mask.items(rows);
    }
}
