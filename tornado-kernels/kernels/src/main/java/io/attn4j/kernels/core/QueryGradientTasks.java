package io.attn4j.kernels.core;

import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.KernelChoice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SplitRule;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.View;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.core.QueryGradient;
import java.util.List;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/**
 * {@link QueryGradient} as two tasks: the rows' statistics, then the gradient; and where keys are split, the sums over
 * splits.
 *
 * <p>Sums over keys run block by block. Where tiles of rows alone make too few groups for the device ({@link SplitRule}),
 * each block gets a group of its own; the bits are the same.
 */
public final class QueryGradientTasks extends CoreGradientTasks<QueryGradient> {
    /** Most keys of a block. */
    private static final int MOST_BLOCK = 1024;

    private final TaskGrid launch;
    /** Columns of a part of the tiled kernel; 0 for the lanes kernel. */
    private final int dim;

    /** Sums of each split; null where keys are not split. */
    private final FloatArray sums;

    private final TaskGrid joined;

    /**
     * Tasks for steps up to {@code capacity}.
     *
     * @throws IllegalArgumentException when the head dims are beyond the kernel's capacities, or a group does not fit the
     *     device
     */
    public QueryGradientTasks(QueryGradient capacity, DeviceArrays arrays, KernelChoice choice, GraphDevice device) {
        super(capacity.task(), capacity.core(), capacity.outputGradient(), capacity.delta(), arrays, device);
        FloatArray y = array(capacity.y());
        dim = dim(capacity, choice, device);
        if (dim > 0) {
            int splits = splits(capacity, dim, device);
            sums = splits > 1 ? scratch("sums", sums(capacity, splits)) : null;
            launch = addTiled(
                            tiledLaunch(capacity.task(), device),
                            QueryGradientTiled::backwardTiled,
                            splits > 1 ? sums : y,
                            dim)
                    .splits(splits);
        } else {
            sums = null;
            launch = addLanes(capacity.task(), QueryGradientKernel::backwardLanes, y, capacity.core())
                    .tile(QueryGradientKernel.LANES, LANES_STEP);
        }
        joined = sums == null
                ? null
                : add(KernelTask.of(
                        RowLaunch.of(capacity.task() + "Joined", device),
                        QueryGradientTiled::backwardJoined,
                        sums,
                        shape().array(),
                        y));
    }

    /** A launch of groups that each take a tile of rows. */
    static TaskGrid tiledLaunch(String task, GraphDevice device) {
        long localBytes = QueryGradientTiled.tiledLocalBytes(QueryGradientTiled.TILE);
        return new TaskGrid(task, device, QueryGradientTiled.GROUP, localBytes)
                .tile(QueryGradientTiled.TILE, QueryGradientTiled.TILE);
    }

    /** Elements of the arrays that the tasks need besides those of their plan. */
    static List<Long> scratch(QueryGradient step, KernelChoice choice, GraphDevice device) {
        long statistics = statistics(step.core());
        int dim = dim(step, choice, device);
        int splits = dim > 0 ? splits(step, dim, device) : 1;
        return splits == 1 ? List.of(statistics) : List.of(statistics, sums(step, splits));
    }

    private static int dim(QueryGradient step, KernelChoice choice, GraphDevice device) {
        return tiled(choice, device) ? tiledColumns(step.y().columns()) : 0;
    }

    /** Groups that each take all keys. */
    private static long groups(QueryGradient step, int dim) {
        CoreAttention core = step.core();
        return matrices(core)
                * rowTiles(core.a().rows())
                * Math.ceilDiv(step.y().columns(), dim);
    }

    private static int block(CoreAttention core) {
        return block((int) rowTiles(core.a().rows()), core.b().rows(), MOST_BLOCK);
    }

    private static int blocks(CoreAttention core) {
        return Math.ceilDiv(core.b().rows(), block(core));
    }

    private static int splits(QueryGradient step, int dim, GraphDevice device) {
        int blocks = blocks(step.core());
        return SplitRule.splits(groups(step, dim), blocks, device) ? blocks : 1;
    }

    private static long sums(QueryGradient step, int splits) {
        View y = step.y();
        return Math.multiplyExact(Math.multiplyExact(matrices(step.core()) * splits, y.rows()), y.columns());
    }

    @Override
    public void bind(QueryGradient step) {
        CoreAttention core = step.core();
        bind(core, step.outputGradient(), step.delta(), step.y());
        if (dim == 0) {
            launch.items(matrices(core) * Math.ceilDiv(core.a().rows(), QueryGradientKernel.LANES));
            return;
        }
        // blocks get groups of their own as for the largest step, unless this one has no room for that
        int blocks = blocks(core);
        int splits = sums != null && sums(step, blocks) <= sums.getSize() ? blocks : 1;
        shape().set(CoreLayout.SPLITS, splits).set(CoreLayout.BLOCK, block(core));
        launch.splits(splits).groups(groups(step, dim) * splits);
        if (sums != null) {
            View y = step.y();
            int lanes = RowLaunch.lanes(device(), y.columns());
            Buffer buffer = new Buffer("sums", Buffer.Kind.INTERMEDIATE, sums.getSize());
            shape().set(CoreLayout.LANES, lanes)
                    .view(
                            GradientLayout.Y,
                            View.contiguous(buffer, y.batch(), y.heads(), y.rows(), splits * y.columns()))
                    .view(CoreLayout.RESULT, y);
            joined.rows(y, lanes);
        }
    }
}
