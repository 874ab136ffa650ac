package io.attn4j.kernels.centroid;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.centroid.CentroidDelta;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** {@link CentroidDelta} as a task. */
public final class CentroidDeltaTasks extends StepTasks<CentroidDelta> {
    private final SizeTable sizes = table(CentroidDeltaKernel.SIZE);
    private final FloatArray scalars = scalars(2);
    private final TaskGrid launch;

    /** Tasks for steps up to {@code capacity}. */
    public CentroidDeltaTasks(CentroidDelta capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        launch = add(KernelTask.of(
                RowLaunch.of(capacity.task(), device),
                CentroidDeltaKernel::forwardElements,
                array(capacity.o()),
                array(capacity.lse()),
                array(capacity.u()),
                array(capacity.residual()),
                sizes.array(),
                scalars,
                array(capacity.y())));
    }

    @Override
    public void bind(CentroidDelta step) {
        sizes.shape(CentroidDeltaKernel.BATCH, step.y())
                .set(CentroidDeltaKernel.MODE, step.mode().ordinal())
                .given(CentroidDeltaKernel.HAS_U, step.u())
                .given(CentroidDeltaKernel.HAS_RESIDUAL, step.residual())
                .view(CentroidDeltaKernel.O, step.o())
                .view(CentroidDeltaKernel.LSE, step.lse())
                .view(CentroidDeltaKernel.U, step.u())
                .view(CentroidDeltaKernel.RESIDUAL, step.residual())
                .view(CentroidDeltaKernel.Y, step.y());
        scalars.set(0, step.epsilon());
        scalars.set(1, step.delta());
        launch.elements(step.y());
    }
}
