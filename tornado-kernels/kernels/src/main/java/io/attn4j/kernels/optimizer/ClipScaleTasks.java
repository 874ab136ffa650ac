package io.attn4j.kernels.optimizer;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.optimizer.ClipScale;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** {@link ClipScale} as a task. */
public final class ClipScaleTasks extends StepTasks<ClipScale> {
    private final SizeTable sizes = table(ClipScaleKernel.SIZE);
    private final FloatArray scalars = scalars(1);
    private final TaskGrid launch;

    /** A task for steps as {@code capacity}. */
    public ClipScaleTasks(ClipScale capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        launch = add(KernelTask.of(
                RowLaunch.of(capacity.task(), device),
                ClipScaleKernel::forwardScalar,
                array(capacity.squares()),
                sizes.array(),
                scalars,
                array(capacity.y())));
    }

    @Override
    public void bind(ClipScale step) {
        sizes.offset(ClipScaleKernel.SQUARES_OFFSET, step.squares()).offset(ClipScaleKernel.Y_OFFSET, step.y());
        scalars.set(0, step.limit());
        launch.groups(1);
    }
}
