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
import java.util.List;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link SegmentPool} as one task. */
public final class SegmentPoolTasks implements StepTasks {
    private final KernelContext context = new KernelContext();
    private final SegmentPool.Kind kind;
    private final TaskGrid launch;
    private final FloatArray x;
    private final FloatArray weights;
    private final FloatArray y;
    private final IntArray lengths;
    private final IntArray sizes = new IntArray(SegmentPoolKernel.SIZE);

    /** Tasks for steps up to {@code capacity}. */
    public SegmentPoolTasks(SegmentPool capacity, DeviceArrays arrays, GraphDevice device) {
        kind = capacity.kind();
        String kernel = switch (kind) {
            case MEAN -> "SegmentPoolKernel.forwardMean";
            case VALID_MEAN -> "SegmentPoolKernel.forwardValidMean";
            case MAX -> "SegmentPoolKernel.forwardMax";
            case WEIGHTED -> "SegmentPoolKernel.forwardWeighted";
        };
        launch = RowLaunch.of(capacity.task(), kernel, device);
        x = arrays.of(capacity.x());
        weights = kind == SegmentPool.Kind.WEIGHTED ? arrays.of(capacity.weights()) : null;
        y = arrays.of(capacity.y());
        lengths = new IntArray(capacity.x().batch());
    }

    @Override
    public void addTo(TaskGraph graph) {
        switch (kind) {
            case MEAN -> graph.task(launch.task(), SegmentPoolKernel::forwardMean, context, x, lengths, sizes, y);
            case VALID_MEAN ->
                graph.task(launch.task(), SegmentPoolKernel::forwardValidMean, context, x, lengths, sizes, y);
            case MAX -> graph.task(launch.task(), SegmentPoolKernel::forwardMax, context, x, lengths, sizes, y);
            case WEIGHTED ->
                graph.task(launch.task(), SegmentPoolKernel::forwardWeighted, context, x, weights, lengths, sizes, y);
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
        SegmentPool pool = (SegmentPool) step;
        View from = pool.x();
        View to = pool.y();
        for (int b = 0; b < from.batch(); b++) {
            lengths.set(b, pool.lengths() == null ? from.rows() : pool.lengths()[b]);
        }
        sizes.set(SegmentPoolKernel.BATCH, to.batch());
        sizes.set(SegmentPoolKernel.HEADS, to.heads());
        sizes.set(SegmentPoolKernel.SEQUENCE, from.rows());
        sizes.set(SegmentPoolKernel.SEGMENTS, to.rows());
        sizes.set(SegmentPoolKernel.COLUMNS, to.columns());
        sizes.set(SegmentPoolKernel.STRIDE, pool.stride());
        ViewLayout.write(sizes, SegmentPoolKernel.X, from);
        ViewLayout.write(sizes, SegmentPoolKernel.WEIGHTS, pool.weights());
        ViewLayout.write(sizes, SegmentPoolKernel.Y, to);
        launch.items((long) to.batch() * to.heads() * to.rows() * to.columns());
    }
}
