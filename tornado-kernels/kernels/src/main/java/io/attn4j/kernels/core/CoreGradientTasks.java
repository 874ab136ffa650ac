package io.attn4j.kernels.core;

import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.KernelChoice;
import io.attn4j.graph.KernelRole;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.Strategy;
import io.attn4j.plan.View;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.core.CoreStep;
import java.util.List;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task16;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task17;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task18;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * What the gradients of a {@link CoreAttention} share: its operands, sizes and masks, and the first task, which puts the
 * log-sum-exp and delta of each row side by side.
 *
 * @param <S> the record of the gradient
 */
abstract class CoreGradientTasks<S extends CoreStep> extends StepTasks<S> {
    /** Columns of keys, factors included, and of values that the lanes kernels are compiled and exported for. */
    private static final int[][] LANES_CAPACITIES = {{128, 128}, {1024, 256}};

    /** Columns of a part of the tiled kernels, ascending: wider gradients take several parts. */
    private static final List<Integer> TILED_COLUMNS = List.of(32, 64, 128);

    /** Groups of one head that the sizes of blocks aim at. */
    private static final int GROUPS_PER_HEAD = 64;

    /** Tiles of one head that keep a device busy without smaller blocks. */
    private static final int MANY_TILES = 16;

    /** Fewest terms of a block where there are few tiles, and otherwise: storing a sum costs as much as a few dozen terms. */
    static final int LEAST_BLOCK = 128;

    private static final int USUAL_BLOCK = 512;

    /** Keys, or rows, that a work-item of a lanes kernel takes at a time. */
    static final int LANES_STEP = 4;

    private final FloatArray a;
    private final FloatArray b;
    private final FloatArray w;
    private final FloatArray columnScale;
    private final FloatArray keyBias;
    private final FloatArray bias;
    private final FloatArray factors;
    private final FloatArray gradient;
    private final FloatArray statistics;
    private final IntArray ranges;
    private final SizeTable shape = table(GradientLayout.SIZE);
    private final FloatArray scalars;
    private final FloatArray seeds;
    /** The template constant: 1 for kernels with dropout. */
    private final int dropout;

    private final TaskGrid first;

    /** A kernel over the operands of a core, its ranges, shape and scalars, dO and the statistics, and what it writes. */
    interface Kernel
            extends Task16<
                    KernelContext,
                    FloatArray,
                    FloatArray,
                    FloatArray,
                    FloatArray,
                    FloatArray,
                    FloatArray,
                    FloatArray,
                    IntArray,
                    IntArray,
                    FloatArray,
                    FloatArray,
                    FloatArray,
                    FloatArray,
                    FloatArray,
                    Integer> {}

    /** A {@link Kernel} that is compiled for the columns of a part. */
    interface TiledKernel
            extends Task17<
                    KernelContext,
                    FloatArray,
                    FloatArray,
                    FloatArray,
                    FloatArray,
                    FloatArray,
                    FloatArray,
                    FloatArray,
                    IntArray,
                    IntArray,
                    FloatArray,
                    FloatArray,
                    FloatArray,
                    FloatArray,
                    FloatArray,
                    Integer,
                    Integer> {}

    /** A {@link TiledKernel} whose sums may wait in an array of their own. */
    interface WaitingKernel
            extends Task18<
                    KernelContext,
                    FloatArray,
                    FloatArray,
                    FloatArray,
                    FloatArray,
                    FloatArray,
                    FloatArray,
                    FloatArray,
                    IntArray,
                    IntArray,
                    FloatArray,
                    FloatArray,
                    FloatArray,
                    FloatArray,
                    FloatArray,
                    FloatArray,
                    Integer,
                    Integer> {}

    /** A {@link Kernel} that is compiled for columns of keys and of values. */
    interface LanesKernel
            extends Task18<
                    KernelContext,
                    FloatArray,
                    FloatArray,
                    FloatArray,
                    FloatArray,
                    FloatArray,
                    FloatArray,
                    FloatArray,
                    IntArray,
                    IntArray,
                    FloatArray,
                    FloatArray,
                    FloatArray,
                    FloatArray,
                    FloatArray,
                    Integer,
                    Integer,
                    Integer> {}

