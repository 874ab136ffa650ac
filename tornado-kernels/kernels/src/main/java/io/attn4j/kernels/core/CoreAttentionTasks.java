package io.attn4j.kernels.core;

import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.KernelChoice;
import io.attn4j.graph.TuningSpace;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.core.CoreAttention;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/**
 * A {@link CoreAttention} as tasks: naive (three), fused (one), or fused with the keys split (two), with the small arrays
 * that carry its sizes and masks.
 */
public final class CoreAttentionTasks implements StepTasks {
    /** The role that device-configs choose a kernel for. */
    public static final String ROLE = "core.forward";

    /**
     * Columns of keys, factors included, and of values that {@code forwardLanes}, whose capacities cost private memory
     * only, is compiled and exported for.
     */
    private static final int[][] LANES_CAPACITIES = {{64, 64}, {128, 128}, {256, 256}, {1024, 256}};

    /** Keys that a work-item of {@code forwardLanes} takes at a time. */
    private static final int LANES_KEYS = 4;

    private final CoreAttention capacity;
    private final KernelChoice choice;
    private final KernelContext context = new KernelContext();
    private final FloatArray absent = new FloatArray(1);
    private final FloatArray a;
    private final FloatArray b;
    private final FloatArray w;
    private final FloatArray mu;
    private final FloatArray keyBias;
    private final FloatArray bias;
    private final FloatArray factors;
    private final FloatArray o;
    private final FloatArray lse;
    private final FloatArray scores;
    /** Outputs of each split, and its maxima and sums; null where keys are not split. */
    private final FloatArray partials;

    private final FloatArray statistics;
    private final IntArray ranges;
    private final IntArray shape = new IntArray(CoreLayout.SIZE);
    private final IntArray rowShape = new IntArray(RowLayout.SIZE);
    private final FloatArray scalars;
    private final int keyDim;
    private final int valueDim;
    private final TiledGrid grid;
    private final GraphDevice device;
    private final List<TaskGrid> launches = new ArrayList<>();

    /**
     * Allocates the small arrays and checks the groups against the device.
     *
     * @throws IllegalArgumentException when a group does not fit the device, the strategy is unknown, or the head dims are
     *     beyond its capacities
     */
    public CoreAttentionTasks(CoreAttention capacity, DeviceArrays arrays, KernelChoice choice, GraphDevice device) {
        this.capacity = capacity;
        this.choice = choice;
        this.device = device;
        // where there is no product, a and b may be views of anything: kernels do not read them
        boolean product = capacity.a().columns() > 0;
        a = product ? arrays.of(capacity.a()) : absent;
        b = product ? arrays.of(capacity.b()) : absent;
        w = arrays.of(capacity.w());
        mu = arrays.of(capacity.columnScale(), absent);
        keyBias = arrays.of(capacity.keyBias(), absent);
        bias = arrays.of(capacity.bias(), absent);
        factors = arrays.of(capacity.factors(), absent);
        o = arrays.of(capacity.o());
        lse = arrays.of(capacity.lse());
        int batch = capacity.a().batch();
        int heads = capacity.a().heads();
        int queries = capacity.a().rows();
        ranges = new IntArray(DeviceArrays.elements("ranges", batch, queries, 2));
        scalars = new FloatArray(1 + heads);
        int dv = capacity.w().columns();
        int factorColumns = capacity.factors() == null ? 0 : capacity.factors().columns();
        int keyColumns = capacity.a().columns() + factorColumns;
        String task = capacity.task();
        switch (choice.strategy()) {
            case "naive" -> {
                keyDim = 0;
                valueDim = 0;
                grid = null;
                scores = new FloatArray(DeviceArrays.elements("scores", scores(capacity)));
                launches.add(RowLaunch.of(task + "Scores", "NaiveAttention.forwardScores", device));
                launches.add(RowLaunch.of(task + "Softmax", "NaiveAttention.forwardSoftmax", device));
                launches.add(RowLaunch.of(task + "WeightedSum", "NaiveAttention.forwardWeightedSum", device));
            }
            case "lanes" -> {
                scores = null;
                grid = null;
                int[] capacities = lanesCapacities(keyColumns, dv);
                keyDim = capacities[0];
                valueDim = capacities[1];
                Map<String, Integer> constants = new LinkedHashMap<>();
                constants.put("keyDim", keyDim);
                constants.put("valueDim", valueDim);
                int local = choice.constant("local", 1);
                launches.add(new TaskGrid(task, "FusedAttention.forwardLanes", constants, device, local, 0)
                        .tile(FusedAttention.LANES, LANES_KEYS));
            }
            case "tiled" -> {
                scores = null;
                grid = TiledGrid.of(capacity, choice, device);
                keyDim = grid.dim();
                valueDim = grid.dim();
                Map<String, Integer> constants = new LinkedHashMap<>();
                constants.put("dim", grid.dim());
                constants.put("rows", grid.rows());
                constants.put("keys", grid.keys());
                launches.add(new TaskGrid(
                                task,
                                "FusedAttention.forwardTiled",
                                constants,
                                device,
                                FusedAttention.TILED_GROUP,
                                FusedAttention.tiledLocalBytes(grid.dim(), grid.rows(), grid.keys()))
                        .tile(grid.rows(), grid.keys())
                        .splits(grid.splits()));
                if (grid.splits() > 1) {
                    launches.add(RowLaunch.of(task + "Joined", "FusedAttention.forwardJoined", device));
                }
            }
            default ->
                throw new IllegalArgumentException("strategy of " + ROLE + ": got " + choice.strategy()
                        + "; needs naive, lanes or tiled; try another device-config");
        }
        launches.forEach(launch -> launch.decidedBy(ROLE));
        boolean split = grid != null && grid.splits() > 1;
        partials = split ? new FloatArray(DeviceArrays.elements("partials", grid.partialRows(capacity), dv)) : null;
        statistics = split ? new FloatArray(DeviceArrays.elements("statistics", grid.partialRows(capacity), 2)) : null;
    }

