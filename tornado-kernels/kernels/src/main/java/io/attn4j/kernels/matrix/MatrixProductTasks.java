package io.attn4j.kernels.matrix;

import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.KernelChoice;
import io.attn4j.graph.KernelRole;
import io.attn4j.graph.TuningSpace;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.SplitRule;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Strategy;
import io.attn4j.plan.View;
import io.attn4j.plan.matrix.MatrixProduct;
import java.util.List;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** A {@link MatrixProduct} as one task, or two where sums are split over groups. */
public final class MatrixProductTasks extends StepTasks<MatrixProduct> {
    /** Groups of one head that the sizes of blocks aim at, within {@link #USUAL_BLOCKS} and {@link #MOST_BLOCKS}. */
    private static final int GROUPS_PER_HEAD = 64;

    /** Blocks where tiles are not few. */
    private static final int USUAL_BLOCKS = 4;

    private static final int MOST_BLOCKS = 24;

    /** Tiles of one head that make enough groups for any device: their sums need no blocks but for accuracy. */
    private static final int ENOUGH_TILES = 512;

    /** Fewest terms of a block: storing and adding its sums costs as much as a few terms. */
    private static final int LEAST_BLOCK = 48;

    /** Work-items for each compute unit that keep all of them busy to the end. */
    private static final int ITEMS_PER_UNIT = 4;

    /** Most terms of a block: rounding errors grow with the root of it, those of equal terms with it. */
    private static final int MOST_BLOCK = 256;

    private final SizeTable sizes = table(MatrixLayout.SIZE);
    private final FloatArray scalars;
    private final IntArray ranges;
    private final boolean tiled;
    /** Whether x has no neighbouring columns, and likewise w: kernels for neighbours need them in later steps too. */
    private final boolean xTransposed;

    private final boolean wTransposed;
    /** Sums of each split; null where sums are not split. */
    private final FloatArray partials;

    private final List<TaskGrid> launches;

    /**
     * Allocates the small arrays and checks the group against the device.
     *
     * @throws IllegalArgumentException when a group does not fit the device or the strategy is unknown
     */
    public MatrixProductTasks(MatrixProduct capacity, DeviceArrays arrays, KernelChoice choice, GraphDevice device) {
        super(arrays, device);
        FloatArray x = array(capacity.x());
        FloatArray w = array(capacity.w());
        FloatArray bias = array(capacity.bias());
        FloatArray residual = array(capacity.residual());
        FloatArray y = array(capacity.y());
        scalars = scalars(capacity.x().heads());
        ranges = integers(
                capacity.ranges() == null
                        ? 1
                        : DeviceArrays.elements(
                                "ranges", 2, capacity.x().batch(), capacity.x().rows()));
        String task = capacity.task();
        int splits = splits(capacity, choice, device);
        tiled = choice.strategy() == Strategy.TILED;
        xTransposed = capacity.x().columnStride() != 1;
        wTransposed = capacity.w().columnStride() != 1;
        partials = splits == 1 ? null : scratch("partials", scratch(capacity, splits));
        add(switch (choice.strategy()) {
                    case LANES ->
                        copying()
                                ? KernelTask.of(
                                        new TaskGrid(task, device, choice.constant("local", 1), 0),
                                        MatrixProductKernel::forwardLanesTransposed,
                                        x,
                                        w,
                                        bias,
                                        residual,
                                        ranges,
                                        sizes.array(),
                                        scalars,
                                        y)
                                : KernelTask.of(
                                        new TaskGrid(task, device, choice.constant("local", 1), 0),
                                        MatrixProductKernel::forwardLanes,
                                        x,
                                        w,
                                        bias,
                                        residual,
                                        ranges,
                                        sizes.array(),
                                        scalars,
                                        y);
                    case TILED ->
                        KernelTask.of(
                                new TaskGrid(
                                        task,
                                        device,
                                        MatrixProductKernel.TILED_GROUP,
                                        MatrixProductKernel.TILED_LOCAL_BYTES),
                                MatrixProductKernel::forwardTiled,
                                x,
                                w,
                                bias,
                                residual,
                                ranges,
                                sizes.array(),
                                scalars,
                                partials == null ? y : partials,
                                xTransposed ? 1 : 0,
                                wTransposed ? 1 : 0);
                    default ->
                        throw new IllegalArgumentException("strategy of " + KernelRole.MATRIX + ": got "
                                + choice.strategy() + "; needs lanes or tiled; try another device-config");
                })
                .splits(splits);
        if (splits > 1) {
            add(KernelTask.of(
                    RowLaunch.of(task + "Sums", device),
                    MatrixProductKernel::forwardSums,
                    partials,
                    bias,
                    residual,
                    sizes.array(),
                    scalars,
                    y));
        }
        launches = launches();
        launches.forEach(launch -> launch.decidedBy(KernelRole.MATRIX));
    }

    /** Elements of the arrays that the tasks of {@code product} need besides those of its plan. */
    public static List<Long> scratch(MatrixProduct product, KernelChoice choice, GraphDevice device) {
        int splits = splits(product, choice, device);
        return splits == 1 ? List.of() : List.of(scratch(product, splits));
    }

    private static long scratch(MatrixProduct product, int splits) {
        return (long) product.y().batch()
                * product.y().heads()
                * product.y().rows()
                * product.y().columns()
                * splits;
    }

