package io.attn4j.kernels.core;

import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.KernelChoice;
import io.attn4j.graph.KernelRole;
import io.attn4j.graph.TuningSpace;
import io.attn4j.kernels.row.DropoutKernel;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Strategy;
import io.attn4j.plan.View;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.row.DropoutBits;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * A {@link CoreAttention} as tasks: naive (three), fused (one), or fused with the keys split (two), with the small arrays
 * that carry its sizes and masks.
 */
public final class CoreAttentionTasks extends StepTasks<CoreAttention> {
    /**
     * Columns of keys, factors included, and of values that {@code forwardLanes}, whose capacities cost private memory
     * only, is compiled and exported for.
     */
    private static final int[][] LANES_CAPACITIES = {{64, 64}, {128, 128}, {256, 256}, {1024, 256}};

    /** Keys that a work-item of {@code forwardLanes} takes at a time. */
    private static final int LANES_KEYS = 4;

    private final CoreAttention capacity;
    private final SizeTable shape = table(CoreLayout.SIZE);
    private final FloatArray scalars;
    private final IntArray ranges;
    private final Strategy strategy;
    /** Tile and blocks of {@code forwardTiled}; null for the other strategies. */
    private final TiledGrid grid;

    /** Layout of the scores of the naive strategy, which are {@link #scores}; null for the others. */
    private final SizeTable rowShape;

    private final FloatArray scores;
    /** Sizes and factor of the dropout of scores in memory; null where there is none. */
    private final SizeTable dropoutSizes;

    private final FloatArray dropoutScalars;
    /** Outputs of each split; null where keys are not split. */
    private final FloatArray partials;

    /** Sums of stretches of keys that wait for the next ones; null where none do. */
    private final FloatArray waiting;

    private final List<TaskGrid> launches;

    /**
     * Allocates the small arrays and checks the groups against the device.
     *
     * @throws IllegalArgumentException when a group does not fit the device, the strategy is unknown, or the head dims are
     *     beyond its capacities
     */
    public CoreAttentionTasks(CoreAttention capacity, DeviceArrays arrays, KernelChoice choice, GraphDevice device) {
        super(arrays, device);
        this.capacity = capacity;
        strategy = choice.strategy();
        int batch = capacity.a().batch();
        int heads = capacity.a().heads();
        int queries = capacity.a().rows();
        scalars = scalars(CoreLayout.scalars(heads));
        ranges = integers(DeviceArrays.elements("ranges", batch, queries, 2));
        grid = strategy == Strategy.TILED ? TiledGrid.of(capacity, choice, device) : null;
        boolean naive = strategy == Strategy.NAIVE;
        rowShape = naive ? table(RowLayout.SIZE) : null;
        scores = naive ? scratch("scores", capacity.stored(strategy)) : null;
        boolean drops = naive && capacity.seeds() != null;
        dropoutSizes = drops ? table(DropoutKernel.SIZE) : null;
        dropoutScalars = drops ? scalars(1) : null;
        boolean split = grid != null && grid.splits() > 1;
        long rows = split ? grid.partialRows(capacity) : 0;
        partials = split ? scratch("partials", rows, capacity.w().columns()) : null;
        FloatArray statistics = split ? scratch("statistics", rows, 2) : null;
        long waits = grid == null ? 0 : grid.waiting(capacity, grid.splits());
        waiting = waits > 0 ? scratch("waiting sums", waits) : null;
        switch (strategy) {
            case NAIVE -> addNaive();
            case LANES -> addLanes(choice);
            case TILED -> addTiled(statistics);
            default ->
                throw new IllegalArgumentException("strategy of " + KernelRole.CORE + ": got " + strategy
                        + "; needs naive, lanes or tiled; try another device-config");
        }
        launches = launches();
        launches.forEach(launch -> launch.decidedBy(KernelRole.CORE));
    }

    /** a; where there is no product, a and b may be views of anything: kernels do not read them. */
    private FloatArray a() {
        return capacity.a().columns() > 0 ? array(capacity.a()) : absent();
    }

    private FloatArray b() {
        return capacity.a().columns() > 0 ? array(capacity.b()) : absent();
    }

    /** The template constant: 1 for kernels with dropout. */
    private int dropout() {
        return capacity.seeds() == null ? 0 : 1;
    }

