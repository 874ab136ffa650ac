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
import io.attn4j.plan.row.LayerNormGradient;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** {@link LayerNormGradient} as one task: a row for each work-item on a CPU, a group for each row elsewhere. */
public final class LayerNormGradientTasks extends StepTasks<LayerNormGradient> {
    private final SizeTable sizes = table(LayerNormGradientKernel.SIZE);
    private final FloatArray scalars = scalars(1);
    private final boolean groups;
    private final TaskGrid launch;

    /** Tasks for steps up to {@code capacity}. */
    public LayerNormGradientTasks(LayerNormGradient capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        FloatArray x = array(capacity.norm().x());
        FloatArray gamma = array(capacity.norm().gamma());
        FloatArray dy = array(capacity.dy());
        FloatArray dx = result(capacity.dx());
        FloatArray products = result(capacity.products());
        groups = device.type() != DeviceType.CPU && device.maxWorkGroupSize() >= LayerNormGradientKernel.GROUP;
        launch = add(
                groups
                        ? KernelTask.of(
                                new TaskGrid(
                                        capacity.task(),
                                        device,
                                        LayerNormGradientKernel.GROUP,
                                        LayerNormGradientKernel.GROUP_LOCAL_BYTES),
                                LayerNormGradientKernel::backwardGroups,
                                x,
                                gamma,
                                dy,
                                sizes.array(),
                                scalars,
                                dx,
                                products)
                        : KernelTask.of(
                                RowLaunch.of(capacity.task(), device),
                                LayerNormGradientKernel::backwardRows,
                                x,
                                gamma,
                                dy,
                                sizes.array(),
                                scalars,
                                dx,
                                products));
    }

    @Override
    public void bind(LayerNormGradient step) {
        View from = step.norm().x();
        sizes.shape(LayerNormGradientKernel.BATCH, from)
                .given(LayerNormGradientKernel.HAS_DX, step.dx())
                .given(LayerNormGradientKernel.HAS_PRODUCTS, step.products())
                .view(LayerNormGradientKernel.X, from)
                .view(LayerNormGradientKernel.GAMMA, step.norm().gamma())
                .view(LayerNormGradientKernel.DY, step.dy())
                .view(LayerNormGradientKernel.DX, step.dx())
                .view(LayerNormGradientKernel.PRODUCTS, step.products());
        scalars.set(0, step.norm().epsilon());
        if (groups) {
            launch.groups((long) from.batch() * from.heads() * from.rows());
        } else {
            launch.rows(from, 1);
        }
    }
}
