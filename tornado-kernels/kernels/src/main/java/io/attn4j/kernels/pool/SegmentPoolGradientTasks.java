package io.attn4j.kernels.pool;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.View;
import io.attn4j.plan.pool.SegmentPool;
import io.attn4j.plan.pool.SegmentPoolGradient;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** {@link SegmentPoolGradient} as one task. */
public final class SegmentPoolGradientTasks extends StepTasks<SegmentPoolGradient> {
    private final SizeTable sizes = table(SegmentPoolGradientKernel.SIZE);
    private final IntArray lengths;
    private final TaskGrid launch;

    /** Tasks for steps up to {@code capacity}. */
    public SegmentPoolGradientTasks(SegmentPoolGradient capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        SegmentPool pool = capacity.pool();
        lengths = integers(pool.x().batch());
        FloatArray dy = array(capacity.dy());
        FloatArray dx = array(capacity.dx());
        TaskGrid rows = RowLaunch.of(capacity.task(), device);
        launch = add(
                switch (pool.kind()) {
                    case MEAN ->
                        KernelTask.of(rows, SegmentPoolGradientKernel::backwardMean, dy, lengths, sizes.array(), dx);
                    case VALID_MEAN ->
                        KernelTask.of(
                                rows, SegmentPoolGradientKernel::backwardValidMean, dy, lengths, sizes.array(), dx);
                    case MAX ->
                        KernelTask.of(
                                rows,
                                SegmentPoolGradientKernel::backwardMax,
                                array(pool.x()),
                                dy,
                                lengths,
                                sizes.array(),
                                dx);
                    case WEIGHTED ->
                        KernelTask.of(
                                rows,
                                SegmentPoolGradientKernel::backwardWeighted,
                                array(pool.weights()),
                                dy,
                                lengths,
                                sizes.array(),
                                dx);
                });
    }

    @Override
    public void bind(SegmentPoolGradient step) {
        SegmentPool pool = step.pool();
        View from = pool.x();
        writeLengths(lengths, pool.lengths(), from);
        sizes.set(SegmentPoolGradientKernel.BATCH, from.batch())
                .set(SegmentPoolGradientKernel.HEADS, from.heads())
                .set(SegmentPoolGradientKernel.SEQUENCE, from.rows())
                .set(SegmentPoolGradientKernel.SEGMENTS, pool.y().rows())
                .set(SegmentPoolGradientKernel.COLUMNS, from.columns())
                .set(SegmentPoolGradientKernel.STRIDE, pool.stride())
                .view(SegmentPoolGradientKernel.X, from)
                .view(SegmentPoolGradientKernel.WEIGHTS, pool.weights())
                .view(SegmentPoolGradientKernel.DY, step.dy())
                .view(SegmentPoolGradientKernel.DX, step.dx());
        launch.elements(pool.kind() == SegmentPool.Kind.MAX ? pool.y() : from);
    }
}