    /**
     * Groups that share the sums of a tile: one for each block of terms where tiles alone make too few for the device, otherwise
     * one for each part. That many sums take less memory than the operands unless y has more than 8192 rows and columns.
     */
    private static int splits(MatrixProduct product, KernelChoice choice, GraphDevice device) {
        if (choice.strategy() != Strategy.TILED) {
            return 1;
        }
        long groups = (long) product.y().batch() * product.y().heads() * tiles(product);
        long blocks = blocks(product.x().columns(), blockTerms(product));
        return (int) (SplitRule.splits(groups, blocks, device) ? blocks : parts(blocks));
    }

    /** Parts of so many blocks: few enough of each that the rounding errors of equal terms stay within the limits. */
    private static long parts(long blocks) {
        return Math.max(1, blocks(blocks, MatrixProductKernel.PART));
    }

    private static long tiles(MatrixProduct product) {
        return blocks(product.y().rows(), MatrixProductKernel.TILE)
                * blocks(product.y().columns(), MatrixProductKernel.TILE);
    }

    /**
     * Terms of a block of sums, a multiple of 16. It follows from rows, columns and terms alone, so that results do not
     * depend on the device, nor on the number of batches and heads.
     */
    private static int blockTerms(MatrixProduct product) {
        int terms = product.x().columns();
        long tiles = tiles(product);
        int wanted = tiles >= ENOUGH_TILES
                ? 1
                : Math.toIntExact(Math.clamp(blocks(GROUPS_PER_HEAD, tiles), USUAL_BLOCKS, MOST_BLOCKS));
        int size = (int) Math.clamp(blocks(terms, wanted), (long) LEAST_BLOCK, (long) MOST_BLOCK);
        return (size + 15) / 16 * 16;
    }

    /** What a tuner may vary. */
    public static List<TuningSpace> tuningSpaces() {
        return List.of(
                new TuningSpace(KernelRole.MATRIX, Strategy.LANES).with("local", 1, 2, 4, 8, 16, 32, 64),
                new TuningSpace(KernelRole.MATRIX, Strategy.TILED));
    }

    @Override
    public void bind(MatrixProduct step) {
        MatrixLayout.write(sizes, step);
        for (int h = 0; h < step.x().heads(); h++) {
            scalars.set(h, step.alpha() == null ? 1 : step.alpha()[h]);
        }
        if (step.ranges() != null) {
            writeRanges(ranges, step.ranges());
        }
        if (!wTransposed && step.w().columnStride() != 1
                || !xTransposed && step.x().columnStride() != 1) {
            throw new IllegalArgumentException("strides of " + step.task() + ": got "
                    + step.x().columnStride() + " and " + step.w().columnStride()
                    + " between columns of x and w; needs 1, as when the session was"
                    + " opened; try another session");
        }
        long matrices = (long) step.y().batch() * step.y().heads();
        if (tiled) {
            bindTiled(step, matrices);
        } else {
            launches.get(0).items(matrices * laneItems(step, matrices));
        }
    }

    /** Whether work-items copy a part of w before they multiply with it. */
    private boolean copying() {
        return xTransposed || wTransposed;
    }

    /** Work-items of one head; those that copy first take as many rows as leaves a few items for each compute unit. */
    private long laneItems(MatrixProduct product, long matrices) {
        long rowBlocks = blocks(product.y().rows(), MatrixProductKernel.LANE_ROWS);
        long columnBlocks = blocks(product.y().columns(), MatrixProductKernel.LANE_COLUMNS);
        if (!copying()) {
            return rowBlocks * columnBlocks;
        }
        long items = matrices * rowBlocks * columnBlocks;
        long most = Math.min(rowBlocks, MatrixProductKernel.LANE_BLOCKS);
        int together = (int) Math.clamp(items / Math.max(1, (long) ITEMS_PER_UNIT * device().computeUnits()), 1, most);
        sizes.set(MatrixLayout.LANE_ROWS, together);
        return blocks(rowBlocks, together) * columnBlocks;
    }

    /** Sums are split as for the largest step, unless this one has more rows and blocks than there is room for. */
    private void bindTiled(MatrixProduct product, long matrices) {
        View to = product.y();
        int block = blockTerms(product);
        int blocks = (int) blocks(product.x().columns(), block);
        boolean alone = partials != null && scratch(product, blocks) <= partials.getSize();
        int splits = alone ? blocks : (int) parts(blocks);
        sizes.set(MatrixLayout.SPLITS, splits)
                .set(MatrixLayout.BLOCK, block)
                .set(MatrixLayout.TAKEN, alone ? 1 : MatrixProductKernel.PART);
        launches.get(0).splits(splits).groups(matrices * tiles(product) * splits);
        if (partials != null) {
            Buffer buffer = new Buffer("partials", Buffer.Kind.INTERMEDIATE, partials.getSize());
            View each = View.contiguous(buffer, to.batch(), to.heads(), to.rows(), splits * to.columns());
            sizes.set(MatrixLayout.PARTIAL, 1).view(MatrixLayout.Y, each).view(MatrixLayout.RESULT, to);
            launches.get(1).elements(to);
        }
    }

    private static long blocks(long size, long block) {
        return (size + block - 1) / block;
    }
}
