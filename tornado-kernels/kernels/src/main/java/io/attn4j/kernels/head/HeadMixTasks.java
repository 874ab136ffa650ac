package io.attn4j.kernels.head;

import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.View;
import io.attn4j.plan.head.HeadMix;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** {@link HeadMix} as one task: 16 columns for each work-item on a CPU, one elsewhere. */
public final class HeadMixTasks extends StepTasks<HeadMix> {
    private final SizeTable sizes = table(HeadMixKernel.SIZE);
    private final boolean lanes;
    private final TaskGrid launch;

    /** Tasks for steps up to {@code capacity}. */
    public HeadMixTasks(HeadMix capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        FloatArray x = array(capacity.x());
        FloatArray m = array(capacity.m());
        FloatArray y = array(capacity.y());
        lanes = device.type() == DeviceType.CPU;
        TaskGrid rows = RowLaunch.of(capacity.task(), device);
        launch = add(
                lanes
                        ? KernelTask.of(rows, HeadMixKernel::forwardLanes, x, m, sizes.array(), y)
                        : KernelTask.of(rows, HeadMixKernel::forwardElements, x, m, sizes.array(), y));
    }

    @Override
    public void bind(HeadMix step) {
        View to = step.y();
        sizes.set(HeadMixKernel.BATCH, to.batch())
                .set(HeadMixKernel.FROM_HEADS, step.x().heads())
                .set(HeadMixKernel.TO_HEADS, to.heads())
                .set(HeadMixKernel.ROWS, to.rows())
                .set(HeadMixKernel.COLUMNS, to.columns())
                .view(HeadMixKernel.X, step.x())
                .view(HeadMixKernel.M, step.m())
                .view(HeadMixKernel.Y, to);
        launch.rows(to, Math.ceilDiv(to.columns(), lanes ? HeadMixKernel.LANE_COLUMNS : 1));
    }
}
