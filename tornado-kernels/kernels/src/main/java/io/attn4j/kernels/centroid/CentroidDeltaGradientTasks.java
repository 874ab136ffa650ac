package io.attn4j.kernels.centroid;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.View;
import io.attn4j.plan.centroid.CentroidDelta;
import io.attn4j.plan.centroid.CentroidDeltaGradient;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** {@link CentroidDeltaGradient} as one task. */
public final class CentroidDeltaGradientTasks extends StepTasks<CentroidDeltaGradient> {
    private final SizeTable sizes = table(CentroidDeltaGradientKernel.SIZE);
    private final FloatArray scalars = scalars(2);
    private final TaskGrid launch;

    /** Tasks for steps up to {@code capacity}. */
    public CentroidDeltaGradientTasks(CentroidDeltaGradient capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        CentroidDelta delta = capacity.delta();
        launch = add(KernelTask.of(
                RowLaunch.of(capacity.task(), device),
                CentroidDeltaGradientKernel::backwardRows,
                array(delta.o()),
                array(delta.lse()),
                array(delta.u()),
                array(capacity.dy()),
                sizes.array(),
                scalars,
                array(capacity.outputGradient()),
                array(capacity.lseGradient())));
    }

    @Override
    public void bind(CentroidDeltaGradient step) {
        CentroidDelta delta = step.delta();
        View from = delta.o();
        sizes.shape(CentroidDeltaGradientKernel.BATCH, from)
                .set(CentroidDeltaGradientKernel.MODE, delta.mode().ordinal())
                .given(CentroidDeltaGradientKernel.HAS_U, delta.u())
                .view(CentroidDeltaGradientKernel.O, from)
                .view(CentroidDeltaGradientKernel.LSE, delta.lse())
                .view(CentroidDeltaGradientKernel.U, delta.u())
                .view(CentroidDeltaGradientKernel.DY, step.dy())
                .view(CentroidDeltaGradientKernel.OUTPUT, step.outputGradient())
                .view(CentroidDeltaGradientKernel.SUM, step.lseGradient());
        scalars.set(0, delta.epsilon());
        scalars.set(1, delta.delta());
        launch.rows(from, 1);
    }
}
