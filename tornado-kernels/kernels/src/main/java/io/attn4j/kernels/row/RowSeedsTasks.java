package io.attn4j.kernels.row;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.row.RowSeeds;

/** {@link RowSeeds} as a task. */
public final class RowSeedsTasks extends StepTasks<RowSeeds> {
    private final SizeTable sizes = table(RowSeedsKernel.SIZE);
    private final TaskGrid launch;

    /** A task for steps up to {@code capacity}. */
    public RowSeedsTasks(RowSeeds capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        launch = add(KernelTask.of(
                RowLaunch.of(capacity.task(), device),
                RowSeedsKernel::forwardRows,
                array(capacity.key()),
                sizes.array(),
                array(capacity.seeds())));
    }

    @Override
    public void bind(RowSeeds step) {
        sizes.shape(RowSeedsKernel.BATCH, step.seeds())
                .set(RowSeedsKernel.SITE, step.site())
                .view(RowSeedsKernel.KEY, step.key());
        launch.rows(step.seeds(), 1);
    }
}
