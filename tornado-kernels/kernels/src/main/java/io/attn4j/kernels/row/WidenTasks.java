package io.attn4j.kernels.row;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.Storage;
import io.attn4j.plan.row.Widen;

/** {@link Widen} as one task. */
public final class WidenTasks extends StepTasks<Widen> {
    private final SizeTable sizes = table(WidenKernel.SIZE);
    private final TaskGrid launch;

    /** Tasks for steps up to {@code capacity}. */
    public WidenTasks(Widen capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        launch = add(KernelTask.of(
                RowLaunch.of(capacity.task(), device),
                capacity.x().buffer().storage() == Storage.F16 ? WidenKernel::forwardF16 : WidenKernel::forwardBf16,
                packed(capacity.x()),
                sizes.array(),
                array(capacity.y())));
    }

    @Override
    public void bind(Widen step) {
        sizes.set(WidenKernel.COUNT, step.y().columns());
        launch.items(Math.ceilDiv(step.y().columns(), 2));
    }
}
