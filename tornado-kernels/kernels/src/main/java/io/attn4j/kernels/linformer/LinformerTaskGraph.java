package io.attn4j.kernels.linformer;

import io.attn4j.core.CoreShape;
import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.GraphProblem;
import io.attn4j.graph.KernelChoice;
import io.attn4j.kernels.Launch;
import io.attn4j.kernels.MechanismTaskGraph;
import io.attn4j.kernels.core.CoreTasks;
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
 * Linformer (Wang et al. 2020, equation 7): two tasks project keys and values from N to k rows, {@code K' = E K} and
 * {@code V' = F V}; the core then attends to the k projected rows, which never leave the device.
 */
public final class LinformerTaskGraph implements MechanismTaskGraph {
    /** The role that device-configs choose the projection kernel for. */
    public static final String ROLE = "sequence.projection";

    private static final int TILE = 32;

    private final Map<String, FloatArray> inputs = new LinkedHashMap<>();
    private final Map<String, FloatArray> weights = new LinkedHashMap<>();
    private final Map<String, FloatArray> outputs = new LinkedHashMap<>();
    private final KernelContext context = new KernelContext();
    private final FloatArray k;
    private final FloatArray v;
    private final FloatArray e;
    private final FloatArray f;
    private final FloatArray projectedKeys;
    private final FloatArray projectedValues;
    private final IntArray lengths;
    private final IntArray keySizes = new IntArray(ProjectionLayout.SIZE);
    private final IntArray valueSizes = new IntArray(ProjectionLayout.SIZE);
    private final CoreTasks core;
    private final boolean meanPool;
    private final String strategy;
    private final List<Launch> launches = new ArrayList<>();

    /** Allocates the arrays for problems up to {@code capacity}. */
    public LinformerTaskGraph(
            GraphProblem capacity, KernelChoice coreChoice, KernelChoice projectionChoice, GraphDevice device) {
        CoreShape s = capacity.shape();
        Map<String, Integer> sizes = capacity.sizes();
        int sequence = sizes.get("sequence");
        meanPool = sizes.get("meanPool") == 1;
        strategy = meanPool ? "meanPool" : projectionChoice.strategy();
        FloatArray q = new FloatArray(CoreTasks.elements("q", s.batch(), s.heads(), s.queries(), s.keyDim()));
        k = new FloatArray(CoreTasks.elements("k", s.batch(), s.kvHeads(), sequence, s.keyDim()));
        v = new FloatArray(CoreTasks.elements("v", s.batch(), s.kvHeads(), sequence, s.valueDim()));
        projectedKeys = new FloatArray(CoreTasks.elements("E k", s.batch(), s.kvHeads(), s.keys(), s.keyDim()));
        projectedValues = new FloatArray(CoreTasks.elements("F v", s.batch(), s.kvHeads(), s.keys(), s.valueDim()));
        lengths = new IntArray(s.batch());
        inputs.put("q", q);
        inputs.put("k", k);
        inputs.put("v", v);
        if (meanPool) {
            e = null;
            f = null;
        } else {
            int elements = CoreTasks.elements(
                    "e", sizes.get("projectionHeads"), sizes.get("rank"), sizes.get("projectionColumns"));
            e = new FloatArray(elements);
            weights.put("e", e);
            if (sizes.get("keyValueSharing") == 1) {
                f = e;
            } else {
                f = new FloatArray(elements);
                weights.put("f", f);
            }
        }
        core = new CoreTasks(capacity, coreChoice, device, q, projectedKeys, projectedValues);
        inputs.putAll(core.biases());
        outputs.put("o", core.o());
        outputs.put("lse", core.lse());

        int localSize;
        String kernel;
        switch (strategy) {
            case "tiled" -> {
                kernel = "SequenceProjection.forwardTiled";
                localSize = 64;
            }
            case "lanes" -> {
                kernel = "SequenceProjection.forwardLanes";
                localSize = 1;
            }
            case "meanPool" -> {
                kernel = "SequenceProjection.forwardMeanPool";
                localSize = (int) Math.min(64, Math.min(device.maxWorkGroupSize(), device.maxWorkItems()[0]));
            }
            default ->
                throw new IllegalArgumentException("strategy of " + ROLE + ": got " + strategy
                        + "; needs lanes or tiled; try another device-config");
        }
        long localBytes = strategy.equals("tiled") ? 2L * TILE * (TILE + 1) * Float.BYTES : 0;
        launches.add(new Launch("projectKeys", kernel, Map.of(), device, localSize, localBytes));
        launches.add(new Launch("projectValues", kernel, Map.of(), device, localSize, localBytes));
        launches.addAll(core.launches());
    }

    @Override
    public String name() {
        return "linformer";
    }

    @Override
    public Map<String, FloatArray> inputs() {
        return inputs;
    }

    @Override
    public Map<String, FloatArray> weights() {
        return weights;
    }

    @Override
    public List<TornadoNativeArray> sizes() {
        List<TornadoNativeArray> all = new ArrayList<>(core.sizes());
        all.add(lengths);
        all.add(keySizes);
        all.add(valueSizes);
        return all;
    }

    @Override
    public List<FloatArray> placeholders() {
        return core.placeholders();
    }

    @Override
    public Map<String, FloatArray> outputs() {
        return outputs;
    }

    @Override
    public List<FloatArray> intermediates() {
        List<FloatArray> all = new ArrayList<>(core.intermediates());
        all.add(projectedKeys);
        all.add(projectedValues);
        return all;
    }

    @Override
    public void addTasks(TaskGraph graph) {
        switch (strategy) {
            case "tiled" ->
                graph.task(
                                "projectKeys",
                                SequenceProjection::forwardTiled,
                                context,
                                k,
                                e,
                                lengths,
                                keySizes,
                                projectedKeys)
                        .task(
                                "projectValues",
                                SequenceProjection::forwardTiled,
                                context,
                                v,
                                f,
                                lengths,
                                valueSizes,
                                projectedValues);
            case "lanes" ->
                graph.task(
                                "projectKeys",
                                SequenceProjection::forwardLanes,
                                context,
                                k,
                                e,
                                lengths,
                                keySizes,
                                projectedKeys)
                        .task(
                                "projectValues",
                                SequenceProjection::forwardLanes,
                                context,
                                v,
                                f,
                                lengths,
                                valueSizes,
                                projectedValues);
            default ->
                graph.task(
                                "projectKeys",
                                SequenceProjection::forwardMeanPool,
                                context,
                                k,
                                lengths,
                                keySizes,
                                projectedKeys)
                        .task(
                                "projectValues",
                                SequenceProjection::forwardMeanPool,
                                context,
                                v,
                                lengths,
                                valueSizes,
                                projectedValues);
        }
        core.addTo(graph);
    }

    @Override
    public List<Launch> launches() {
        return launches;
    }

    @Override
    public void bind(GraphProblem problem) {
        CoreShape s = problem.shape();
        int sequence = problem.sizes().get("sequence");
        int heads = problem.sizes().get("projectionHeads");
        int columns = problem.sizes().get("projectionColumns");
        int[] valid = problem.integers().get("lengths");
        MemorySegment.copy(valid, 0, lengths.getSegment(), ValueLayout.JAVA_INT, 0, valid.length);
        ProjectionLayout.write(keySizes, s.batch(), s.kvHeads(), sequence, s.keys(), s.keyDim(), heads, columns);
        ProjectionLayout.write(valueSizes, s.batch(), s.kvHeads(), sequence, s.keys(), s.valueDim(), heads, columns);
        bindLaunch(launches.get(0), s, s.keyDim());
        bindLaunch(launches.get(1), s, s.valueDim());
        core.bind(problem);
    }

    private void bindLaunch(Launch launch, CoreShape s, int dim) {
        long batchHeads = (long) s.batch() * s.kvHeads();
        switch (strategy) {
            case "tiled" -> launch.groups(batchHeads * blocks(s.keys(), TILE) * blocks(dim, TILE));
            case "lanes" ->
                launch.items(batchHeads
                        * blocks(s.keys(), SequenceProjection.LANE_RANKS)
                        * blocks(dim, SequenceProjection.LANE_COLUMNS));
            default -> launch.items(batchHeads * s.keys() * dim);
        }
    }

    private static long blocks(int size, int block) {
        return (size + block - 1) / block;
    }
}
