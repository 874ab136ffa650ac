package io.attn4j.kernels.row;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.row.Fill;
import java.util.List;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link Fill} as one task. */
public final class FillTasks implements StepTasks {
    private final KernelContext context = new KernelContext();
    private final GraphDevice device;
    private final TaskGrid launch;
    private final FloatArray y;
    private final IntArray sizes = new IntArray(FillKernel.SIZE);
    private final FloatArray scalars = new FloatArray(1);

    /** Tasks for steps up to {@code capacity}. */
    public FillTasks(Fill capacity, DeviceArrays arrays, GraphDevice device) {
        this.device = device;
        launch = RowLaunch.of(capacity.task(), "FillKernel.forwardRows", device);
        y = arrays.of(capacity.y());
    }

    @Override
    public void addTo(TaskGraph graph) {
        graph.task(launch.task(), FillKernel::forwardRows, context, sizes, scalars, y);
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
        Fill fill = (Fill) step;
        View to = fill.y();
        long rows = (long) to.batch() * to.heads() * to.rows();
        int lanes = RowLaunch.elementLanes(device, rows, to.columns());
        sizes.set(FillKernel.BATCH, to.batch());
        sizes.set(FillKernel.HEADS, to.heads());
        sizes.set(FillKernel.ROWS, to.rows());
        sizes.set(FillKernel.COLUMNS, to.columns());
        sizes.set(FillKernel.LANES, lanes);
        ViewLayout.write(sizes, FillKernel.Y, to);
        scalars.set(0, fill.value());
        launch.items(rows * lanes);
    }
}
