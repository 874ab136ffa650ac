package io.attn4j.kernels.matrix;

import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.KernelChoice;
import io.attn4j.graph.TuningSpace;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SplitRule;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.matrix.MatrixProduct;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** A {@link MatrixProduct} as one task, or two where sums are split over groups. */
public final class MatrixProductTasks implements StepTasks {
    /** The role that device-configs choose a kernel for. */
    public static final String ROLE = "matrix.product";

    /** Groups of one head that the sizes of blocks aim at, within {@link #USUAL_BLOCKS} and {@link #MOST_BLOCKS}. */
    private static final int GROUPS_PER_HEAD = 64;

    /** Blocks where tiles are not few. */
    private static final int USUAL_BLOCKS = 4;

    private static final int MOST_BLOCKS = 24;

    /** Tiles of one head that make enough groups for any device: their sums need no blocks but for accuracy. */
    private static final int ENOUGH_TILES = 512;

    /** Fewest terms of a block: storing and adding its sums costs as much as a few terms. */
    private static final int LEAST_BLOCK = 48;

    /** Most terms of a block: rounding errors grow with the root of it. */
    private static final int MOST_BLOCK = 1024;

    /** Work-items for each compute unit that keep all of them busy to the end. */
    private static final int ITEMS_PER_UNIT = 4;

    private final MatrixProduct capacity;
    private final String strategy;
    private final KernelContext context = new KernelContext();
    private final FloatArray absent = new FloatArray(1);
    private final FloatArray x;
    private final FloatArray w;
    private final FloatArray bias;
    private final FloatArray residual;
    private final FloatArray y;
    private final IntArray ranges;
    private final IntArray sizes = new IntArray(MatrixLayout.SIZE);
    private final FloatArray scalars;
    /** Sums of each split; null where sums are not split. */
    private final FloatArray partials;

    /** Whether x has no neighbouring columns, and likewise w: kernels for neighbours need them in later steps too. */
    private final boolean xTransposed;

    private final boolean wTransposed;
    private final int computeUnits;
    private final List<TaskGrid> launches = new ArrayList<>();

    /**
     * Allocates the small arrays and checks the group against the device.
     *
     * @throws IllegalArgumentException when a group does not fit the device or the strategy is unknown
     */
    public MatrixProductTasks(MatrixProduct capacity, DeviceArrays arrays, KernelChoice choice, GraphDevice device) {
        this.capacity = capacity;
        strategy = choice.strategy();
        xTransposed = capacity.x().columnStride() != 1;
        wTransposed = capacity.w().columnStride() != 1;
        computeUnits = device.computeUnits();
        x = arrays.of(capacity.x());
        w = arrays.of(capacity.w());
        bias = arrays.of(capacity.bias(), absent);
        residual = arrays.of(capacity.residual(), absent);
        y = arrays.of(capacity.y());
        ranges = new IntArray(
                capacity.ranges() == null
                        ? 1
                        : DeviceArrays.elements(
                                "ranges", 2, capacity.x().batch(), capacity.x().rows()));
        scalars = new FloatArray(capacity.x().heads());
        int splits = splits(capacity, choice, device);
        partials = splits == 1 ? null : new FloatArray(DeviceArrays.elements("partials", scratch(capacity, splits)));
        launches.add(
                switch (strategy) {
                    case "lanes" ->
                        new TaskGrid(
                                capacity.task(),
                                "MatrixProductKernel.forwardLanes" + (copying() ? "Transposed" : ""),
                                Map.of(),
                                device,
                                choice.constant("local", 1),
                                0);
                    case "tiled" ->
                        new TaskGrid(
                                        capacity.task(),
                                        "MatrixProductKernel.forwardTiled",
                                        constants(),
                                        device,
                                        MatrixProductKernel.TILED_GROUP,
                                        MatrixProductKernel.TILED_LOCAL_BYTES)
                                .splits(splits);
                    default ->
                        throw new IllegalArgumentException("strategy of " + ROLE + ": got " + strategy
                                + "; needs lanes or tiled; try another device-config");
                });
        if (splits > 1) {
            launches.add(RowLaunch.of(capacity.task() + "Sums", "MatrixProductKernel.forwardSums", device));
        }
        launches.forEach(launch -> launch.decidedBy(ROLE));
    }

    /** Elements of the arrays that the tasks of {@code product} need beside those of its plan. */
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

