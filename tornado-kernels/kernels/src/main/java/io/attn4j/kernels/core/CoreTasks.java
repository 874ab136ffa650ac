package io.attn4j.kernels.core;

import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.KernelChoice;
import io.attn4j.graph.TuningSpace;
import io.attn4j.kernels.Launch;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.CoreAttention;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
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

/**
 * A {@link CoreAttention} as tasks: naive (three) or fused (one), with the small arrays that carry its sizes and masks.
 */
public final class CoreTasks implements StepTasks {
    /** The role that device-configs choose a kernel for. */
    public static final String ROLE = "core.forward";

    /** Head dims that {@code forwardTiled}, whose work grows with its capacity, is compiled and exported for. */
    private static final int[] TILED_CAPACITIES = {16, 32, 64, 96, 128, 192, 256};

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
    private final IntArray ranges;
    private final IntArray shape = new IntArray(CoreLayout.SIZE);
    private final IntArray rowShape = new IntArray(RowLayout.SIZE);
    private final FloatArray scalars;
    private final int keyDim;
    private final int valueDim;
    private final int rows;
    private final int keys;
    private final List<Launch> launches = new ArrayList<>();

    /**
     * Allocates the small arrays and checks the groups against the device.
     *
     * @throws IllegalArgumentException when a group does not fit the device, the strategy is unknown, or the head dims are
     *     beyond its capacities
     */
    public CoreTasks(CoreAttention capacity, DeviceArrays arrays, KernelChoice choice, GraphDevice device) {
        this.capacity = capacity;
        this.choice = choice;
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
                rows = 0;
                keys = 0;
                scores = new FloatArray(DeviceArrays.elements(
                        "scores", batch, heads, queries, capacity.b().rows()));
                launches.add(RowLaunch.of(task + "Scores", "NaiveAttention.forwardScores", device));
                launches.add(RowLaunch.of(task + "Softmax", "NaiveAttention.forwardSoftmax", device));
                launches.add(RowLaunch.of(task + "WeightedSum", "NaiveAttention.forwardWeightedSum", device));
            }
            case "lanes" -> {
                scores = null;
                int[] capacities = lanesCapacities(keyColumns, dv);
                keyDim = capacities[0];
                valueDim = capacities[1];
                rows = FusedAttention.LANES;
                keys = 0;
                Map<String, Integer> constants = new LinkedHashMap<>();
                constants.put("keyDim", keyDim);
                constants.put("valueDim", valueDim);
                int local = choice.constant("local", 1);
                launches.add(new Launch(task, "FusedAttention.forwardLanes", constants, device, local, 0)
                        .tile(rows, LANES_KEYS));
            }
            case "tiled" -> {
                scores = null;
                keyDim = tiledCapacity(keyColumns, factorColumns, dv);
                valueDim = keyDim;
                rows = choice.constant(atDim(keyDim, "rows"), choice.constant("rows", tiledRows(keyDim)));
                keys = choice.constant(atDim(keyDim, "keys"), choice.constant("keys", tiledKeys(keyDim)));
                Map<String, Integer> constants = new LinkedHashMap<>();
                constants.put("dim", keyDim);
                constants.put("rows", rows);
                constants.put("keys", keys);
                launches.add(new Launch(
                                task,
                                "FusedAttention.forwardTiled",
                                constants,
                                device,
                                FusedAttention.tiledWorkGroup(rows),
                                FusedAttention.tiledLocalBytes(keyDim, rows, keys))
                        .tile(rows, keys));
            }
            default ->
                throw new IllegalArgumentException("strategy of " + ROLE + ": got " + choice.strategy()
                        + "; needs naive, lanes or tiled; try another device-config");
        }
        launches.forEach(launch -> launch.decidedBy(ROLE));
    }

    /** A constant that holds for one capacity of {@code forwardTiled} alone: what fits one does not fit another. */
    private static String atDim(int dim, String constant) {
        return "dim" + dim + "." + constant;
    }

    /**
     * What a tuner may vary for {@code core}. {@code forwardTiled} gives each work-item 4 rows and every eighth key, so that
     * rows are a multiple of 4 and keys one of 8.
     */
    public static List<TuningSpace> tuningSpaces(CoreAttention core) {
        List<TuningSpace> spaces = new ArrayList<>();
        spaces.add(new TuningSpace(ROLE, "lanes").with("local", 1, 2, 4, 8, 16, 32, 64));
        int factors = core.factors() == null ? 0 : core.factors().columns();
        int keyColumns = core.a().columns() + factors;
        if (tiledFits(keyColumns, factors, core.w().columns())) {
            int dim = tiledCapacity(keyColumns, factors, core.w().columns());
            spaces.add(new TuningSpace(ROLE, "tiled")
                    .with(atDim(dim, "rows"), 16, 32, 64, 128)
                    .with(atDim(dim, "keys"), 8, 16, 32, 64));
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

    private static boolean tiledFits(int keyColumns, int factorColumns, int valueColumns) {
        return tiledColumns(keyColumns, factorColumns, valueColumns) <= TILED_CAPACITIES[TILED_CAPACITIES.length - 1];
    }

    /** Columns that a tile must hold at once. */
    private static int tiledColumns(int keyColumns, int factorColumns, int valueColumns) {
        int most = TILED_CAPACITIES[TILED_CAPACITIES.length - 1];
        return keyColumns > most && factorColumns == 0 ? valueColumns : Math.max(keyColumns, valueColumns);
    }

    /** Wide keys pass in parts of the values' capacity; factors must stay in the queries' tile, beside all of them. */
    private static int tiledCapacity(int keyColumns, int factorColumns, int valueColumns) {
        int most = TILED_CAPACITIES[TILED_CAPACITIES.length - 1];
        int dim = tiledColumns(keyColumns, factorColumns, valueColumns);
        for (int capacity : TILED_CAPACITIES) {
            if (dim <= capacity) {
                return capacity;
            }
        }
        throw new IllegalArgumentException("head dims: got " + keyColumns + " columns of keys (factors included) and "
                + valueColumns + " of values; needs at most " + most + "; try --kernel naive or --engine cpu");
    }

    /** The head dims that {@code forwardTiled} is compiled and exported for, ascending. */
    public static int[] tiledCapacities() {
        return TILED_CAPACITIES.clone();
    }

    /** The (keyDim, valueDim) that {@code forwardLanes} is compiled and exported for. */
    public static int[][] lanesCapacities() {
        return LANES_CAPACITIES.clone();
    }

    /**
     * The (rows, keys) of tiles that {@code forwardTiled} is exported for at a head dim: the one that is used where a
     * device-config names none, and for the usual head dims more for a tuner to choose from, all within 48 KiB.
     */
    public static int[][] tiledTiles(int dim) {
        return switch (dim) {
            case 64 -> new int[][] {{64, 32}, {64, 16}, {32, 32}, {32, 64}};
            case 128 -> new int[][] {{32, 32}, {64, 16}, {32, 16}, {16, 32}};
            default -> new int[][] {{tiledRows(dim), tiledKeys(dim)}};
        };
    }

    /** Rows of a tile for which a group of {@code forwardTiled} stays within 48 KiB of local memory. */
    public static int tiledRows(int dim) {
        return dim <= 64 ? 64 : dim <= 128 ? 32 : 16;
    }

    /** Keys of a tile for which a group of {@code forwardTiled} stays within 48 KiB of local memory. */
    public static int tiledKeys(int dim) {
        return dim <= 128 ? 32 : 16;
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
            default ->
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
                        o,
                        lse,
                        keyDim,
                        rows,
                        keys);
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
            case "lanes" -> launches.get(0).items(batchHeads * ((queries + rows - 1) / rows));
            default -> launches.get(0).groups(batchHeads * ((queries + rows - 1) / rows));
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
    public List<Launch> launches() {
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
        return scores == null ? List.of() : List.of(scores);
    }
}
