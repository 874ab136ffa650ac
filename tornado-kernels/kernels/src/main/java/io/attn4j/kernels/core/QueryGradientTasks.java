package io.attn4j.kernels.core;

import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.KernelChoice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.core.QueryGradient;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** {@link QueryGradient} as two tasks: the rows' statistics, then the gradient. */
public final class QueryGradientTasks extends CoreGradientTasks<QueryGradient> {
    private final TaskGrid launch;
    /** Columns of a part of the tiled kernel; 0 for the lanes kernel. */
    private final int dim;

    /**
     * Tasks for steps up to {@code capacity}.
     *
     * @throws IllegalArgumentException when the head dims are beyond the kernel's capacities, or a group does not fit the
     *     device
     */
    public QueryGradientTasks(QueryGradient capacity, DeviceArrays arrays, KernelChoice choice, GraphDevice device) {
        super(capacity.task(), capacity.core(), capacity.outputGradient(), capacity.delta(), arrays, device);
        FloatArray y = array(capacity.y());
        if (tiled(choice, device)) {
            dim = tiledColumns(capacity.y().columns());
            launch = addTiled(tiledLaunch(capacity.task(), device), QueryGradientTiled::backwardTiled, y, dim);
        } else {
            dim = 0;
            launch = addLanes(capacity.task(), QueryGradientKernel::backwardLanes, y, capacity.core())
                    .tile(QueryGradientKernel.LANES, LANES_STEP);
        }
    }

    /** A launch of groups that each take a tile of rows. */
    static TaskGrid tiledLaunch(String task, GraphDevice device) {
        long localBytes = QueryGradientTiled.tiledLocalBytes(QueryGradientTiled.TILE);
        return new TaskGrid(task, device, QueryGradientTiled.GROUP, localBytes)
                .tile(QueryGradientTiled.TILE, QueryGradientTiled.TILE);
    }

    @Override
    public void bind(QueryGradient step) {
        CoreAttention core = step.core();
        bind(core, step.outputGradient(), step.delta(), step.y());
        if (dim > 0) {
            launch.groups(matrices(core)
                    * rowTiles(core.a().rows())
                    * Math.ceilDiv(step.y().columns(), dim));
        } else {
            launch.items(matrices(core) * Math.ceilDiv(core.a().rows(), QueryGradientKernel.LANES));
        }
    }
}
