package io.attn4j.kernels.row;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.View;
import io.attn4j.plan.row.Rearrange;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** {@link Rearrange} as one task. */
public final class RearrangeTasks extends StepTasks<Rearrange> {
    private final SizeTable sizes = table(RearrangeKernel.SIZE);
    private final FloatArray alpha;
    private final TaskGrid launch;

    /** Tasks for steps up to {@code capacity}. */
    public RearrangeTasks(Rearrange capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        alpha = scalars(capacity.alpha() == null ? 1 : capacity.alpha().length);
        launch = add(KernelTask.of(
                RowLaunch.of(capacity.task(), device),
                RearrangeKernel::forwardRows,
                array(capacity.x()),
                alpha,
                sizes.array(),
                array(capacity.y())));
    }

    @Override
    public void bind(Rearrange step) {
        View from = step.x();
        View to = step.y();
        // writing along memory: a scattered read costs a cache less than a scattered write
        if (to.rowStride() < to.columnStride()) {
            from = from.transposed();
            to = to.transposed();
        }
        int lanes = RowLaunch.lanes(device(), from.columns());
        sizes.shape(RearrangeKernel.BATCH, from)
                .set(RearrangeKernel.LANES, lanes)
                .given(RearrangeKernel.SCALED, step.alpha())
                .view(RearrangeKernel.X, from)
                .view(RearrangeKernel.Y, to);
        if (step.alpha() != null) {
            for (int h = 0; h < step.alpha().length; h++) {
                alpha.set(h, step.alpha()[h]);
            }
        }
        launch.rows(from, lanes);
    }
}
