package io.attn4j.kernels.core;

import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.KernelChoice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SplitRule;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.core.KeyGradient;
import java.util.List;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/**
 * {@link KeyGradient} as three tasks: the rows' statistics, sums for each query head, and the sums over splits and heads.
 *
 * <p>Sums over rows run block by block, and many blocks in parts. Where tiles of keys alone make too few work-items for the
 * device ({@link SplitRule}), each block gets work-items of its own; compilers then round each sum of db once more or less, as
 * they fuse its product with the scale and the addition to the sum before.
 */
public final class KeyGradientTasks extends CoreGradientTasks<KeyGradient> {
    /**
     * Most rows of a block: rounding errors grow with the root of it, those of equal terms with it and with {@link
     * KeyGradientKernel#PART}, at most 4.3e-6 of the sum for 131,072 terms, of 4,000 values that were tried.
     */
    private static final int MOST_BLOCK = 256;

    /** Blocks, of rows in stretches, of the lanes kernel that are few enough to be added up one after another. */
    private static final int LANES_BLOCKS = 64;

    private static final int MOST_LANES_BLOCK = 2048;

    private final FloatArray sums;
    private final TaskGrid launch;
    private final TaskGrid joined;
    private final int splits;
    /** Columns of a part of the tiled kernel; 0 for the lanes kernel. */
    private final int dim;

    /**
     * Tasks for steps up to {@code capacity}.
     *
     * @throws IllegalArgumentException when the head dims are beyond the kernel's capacities, or a group does not fit the
     *     device
     */
    public KeyGradientTasks(KeyGradient capacity, DeviceArrays arrays, KernelChoice choice, GraphDevice device) {
        super(capacity.task(), capacity.core(), capacity.outputGradient(), capacity.delta(), arrays, device);
        CoreAttention core = capacity.core();
        dim = dim(core, choice, device);
        splits = splits(core, dim, device);
        sums = scratch("sums", sums(core, slots(core, dim, splits)));
        launch = dim > 0
                ? addTiled(
                                new TaskGrid(
                                        capacity.task(),
                                        device,
                                        KeyGradientTiled.GROUP,
                                        KeyGradientTiled.tiledLocalBytes(KeyGradientTiled.TILE)),
                                KeyGradientTiled::backwardTiled,
                                sums,
                                dim)
                        .tile(QueryGradientTiled.TILE, KeyGradientTiled.TILE)
                : addLanes(capacity.task(), KeyGradientKernel::backwardLanes, sums, core)
                        .tile(LANES_STEP, KeyGradientKernel.LANES);
        launch.splits(splits);
        joined = add(KernelTask.of(
                RowLaunch.of(capacity.task() + "Joined", device),
                KeyGradientKernel::backwardJoined,
                sums,
                shape().array(),
                result(capacity.db()),
                result(capacity.dw()),
                result(capacity.dc())));
    }

    /** Elements of the arrays that the tasks need besides those of their plan. */
    static List<Long> scratch(CoreAttention core, KernelChoice choice, GraphDevice device) {
        int dim = dim(core, choice, device);
        return List.of(statistics(core), sums(core, slots(core, dim, splits(core, dim, device))));
    }

    private static int dim(CoreAttention core, KernelChoice choice, GraphDevice device) {
        return tiled(choice, device) ? tiledColumns(columns(core)) : 0;
    }

    private static int columns(CoreAttention core) {
        return Math.max(core.a().columns(), core.w().columns());
    }

    /** Work-items of the lanes kernel, or groups of the tiled one with parts of {@code dim} columns, that each take all rows. */
    private static long tiles(CoreAttention core, int dim) {
        int keys = core.b().rows();
        return matrices(core)
                * (dim > 0
                        ? (long) Math.ceilDiv(keys, KeyGradientTiled.TILE) * Math.ceilDiv(columns(core), dim)
                        : Math.ceilDiv(keys, KeyGradientKernel.LANES));
    }

    private static int block(CoreAttention core, int dim) {
        int tiles = Math.ceilDiv(core.b().rows(), KeyGradientTiled.TILE);
        int rows = core.a().rows();
        int each = Math.clamp(Math.ceilDiv(rows, LANES_BLOCKS), MOST_BLOCK, MOST_LANES_BLOCK);
        return dim > 0 ? block(tiles, rows, MOST_BLOCK) : Math.ceilDiv(each, LANES_STEP) * LANES_STEP;
    }

    private static int blocks(CoreAttention core, int dim) {
        return Math.ceilDiv(core.a().rows(), block(core, dim));
    }

    private static int splits(CoreAttention core, int dim, GraphDevice device) {
        int blocks = blocks(core, dim);
        return SplitRule.splits(tiles(core, dim), blocks, device) ? blocks : 1;
    }

    /** Places of each key's sums: one for each split, and where there is one, another for those of parts that wait. */
    private static int slots(CoreAttention core, int dim, int splits) {
        return dim > 0 && core.a().rows() > KeyGradientKernel.PART * LEAST_BLOCK ? Math.max(2, splits) : splits;
    }

    /** Elements of the sums of {@code slots} places for each key. */
    private static long sums(CoreAttention core, int slots) {
        long keys = Math.multiplyExact(matrices(core) * slots, core.b().rows());
        return Math.multiplyExact(keys, core.a().columns() + core.w().columns() + 1);
    }

    @Override
    public void bind(KeyGradient step) {
        CoreAttention core = step.core();
        bind(core, step.outputGradient(), step.delta(), null);
        // blocks get work-items of their own as for the largest step, unless this one has no room for that
        int blocks = blocks(core, dim);
        int parts = splits > 1 && sums(core, blocks) <= sums.getSize() ? blocks : 1;
        boolean waits = dim > 0 && parts == 1 && blocks > KeyGradientKernel.PART;
        int lanes = RowLaunch.lanes(device(), core.a().columns() + core.w().columns() + 1);
        GradientLayout.writeKeys(shape(), step.db(), step.dw(), step.dc());
        shape().set(CoreLayout.SPLITS, parts)
                .set(CoreLayout.BLOCK, block(core, dim))
                .set(GradientLayout.SLOTS, waits ? 2 : parts)
                .set(CoreLayout.LANES, lanes);
        launch.splits(parts);
        if (dim > 0) {
            launch.groups(tiles(core, dim) * parts);
        } else {
            launch.items(tiles(core, dim) * parts);
        }
        joined.rows(core.b(), lanes);
    }
}
