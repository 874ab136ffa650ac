package io.attn4j.kernels.core;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.core.Probabilities;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** {@link Probabilities} as a task: the softmax of stored logits. */
public final class ProbabilitiesTasks extends StepTasks<Probabilities> {
    private final SizeTable shape = table(RowLayout.SIZE);
    private final IntArray ranges;
    private final TaskGrid launch;

    /** A task for steps up to {@code capacity}. */
    public ProbabilitiesTasks(Probabilities capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        ranges = integers(DeviceArrays.elements(
                "ranges", capacity.s().batch(), capacity.s().rows(), 2));
        launch = add(KernelTask.of(
                RowLaunch.of(capacity.task(), device),
                NaiveAttention::forwardSoftmax,
                ranges,
                shape.array(),
                array(capacity.s()),
                array(capacity.lse())));
    }

    @Override
    public void bind(Probabilities step) {
        RowLayout.write(shape, step.s(), null, null);
        writeRanges(ranges, step.ranges());
        launch.elements(step.lse());
    }
}
