package io.attn4j.kernels.centroid;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.Step;
import io.attn4j.plan.row.SelectRows;
import java.util.List;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link SelectRows} as a task. */
public final class SelectRowsTasks implements StepTasks {
    private final KernelContext context = new KernelContext();
    private final TaskGrid launch;
    private final FloatArray x;
    private final FloatArray y;
    private final IntArray indices;
    private final IntArray sizes = new IntArray(CentroidInitialisation.SIZE);

    /** Tasks for steps up to {@code capacity}. */
    public SelectRowsTasks(SelectRows capacity, DeviceArrays arrays, GraphDevice device) {
        launch = RowLaunch.of(capacity.task(), "CentroidInitialisation.forwardSelect", device);
        x = arrays.of(capacity.x());
        y = arrays.of(capacity.y());
        indices = new IntArray(capacity.indices().length);
    }

    @Override
    public void addTo(TaskGraph graph) {
        graph.task(launch.task(), CentroidInitialisation::forwardSelect, context, x, indices, sizes, y);
    }

    @Override
    public List<TaskGrid> launches() {
        return List.of(launch);
    }

    @Override
    public List<TornadoNativeArray> sizes() {
        return List.of(sizes, indices);
    }

    @Override
    public void bind(Step step) {
        SelectRows select = (SelectRows) step;
        sizes.set(CentroidInitialisation.BATCH, select.x().batch());
        sizes.set(CentroidInitialisation.INPUTS, select.x().rows());
        sizes.set(CentroidInitialisation.CENTROIDS, select.y().rows());
        sizes.set(CentroidInitialisation.COLUMNS, select.x().columns());
        ViewLayout.write(sizes, CentroidInitialisation.X, select.x());
        ViewLayout.write(sizes, CentroidInitialisation.Y, select.y());
        for (int i = 0; i < select.indices().length; i++) {
            indices.set(i, select.indices()[i]);
        }
        launch.items((long) select.indices().length * select.x().columns());
    }
}
