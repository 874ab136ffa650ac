package io.attn4j.kernels.loss;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.loss.GatherRows;

/** {@link GatherRows} as a task. */
public final class GatherRowsTasks extends StepTasks<GatherRows> {
    private final SizeTable sizes = table(GatherRowsKernel.SIZE);
    private final TaskGrid launch;

    /** A task for steps up to {@code capacity}. */
    public GatherRowsTasks(GatherRows capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        launch = add(KernelTask.of(
                RowLaunch.of(capacity.task(), device),
                GatherRowsKernel::forwardLanes,
                array(capacity.table()),
                array(capacity.ids()),
                sizes.array(),
                array(capacity.y())));
    }

    @Override
    public void bind(GatherRows step) {
        int lanes = RowLaunch.lanes(device(), step.y().columns());
        sizes.set(GatherRowsKernel.BATCH, step.y().batch())
                .set(GatherRowsKernel.ROWS, step.y().rows())
                .set(GatherRowsKernel.COLUMNS, step.y().columns())
                .set(GatherRowsKernel.TABLE_ROWS, step.table().rows())
                .set(GatherRowsKernel.LANES, lanes)
                .view(GatherRowsKernel.TABLE, step.table())
                .view(GatherRowsKernel.IDS, step.ids())
                .view(GatherRowsKernel.Y, step.y());
        launch.rows(step.y(), lanes);
    }
}
