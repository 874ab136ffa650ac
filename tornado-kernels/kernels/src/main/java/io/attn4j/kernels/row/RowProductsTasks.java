package io.attn4j.kernels.row;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.row.RowProducts;
import java.util.List;
import java.util.Map;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link RowProducts} as one task: a row for each work-item on a CPU, 32 work-items for each row elsewhere. */
public final class RowProductsTasks implements StepTasks {
    private final KernelContext context = new KernelContext();
    private final boolean groups;
    private final boolean hasMinus;
    private final TaskGrid launch;
    private final FloatArray absent = new FloatArray(1);
    private final FloatArray a;
    private final FloatArray x;
    private final FloatArray minus;
    private final FloatArray y;
    private final IntArray sizes = new IntArray(RowProductsKernel.SIZE);

    /** Tasks for steps up to {@code capacity}. */
    public RowProductsTasks(RowProducts capacity, DeviceArrays arrays, GraphDevice device) {
        groups = !device.type().equals("cpu") && device.maxWorkGroupSize() >= RowProductsKernel.GROUP;
        hasMinus = capacity.minus() != null;
        launch = groups
                ? new TaskGrid(
                        capacity.task(),
                        "RowProductsKernel.forwardGroups",
                        Map.of(),
                        device,
                        RowProductsKernel.GROUP,
                        RowProductsKernel.GROUP_LOCAL_BYTES)
                : RowLaunch.of(capacity.task(), "RowProductsKernel.forwardRows", device);
        a = arrays.of(capacity.a());
        x = arrays.of(capacity.x());
        minus = arrays.of(capacity.minus(), absent);
        y = arrays.of(capacity.y());
    }

    @Override
    public void addTo(TaskGraph graph) {
        if (groups) {
            graph.task(launch.task(), RowProductsKernel::forwardGroups, context, a, x, minus, sizes, y);
        } else {
            graph.task(launch.task(), RowProductsKernel::forwardRows, context, a, x, minus, sizes, y);
        }
    }

    @Override
    public List<TaskGrid> launches() {
        return List.of(launch);
    }

    @Override
    public List<TornadoNativeArray> sizes() {
        return List.of(sizes);
    }

    @Override
    public List<FloatArray> placeholders() {
        return hasMinus ? List.of() : List.of(absent);
    }

    @Override
    public void bind(Step step) {
        RowProducts products = (RowProducts) step;
        View from = products.x();
        sizes.set(RowProductsKernel.BATCH, from.batch());
        sizes.set(RowProductsKernel.HEADS, from.heads());
        sizes.set(RowProductsKernel.ROWS, from.rows());
        sizes.set(RowProductsKernel.COLUMNS, from.columns());
        sizes.set(RowProductsKernel.HAS_MINUS, products.minus() == null ? 0 : 1);
        ViewLayout.write(sizes, RowProductsKernel.A, products.a());
        ViewLayout.write(sizes, RowProductsKernel.X, from);
        ViewLayout.write(sizes, RowProductsKernel.MINUS, products.minus());
        ViewLayout.write(sizes, RowProductsKernel.Y, products.y());
        long rows = (long) from.batch() * from.heads() * from.rows();
        if (groups) {
            launch.groups((rows + RowProductsKernel.GROUP_ROWS - 1) / RowProductsKernel.GROUP_ROWS);
        } else {
            launch.items(rows);
        }
    }
}
