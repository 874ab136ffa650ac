package io.attn4j.kernels.row;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.row.HeadScale;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** {@link HeadScale} as one task. */
public final class HeadScaleTasks extends StepTasks<HeadScale> {
    private final SizeTable sizes = table(HeadScaleKernel.SIZE);
    private final FloatArray scalars = scalars(1);
    private final TaskGrid launch;

    /** Tasks for steps up to {@code capacity}. */
    public HeadScaleTasks(HeadScale capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        launch = add(KernelTask.of(
                RowLaunch.of(capacity.task(), device),
                HeadScaleKernel::forwardRows,
                array(capacity.x()),
                array(capacity.w()),
                sizes.array(),
                scalars,
                array(capacity.y())));
    }

    @Override
    public void bind(HeadScale step) {
        int lanes = RowLaunch.elementLanes(device(), step.y());
        sizes.shape(HeadScaleKernel.BATCH, step.y())
                .set(HeadScaleKernel.LANES, lanes)
                .view(HeadScaleKernel.X, step.x())
                .view(HeadScaleKernel.W, step.w())
                .view(HeadScaleKernel.Y, step.y());
        scalars.set(0, step.factor());
        launch.rows(step.y(), lanes);
    }
}