    /** Groups that share the sums of a tile: one for each block of terms where tiles alone make too few for the device. */
    private static int splits(MatrixProduct product, KernelChoice choice, GraphDevice device) {
        long groups = (long) product.y().batch() * product.y().heads() * tiles(product);
        long blocks = blocks(product.x().columns(), blockTerms(product));
        return choice.strategy().equals("tiled") && SplitRule.splits(groups, blocks, device) ? (int) blocks : 1;
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
                new TuningSpace(ROLE, "lanes").with("local", 1, 2, 4, 8, 16, 32, 64), new TuningSpace(ROLE, "tiled"));
    }

    @Override
    public void addTo(TaskGraph graph) {
        if (strategy.equals("lanes") && copying()) {
            graph.task(
                    capacity.task(),
                    MatrixProductKernel::forwardLanesTransposed,
                    context,
                    x,
                    w,
                    bias,
                    residual,
                    ranges,
                    sizes,
                    scalars,
                    y);
        } else if (strategy.equals("lanes")) {
            graph.task(
                    capacity.task(),
                    MatrixProductKernel::forwardLanes,
                    context,
                    x,
                    w,
                    bias,
                    residual,
                    ranges,
                    sizes,
                    scalars,
                    y);
        } else {
            graph.task(
                    capacity.task(),
                    MatrixProductKernel::forwardTiled,
                    context,
                    x,
                    w,
                    bias,
                    residual,
                    ranges,
                    sizes,
                    scalars,
                    partials == null ? y : partials,
                    xTransposed ? 1 : 0,
                    wTransposed ? 1 : 0);
            if (partials != null) {
                graph.task(
                        capacity.task() + "Sums",
                        MatrixProductKernel::forwardSums,
                        context,
                        partials,
                        bias,
                        residual,
                        sizes,
                        scalars,
                        y);
            }
        }
    }

    @Override
    public List<TaskGrid> launches() {
        return launches;
    }

    @Override
    public List<TornadoNativeArray> sizes() {
        return List.of(sizes, scalars, ranges);
    }

    @Override
    public List<FloatArray> placeholders() {
        List<FloatArray> missing = new ArrayList<>();
        if (capacity.bias() == null || capacity.residual() == null) {
            missing.add(absent);
        }
        return missing;
    }

    @Override
    public void bind(Step step) {
        MatrixProduct product = (MatrixProduct) step;
        MatrixLayout.write(sizes, product);
        for (int h = 0; h < product.x().heads(); h++) {
            scalars.set(h, product.alpha() == null ? 1 : product.alpha()[h]);
        }
        KeyRanges parts = product.ranges();
        if (parts != null) {
            int[] table = parts.table();
            MemorySegment.copy(table, 0, ranges.getSegment(), ValueLayout.JAVA_INT, 0, table.length);
        }
        if (!wTransposed && product.w().columnStride() != 1
                || !xTransposed && product.x().columnStride() != 1) {
            throw new IllegalArgumentException(
                    "strides of " + product.task() + ": got " + product.x().columnStride()
                            + " and " + product.w().columnStride()
                            + " between columns of x and w; needs 1, as when the session was"
                            + " opened; try another session");
        }
        long matrices = (long) product.y().batch() * product.y().heads();
        if (strategy.equals("lanes")) {
            launches.get(0).items(matrices * laneItems(product, matrices));
        } else {
            bindTiled(product, matrices);
        }
    }

    /** Template constants of the tiled kernel. */
    private Map<String, Integer> constants() {
        Map<String, Integer> constants = new LinkedHashMap<>();
        constants.put("xTransposed", xTransposed ? 1 : 0);
        constants.put("wTransposed", wTransposed ? 1 : 0);
        return constants;
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
        int together = (int) Math.clamp(items / Math.max(1, (long) ITEMS_PER_UNIT * computeUnits), 1, most);
        sizes.set(MatrixLayout.LANE_ROWS, together);
        return blocks(rowBlocks, together) * columnBlocks;
    }

    /** Sums are split as for the largest step, unless this one has more rows and blocks than there is room for. */
    private void bindTiled(MatrixProduct product, long matrices) {
        View to = product.y();
        int block = blockTerms(product);
        int blocks = (int) blocks(product.x().columns(), block);
        int splits = partials != null && scratch(product, blocks) <= partials.getSize() ? blocks : 1;
        sizes.set(MatrixLayout.SPLITS, splits);
        sizes.set(MatrixLayout.BLOCK, block);
        launches.get(0).splits(splits).groups(matrices * tiles(product) * splits);
        if (partials != null) {
            sizes.set(MatrixLayout.PARTIAL, 1);
            ViewLayout.write(
                    sizes,
                    MatrixLayout.Y,
                    View.contiguous(
                            new Buffer("partials", Buffer.Kind.INTERMEDIATE, partials.getSize()),
                            to.batch(),
                            to.heads(),
                            to.rows(),
                            splits * to.columns()));
            ViewLayout.write(sizes, MatrixLayout.RESULT, to);
            launches.get(1).items(matrices * to.rows() * to.columns());
        }
    }

    @Override
    public List<FloatArray> intermediates() {
        return partials == null ? List.of() : List.of(partials);
    }

    private static long blocks(long size, long block) {
        return (size + block - 1) / block;
    }
}