    /** Elements of the arrays that the tasks of {@code core} need beside those of its plan. */
    public static List<Long> scratch(CoreAttention core, KernelChoice choice, GraphDevice device) {
        switch (choice.strategy()) {
            case "naive" -> {
                return List.of(scores(core));
            }
            case "tiled" -> {
                TiledGrid grid = TiledGrid.of(core, choice, device);
                long rows = grid.partialRows(core);
                return grid.splits() == 1 ? List.of() : List.of(rows * core.w().columns(), 2 * rows);
            }
            default -> {
                return List.of();
            }
        }
    }

    private static long scores(CoreAttention core) {
        long rows = Math.multiplyExact(
                (long) core.a().batch() * core.a().heads(), core.a().rows());
        return Math.multiplyExact(rows, core.b().rows());
    }

    /** What a tuner may vary for {@code core}: of {@code forwardTiled} the tiles that are exported. */
    public static List<TuningSpace> tuningSpaces(CoreAttention core) {
        List<TuningSpace> spaces = new ArrayList<>();
        spaces.add(new TuningSpace(ROLE, "lanes").with("local", 1, 2, 4, 8, 16, 32, 64));
        int factors = core.factors() == null ? 0 : core.factors().columns();
        int keyColumns = core.a().columns() + factors;
        if (TiledGrid.fits(keyColumns, factors, core.w().columns())) {
            int dim = TiledGrid.capacity(keyColumns, factors, core.w().columns());
            for (String length : List.of("", "short.")) {
                for (int[] tile : TiledGrid.tiles(dim)) {
                    spaces.add(new TuningSpace(ROLE, "tiled")
                            .with(TiledGrid.atDim(dim, length + "rows"), tile[0])
                            .with(TiledGrid.atDim(dim, length + "keys"), tile[1]));
                }
            }
        }
        spaces.add(new TuningSpace(ROLE, "naive"));
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

    /** The head dims that {@code forwardTiled} is compiled and exported for, ascending. */
    public static int[] tiledCapacities() {
        return TiledGrid.capacities();
    }

    /** The (keyDim, valueDim) that {@code forwardLanes} is compiled and exported for. */
    public static int[][] lanesCapacities() {
        return LANES_CAPACITIES.clone();
    }

    /** The (rows, keys) of tiles that {@code forwardTiled} is exported for at a head dim, the usual one first. */
    public static int[][] tiledTiles(int dim) {
        return TiledGrid.tiles(dim);
    }

    @Override
    public void addTo(TaskGraph graph) {
        String task = capacity.task();
        switch (choice.strategy()) {
            case "naive" ->
                graph.task(
                                task + "Scores",
                                NaiveAttention::forwardScores,
                                context,
                                a,
                                b,
                                mu,
                                keyBias,
                                bias,
                                factors,
                                ranges,
                                shape,
                                scalars,
                                scores)
                        .task(task + "Softmax", NaiveAttention::forwardSoftmax, context, ranges, rowShape, scores, lse)
                        .task(
                                task + "WeightedSum",
                                NaiveAttention::forwardWeightedSum,
                                context,
                                scores,
                                w,
                                ranges,
                                rowShape,
                                o);
            case "lanes" ->
                graph.task(
                        task,
                        FusedAttention::forwardLanes,
                        context,
                        a,
                        b,
                        w,
                        mu,
                        keyBias,
                        bias,
                        factors,
                        ranges,
                        shape,
                        scalars,
                        o,
                        lse,
                        keyDim,
                        valueDim);
            default -> {
                boolean split = partials != null;
                graph.task(
                        task,
                        FusedAttention::forwardTiled,
                        context,
                        a,
                        b,
                        w,
                        mu,
                        keyBias,
                        bias,
                        factors,
                        ranges,
                        shape,
                        scalars,
                        split ? partials : o,
                        split ? statistics : lse,
                        grid.dim(),
                        grid.rows(),
                        grid.keys());
                if (split) {
                    graph.task(
                            task + "Joined",
                            FusedAttention::forwardJoined,
                            context,
                            partials,
                            statistics,
                            shape,
                            o,
                            lse);
                }
            }
        }
    }

    @Override
    public void bind(Step step) {
        CoreAttention core = (CoreAttention) step;
        CoreLayout.write(shape, core);
        writeScalars(scalars, core);
        writeRanges(ranges, core.ranges().table());
        long batchHeads = (long) core.a().batch() * core.a().heads();
        int queries = core.a().rows();
        switch (choice.strategy()) {
            case "naive" -> {
                writeRows(rowShape, core);
                launches.get(0).items(batchHeads * queries * core.b().rows());
                launches.get(1).items(batchHeads * queries);
                launches.get(2).items(batchHeads * queries * core.w().columns());
            }
            case "lanes" ->
                launches.get(0).items(batchHeads * ((queries + FusedAttention.LANES - 1) / FusedAttention.LANES));
            default -> bindTiled(core, batchHeads * queries);
        }
    }

    /** Keys are split as for the largest step, unless this one has more rows and blocks than there is room for. */
    private void bindTiled(CoreAttention core, long rows) {
        int queries = core.a().rows();
        int keys = core.b().rows();
        int blocks = grid.blocks(queries, keys);
        boolean room = partials != null && rows * blocks <= grid.partialRows(capacity);
        int splits = room ? blocks : 1;
        shape.set(CoreLayout.SPLITS, splits);
        shape.set(CoreLayout.BLOCK, grid.blockKeys(queries, keys));
        launches.get(0).splits(splits).groups(rows / queries * grid.rowTiles(queries) * splits);
        if (partials != null) {
            int columns = core.w().columns();
            View each = View.contiguous(
                    new Buffer("partials", Buffer.Kind.INTERMEDIATE, partials.getSize()),
                    core.a().batch(),
                    core.a().heads(),
                    queries,
                    splits * columns);
            int lanes = RowLaunch.lanes(device, columns);
            shape.set(CoreLayout.PARTIAL, 1);
            shape.set(CoreLayout.LANES, lanes);
            ViewLayout.write(shape, CoreLayout.O, each);
            ViewLayout.write(shape, CoreLayout.RESULT, core.o());
            launches.get(1).items(rows * lanes);
        }
    }

    /** The three naive tasks share one layout: scores contiguous, W and O in their places. */
    private void writeRows(IntArray into, CoreAttention core) {
        View p = View.contiguous(
                new Buffer("scores", Buffer.Kind.INTERMEDIATE, scores.getSize()),
                core.a().batch(),
                core.a().heads(),
                core.a().rows(),
                core.b().rows());
        RowLayout.write(into, p, core.w(), core.o());
    }

    /** Scale, then beta of each head. */
    static void writeScalars(FloatArray scalars, CoreAttention core) {
        scalars.set(0, core.scale());
        for (int h = 0; h < core.a().heads(); h++) {
            scalars.set(1 + h, core.biasScale() == null ? 1 : core.biasScale()[h]);
        }
    }

    /** Copies a table of ranges. */
    static void writeRanges(IntArray ranges, int[] table) {
        MemorySegment.copy(table, 0, ranges.getSegment(), ValueLayout.JAVA_INT, 0, table.length);
    }

    @Override
    public List<TaskGrid> launches() {
        return launches;
    }

    @Override
    public List<TornadoNativeArray> sizes() {
        return scores == null ? List.of(shape, scalars, ranges) : List.of(shape, scalars, ranges, rowShape);
    }

    @Override
    public List<FloatArray> placeholders() {
        boolean all = capacity.a().columns() > 0
                && capacity.columnScale() != null
                && capacity.keyBias() != null
                && capacity.bias() != null
                && capacity.factors() != null;
        return all ? List.of() : List.of(absent);
    }

    @Override
    public List<FloatArray> intermediates() {
        return Stream.of(scores, partials, statistics).filter(Objects::nonNull).toList();
    }
}
