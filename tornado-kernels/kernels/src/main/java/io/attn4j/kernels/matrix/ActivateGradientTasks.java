package io.attn4j.kernels.matrix;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.View;
import io.attn4j.plan.matrix.ActivateGradient;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** {@link ActivateGradient} as one task. */
public final class ActivateGradientTasks extends StepTasks<ActivateGradient> {
    private final SizeTable sizes = table(ActivateGradientKernel.SIZE);
    private final FloatArray alpha;
    private final TaskGrid launch;

    /** Tasks for steps up to {@code capacity}. */
    public ActivateGradientTasks(ActivateGradient capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        alpha = scalars(capacity.dz().heads());
        launch = add(KernelTask.of(
                RowLaunch.of(capacity.task(), device),
                ActivateGradientKernel::backwardRows,
                array(capacity.z()),
                alpha,
                array(capacity.dy()),
                sizes.array(),
                array(capacity.dz())));
    }

    @Override
    public void bind(ActivateGradient step) {
        View to = step.dz();
        int lanes = RowLaunch.elementLanes(device(), to);
        sizes.shape(ActivateGradientKernel.BATCH, to)
                .set(ActivateGradientKernel.LANES, lanes)
                .set(ActivateGradientKernel.ACTIVATION, step.activation().ordinal())
                .view(ActivateGradientKernel.Z, step.z())
                .view(ActivateGradientKernel.DY, step.dy())
                .view(ActivateGradientKernel.DZ, to);
        for (int h = 0; h < to.heads(); h++) {
            alpha.set(h, step.alpha() == null ? 1 : step.alpha()[h]);
        }
        launch.rows(to, lanes);
    }
}
