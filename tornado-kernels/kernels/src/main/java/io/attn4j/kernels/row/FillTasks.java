package io.attn4j.kernels.row;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.row.Fill;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** {@link Fill} as one task. */
public final class FillTasks extends StepTasks<Fill> {
    private final SizeTable sizes = table(FillKernel.SIZE);
    private final FloatArray scalars = scalars(1);
    private final TaskGrid launch;

    /** Tasks for steps up to {@code capacity}. */
    public FillTasks(Fill capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        launch = add(KernelTask.of(
                RowLaunch.of(capacity.task(), device),
                FillKernel::forwardRows,
                sizes.array(),
                scalars,
                array(capacity.y())));
    }

    @Override
    public void bind(Fill step) {
        int lanes = RowLaunch.elementLanes(device(), step.y());
        sizes.shape(FillKernel.BATCH, step.y()).set(FillKernel.LANES, lanes).view(FillKernel.Y, step.y());
        scalars.set(0, step.value());
        launch.rows(step.y(), lanes);
    }
}
