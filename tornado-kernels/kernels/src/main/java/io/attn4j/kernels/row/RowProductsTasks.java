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
import io.attn4j.plan.row.RowProducts;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** {@link RowProducts} as one task: a row for each work-item on a CPU, 32 work-items for each row elsewhere. */
public final class RowProductsTasks extends StepTasks<RowProducts> {
    private final SizeTable sizes = table(RowProductsKernel.SIZE);
    private final boolean groups;
    private final TaskGrid launch;

    /** Tasks for steps up to {@code capacity}. */
    public RowProductsTasks(RowProducts capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        FloatArray a = array(capacity.a());
        FloatArray x = array(capacity.x());
        FloatArray minus = array(capacity.minus());
        FloatArray y = array(capacity.y());
        groups = device.type() != DeviceType.CPU && device.maxWorkGroupSize() >= RowProductsKernel.GROUP;
        launch = add(
                groups
                        ? KernelTask.of(
                                new TaskGrid(
                                        capacity.task(),
                                        device,
                                        RowProductsKernel.GROUP,
                                        RowProductsKernel.GROUP_LOCAL_BYTES),
                                RowProductsKernel::forwardGroups,
                                a,
                                x,
                                minus,
                                sizes.array(),
                                y)
                        : KernelTask.of(
                                RowLaunch.of(capacity.task(), device),
                                RowProductsKernel::forwardRows,
                                a,
                                x,
                                minus,
                                sizes.array(),
                                y));
    }

    @Override
    public void bind(RowProducts step) {
        View from = step.x();
        sizes.shape(RowProductsKernel.BATCH, from)
                .given(RowProductsKernel.HAS_MINUS, step.minus())
                .view(RowProductsKernel.A, step.a())
                .view(RowProductsKernel.X, from)
                .view(RowProductsKernel.MINUS, step.minus())
                .view(RowProductsKernel.Y, step.y());
        if (groups) {
            long rows = (long) from.batch() * from.heads() * from.rows();
            launch.groups(Math.ceilDiv(rows, RowProductsKernel.GROUP_ROWS));
        } else {
            launch.rows(from, 1);
        }
    }
}
