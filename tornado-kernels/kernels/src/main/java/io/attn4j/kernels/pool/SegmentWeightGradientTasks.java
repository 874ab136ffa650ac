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
import io.attn4j.plan.pool.SegmentWeightGradient;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** {@link SegmentWeightGradient} as one task. */
public final class SegmentWeightGradientTasks extends StepTasks<SegmentWeightGradient> {
    private final SizeTable sizes = table(SegmentWeightGradientKernel.SIZE);
    private final IntArray lengths;
    private final TaskGrid launch;

    /** Tasks for steps up to {@code capacity}. */
    public SegmentWeightGradientTasks(SegmentWeightGradient capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        View from = capacity.pool().x();
        lengths = integers(from.batch());
        launch = add(KernelTask.of(
                RowLaunch.of(capacity.task(), device),
                SegmentWeightGradientKernel::backwardSums,
                array(from),
                array(capacity.dy()),
                lengths,
                sizes.array(),
                array(capacity.dw())));
    }

    @Override
    public void bind(SegmentWeightGradient step) {
        SegmentPool pool = step.pool();
        View from = pool.x();
        writeLengths(lengths, pool.lengths(), from);
        sizes.set(SegmentWeightGradientKernel.BATCH, from.batch())
                .set(SegmentWeightGradientKernel.HEADS, from.heads())
                .set(SegmentWeightGradientKernel.SEQUENCE, from.rows())
                .set(SegmentWeightGradientKernel.SEGMENTS, pool.y().rows())
                .set(SegmentWeightGradientKernel.COLUMNS, from.columns())
                .set(SegmentWeightGradientKernel.STRIDE, pool.stride())
                .view(SegmentWeightGradientKernel.X, from)
                .view(SegmentWeightGradientKernel.DY, step.dy())
                .view(SegmentWeightGradientKernel.DW, step.dw());
        launch.items((long) from.heads() * pool.stride() * from.columns());
    }
}
