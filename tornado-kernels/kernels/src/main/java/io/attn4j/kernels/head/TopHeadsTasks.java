package io.attn4j.kernels.head;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.head.TopHeads;

/** {@link TopHeads} as one task. */
public final class TopHeadsTasks extends StepTasks<TopHeads> {
    private final SizeTable sizes = table(TopHeadsKernel.SIZE);
    private final TaskGrid launch;

    /** Tasks for steps up to {@code capacity}. */
    public TopHeadsTasks(TopHeads capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        launch = add(KernelTask.of(
                RowLaunch.of(capacity.task(), device),
                TopHeadsKernel::forwardRows,
                array(capacity.z()),
                sizes.array(),
                array(capacity.y())));
    }

    @Override
    public void bind(TopHeads step) {
        sizes.shape(TopHeadsKernel.BATCH, step.z())
                .set(TopHeadsKernel.TOP, step.top())
                .view(TopHeadsKernel.Z, step.z())
                .view(TopHeadsKernel.Y, step.y());
        launch.rows(step.z(), 1);
    }
}
