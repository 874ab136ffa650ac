package io.attn4j.kernels.row;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.row.SquaredNorms;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** {@link SquaredNorms} as one task. */
public final class SquaredNormsTasks extends StepTasks<SquaredNorms> {
    private final SizeTable sizes = table(SquaredNormsKernel.SIZE);
    private final FloatArray scalars = scalars(1);
    private final TaskGrid launch;

    /** Tasks for steps up to {@code capacity}. */
    public SquaredNormsTasks(SquaredNorms capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        launch = add(KernelTask.of(
                RowLaunch.of(capacity.task(), device),
                SquaredNormsKernel::forwardSquared,
                array(capacity.x()),
                sizes.array(),
                scalars,
                array(capacity.y())));
    }

    @Override
    public void bind(SquaredNorms step) {
        sizes.shape(SquaredNormsKernel.BATCH, step.x())
                .view(SquaredNormsKernel.X, step.x())
                .view(SquaredNormsKernel.Y, step.y());
        scalars.set(0, step.factor());
        launch.rows(step.x(), 1);
    }
}
