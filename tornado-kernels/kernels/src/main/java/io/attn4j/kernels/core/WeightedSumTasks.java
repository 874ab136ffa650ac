package io.attn4j.kernels.core;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.core.WeightedSum;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** {@link WeightedSum} as a task: the sum of values by stored weights. */
public final class WeightedSumTasks extends StepTasks<WeightedSum> {
    private final SizeTable shape = table(RowLayout.SIZE);
    private final IntArray ranges;
    private final TaskGrid launch;

    /** A task for steps up to {@code capacity}. */
    public WeightedSumTasks(WeightedSum capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        ranges = integers(DeviceArrays.elements(
                "ranges", capacity.p().batch(), capacity.p().rows(), 2));
        launch = add(KernelTask.of(
                RowLaunch.of(capacity.task(), device),
                NaiveAttention::forwardWeightedSum,
                array(capacity.p()),
                array(capacity.w()),
                ranges,
                shape.array(),
                array(capacity.o())));
    }

    @Override
    public void bind(WeightedSum step) {
        RowLayout.write(shape, step.p(), step.w(), step.o());
        writeRanges(ranges, step.ranges());
        launch.elements(step.o());
    }
}
