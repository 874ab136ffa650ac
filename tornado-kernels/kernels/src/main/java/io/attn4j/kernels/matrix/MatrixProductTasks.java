package io.attn4j.kernels.matrix;

import io.attn4j.core.KeyRanges;
import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.KernelChoice;
import io.attn4j.graph.TuningSpace;
import io.attn4j.kernels.Launch;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.plan.MatrixProduct;
import io.attn4j.plan.Step;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** A {@link MatrixProduct} as one task. */
public final class MatrixProductTasks implements StepTasks {
    /** The role that device-configs choose a kernel for. */
    public static final String ROLE = "matrix.product";

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
    private final Launch launch;

    /**
     * Allocates the small arrays and checks the group against the device.
     *
     * @throws IllegalArgumentException when a group does not fit the device or the strategy is unknown
     */
    public MatrixProductTasks(MatrixProduct capacity, DeviceArrays arrays, KernelChoice choice, GraphDevice device) {
        this.capacity = capacity;
        strategy = choice.strategy();
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
        launch = switch (strategy) {
            case "lanes" ->
                new Launch(
                        capacity.task(),
                        "MatrixMultiply.forwardLanes",
                        Map.of(),
                        device,
                        choice.constant("local", 1),
                        0);
            case "tiled" ->
                new Launch(
                        capacity.task(),
                        "MatrixMultiply.forwardTiled",
                        Map.of(),
                        device,
                        MatrixMultiply.TILED_GROUP,
                        MatrixMultiply.TILED_LOCAL_BYTES);
            default ->
                throw new IllegalArgumentException("strategy of " + ROLE + ": got " + strategy
                        + "; needs lanes or tiled; try another device-config");
        };
        launch.decidedBy(ROLE);
    }

    /** What a tuner may vary. */
    public static List<TuningSpace> tuningSpaces() {
        return List.of(
                new TuningSpace(ROLE, "lanes").with("local", 1, 2, 4, 8, 16, 32, 64), new TuningSpace(ROLE, "tiled"));
    }

    @Override
    public void addTo(TaskGraph graph) {
        if (strategy.equals("lanes")) {
            graph.task(
                    capacity.task(),
                    MatrixMultiply::forwardLanes,
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
                    MatrixMultiply::forwardTiled,
                    context,
                    x,
                    w,
                    bias,
                    residual,
                    ranges,
                    sizes,
                    scalars,
                    y);
        }
    }

    @Override
    public List<Launch> launches() {
        return List.of(launch);
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
        long matrices = (long) product.y().batch() * product.y().heads();
        if (strategy.equals("lanes")) {
            launch.items(matrices
                    * blocks(product.y().rows(), MatrixMultiply.LANE_ROWS)
                    * blocks(product.y().columns(), MatrixMultiply.LANE_COLUMNS));
        } else {
            launch.groups(matrices
                    * blocks(product.y().rows(), MatrixMultiply.TILE)
                    * blocks(product.y().columns(), MatrixMultiply.TILE));
        }
    }

    private static long blocks(int size, int block) {
        return (size + block - 1) / block;
    }
}
