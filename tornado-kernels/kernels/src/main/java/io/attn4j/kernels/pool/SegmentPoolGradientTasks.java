package io.attn4j.kernels.pool;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.pool.SegmentPool;
import io.attn4j.plan.pool.SegmentPoolGradient;
import java.util.List;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link SegmentPoolGradient} as one task. */
public final class SegmentPoolGradientTasks implements StepTasks {
    private final KernelContext context = new KernelContext();
    private final SegmentPool.Kind kind;
    private final TaskGrid launch;
    private final FloatArray x;
    private final FloatArray weights;
    private final FloatArray dy;
    private final FloatArray dx;
    private final IntArray lengths;
    private final IntArray sizes = new IntArray(SegmentPoolGradientKernel.SIZE);

    /** Tasks for steps up to {@code capacity}. */
    public SegmentPoolGradientTasks(SegmentPoolGradient capacity, DeviceArrays arrays, GraphDevice device) {
        SegmentPool pool = capacity.pool();
        kind = pool.kind();
        String kernel = switch (kind) {
            case MEAN -> "SegmentPoolGradientKernel.backwardMean";
            case VALID_MEAN -> "SegmentPoolGradientKernel.backwardValidMean";
            case MAX -> "SegmentPoolGradientKernel.backwardMax";
            case WEIGHTED -> "SegmentPoolGradientKernel.backwardWeighted";
        };
        launch = RowLaunch.of(capacity.task(), kernel, device);
        x = kind == SegmentPool.Kind.MAX ? arrays.of(pool.x()) : null;
        weights = kind == SegmentPool.Kind.WEIGHTED ? arrays.of(pool.weights()) : null;
        dy = arrays.of(capacity.dy());
        dx = arrays.of(capacity.dx());
        lengths = new IntArray(pool.x().batch());
    }

    @Override
    public void addTo(TaskGraph graph) {
        switch (kind) {
            case MEAN ->
                graph.task(launch.task(), SegmentPoolGradientKernel::backwardMean, context, dy, lengths, sizes, dx);
            case VALID_MEAN ->
                graph.task(
                        launch.task(), SegmentPoolGradientKernel::backwardValidMean, context, dy, lengths, sizes, dx);
            case MAX ->
                graph.task(launch.task(), SegmentPoolGradientKernel::backwardMax, context, x, dy, lengths, sizes, dx);
            case WEIGHTED ->
                graph.task(
                        launch.task(),
                        SegmentPoolGradientKernel::backwardWeighted,
                        context,
                        weights,
                        dy,
                        lengths,
                        sizes,
                        dx);
        }
    }

    @Override
    public List<TaskGrid> launches() {
        return List.of(launch);
    }

    @Override
    public List<TornadoNativeArray> sizes() {
        return List.of(sizes, lengths);
    }

    @Override
    public void bind(Step step) {
        SegmentPoolGradient gradient = (SegmentPoolGradient) step;
        SegmentPool pool = gradient.pool();
        View from = pool.x();
        for (int b = 0; b < from.batch(); b++) {
            lengths.set(b, pool.lengths() == null ? from.rows() : pool.lengths()[b]);
        }
        sizes.set(SegmentPoolGradientKernel.BATCH, from.batch());
        sizes.set(SegmentPoolGradientKernel.HEADS, from.heads());
        sizes.set(SegmentPoolGradientKernel.SEQUENCE, from.rows());
        sizes.set(SegmentPoolGradientKernel.SEGMENTS, pool.y().rows());
        sizes.set(SegmentPoolGradientKernel.COLUMNS, from.columns());
        sizes.set(SegmentPoolGradientKernel.STRIDE, pool.stride());
        ViewLayout.write(sizes, SegmentPoolGradientKernel.X, from);
        ViewLayout.write(sizes, SegmentPoolGradientKernel.WEIGHTS, pool.weights());
        ViewLayout.write(sizes, SegmentPoolGradientKernel.DY, gradient.dy());
        ViewLayout.write(sizes, SegmentPoolGradientKernel.DX, gradient.dx());
        int rows = kind == SegmentPool.Kind.MAX ? pool.y().rows() : from.rows();
        launch.items((long) from.batch() * from.heads() * rows * from.columns());
    }
}
