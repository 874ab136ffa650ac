package io.attn4j.kernels.row;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.row.SquaredNorms;
import java.util.List;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link SquaredNorms} as one task. */
public final class SquaredNormsTasks implements StepTasks {
    private final KernelContext context = new KernelContext();
    private final TaskGrid launch;
    private final FloatArray x;
    private final FloatArray y;
    private final IntArray sizes = new IntArray(SquaredNormsKernel.SIZE);
    private final FloatArray scalars = new FloatArray(1);

    /** Tasks for steps up to {@code capacity}. */
    public SquaredNormsTasks(SquaredNorms capacity, DeviceArrays arrays, GraphDevice device) {
        launch = RowLaunch.of(capacity.task(), "SquaredNormsKernel.forwardSquared", device);
        x = arrays.of(capacity.x());
        y = arrays.of(capacity.y());
    }

    @Override
    public void addTo(TaskGraph graph) {
        graph.task(launch.task(), SquaredNormsKernel::forwardSquared, context, x, sizes, scalars, y);
    }

    @Override
    public List<TaskGrid> launches() {
        return List.of(launch);
    }

    @Override
    public List<TornadoNativeArray> sizes() {
        return List.of(sizes, scalars);
    }

    @Override
    public void bind(Step step) {
        SquaredNorms norms = (SquaredNorms) step;
        View from = norms.x();
        sizes.set(SquaredNormsKernel.BATCH, from.batch());
        sizes.set(SquaredNormsKernel.HEADS, from.heads());
        sizes.set(SquaredNormsKernel.ROWS, from.rows());
        sizes.set(SquaredNormsKernel.COLUMNS, from.columns());
        ViewLayout.write(sizes, SquaredNormsKernel.X, from);
        ViewLayout.write(sizes, SquaredNormsKernel.Y, norms.y());
        scalars.set(0, norms.factor());
        launch.items((long) from.batch() * from.heads() * from.rows());
    }
}
