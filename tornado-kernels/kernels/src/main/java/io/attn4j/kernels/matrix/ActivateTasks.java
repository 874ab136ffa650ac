package io.attn4j.kernels.matrix;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.View;
import io.attn4j.plan.matrix.Activate;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** {@link Activate} as one task. */
public final class ActivateTasks extends StepTasks<Activate> {
    private final SizeTable sizes = table(ActivateKernel.SIZE);
    private final FloatArray alpha;
    private final TaskGrid launch;

    /** Tasks for steps up to {@code capacity}. */
    public ActivateTasks(Activate capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        alpha = scalars(capacity.y().heads());
        launch = add(KernelTask.of(
                RowLaunch.of(capacity.task(), device),
                ActivateKernel::forwardRows,
                array(capacity.z()),
                alpha,
                array(capacity.residual()),
                sizes.array(),
                array(capacity.y())));
    }

    @Override
    public void bind(Activate step) {
        View to = step.y();
        int lanes = RowLaunch.elementLanes(device(), to);
        sizes.shape(ActivateKernel.BATCH, to)
                .set(ActivateKernel.LANES, lanes)
                .given(ActivateKernel.HAS_RESIDUAL, step.residual())
                .set(ActivateKernel.ACTIVATION, step.activation().ordinal())
                .view(ActivateKernel.Z, step.z())
                .view(ActivateKernel.RESIDUAL, step.residual())
                .view(ActivateKernel.Y, to);
        for (int h = 0; h < to.heads(); h++) {
            alpha.set(h, step.alpha() == null ? 1 : step.alpha()[h]);
        }
        launch.rows(to, lanes);
    }
}
