package io.attn4j.kernels.row;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.row.Dropout;
import io.attn4j.plan.row.DropoutBits;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** {@link Dropout} as a task. */
public final class DropoutTasks extends StepTasks<Dropout> {
    private final SizeTable sizes = table(DropoutKernel.SIZE);
    private final FloatArray scalars = scalars(1);
    private final TaskGrid launch;

    /** A task for steps up to {@code capacity}. */
    public DropoutTasks(Dropout capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        launch = add(KernelTask.of(
                RowLaunch.of(capacity.task(), device),
                DropoutKernel::forwardRows,
                array(capacity.x()),
                array(capacity.seeds()),
                sizes.array(),
                scalars,
                array(capacity.y())));
    }

    @Override
    public void bind(Dropout step) {
        int lanes = RowLaunch.elementLanes(device(), step.y());
        sizes.shape(DropoutKernel.BATCH, step.y())
                .set(DropoutKernel.LANES, lanes)
                .set(DropoutKernel.THRESHOLD, DropoutBits.threshold(step.p()))
                .view(DropoutKernel.X, step.x())
                .view(DropoutKernel.Y, step.y());
        scalars.set(0, DropoutBits.factor(step.p()));
        launch.rows(step.y(), lanes);
    }
}