    private void addNaive() {
        String task = capacity.task();
        add(KernelTask.of(
                RowLaunch.of(task + "Scores", device()),
                NaiveAttention::forwardScores,
                a(),
                b(),
                array(capacity.columnScale()),
                array(capacity.keyBias()),
                array(capacity.bias()),
                array(capacity.factors()),
                ranges,
                shape.array(),
                scalars,
                scores));
        add(KernelTask.of(
                RowLaunch.of(task + "Softmax", device()),
                NaiveAttention::forwardSoftmax,
                ranges,
                rowShape.array(),
                scores,
                array(capacity.lse())));
        if (capacity.seeds() != null) {
            add(KernelTask.of(
                    RowLaunch.of(task + "Dropout", device()),
                    DropoutKernel::forwardRows,
                    scores,
                    array(capacity.seeds()),
                    dropoutSizes.array(),
                    dropoutScalars,
                    scores));
        }
        add(KernelTask.of(
                RowLaunch.of(task + "WeightedSum", device()),
                NaiveAttention::forwardWeightedSum,
                scores,
                array(capacity.w()),
                ranges,
                rowShape.array(),
                array(capacity.o())));
    }

    private void addLanes(KernelChoice choice) {
        int factors = capacity.factors() == null ? 0 : capacity.factors().columns();
        int[] capacities =
                lanesCapacities(capacity.a().columns() + factors, capacity.w().columns());
        add(KernelTask.of(
                        new TaskGrid(capacity.task(), device(), choice.constant("local", 1), 0),
                        FusedAttention::forwardLanes,
                        a(),
                        b(),
                        array(capacity.w()),
                        array(capacity.columnScale()),
                        array(capacity.keyBias()),
                        array(capacity.bias()),
                        array(capacity.factors()),
                        ranges,
                        shape.array(),
                        scalars,
                        array(capacity.seeds()),
                        array(capacity.o()),
                        array(capacity.lse()),
                        capacities[0],
                        capacities[1],
                        dropout()))
                .tile(FusedAttention.LANES, LANES_KEYS);
    }

    private void addTiled(FloatArray statistics) {
        boolean split = partials != null;
        int waits = waiting == null ? 0 : 1;
        long localBytes = FusedAttention.tiledLocalBytes(grid.dim(), grid.rows(), grid.keys(), waits);
        add(KernelTask.of(
                        new TaskGrid(capacity.task(), device(), FusedAttention.TILED_GROUP, localBytes),
                        FusedAttention::forwardTiled,
                        a(),
                        b(),
                        array(capacity.w()),
                        array(capacity.columnScale()),
                        array(capacity.keyBias()),
                        array(capacity.bias()),
                        array(capacity.factors()),
                        ranges,
                        shape.array(),
                        scalars,
                        array(capacity.seeds()),
                        split ? partials : array(capacity.o()),
                        split ? statistics : array(capacity.lse()),
                        waiting == null ? absent() : waiting,
                        grid.dim(),
                        grid.rows(),
                        grid.keys(),
                        dropout(),
                        waits))
                .tile(grid.rows(), grid.keys())
                .splits(grid.splits());
        if (split) {
            add(KernelTask.of(
                    RowLaunch.of(capacity.task() + "Joined", device()),
                    FusedAttention::forwardJoined,
                    partials,
                    statistics,
                    shape.array(),
                    array(capacity.o()),
                    array(capacity.lse())));
        }
    }

    /** Elements of the arrays that the tasks of {@code core} need besides those of its plan. */
    public static List<Long> scratch(CoreAttention core, KernelChoice choice, GraphDevice device) {
        return switch (choice.strategy()) {
            case NAIVE -> List.of(core.stored(choice.strategy()));
            case TILED -> {
                TiledGrid grid = TiledGrid.of(core, choice, device);
                long rows = grid.splits() == 1 ? 0 : grid.partialRows(core);
                yield LongStream.of(rows * core.w().columns(), 2 * rows, grid.waiting(core, grid.splits()))
                        .filter(elements -> elements > 0)
                        .boxed()
                        .toList();
            }
            default -> List.of();
        };
    }

