package io.attn4j.kernels.row;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.Storage;
import io.attn4j.plan.row.Narrow;

/** {@link Narrow} as one task. */
public final class NarrowTasks extends StepTasks<Narrow> {
    private final SizeTable sizes = table(NarrowKernel.SIZE);
    private final TaskGrid launch;

    /** Tasks for steps up to {@code capacity}. */
    public NarrowTasks(Narrow capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        launch = add(KernelTask.of(
                RowLaunch.of(capacity.task(), device),
                capacity.y().buffer().storage() == Storage.F16 ? NarrowKernel::forwardF16 : NarrowKernel::forwardBf16,
                array(capacity.x()),
                sizes.array(),
                packed(capacity.y())));
    }

    @Override
    public void bind(Narrow step) {
        sizes.set(NarrowKernel.COUNT, step.x().columns());
        launch.items(Math.ceilDiv(step.x().columns(), 2));
    }
}
