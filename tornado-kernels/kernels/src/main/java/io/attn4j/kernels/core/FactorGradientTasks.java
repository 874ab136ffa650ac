package io.attn4j.kernels.core;

import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.KernelChoice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.core.FactorGradient;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** {@link FactorGradient} as two tasks: the rows' statistics, then the gradient. */
public final class FactorGradientTasks extends CoreGradientTasks<FactorGradient> {
    private final TaskGrid launch;
    private final boolean tiled;

    /**
     * Tasks for steps up to {@code capacity}.
     *
     * @throws IllegalArgumentException when the head dims are beyond the kernel's capacities, or a group does not fit the
     *     device
     */
    public FactorGradientTasks(FactorGradient capacity, DeviceArrays arrays, KernelChoice choice, GraphDevice device) {
        super(capacity.task(), capacity.core(), capacity.outputGradient(), capacity.delta(), arrays, device);
        FloatArray y = array(capacity.y());
        tiled = tiled(choice, device);
        launch = tiled
                ? addKernel(
                        QueryGradientTasks.tiledLaunch(capacity.task(), device),
                        QueryGradientTiled::backwardFactorTiles,
                        y)
                : addLanes(capacity.task(), QueryGradientKernel::backwardFactorLanes, y, capacity.core())
                        .tile(QueryGradientKernel.LANES, LANES_STEP);
    }

    @Override
    public void bind(FactorGradient step) {
        CoreAttention core = step.core();
        bind(core, step.outputGradient(), step.delta(), step.y());
        if (tiled) {
            launch.groups(matrices(core) * rowTiles(core.a().rows()));
        } else {
            launch.items(matrices(core) * Math.ceilDiv(core.a().rows(), QueryGradientKernel.LANES));
        }
    }
}
