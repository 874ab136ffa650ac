package io.attn4j.kernels.row;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.row.SelectRows;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** {@link SelectRows} as a task. */
public final class SelectRowsTasks extends StepTasks<SelectRows> {
    private final SizeTable sizes = table(SelectRowsKernel.SIZE);
    private final IntArray indices;
    private final TaskGrid launch;

    /** Tasks for steps up to {@code capacity}. */
    public SelectRowsTasks(SelectRows capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        indices = integers(capacity.indices().length);
        launch = add(KernelTask.of(
                RowLaunch.of(capacity.task(), device),
                SelectRowsKernel::forwardElements,
                array(capacity.x()),
                indices,
                sizes.array(),
                array(capacity.y())));
    }

    @Override
    public void bind(SelectRows step) {
        sizes.set(SelectRowsKernel.BATCH, step.x().batch())
                .set(SelectRowsKernel.ROWS, step.x().rows())
                .set(SelectRowsKernel.SELECTED, step.y().rows())
                .set(SelectRowsKernel.COLUMNS, step.x().columns())
                .view(SelectRowsKernel.X, step.x())
                .view(SelectRowsKernel.Y, step.y());
        for (int i = 0; i < step.indices().length; i++) {
            indices.set(i, step.indices()[i]);
        }
        launch.elements(step.y());
    }
}
