package io.attn4j.kernels.centroid;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.Step;
import io.attn4j.plan.centroid.FarthestPoints;
import java.util.List;
import java.util.Map;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link FarthestPoints} as a task: a group for each batch. */
public final class FarthestPointsTasks implements StepTasks {
    private final KernelContext context = new KernelContext();
    private final TaskGrid launch;
    private final int group;
    private final FloatArray x;
    private final FloatArray distances;
    private final FloatArray y;
    private final IntArray lengths;
    private final IntArray sizes = new IntArray(CentroidInitialisation.SIZE);

    /** Tasks for steps up to {@code capacity}. */
    public FarthestPointsTasks(FarthestPoints capacity, DeviceArrays arrays, GraphDevice device) {
        long most = Math.min(device.maxWorkGroupSize(), device.maxWorkItems()[0]);
        group = device.type().equals("cpu") ? 1 : (int) Math.min(CentroidInitialisation.MAX_GROUP, most);
        launch = new TaskGrid(
                capacity.task(),
                "CentroidInitialisation.forwardFarthest",
                Map.of(),
                device,
                group,
                CentroidInitialisation.LOCAL_BYTES);
        x = arrays.of(capacity.x());
        distances = arrays.of(capacity.distances());
        y = arrays.of(capacity.y());
        lengths = new IntArray(capacity.x().batch());
    }

    @Override
    public void addTo(TaskGraph graph) {
        graph.task(launch.task(), CentroidInitialisation::forwardFarthest, context, x, lengths, sizes, distances, y);
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
    public void bind(Step step) {
        FarthestPoints points = (FarthestPoints) step;
        sizes.set(CentroidInitialisation.BATCH, points.x().batch());
        sizes.set(CentroidInitialisation.INPUTS, points.x().rows());
        sizes.set(CentroidInitialisation.CENTROIDS, points.y().rows());
        sizes.set(CentroidInitialisation.COLUMNS, points.x().columns());
        ViewLayout.write(sizes, CentroidInitialisation.X, points.x());
        ViewLayout.write(sizes, CentroidInitialisation.Y, points.y());
        sizes.set(CentroidInitialisation.GROUP, group);
        ViewLayout.write(sizes, CentroidInitialisation.DISTANCES, points.distances());
        for (int b = 0; b < points.x().batch(); b++) {
            lengths.set(b, points.lengths() == null ? points.x().rows() : points.lengths()[b]);
        }
        launch.groups(points.x().batch());
    }
}
