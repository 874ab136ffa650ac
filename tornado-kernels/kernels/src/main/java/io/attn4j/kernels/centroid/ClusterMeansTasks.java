package io.attn4j.kernels.centroid;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.Step;
import io.attn4j.plan.centroid.ClusterMeans;
import java.util.List;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link ClusterMeans} as a task. */
public final class ClusterMeansTasks implements StepTasks {
    private final KernelContext context = new KernelContext();
    private final TaskGrid launch;
    private final FloatArray x;
    private final FloatArray assignment;
    private final FloatArray u;
    private final FloatArray y;
    private final IntArray sizes = new IntArray(Neighbourhoods.SIZE);

    /** Tasks for steps up to {@code capacity}. */
    public ClusterMeansTasks(ClusterMeans capacity, DeviceArrays arrays, GraphDevice device) {
        launch = RowLaunch.of(capacity.task(), "Neighbourhoods.forwardMeans", device);
        x = arrays.of(capacity.x());
        assignment = arrays.of(capacity.assignment());
        u = arrays.of(capacity.u());
        y = arrays.of(capacity.y());
    }

    @Override
    public void addTo(TaskGraph graph) {
        graph.task(launch.task(), Neighbourhoods::forwardMeans, context, x, assignment, u, sizes, y);
    }

    @Override
    public List<TaskGrid> launches() {
        return List.of(launch);
    }

    @Override
    public List<TornadoNativeArray> sizes() {
        return List.of(sizes);
    }

    @Override
    public void bind(Step step) {
        ClusterMeans means = (ClusterMeans) step;
        sizes.set(Neighbourhoods.BATCH, means.x().batch());
        sizes.set(Neighbourhoods.INPUTS, means.x().rows());
        sizes.set(Neighbourhoods.CENTROIDS, means.u().rows());
        sizes.set(Neighbourhoods.COLUMNS, means.x().columns());
        ViewLayout.write(sizes, Neighbourhoods.X, means.x());
        ViewLayout.write(sizes, Neighbourhoods.U, means.u());
        ViewLayout.write(sizes, Neighbourhoods.Y, means.y());
        ViewLayout.write(sizes, Neighbourhoods.ASSIGNMENT, means.assignment());
        launch.items((long) means.x().batch() * means.u().rows() * means.x().columns());
    }
}
