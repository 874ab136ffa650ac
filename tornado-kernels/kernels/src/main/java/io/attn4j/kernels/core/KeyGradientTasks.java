package io.attn4j.kernels.core;

import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.KernelChoice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SplitRule;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.Step;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.core.KeyGradient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/**
 * {@link KeyGradient} as three tasks: the rows' statistics, sums for each query head, and the sums over splits and heads.
 *
 * <p>Sums over rows run block by block. Where tiles of keys alone make too few work-items for the device ({@link SplitRule}),
 * each block gets work-items of its own; the bits are the same.
 */
public final class KeyGradientTasks implements StepTasks {
    /** Rows of a block: rounding errors grow with the root of it. */
    private static final int BLOCK = 1024;

    private final GraphDevice device;
    private final GradientOperands x;
    private final FloatArray db;
    private final FloatArray dw;
    private final FloatArray dc;
    private final FloatArray sums;
    private final TaskGrid launch;
    private final TaskGrid joined;
    private final int keyDim;
    private final int valueDim;
    private final int splits;
    private final boolean tiled;
    /** Arrays of one element in place of results that are not wanted: kernels that write no array twice. */
    private final List<FloatArray> unwanted = new ArrayList<>();

    /** Tasks for steps up to {@code capacity}. */
    public KeyGradientTasks(KeyGradient capacity, DeviceArrays arrays, KernelChoice choice, GraphDevice device) {
        this.device = device;
        CoreAttention core = capacity.core();
        x = new GradientOperands(capacity.task(), core, capacity.outputGradient(), capacity.delta(), arrays, device);
        db = arrays.of(capacity.db(), new FloatArray(1));
        dw = arrays.of(capacity.dw(), new FloatArray(1));
        dc = arrays.of(capacity.dc(), new FloatArray(1));
        Stream.of(
                        capacity.db() == null ? db : null,
                        capacity.dw() == null ? dw : null,
                        capacity.dc() == null ? dc : null)
                .filter(Objects::nonNull)
                .forEach(unwanted::add);
        tiled = GradientOperands.tiled(choice, device);
        splits = splits(core, tiled, device);
        sums = new FloatArray(DeviceArrays.elements("sums", sums(core, splits)));
        Map<String, Integer> constants = new LinkedHashMap<>();
        if (tiled) {
            keyDim = dim(core);
            valueDim = keyDim;
            constants.put("dim", keyDim);
            launch = new TaskGrid(
                            capacity.task(),
                            "KeyGradientTiled.backwardTiled",
                            constants,
                            device,
                            KeyGradientTiled.GROUP,
                            KeyGradientTiled.tiledLocalBytes(KeyGradientTiled.TILE))
                    .tile(QueryGradientTiled.TILE, KeyGradientTiled.TILE);
        } else {
            int[] capacities = GradientOperands.lanesCapacities(core);
            keyDim = capacities[0];
            valueDim = capacities[1];
            constants.put("keyDim", keyDim);
            constants.put("valueDim", valueDim);
            launch = new TaskGrid(capacity.task(), "KeyGradientKernel.backwardLanes", constants, device, 1, 0)
                    .tile(4, KeyGradientKernel.LANES);
        }
        launch.splits(splits).decidedBy(CoreAttentionTasks.ROLE);
        joined = RowLaunch.of(capacity.task() + "Joined", "KeyGradientKernel.backwardJoined", device);
    }

    /** Elements of the arrays that the tasks need beside those of their plan. */
    public static List<Long> scratch(CoreAttention core, KernelChoice choice, GraphDevice device) {
        int splits = splits(core, GradientOperands.tiled(choice, device), device);
        return List.of((long) GradientOperands.statistics(core), sums(core, splits));
    }

    /** Columns of a part of the tiled kernel. */
    private static int dim(CoreAttention core) {
        return GradientOperands.tiledColumns(
                Math.max(core.a().columns(), core.w().columns()));
    }

