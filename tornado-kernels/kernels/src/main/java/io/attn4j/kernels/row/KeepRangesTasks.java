package io.attn4j.kernels.row;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.row.KeepRanges;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** {@link KeepRanges} as one task. */
public final class KeepRangesTasks extends StepTasks<KeepRanges> {
    private final SizeTable sizes = table(KeepRangesKernel.SIZE);
    private final IntArray ranges;
    private final TaskGrid launch;

    /** Tasks for steps up to {@code capacity}. */
    public KeepRangesTasks(KeepRanges capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        ranges = integers(DeviceArrays.elements("ranges", capacity.integers()));
        launch = add(KernelTask.of(
                RowLaunch.of(capacity.task(), device),
                KeepRangesKernel::forwardRows,
                array(capacity.x()),
                ranges,
                sizes.array(),
                array(capacity.y())));
    }

    @Override
    public void bind(KeepRanges step) {
        int lanes = RowLaunch.elementLanes(device(), step.y());
        sizes.shape(KeepRangesKernel.BATCH, step.y())
                .set(KeepRangesKernel.LANES, lanes)
                .view(KeepRangesKernel.X, step.x())
                .view(KeepRangesKernel.Y, step.y());
        writeRanges(ranges, step.ranges());
        launch.rows(step.y(), lanes);
    }
}
