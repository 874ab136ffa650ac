package io.attn4j.kernels.pool;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.Launch;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.SegmentPool;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
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
    private final Launch launch;
    private final FloatArray x;
    private final FloatArray weights;
    private final FloatArray y;
    private final IntArray lengths;
    private final IntArray sizes = new IntArray(SegmentPooling.SIZE);

    /** Tasks for steps up to {@code capacity}. */
    public SegmentPoolTasks(SegmentPool capacity, DeviceArrays arrays, GraphDevice device) {
        kind = capacity.kind();
        String kernel = switch (kind) {
            case MEAN -> "SegmentPooling.forwardMean";
            case VALID_MEAN -> "SegmentPooling.forwardValidMean";
            case MAX -> "SegmentPooling.forwardMax";
            case WEIGHTED -> "SegmentPooling.forwardWeighted";
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
            case MEAN -> graph.task(launch.task(), SegmentPooling::forwardMean, context, x, lengths, sizes, y);
            case VALID_MEAN ->
                graph.task(launch.task(), SegmentPooling::forwardValidMean, context, x, lengths, sizes, y);
            case MAX -> graph.task(launch.task(), SegmentPooling::forwardMax, context, x, lengths, sizes, y);
            case WEIGHTED ->
                graph.task(launch.task(), SegmentPooling::forwardWeighted, context, x, weights, lengths, sizes, y);
        }
    }

    @Override
    public List<Launch> launches() {
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
        sizes.set(SegmentPooling.BATCH, to.batch());
        sizes.set(SegmentPooling.HEADS, to.heads());
        sizes.set(SegmentPooling.SEQUENCE, from.rows());
        sizes.set(SegmentPooling.SEGMENTS, to.rows());
        sizes.set(SegmentPooling.COLUMNS, to.columns());
        sizes.set(SegmentPooling.STRIDE, pool.stride());
        ViewLayout.write(sizes, SegmentPooling.X, from);
        ViewLayout.write(sizes, SegmentPooling.WEIGHTS, pool.weights());
        ViewLayout.write(sizes, SegmentPooling.Y, to);
        launch.items((long) to.batch() * to.heads() * to.rows() * to.columns());
    }
}