    /** What a tuner may vary for {@code core}: of {@code forwardTiled} the tiles that are exported. */
    public static List<TuningSpace> tuningSpaces(CoreAttention core) {
        List<TuningSpace> spaces = new ArrayList<>();
        spaces.add(new TuningSpace(KernelRole.CORE, Strategy.LANES).with("local", 1, 2, 4, 8, 16, 32, 64));
        int factors = core.factors() == null ? 0 : core.factors().columns();
        int keyColumns = core.a().columns() + factors;
        if (TiledGrid.fits(keyColumns, factors, core.w().columns())) {
            int dim = TiledGrid.capacity(keyColumns, factors, core.w().columns());
            for (String length : List.of("", "short.")) {
                for (int[] tile : TiledGrid.tiles(dim)) {
                    spaces.add(new TuningSpace(KernelRole.CORE, Strategy.TILED)
                            .with(TiledGrid.atDim(dim, length + "rows"), tile[0])
                            .with(TiledGrid.atDim(dim, length + "keys"), tile[1]));
                }
            }
        }
        spaces.add(new TuningSpace(KernelRole.CORE, Strategy.NAIVE));
        return spaces;
    }

    private static int[] lanesCapacities(int keyColumns, int valueColumns) {
        for (int[] pair : LANES_CAPACITIES) {
            if (keyColumns <= pair[0] && valueColumns <= pair[1]) {
                return pair;
            }
        }
        int[] largest = LANES_CAPACITIES[LANES_CAPACITIES.length - 1];
        throw new IllegalArgumentException("head dims: got " + keyColumns + " columns of keys (factors included) and "
                + valueColumns + " of values; needs at most " + largest[0] + " and " + largest[1]
                + "; try --kernel naive or --engine cpu");
    }

    /** The (keyDim, valueDim) that {@code forwardLanes} is compiled and exported for. */
    static int[][] lanesCapacities() {
        return LANES_CAPACITIES.clone();
    }

    @Override
    public void bind(CoreAttention step) {
        CoreLayout.write(shape, step);
        CoreLayout.writeScalars(scalars, step);
        writeRanges(ranges, step.ranges());
        int queries = step.a().rows();
        switch (strategy) {
            case NAIVE -> {
                View p = scratchView(scores, step, step.b().rows());
                RowLayout.write(rowShape, p, step.w(), step.o());
                launches.get(0).elements(p);
                launches.get(1).rows(p, 1);
                launches.getLast().elements(step.o());
                if (dropoutSizes != null) {
                    bindDropout(step, p);
                }
            }
            case LANES -> {
                long matrices = (long) step.a().batch() * step.a().heads();
                launches.get(0).items(matrices * Math.ceilDiv(queries, FusedAttention.LANES));
            }
            default -> bindTiled(step);
        }
    }

    private void bindDropout(CoreAttention step, View p) {
        int lanes = RowLaunch.elementLanes(device(), p);
        dropoutSizes
                .shape(DropoutKernel.BATCH, p)
                .set(DropoutKernel.LANES, lanes)
                .set(DropoutKernel.THRESHOLD, DropoutBits.threshold(step.dropout()))
                .view(DropoutKernel.X, p)
                .view(DropoutKernel.Y, p);
        dropoutScalars.set(0, DropoutBits.factor(step.dropout()));
        launches.get(2).rows(p, lanes);
    }

    /** The start of an array of these tasks as rows of the step, contiguous. */
    private static View scratchView(FloatArray array, CoreAttention step, int columns) {
        View a = step.a();
        Buffer buffer = new Buffer("scratch", Buffer.Kind.INTERMEDIATE, array.getSize());
        return View.contiguous(buffer, a.batch(), a.heads(), a.rows(), columns);
    }

    /** Keys are split as for the largest step, unless this one has more rows and blocks than there is room for. */
    private void bindTiled(CoreAttention step) {
        int queries = step.a().rows();
        int keys = step.b().rows();
        long matrices = (long) step.a().batch() * step.a().heads();
        int blocks = grid.blocks(queries, keys);
        boolean room = partials != null
                && matrices * queries * blocks <= grid.partialRows(capacity)
                && grid.waiting(step, blocks) <= (waiting == null ? 0 : waiting.getSize());
        int splits = room ? blocks : 1;
        shape.set(CoreLayout.SPLITS, splits).set(CoreLayout.BLOCK, grid.blockKeys(queries, keys));
        launches.get(0).splits(splits).groups(matrices * grid.rowTiles(queries) * splits);
        if (partials != null) {
            int columns = step.w().columns();
            int lanes = RowLaunch.lanes(device(), columns);
            shape.set(CoreLayout.PARTIAL, 1)
                    .set(CoreLayout.LANES, lanes)
                    .view(CoreLayout.O, scratchView(partials, step, splits * columns))
                    .view(CoreLayout.RESULT, step.o());
            launches.get(1).rows(step.o(), lanes);
        }
    }
}
