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
import io.attn4j.plan.pool.SegmentWeightGradient;
import java.util.List;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link SegmentWeightGradient} as one task. */
public final class SegmentWeightGradientTasks implements StepTasks {
    private final KernelContext context = new KernelContext();
    private final TaskGrid launch;
    private final FloatArray x;
    private final FloatArray dy;
    private final FloatArray dw;
    private final IntArray lengths;
    private final IntArray sizes = new IntArray(SegmentWeightGradientKernel.SIZE);

    /** Tasks for steps up to {@code capacity}. */
    public SegmentWeightGradientTasks(SegmentWeightGradient capacity, DeviceArrays arrays, GraphDevice device) {
        launch = RowLaunch.of(capacity.task(), "SegmentWeightGradientKernel.backwardSums", device);
        x = arrays.of(capacity.pool().x());
        dy = arrays.of(capacity.dy());
        dw = arrays.of(capacity.dw());
        lengths = new IntArray(capacity.pool().x().batch());
    }

    @Override
    public void addTo(TaskGraph graph) {
        graph.task(launch.task(), SegmentWeightGradientKernel::backwardSums, context, x, dy, lengths, sizes, dw);
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
        SegmentWeightGradient gradient = (SegmentWeightGradient) step;
        SegmentPool pool = gradient.pool();
        View from = pool.x();
        for (int b = 0; b < from.batch(); b++) {
            lengths.set(b, pool.lengths() == null ? from.rows() : pool.lengths()[b]);
        }
        sizes.set(SegmentWeightGradientKernel.BATCH, from.batch());
        sizes.set(SegmentWeightGradientKernel.HEADS, from.heads());
        sizes.set(SegmentWeightGradientKernel.SEQUENCE, from.rows());
        sizes.set(SegmentWeightGradientKernel.SEGMENTS, pool.y().rows());
        sizes.set(SegmentWeightGradientKernel.COLUMNS, from.columns());
        sizes.set(SegmentWeightGradientKernel.STRIDE, pool.stride());
        ViewLayout.write(sizes, SegmentWeightGradientKernel.X, from);
        ViewLayout.write(sizes, SegmentWeightGradientKernel.DY, gradient.dy());
        ViewLayout.write(sizes, SegmentWeightGradientKernel.DW, gradient.dw());
        launch.items((long) from.heads() * pool.stride() * from.columns());
    }
}
