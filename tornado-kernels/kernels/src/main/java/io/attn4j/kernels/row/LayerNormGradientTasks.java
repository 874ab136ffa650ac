package io.attn4j.kernels.row;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.row.LayerNormGradient;
import java.util.List;
import java.util.Map;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link LayerNormGradient} as one task: a row for each work-item on a CPU, a group for each row elsewhere. */
public final class LayerNormGradientTasks implements StepTasks {
    private final KernelContext context = new KernelContext();
    private final LayerNormGradient capacity;
    private final boolean groups;
    private final TaskGrid launch;
    private final FloatArray absent = new FloatArray(1);
    private final FloatArray x;
    private final FloatArray gamma;
    private final FloatArray dy;
    private final FloatArray dx;
    private final FloatArray products;
    private final IntArray sizes = new IntArray(LayerNormGradientKernel.SIZE);
    private final FloatArray scalars = new FloatArray(1);

    /** Tasks for steps up to {@code capacity}. */
    public LayerNormGradientTasks(LayerNormGradient capacity, DeviceArrays arrays, GraphDevice device) {
        this.capacity = capacity;
        groups = !device.type().equals("cpu") && device.maxWorkGroupSize() >= LayerNormGradientKernel.GROUP;
        launch = groups
                ? new TaskGrid(
                        capacity.task(),
                        "LayerNormGradientKernel.backwardGroups",
                        Map.of(),
                        device,
                        LayerNormGradientKernel.GROUP,
                        LayerNormGradientKernel.GROUP_LOCAL_BYTES)
                : RowLaunch.of(capacity.task(), "LayerNormGradientKernel.backwardRows", device);
        x = arrays.of(capacity.norm().x());
        gamma = arrays.of(capacity.norm().gamma());
        dy = arrays.of(capacity.dy());
        dx = arrays.of(capacity.dx(), absent);
        products = arrays.of(capacity.products(), absent);
    }

    @Override
    public void addTo(TaskGraph graph) {
        if (groups) {
            graph.task(
                    launch.task(),
                    LayerNormGradientKernel::backwardGroups,
                    context,
                    x,
                    gamma,
                    dy,
                    sizes,
                    scalars,
                    dx,
                    products);
        } else {
            graph.task(
                    launch.task(),
                    LayerNormGradientKernel::backwardRows,
                    context,
                    x,
                    gamma,
                    dy,
                    sizes,
                    scalars,
                    dx,
                    products);
        }
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
    public List<FloatArray> placeholders() {
        return capacity.dx() == null || capacity.products() == null ? List.of(absent) : List.of();
    }

    @Override
    public void bind(Step step) {
        LayerNormGradient gradient = (LayerNormGradient) step;
        View from = gradient.norm().x();
        sizes.set(LayerNormGradientKernel.BATCH, from.batch());
        sizes.set(LayerNormGradientKernel.HEADS, from.heads());
        sizes.set(LayerNormGradientKernel.ROWS, from.rows());
        sizes.set(LayerNormGradientKernel.COLUMNS, from.columns());
        sizes.set(LayerNormGradientKernel.HAS_DX, gradient.dx() == null ? 0 : 1);
        sizes.set(LayerNormGradientKernel.HAS_PRODUCTS, gradient.products() == null ? 0 : 1);
        ViewLayout.write(sizes, LayerNormGradientKernel.X, from);
        ViewLayout.write(sizes, LayerNormGradientKernel.GAMMA, gradient.norm().gamma());
        ViewLayout.write(sizes, LayerNormGradientKernel.DY, gradient.dy());
        ViewLayout.write(sizes, LayerNormGradientKernel.DX, gradient.dx());
        ViewLayout.write(sizes, LayerNormGradientKernel.PRODUCTS, gradient.products());
        scalars.set(0, gradient.norm().epsilon());
        long rows = (long) from.batch() * from.heads() * from.rows();
        if (groups) {
            launch.groups(rows);
        } else {
            launch.items(rows);
        }
    }
}
