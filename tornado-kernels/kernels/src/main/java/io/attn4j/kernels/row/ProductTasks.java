package io.attn4j.kernels.row;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.row.Product;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** {@link Product} as one task. */
public final class ProductTasks extends StepTasks<Product> {
    private final SizeTable sizes = table(ProductKernel.SIZE);
    private final FloatArray scalars = scalars(1);
    private final TaskGrid launch;

    /** Tasks for steps up to {@code capacity}. */
    public ProductTasks(Product capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        launch = add(KernelTask.of(
                RowLaunch.of(capacity.task(), device),
                ProductKernel::forwardRows,
                array(capacity.a()),
                array(capacity.x()),
                sizes.array(),
                scalars,
                array(capacity.y())));
    }

    @Override
    public void bind(Product step) {
        int lanes = RowLaunch.elementLanes(device(), step.y());
        sizes.shape(ProductKernel.BATCH, step.y())
                .set(ProductKernel.LANES, lanes)
                .view(ProductKernel.A, step.a())
                .view(ProductKernel.X, step.x())
                .view(ProductKernel.Y, step.y());
        scalars.set(0, step.factor());
        launch.rows(step.y(), lanes);
    }
}