    /** Work-items of the lanes kernel or groups of the tiled one that each take all rows. */
    private static long tiles(CoreAttention core, boolean tiled) {
        int size = tiled ? KeyGradientTiled.TILE : KeyGradientKernel.LANES;
        int columns = Math.max(core.a().columns(), core.w().columns());
        int parts = tiled ? (columns + dim(core) - 1) / dim(core) : 1;
        return (long) core.a().batch() * core.a().heads() * ((core.b().rows() + size - 1) / size) * parts;
    }

    /** The same with parts of the width that this was compiled for, which a narrower step may need fewer of. */
    private long groups(CoreAttention core) {
        int columns = Math.max(core.a().columns(), core.w().columns());
        int keyTiles = (core.b().rows() + KeyGradientTiled.TILE - 1) / KeyGradientTiled.TILE;
        return (long) core.a().batch() * core.a().heads() * keyTiles * ((columns + keyDim - 1) / keyDim);
    }

    private static int blocks(CoreAttention core) {
        return (core.a().rows() + BLOCK - 1) / BLOCK;
    }

    private static int splits(CoreAttention core, boolean tiled, GraphDevice device) {
        return SplitRule.splits(tiles(core, tiled), blocks(core), device) ? blocks(core) : 1;
    }

    private static long sums(CoreAttention core, int splits) {
        long keys = Math.multiplyExact(
                (long) core.a().batch() * core.a().heads() * splits, core.b().rows());
        return Math.multiplyExact(keys, core.a().columns() + core.w().columns() + 1);
    }

    @Override
    public void addTo(TaskGraph graph) {
        x.addTo(graph);
        if (tiled) {
            graph.task(
                    launch.task(),
                    KeyGradientTiled::backwardTiled,
                    x.context,
                    x.a,
                    x.b,
                    x.w,
                    x.mu,
                    x.keyBias,
                    x.bias,
                    x.factors,
                    x.ranges,
                    x.shape,
                    x.scalars,
                    x.gradient,
                    x.statistics,
                    sums,
                    keyDim);
        } else {
            graph.task(
                    launch.task(),
                    KeyGradientKernel::backwardLanes,
                    x.context,
                    x.a,
                    x.b,
                    x.w,
                    x.mu,
                    x.keyBias,
                    x.bias,
                    x.factors,
                    x.ranges,
                    x.shape,
                    x.scalars,
                    x.gradient,
                    x.statistics,
                    sums,
                    keyDim,
                    valueDim);
        }
        graph.task(joined.task(), KeyGradientKernel::backwardJoined, x.context, sums, x.shape, db, dw, dc);
    }

    @Override
    public void bind(Step step) {
        KeyGradient s = (KeyGradient) step;
        CoreAttention core = s.core();
        x.bind(core, s.outputGradient(), s.delta(), null);
        GradientLayout.writeKeys(x.shape, s.db(), s.dw(), s.dc());
        // blocks get work-items of their own as for the largest step, unless this one has no room for that
        int blocks = blocks(core);
        int parts = splits > 1 && sums(core, blocks) <= sums.getSize() ? blocks : 1;
        int columns = core.a().columns() + core.w().columns() + 1;
        int lanes = RowLaunch.lanes(device, columns);
        x.shape.set(CoreLayout.SPLITS, parts);
        x.shape.set(CoreLayout.BLOCK, BLOCK);
        x.shape.set(CoreLayout.LANES, lanes);
        launch.splits(parts);
        if (tiled) {
            launch.groups(groups(core) * parts);
        } else {
            launch.items(tiles(core, false) * parts);
        }
        joined.items((long) core.b().batch() * core.b().heads() * core.b().rows() * lanes);
    }

    @Override
    public List<TaskGrid> launches() {
        return List.of(x.launch(), launch, joined);
    }

    @Override
    public List<TornadoNativeArray> sizes() {
        return x.sizes();
    }

    @Override
    public List<FloatArray> placeholders() {
        return List.of(x.absent);
    }

    @Override
    public List<FloatArray> intermediates() {
        List<FloatArray> all = new ArrayList<>(unwanted);
        all.add(x.statistics);
        all.add(sums);
        return all;
    }
}
