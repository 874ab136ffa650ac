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
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** {@link SegmentPool} as one task. */
public final class SegmentPoolTasks extends StepTasks<SegmentPool> {
    private final SizeTable sizes = table(SegmentPoolKernel.SIZE);
    private final IntArray lengths;
    private final TaskGrid launch;

    /** Tasks for steps up to {@code capacity}. */
    public SegmentPoolTasks(SegmentPool capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        lengths = integers(capacity.x().batch());
        FloatArray x = array(capacity.x());
        FloatArray y = array(capacity.y());
        TaskGrid rows = RowLaunch.of(capacity.task(), device);
        launch = add(
                switch (capacity.kind()) {
                    case MEAN -> KernelTask.of(rows, SegmentPoolKernel::forwardMean, x, lengths, sizes.array(), y);
                    case VALID_MEAN ->
                        KernelTask.of(rows, SegmentPoolKernel::forwardValidMean, x, lengths, sizes.array(), y);
                    case MAX -> KernelTask.of(rows, SegmentPoolKernel::forwardMax, x, lengths, sizes.array(), y);
                    case WEIGHTED ->
                        KernelTask.of(
                                rows,
                                SegmentPoolKernel::forwardWeighted,
                                x,
                                array(capacity.weights()),
                                lengths,
                                sizes.array(),
                                y);
                });
    }

    @Override
    public void bind(SegmentPool step) {
        View to = step.y();
        writeLengths(lengths, step.lengths(), step.x());
        sizes.set(SegmentPoolKernel.BATCH, to.batch())
                .set(SegmentPoolKernel.HEADS, to.heads())
                .set(SegmentPoolKernel.SEQUENCE, step.x().rows())
                .set(SegmentPoolKernel.SEGMENTS, to.rows())
                .set(SegmentPoolKernel.COLUMNS, to.columns())
                .set(SegmentPoolKernel.STRIDE, step.stride())
                .view(SegmentPoolKernel.X, step.x())
                .view(SegmentPoolKernel.WEIGHTS, step.weights())
                .view(SegmentPoolKernel.Y, to);
        launch.elements(to);
    }
}