    /** Operands of the gradient {@code task} of {@code core}, and the first of its tasks. */
    CoreGradientTasks(
            String task, CoreAttention core, View outputGradient, View delta, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        // where there is no product, a and b may be views of anything: kernels do not read them
        boolean product = core.a().columns() > 0;
        a = product ? array(core.a()) : absent();
        b = product ? array(core.b()) : absent();
        w = array(core.w());
        columnScale = array(core.columnScale());
        keyBias = array(core.keyBias());
        bias = array(core.bias());
        factors = array(core.factors());
        gradient = array(outputGradient);
        statistics = scratch("statistics", statistics(core));
        long rows = (long) core.a().batch() * core.a().rows();
        ranges = integers(DeviceArrays.elements(
                "ranges", 2 * rows + 4 * core.a().batch() * rowTiles(core.a().rows())));
        scalars = scalars(CoreLayout.scalars(core.a().heads()));
        seeds = array(core.seeds());
        dropout = core.seeds() == null ? 0 : 1;
        first = add(KernelTask.of(
                RowLaunch.of(task + "Statistics", device),
                QueryGradientKernel::backwardStatistics,
                array(core.lse()),
                array(delta),
                shape.array(),
                statistics));
    }

    /** Elements of the array of all these tasks, besides those of their plan, that holds log-sum-exps and deltas. */
    static long statistics(CoreAttention core) {
        return 2L * core.a().batch() * core.a().heads() * core.a().rows();
    }

    /** The (keyDim, valueDim) that the lanes kernels are compiled and exported for. */
    static int[][] lanesCapacities() {
        return LANES_CAPACITIES.clone();
    }

    private static int[] lanesCapacities(CoreAttention core) {
        int keyColumns = core.a().columns()
                + (core.factors() == null ? 0 : core.factors().columns());
        int valueColumns = core.w().columns();
        for (int[] pair : LANES_CAPACITIES) {
            if (keyColumns <= pair[0] && valueColumns <= pair[1]) {
                return pair;
            }
        }
        int[] largest = LANES_CAPACITIES[LANES_CAPACITIES.length - 1];
        throw new IllegalArgumentException("head dims: got " + keyColumns + " columns of keys (factors included) and "
                + valueColumns + " of values; needs at most " + largest[0] + " and " + largest[1]
                + "; try --engine cpu");
    }

    /** Whether {@code choice} names the kernels for GPUs; the yardstick of the forward pass has no gradient of its own. */
    static boolean tiled(KernelChoice choice, GraphDevice device) {
        return choice.strategy() == Strategy.TILED
                || choice.strategy() == Strategy.NAIVE && device.type() != DeviceType.CPU;
    }

    /** Columns of a part of the tiled kernels for gradients of {@code columns}. */
    static int tiledColumns(int columns) {
        for (int dim : TILED_COLUMNS) {
            if (columns <= dim) {
                return dim;
            }
        }
        return TILED_COLUMNS.getLast();
    }

    /** The columns of a part that the tiled kernels are compiled and exported for. */
    static List<Integer> tiledColumns() {
        return TILED_COLUMNS;
    }

    /** Batches times query heads. */
    static long matrices(CoreAttention core) {
        return (long) core.a().batch() * core.a().heads();
    }

    /** Tiles of rows of the tiled kernels. */
    static long rowTiles(int rows) {
        return Math.ceilDiv(rows, QueryGradientTiled.TILE);
    }

    /**
     * Terms that a tiled kernel sums before the sum joins those before, a multiple of its tile: fewer where there are few
     * tiles of results, so that groups can share a sum. It follows from the sizes of a head alone, so that bits depend on
     * neither device nor batch nor heads.
     *
     * @param tiles tiles of results of a head
     * @param terms terms of each sum
     * @param most most terms of a block: rounding errors grow with the root of it
     */
    static int block(int tiles, int terms, int most) {
        int least = Math.min(most, tiles < MANY_TILES ? LEAST_BLOCK : USUAL_BLOCK);
        int size = Math.clamp(Math.ceilDiv(terms, Math.ceilDiv(GROUPS_PER_HEAD, tiles)), least, most);
        return Math.ceilDiv(size, QueryGradientTiled.TILE) * QueryGradientTiled.TILE;
    }

