package io.attn4j.kernels.core;

import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.KernelChoice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.View;
import io.attn4j.plan.core.BiasGradient;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** {@link BiasGradient} as two tasks: the rows' statistics, then the gradient. */
public final class BiasGradientTasks extends CoreGradientTasks<BiasGradient> {
    private final TaskGrid launch;
    private final boolean tiled;

    /**
     * Tasks for steps up to {@code capacity}.
     *
     * @throws IllegalArgumentException when the head dims are beyond the kernel's capacities, or a group does not fit the
     *     device
     */
    public BiasGradientTasks(BiasGradient capacity, DeviceArrays arrays, KernelChoice choice, GraphDevice device) {
        super(capacity.task(), capacity.core(), capacity.outputGradient(), capacity.delta(), arrays, device);
        FloatArray y = array(capacity.y());
        tiled = tiled(choice, device);
        launch = tiled
                ? addKernel(
                                new TaskGrid(
                                        capacity.task(),
                                        device,
                                        KeyGradientTiled.GROUP,
                                        QueryGradientTiled.tiledLocalBytes(QueryGradientTiled.TILE)),
                                KeyGradientTiled::backwardBiasTiles,
                                y)
                        .tile(QueryGradientTiled.TILE, KeyGradientTiled.TILE)
                : addLanes(capacity.task(), KeyGradientKernel::backwardBiasLanes, y, capacity.core())
                        .tile(KeyGradientKernel.BIAS_ROWS, KeyGradientKernel.LANES);
    }

    @Override
    public void bind(BiasGradient step) {
        View y = step.y();
        bind(step.core(), step.outputGradient(), step.delta(), y);
        long matrices = (long) y.batch() * y.heads();
        if (tiled) {
            launch.groups(matrices * rowTiles(y.rows()) * Math.ceilDiv(y.columns(), KeyGradientTiled.TILE));
        } else {
            launch.items(matrices
                    * Math.ceilDiv(y.rows(), KeyGradientKernel.BIAS_ROWS)
                    * Math.ceilDiv(y.columns(), KeyGradientKernel.LANES));
        }
    }
}
