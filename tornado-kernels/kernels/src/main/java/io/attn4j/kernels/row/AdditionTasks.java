package io.attn4j.kernels.row;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.row.Addition;

/** {@link Addition} as a task. */
public final class AdditionTasks extends StepTasks<Addition> {
    private final SizeTable sizes = table(AdditionKernel.SIZE);
    private final TaskGrid launch;

    /** A task for steps up to {@code capacity}. */
    public AdditionTasks(Addition capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        launch = add(KernelTask.of(
                RowLaunch.of(capacity.task(), device),
                AdditionKernel::forwardRows,
                array(capacity.a()),
                array(capacity.x()),
                sizes.array(),
                array(capacity.y())));
    }

    @Override
    public void bind(Addition step) {
        int lanes = RowLaunch.elementLanes(device(), step.y());
        sizes.shape(AdditionKernel.BATCH, step.y())
                .set(AdditionKernel.LANES, lanes)
                .view(AdditionKernel.A, step.a())
                .view(AdditionKernel.X, step.x())
                .view(AdditionKernel.Y, step.y());
        launch.rows(step.y(), lanes);
    }
}
