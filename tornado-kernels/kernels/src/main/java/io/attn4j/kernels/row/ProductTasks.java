package io.attn4j.kernels.row;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.row.Product;
import java.util.List;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link Product} as one task. */
public final class ProductTasks implements StepTasks {
    private final KernelContext context = new KernelContext();
    private final GraphDevice device;
    private final TaskGrid launch;
    private final FloatArray a;
    private final FloatArray x;
    private final FloatArray y;
    private final IntArray sizes = new IntArray(ProductKernel.SIZE);
    private final FloatArray scalars = new FloatArray(1);

    /** Tasks for steps up to {@code capacity}. */
    public ProductTasks(Product capacity, DeviceArrays arrays, GraphDevice device) {
        this.device = device;
        launch = RowLaunch.of(capacity.task(), "ProductKernel.forwardRows", device);
        a = arrays.of(capacity.a());
        x = arrays.of(capacity.x());
        y = arrays.of(capacity.y());
    }

    @Override
    public void addTo(TaskGraph graph) {
        graph.task(launch.task(), ProductKernel::forwardRows, context, a, x, sizes, scalars, y);
    }

    @Override
    public List<TaskGrid> launches() {
        return List.of(launch);
    }

    @Override
    public List<TornadoNativeArray> sizes() {
        return List.of(sizes, scalars);
    }

    @Override
    public void bind(Step step) {
        Product product = (Product) step;
        View to = product.y();
        long rows = (long) to.batch() * to.heads() * to.rows();
        int lanes = RowLaunch.elementLanes(device, rows, to.columns());
        sizes.set(ProductKernel.BATCH, to.batch());
        sizes.set(ProductKernel.HEADS, to.heads());
        sizes.set(ProductKernel.ROWS, to.rows());
        sizes.set(ProductKernel.COLUMNS, to.columns());
        sizes.set(ProductKernel.LANES, lanes);
        ViewLayout.write(sizes, ProductKernel.A, product.a());
        ViewLayout.write(sizes, ProductKernel.X, product.x());
        ViewLayout.write(sizes, ProductKernel.Y, to);
        scalars.set(0, product.factor());
        launch.items(rows * lanes);
    }
}
