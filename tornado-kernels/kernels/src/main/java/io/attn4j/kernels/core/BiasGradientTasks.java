package io.attn4j.kernels.core;

import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.KernelChoice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.Step;
import io.attn4j.plan.core.BiasGradient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link BiasGradient} as two tasks: the rows' statistics, then the gradient. */
public final class BiasGradientTasks implements StepTasks {
    private final GradientOperands x;
    private final FloatArray y;
    private final TaskGrid launch;
    private final int keyDim;
    private final int valueDim;
    private final boolean tiled;

    /** Tasks for steps up to {@code capacity}. */
    public BiasGradientTasks(BiasGradient capacity, DeviceArrays arrays, KernelChoice choice, GraphDevice device) {
        x = new GradientOperands(
                capacity.task(), capacity.core(), capacity.outputGradient(), capacity.delta(), arrays, device);
        y = arrays.of(capacity.y());
        tiled = GradientOperands.tiled(choice, device);
        if (tiled) {
            keyDim = 0;
            valueDim = 0;
            launch = new TaskGrid(
                            capacity.task(),
                            "KeyGradientTiled.backwardBiasTiles",
                            Map.of(),
                            device,
                            KeyGradientTiled.GROUP,
                            QueryGradientTiled.tiledLocalBytes(QueryGradientTiled.TILE))
                    .tile(QueryGradientTiled.TILE, KeyGradientTiled.TILE)
                    .decidedBy(CoreAttentionTasks.ROLE);
            return;
        }
        int[] capacities = GradientOperands.lanesCapacities(capacity.core());
        keyDim = capacities[0];
        valueDim = capacities[1];
        Map<String, Integer> constants = new LinkedHashMap<>();
        constants.put("keyDim", keyDim);
        constants.put("valueDim", valueDim);
        launch = new TaskGrid(capacity.task(), "KeyGradientKernel.backwardBiasLanes", constants, device, 1, 0)
                .tile(KeyGradientKernel.BIAS_ROWS, KeyGradientKernel.LANES)
                .decidedBy(CoreAttentionTasks.ROLE);
    }

    @Override
    public void addTo(TaskGraph graph) {
        x.addTo(graph);
        if (tiled) {
            graph.task(
                    launch.task(),
                    KeyGradientTiled::backwardBiasTiles,
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
                    y);
            return;
        }
        graph.task(
                launch.task(),
                KeyGradientKernel::backwardBiasLanes,
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
                y,
                keyDim,
                valueDim);
    }

    @Override
    public void bind(Step step) {
        BiasGradient s = (BiasGradient) step;
        x.bind(s.core(), s.outputGradient(), s.delta(), s.y());
        if (tiled) {
            long rowTiles = (s.y().rows() + QueryGradientTiled.TILE - 1) / QueryGradientTiled.TILE;
            long tiles = (s.y().columns() + KeyGradientTiled.TILE - 1) / KeyGradientTiled.TILE;
            launch.groups(s.y().batch() * s.y().heads() * rowTiles * tiles);
            return;
        }
        long rowBlocks = (s.y().rows() + KeyGradientKernel.BIAS_ROWS - 1) / KeyGradientKernel.BIAS_ROWS;
        long keyTiles = (s.y().columns() + KeyGradientKernel.LANES - 1) / KeyGradientKernel.LANES;
        launch.items(s.y().batch() * s.y().heads() * rowBlocks * keyTiles);
    }

    @Override
    public List<TaskGrid> launches() {
        return List.of(x.launch(), launch);
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
        return List.of(x.statistics);
    }
}
