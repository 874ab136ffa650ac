package io.attn4j.kernels.core;

import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.KernelChoice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.core.FactorGradient;
import io.attn4j.plan.core.QueryGradient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link QueryGradient} or {@link FactorGradient} as two tasks: the rows' statistics, then the gradient. */
public final class QueryGradientTasks implements StepTasks {
    private final GradientOperands x;
    private final FloatArray y;
    private final TaskGrid launch;
    private final boolean factors;
    private final int keyDim;
    private final int valueDim;
    private final boolean tiled;

    private QueryGradientTasks(
            String task,
            CoreAttention core,
            View outputGradient,
            View delta,
            View y,
            boolean factors,
            DeviceArrays arrays,
            KernelChoice choice,
            GraphDevice device) {
        x = new GradientOperands(task, core, outputGradient, delta, arrays, device);
        this.y = arrays.of(y);
        this.factors = factors;
        tiled = GradientOperands.tiled(choice, device);
        Map<String, Integer> constants = new LinkedHashMap<>();
        if (tiled) {
            keyDim = factors ? 0 : GradientOperands.tiledColumns(core.a().columns());
            valueDim = keyDim;
            if (!factors) {
                constants.put("dim", keyDim);
            }
            launch = new TaskGrid(
                            task,
                            factors ? "QueryGradientTiled.backwardFactorTiles" : "QueryGradientTiled.backwardTiled",
                            constants,
                            device,
                            QueryGradientTiled.GROUP,
                            QueryGradientTiled.tiledLocalBytes(QueryGradientTiled.TILE))
                    .tile(QueryGradientTiled.TILE, QueryGradientTiled.TILE);
        } else {
            int[] capacities = GradientOperands.lanesCapacities(core);
            keyDim = capacities[0];
            valueDim = capacities[1];
            constants.put("keyDim", keyDim);
            constants.put("valueDim", valueDim);
            String kernel = factors ? "QueryGradientKernel.backwardFactorLanes" : "QueryGradientKernel.backwardLanes";
            launch = new TaskGrid(task, kernel, constants, device, 1, 0).tile(QueryGradientKernel.LANES, 4);
        }
        launch.decidedBy(CoreAttentionTasks.ROLE);
    }

    /** Tasks for gradients by queries up to {@code capacity}. */
    public static StepTasks queries(
            QueryGradient capacity, DeviceArrays arrays, KernelChoice choice, GraphDevice device) {
        return new QueryGradientTasks(
                capacity.task(),
                capacity.core(),
                capacity.outputGradient(),
                capacity.delta(),
                capacity.y(),
                false,
                arrays,
                choice,
                device);
    }

    /** Tasks for gradients by factors up to {@code capacity}. */
    public static StepTasks factors(
            FactorGradient capacity, DeviceArrays arrays, KernelChoice choice, GraphDevice device) {
        return new QueryGradientTasks(
                capacity.task(),
                capacity.core(),
                capacity.outputGradient(),
                capacity.delta(),
                capacity.y(),
                true,
                arrays,
                choice,
                device);
    }

    /** Elements of the array that the tasks need beside those of their plan. */
    public static List<Long> scratch(CoreAttention core) {
        return List.of((long) GradientOperands.statistics(core));
    }

    @Override
    public void addTo(TaskGraph graph) {
        x.addTo(graph);
        if (tiled && factors) {
            graph.task(
                    launch.task(),
                    QueryGradientTiled::backwardFactorTiles,
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
        } else if (tiled) {
            graph.task(
                    launch.task(),
                    QueryGradientTiled::backwardTiled,
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
                    keyDim);
        } else if (factors) {
            graph.task(
                    launch.task(),
                    QueryGradientKernel::backwardFactorLanes,
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
        } else {
            graph.task(
                    launch.task(),
                    QueryGradientKernel::backwardLanes,
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
    }

    @Override
    public void bind(Step step) {
        CoreAttention core;
        switch (step) {
            case FactorGradient s -> {
                core = s.core();
                x.bind(core, s.outputGradient(), s.delta(), s.y());
            }
            default -> {
                QueryGradient s = (QueryGradient) step;
                core = s.core();
                x.bind(core, s.outputGradient(), s.delta(), s.y());
            }
        }
        long batchHeads = (long) core.a().batch() * core.a().heads();
        int rows = core.a().rows();
        if (tiled) {
            int tiles = (rows + QueryGradientTiled.TILE - 1) / QueryGradientTiled.TILE;
            int parts = factors ? 1 : (core.a().columns() + keyDim - 1) / keyDim;
            launch.groups(batchHeads * tiles * parts);
        } else {
            launch.items(batchHeads * ((rows + QueryGradientKernel.LANES - 1) / QueryGradientKernel.LANES));
        }
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
