package io.attn4j.kernels.core;

import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.KernelChoice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.View;
import io.attn4j.plan.core.CoreAttention;
import java.util.List;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** What the gradients of a {@link CoreAttention} share: its operands, sizes and masks, and the task that joins lse and delta. */
public final class GradientOperands {
    /** Columns of keys, factors included, and of values that the lanes kernels are compiled and exported for. */
    private static final int[][] LANES_CAPACITIES = {{128, 128}, {1024, 256}};

    /** Columns of a part of the tiled kernels, ascending: wider gradients take several parts. */
    private static final int[] TILED_COLUMNS = {32, 64, 128};

    final KernelContext context = new KernelContext();
    final FloatArray absent = new FloatArray(1);
    final FloatArray a;
    final FloatArray b;
    final FloatArray w;
    final FloatArray mu;
    final FloatArray keyBias;
    final FloatArray bias;
    final FloatArray factors;
    final FloatArray gradient;
    final FloatArray statistics;
    final IntArray ranges;
    final IntArray shape = new IntArray(GradientLayout.SIZE);
    final FloatArray scalars;
    private final FloatArray lse;
    private final FloatArray delta;
    private final TaskGrid launch;

    /** Operands of the gradient {@code task} of {@code core}. */
    GradientOperands(
            String task,
            CoreAttention core,
            View outputGradient,
            View outputDelta,
            DeviceArrays arrays,
            GraphDevice device) {
        // where there is no product, a and b may be views of anything: kernels do not read them
        boolean product = core.a().columns() > 0;
        a = product ? arrays.of(core.a()) : absent;
        b = product ? arrays.of(core.b()) : absent;
        w = arrays.of(core.w());
        mu = arrays.of(core.columnScale(), absent);
        keyBias = arrays.of(core.keyBias(), absent);
        bias = arrays.of(core.bias(), absent);
        factors = arrays.of(core.factors(), absent);
        gradient = arrays.of(outputGradient);
        lse = arrays.of(core.lse());
        delta = arrays.of(outputDelta);
        statistics = new FloatArray(statistics(core));
        long rows = (long) core.a().batch() * core.a().rows();
        ranges = new IntArray(
                DeviceArrays.elements("ranges", 2 * rows + 4 * core.a().batch() * rowTiles(core)));
        scalars = new FloatArray(1 + core.a().heads());
        launch = RowLaunch.of(task + "Statistics", "QueryGradientKernel.backwardStatistics", device);
    }

    /** Elements of the array that holds lse and delta. */
    static int statistics(CoreAttention core) {
        return DeviceArrays.elements(
                "statistics", core.a().batch(), core.a().heads(), core.a().rows(), 2);
    }

    /** The (keyDim, valueDim) that the lanes kernels are compiled and exported for. */
    public static int[][] lanesCapacities() {
        return LANES_CAPACITIES.clone();
    }

    /**
     * The least (keyDim, valueDim) for {@code core}.
     *
     * @throws IllegalArgumentException when its head dims are beyond the largest
     */
    static int[] lanesCapacities(CoreAttention core) {
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

    /** The launch of the task that {@link #addTo} appends. */
    TaskGrid launch() {
        return launch;
    }

    /** Appends the task that writes {@link #statistics}. */
    void addTo(TaskGraph graph) {
        graph.task(launch.task(), QueryGradientKernel::backwardStatistics, context, lse, delta, shape, statistics);
    }

    /** Writes sizes and masks of {@code core}; {@code y} null for gradients by keys. */
    void bind(CoreAttention core, View outputGradient, View outputDelta, View y) {
        GradientLayout.write(shape, core, outputGradient, outputDelta, y);
        CoreAttentionTasks.writeScalars(scalars, core);
        CoreAttentionTasks.writeRanges(ranges, core.ranges().table());
        writeTiles(core);
        launch.items((long) core.a().batch() * core.a().heads() * core.a().rows());
    }

    private static long rowTiles(CoreAttention core) {
        return (core.a().rows() + QueryGradientTiled.TILE - 1) / QueryGradientTiled.TILE;
    }

    /** Behind the rows' intervals, for each tile of rows: the keys that any of them sees, and those that all see. */
    private void writeTiles(CoreAttention core) {
        KeyRanges masks = core.ranges();
        int rows = core.a().rows();
        int at = 2 * core.a().batch() * rows;
        for (int b = 0; b < core.a().batch(); b++) {
            for (int from = 0; from < rows; from += QueryGradientTiled.TILE) {
                int first = Integer.MAX_VALUE;
                int last = 0;
                int fullFirst = 0;
                int fullLast = Integer.MAX_VALUE;
                for (int i = from; i < Math.min(rows, from + QueryGradientTiled.TILE); i++) {
                    int start = masks.start(b, i);
                    int end = masks.end(b, i);
                    fullFirst = Math.max(fullFirst, start);
                    fullLast = Math.min(fullLast, end);
                    if (start < end) {
                        first = Math.min(first, start);
                        last = Math.max(last, end);
                    }
                }
                ranges.set(at++, Math.min(first, last));
                ranges.set(at++, last);
                ranges.set(at++, fullFirst);
                ranges.set(at++, fullLast);
            }
        }
    }

    /** Whether {@code choice} names the kernels for GPUs; the yardstick of the forward pass has no gradient of its own. */
    static boolean tiled(KernelChoice choice, GraphDevice device) {
        return choice.strategy().equals("tiled")
                || choice.strategy().equals("naive") && !device.type().equals("cpu");
    }

    /** Columns of a part of the tiled kernels for gradients of {@code columns}. */
    static int tiledColumns(int columns) {
        for (int dim : TILED_COLUMNS) {
            if (columns <= dim) {
                return dim;
            }
        }
        return TILED_COLUMNS[TILED_COLUMNS.length - 1];
    }

    /** The columns of a part that the tiled kernels are compiled and exported for. */
    public static int[] tiledColumns() {
        return TILED_COLUMNS.clone();
    }

    /** Small arrays that are copied at every execution. */
    List<TornadoNativeArray> sizes() {
        return List.of(shape, scalars, ranges);
    }
}
