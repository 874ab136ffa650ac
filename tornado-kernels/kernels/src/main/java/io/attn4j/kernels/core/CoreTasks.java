package io.attn4j.kernels.core;

import io.attn4j.core.CoreShape;
import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.GraphProblem;
import io.attn4j.graph.KernelChoice;
import io.attn4j.kernels.Launch;
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
 * The core as tasks of a mechanism's graph: {@code O = softmax(scale * A B^T + c + bias + mask) W}, naive (three tasks)
 * or fused (one), with the small arrays that carry its sizes and masks.
 */
public final class CoreTasks {
    /** The role that device-configs choose a kernel for. */
    public static final String ROLE = "core.forward";

    /** Head dims that {@code forwardTiled}, whose work grows with its capacity, is compiled and exported for. */
    private static final int[] TILED_CAPACITIES = {16, 32, 64, 96, 128, 192, 256};

    /** Head dims that {@code forwardLanes}, whose capacity costs private memory only, is compiled and exported for. */
    private static final int[] LANES_CAPACITIES = {64, 128, 256};

    private static final int ELEMENTWISE_GROUP = 64;

    private final KernelChoice choice;
    private final KernelContext context = new KernelContext();
    private final FloatArray a;
    private final FloatArray b;
    private final FloatArray w;
    private final boolean hasKeyBias;
    private final boolean hasBias;
    private final FloatArray keyBias;
    private final FloatArray bias;
    private final FloatArray o;
    private final FloatArray lse;
    private final FloatArray scores;
    private final IntArray ranges;
    private final IntArray shape = new IntArray(CoreLayout.SIZE);
    private final FloatArray scalars = new FloatArray(1);
    private final int dim;
    private final int rows;
    private final int keys;
    private final List<Launch> launches = new ArrayList<>();

    /**
     * Allocates the host side of the core's arrays and checks the groups against the device.
     *
     * @param a [B,H,N,da]
     * @param b [B,Hkv,L,da]
     * @param w [B,Hkv,L,dv]
     * @throws IllegalArgumentException when a group does not fit the device or the strategy is unknown
     */
    public CoreTasks(
            GraphProblem capacity, KernelChoice choice, GraphDevice device, FloatArray a, FloatArray b, FloatArray w) {
        CoreShape s = capacity.shape();
        this.choice = choice;
        this.a = a;
        this.b = b;
        this.w = w;
        dim = capacity(capacities(choice.strategy()), Math.max(s.keyDim(), s.valueDim()));
        rows = choice.constant("rows", tiledRows(dim));
        keys = choice.constant("keys", tiledKeys(dim));
        int outputRows = elements("o", s.batch(), s.heads(), s.queries());
        hasKeyBias = capacity.keyBias();
        hasBias = capacity.denseBias();
        keyBias = new FloatArray(hasKeyBias ? elements("key_bias", s.batch(), s.heads(), s.keys()) : 1);
        bias = new FloatArray(
                hasBias ? elements("bias", capacity.biasBatch(), capacity.biasHeads(), s.queries(), s.keys()) : 1);
        ranges = new IntArray(elements("ranges", s.batch(), s.queries(), 2));
        o = new FloatArray(elements("o", outputRows, s.valueDim()));
        lse = new FloatArray(outputRows);
        switch (choice.strategy()) {
            case "naive" -> {
                scores = new FloatArray(elements("scores", outputRows, s.keys()));
                launches.add(launch("scores", "NaiveAttention.forwardScores", Map.of(), device, ELEMENTWISE_GROUP, 0));
                launches.add(
                        launch("softmax", "NaiveAttention.forwardSoftmax", Map.of(), device, ELEMENTWISE_GROUP, 0));
                launches.add(launch(
                        "weightedSum", "NaiveAttention.forwardWeightedSum", Map.of(), device, ELEMENTWISE_GROUP, 0));
            }
            case "lanes" -> {
                scores = null;
                launches.add(launch(
                        "attention",
                        "FusedAttention.forwardLanes",
                        Map.of("dim", dim),
                        device,
                        choice.constant("local", 1),
                        0));
            }
            case "tiled" -> {
                scores = null;
                Map<String, Integer> constants = new LinkedHashMap<>();
                constants.put("dim", dim);
                constants.put("rows", rows);
                constants.put("keys", keys);
                launches.add(launch(
                        "attention",
                        "FusedAttention.forwardTiled",
                        constants,
                        device,
                        FusedAttention.tiledWorkGroup(rows),
                        FusedAttention.tiledLocalBytes(dim, rows, keys)));
            }
            default ->
                throw new IllegalArgumentException("strategy of " + ROLE + ": got " + choice.strategy()
                        + "; needs naive, lanes or tiled; try another device-config");
        }
    }

    private static Launch launch(
            String task,
            String kernel,
            Map<String, Integer> constants,
            GraphDevice device,
            int local,
            long localBytes) {
        int size = (int) Math.min(local, Math.min(device.maxWorkGroupSize(), device.maxWorkItems()[0]));
        return new Launch(task, kernel, constants, device, localBytes == 0 ? size : local, localBytes);
    }

