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
import java.util.ArrayList;
import java.util.List;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/**
 * {@link QueryGradient} as two tasks: the rows' statistics, then the gradient; and where keys are split, the sums over
 * splits.
 *
 * <p>Sums over keys run block by block ({@link GradientBlocks}). Where tiles of rows alone make too few groups for the device
 * ({@link SplitRule}), groups share the blocks; the bits are the same.
 */
public final class QueryGradientTasks extends CoreGradientTasks<QueryGradient> {
    /** Most keys of a share, where there are no more than so many shares, and otherwise. */
    private static final int USUAL_MOST_SHARE = 1024;

    private static final int MANY_SHARES = 64;
    private static final int MOST_SHARE = 2048;

    private final TaskGrid launch;
    /** Columns of a part of the tiled kernel; 0 for the lanes kernel. */
    private final int dim;

    /** Sums of what groups share; null where keys are not split. */
    private final FloatArray sums;

    /** Sums of the parts so far, or one element that is not used; null for the lanes kernel. */
    private final FloatArray waiting;

    private final boolean mayWait;

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
            GradientBlocks blocks = blocks(capacity.core());
            boolean split = splits(capacity, dim, device);
            sums = split ? scratch("sums", places(capacity, blocks.slots())) : null;
            mayWait = mayWait(capacity);
            waiting = scratch("waiting sums", waiting(capacity));
            launch = addWaiting(
                            tiledLaunch(capacity.task(), device),
                            QueryGradientTiled::backwardTiled,
                            waiting,
                            split ? sums : y,
                            dim)
                    .splits(split ? blocks.shares() : 1);
        } else {
            sums = null;
            mayWait = false;
            waiting = null;
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
        int dim = dim(step, choice, device);
        if (dim == 0) {
            return List.of(statistics(step.core()));
        }
        List<Long> elements = new ArrayList<>(List.of(statistics(step.core()), waiting(step)));
        if (splits(step, dim, device)) {
            elements.add(places(step, blocks(step.core()).slots()));
        }
        return elements;
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

    private static GradientBlocks blocks(CoreAttention core) {
        int keys = core.b().rows();
        int most = Math.clamp(Math.ceilDiv(keys, MANY_SHARES), USUAL_MOST_SHARE, MOST_SHARE);
        return GradientBlocks.of(keys, block((int) rowTiles(core.a().rows()), keys, most));
    }

    private static boolean splits(QueryGradient step, int dim, GraphDevice device) {
        return SplitRule.splits(groups(step, dim), blocks(step.core()).shares(), device);
    }

    private static boolean mayWait(QueryGradient capacity) {
        return GradientBlocks.mayHaveParts(capacity.core().b().rows());
    }

    private static long waiting(QueryGradient capacity) {
        return mayWait(capacity) ? places(capacity, 1) : 1;
    }

    /** Elements of {@code count} sums for each element of y. */
    private static long places(QueryGradient step, int count) {
        View y = step.y();
        return Math.multiplyExact(Math.multiplyExact(matrices(step.core()) * count, y.rows()), y.columns());
    }

    @Override
    public void bind(QueryGradient step) {
        CoreAttention core = step.core();
        View y = step.y();
        bind(core, step.outputGradient(), step.delta(), y);
        if (dim == 0) {
            launch.items(matrices(core) * Math.ceilDiv(core.a().rows(), QueryGradientKernel.LANES));
            return;
        }
        // groups share the blocks as for the largest step, unless this one has no room for that
        GradientBlocks blocks = blocks(core);
        boolean split = sums != null && blocks.shares() > 1 && places(step, blocks.slots()) <= sums.getSize();
        int splits = split ? blocks.shares() : 1;
        launch.splits(splits).groups(groups(step, dim) * splits);
        View result = sums == null ? y : place(sums, y, split ? blocks.slots() : 1);
        boolean waits = !split && mayWait;
        GradientLayout.writeBlocks(shape(), blocks, split, result, waits ? place(waiting, y, 1) : null);
        if (sums != null) {
            int lanes = RowLaunch.lanes(device(), y.columns());
            shape().set(CoreLayout.LANES, lanes).view(CoreLayout.RESULT, y);
            joined.rows(y, lanes);
        }
    }

    /** {@code slots} contiguous places for each element of y. */
    private static View place(FloatArray array, View y, int slots) {
        Buffer buffer = new Buffer("sums", Buffer.Kind.INTERMEDIATE, array.getSize());
        return View.contiguous(buffer, y.batch(), y.heads(), y.rows(), slots * y.columns());
    }
}