    /** Appends the task of {@code kernel}, which writes {@code y}; returns its launch. */
    final TaskGrid addKernel(TaskGrid launch, Kernel kernel, FloatArray y) {
        return add(KernelTask.of(
                        launch,
                        kernel,
                        a,
                        b,
                        w,
                        columnScale,
                        keyBias,
                        bias,
                        factors,
                        ranges,
                        shape.array(),
                        scalars,
                        gradient,
                        statistics,
                        seeds,
                        y,
                        dropout))
                .decidedBy(KernelRole.CORE);
    }

    /** The same of a kernel that is compiled for parts of {@code dim} columns. */
    final TaskGrid addTiled(TaskGrid launch, TiledKernel kernel, FloatArray y, int dim) {
        return add(KernelTask.of(
                        launch,
                        kernel,
                        a,
                        b,
                        w,
                        columnScale,
                        keyBias,
                        bias,
                        factors,
                        ranges,
                        shape.array(),
                        scalars,
                        gradient,
                        statistics,
                        seeds,
                        y,
                        dim,
                        dropout))
                .decidedBy(KernelRole.CORE);
    }

    /** The same of a kernel whose sums may wait. */
    final TaskGrid addWaiting(TaskGrid launch, WaitingKernel kernel, FloatArray waiting, FloatArray y, int dim) {
        return add(KernelTask.of(
                        launch,
                        kernel,
                        a,
                        b,
                        w,
                        columnScale,
                        keyBias,
                        bias,
                        factors,
                        ranges,
                        shape.array(),
                        scalars,
                        gradient,
                        statistics,
                        seeds,
                        waiting,
                        y,
                        dim,
                        dropout))
                .decidedBy(KernelRole.CORE);
    }

    /**
     * The same of a kernel that is compiled for columns of keys and of values, in groups of one work-item.
     *
     * @throws IllegalArgumentException when the head dims of {@code core} are beyond the largest
     */
    final TaskGrid addLanes(String task, LanesKernel kernel, FloatArray y, CoreAttention core) {
        int[] capacities = lanesCapacities(core);
        return add(KernelTask.of(
                        new TaskGrid(task, device(), 1, 0),
                        kernel,
                        a,
                        b,
                        w,
                        columnScale,
                        keyBias,
                        bias,
                        factors,
                        ranges,
                        shape.array(),
                        scalars,
                        gradient,
                        statistics,
                        seeds,
                        y,
                        capacities[0],
                        capacities[1],
                        dropout))
                .decidedBy(KernelRole.CORE);
    }

    /** The run-time sizes, positions as {@link GradientLayout}. */
    final SizeTable shape() {
        return shape;
    }

    /** Writes sizes and masks of {@code core} and the grid of the first task; {@code y} null for gradients by keys. */
    final void bind(CoreAttention core, View outputGradient, View delta, View y) {
        GradientLayout.write(shape, core, outputGradient, delta, y);
        CoreLayout.writeScalars(scalars, core);
        writeRanges(ranges, core.ranges());
        writeTiles(core.ranges(), core.a().batch(), core.a().rows());
        first.rows(core.a(), 1);
    }

    /** Behind the rows' intervals, for each tile of rows: the keys that any of them sees, and those that all see. */
    private void writeTiles(KeyRanges masks, int batch, int rows) {
        int at = 2 * batch * rows;
        for (int b = 0; b < batch; b++) {
            for (int from = 0; from < rows; from += QueryGradientTiled.TILE) {
                int firstSeen = Integer.MAX_VALUE;
                int lastSeen = 0;
                int fullFirst = 0;
                int fullLast = Integer.MAX_VALUE;
                for (int i = from; i < Math.min(rows, from + QueryGradientTiled.TILE); i++) {
                    int start = masks.start(b, i);
                    int end = masks.end(b, i);
                    fullFirst = Math.max(fullFirst, start);
                    fullLast = Math.min(fullLast, end);
                    if (start < end) {
                        firstSeen = Math.min(firstSeen, start);
                        lastSeen = Math.max(lastSeen, end);
                    }
                }
                ranges.set(at++, Math.min(firstSeen, lastSeen));
                ranges.set(at++, lastSeen);
                ranges.set(at++, fullFirst);
                ranges.set(at++, fullLast);
            }
        }
    }
}