    private static int capacity(int[] capacities, int dim) {
        for (int capacity : capacities) {
            if (dim <= capacity) {
                return capacity;
            }
        }
        throw new IllegalArgumentException(
                "headDim: got " + dim + "; needs 1 to " + capacities[capacities.length - 1] + "; try --engine cpu");
    }

    /** Capacities of the head dims that a strategy is compiled and exported for, ascending. */
    public static int[] capacities(String strategy) {
        return strategy.equals("lanes") ? LANES_CAPACITIES.clone() : TILED_CAPACITIES.clone();
    }

    /** Rows of a tile for which a group of {@code forwardTiled} stays within 48 KiB of local memory. */
    public static int tiledRows(int dim) {
        return dim <= 64 ? 64 : dim <= 128 ? 32 : 16;
    }

    /** Keys of a tile for which a group of {@code forwardTiled} stays within 48 KiB of local memory. */
    public static int tiledKeys(int dim) {
        return dim <= 128 ? 32 : 16;
    }

    /** The product of {@code factors} as an array size. */
    public static int elements(String name, int... factors) {
        long product = 1;
        for (int factor : factors) {
            product = Math.multiplyExact(product, (long) factor);
            if (product > Integer.MAX_VALUE - 16) {
                throw new IllegalArgumentException(name + ": got more than " + (Integer.MAX_VALUE - 16)
                        + " elements; needs fewer in one execution; try a memory budget, which splits the batch");
            }
        }
        return Math.toIntExact(product);
    }

    /** Appends the core's tasks to {@code graph}. */
    public void addTo(TaskGraph graph) {
        switch (choice.strategy()) {
            case "naive" ->
                graph.task(
                                "scores",
                                NaiveAttention::forwardScores,
                                context,
                                a,
                                b,
                                keyBias,
                                bias,
                                ranges,
                                shape,
                                scalars,
                                scores)
                        .task("softmax", NaiveAttention::forwardSoftmax, context, shape, scores, lse)
                        .task("weightedSum", NaiveAttention::forwardWeightedSum, context, scores, w, ranges, shape, o);
            case "lanes" ->
                graph.task(
                        "attention",
                        FusedAttention::forwardLanes,
                        context,
                        a,
                        b,
                        w,
                        keyBias,
                        bias,
                        ranges,
                        shape,
                        scalars,
                        o,
                        lse,
                        dim);
            default ->
                graph.task(
                        "attention",
                        FusedAttention::forwardTiled,
                        context,
                        a,
                        b,
                        w,
                        keyBias,
                        bias,
                        ranges,
                        shape,
                        scalars,
                        o,
                        lse,
                        dim,
                        rows,
                        keys);
        }
    }

    /** Writes sizes, masks and grids for one execution. */
    public void bind(GraphProblem problem) {
        CoreShape s = problem.shape();
        CoreLayout.write(shape, s, problem.keyBias(), problem.denseBias(), problem.biasBatch(), problem.biasHeads());
        scalars.set(0, problem.scale());
        int[] table = problem.ranges().table();
        MemorySegment.copy(table, 0, ranges.getSegment(), ValueLayout.JAVA_INT, 0, table.length);
        long batchHeads = (long) s.batch() * s.heads();
        switch (choice.strategy()) {
            case "naive" -> {
                launches.get(0).items(batchHeads * s.queries() * s.keys());
                launches.get(1).items(batchHeads * s.queries());
                launches.get(2).items(batchHeads * s.queries() * s.valueDim());
            }
            case "lanes" ->
                launches.get(0).items(batchHeads * ((s.queries() + FusedAttention.LANES - 1) / FusedAttention.LANES));
            default -> launches.get(0).groups(batchHeads * ((s.queries() + rows - 1) / rows));
        }
    }

    /** Launches, in task order. */
    public List<Launch> launches() {
        return launches;
    }

    /** Sizes, scale and masks. */
    public List<TornadoNativeArray> sizes() {
        return List.of(shape, scalars, ranges);
    }

    /** The biases that are given, by tensor name. */
    public Map<String, FloatArray> biases() {
        Map<String, FloatArray> given = new LinkedHashMap<>();
        if (hasKeyBias) {
            given.put("key_bias", keyBias);
        }
        if (hasBias) {
            given.put("bias", bias);
        }
        return given;
    }

    /** One-element arrays in the place of the biases that are not given. */
    public List<FloatArray> placeholders() {
        List<FloatArray> missing = new ArrayList<>();
        if (!hasKeyBias) {
            missing.add(keyBias);
        }
        if (!hasBias) {
            missing.add(bias);
        }
        return missing;
    }

    /** {@code o} [B,H,N,dv] and {@code lse} [B,H,N]. */
    public FloatArray o() {
        return o;
    }

    /** Log-sum-exp [B,H,N]. */
    public FloatArray lse() {
        return lse;
    }

    /** The scores of the naive strategy, if any. */
    public List<FloatArray> intermediates() {
        return scores == null ? List.of() : List.of(scores);
    }
}
