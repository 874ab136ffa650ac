package io.attn4j.kernels.row;

import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.View;
import io.attn4j.plan.row.HeadScaleGradient;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** {@link HeadScaleGradient} as one task: a row for each work-item on a CPU, 32 work-items for each row elsewhere. */
public final class HeadScaleGradientTasks extends StepTasks<HeadScaleGradient> {
    private final SizeTable sizes = table(HeadScaleGradientKernel.SIZE);
    private final FloatArray scalars = scalars(1);
    private final boolean groups;
    private final TaskGrid launch;

    /** Tasks for steps up to {@code capacity}. */
    public HeadScaleGradientTasks(HeadScaleGradient capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        FloatArray dy = array(capacity.dy());
        FloatArray x = array(capacity.x());
        FloatArray y = array(capacity.y());
        groups = device.type() != DeviceType.CPU && device.maxWorkGroupSize() >= HeadScaleGradientKernel.GROUP;
        launch = add(
                groups
                        ? KernelTask.of(
                                new TaskGrid(
                                        capacity.task(),
                                        device,
                                        HeadScaleGradientKernel.GROUP,
                                        HeadScaleGradientKernel.GROUP_LOCAL_BYTES),
                                HeadScaleGradientKernel::backwardGroups,
                                dy,
                                x,
                                sizes.array(),
                                scalars,
                                y)
                        : KernelTask.of(
                                RowLaunch.of(capacity.task(), device),
                                HeadScaleGradientKernel::backwardRows,
                                dy,
                                x,
                                sizes.array(),
                                scalars,
                                y));
    }

    @Override
    public void bind(HeadScaleGradient step) {
        View from = step.x();
        sizes.shape(HeadScaleGradientKernel.BATCH, from)
                .view(HeadScaleGradientKernel.DY, step.dy())
                .view(HeadScaleGradientKernel.X, from)
                .view(HeadScaleGradientKernel.Y, step.y());
        scalars.set(0, step.factor());
        if (groups) {
            long rows = (long) from.batch() * from.heads() * from.rows();
            launch.groups(Math.ceilDiv(rows, HeadScaleGradientKernel.GROUP_ROWS));
        } else {
            launch.rows(from, 1);
        }
    }
}
