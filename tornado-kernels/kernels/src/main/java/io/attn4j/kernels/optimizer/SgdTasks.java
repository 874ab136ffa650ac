package io.attn4j.kernels.optimizer;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.optimizer.Sgd;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** {@link Sgd} as a task. */
public final class SgdTasks extends StepTasks<Sgd> {
    private final SizeTable sizes = table(SgdKernel.SIZE);
    private final FloatArray constants = scalars(SgdKernel.CONSTANTS);
    private final TaskGrid launch;

    /** A task for steps up to {@code capacity}. */
    public SgdTasks(Sgd capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        launch = add(KernelTask.of(
                RowLaunch.of(capacity.task(), device),
                SgdKernel::forwardElements,
                array(capacity.gradient()),
                array(capacity.scale()),
                array(capacity.rate()),
                sizes.array(),
                constants,
                array(capacity.parameter()),
                result(capacity.velocity())));
    }

    @Override
    public void bind(Sgd step) {
        sizes.set(SgdKernel.COUNT, step.parameter().columns())
                .given(SgdKernel.HAS_SCALE, step.scale())
                .given(SgdKernel.HAS_VELOCITY, step.velocity())
                .set(SgdKernel.NESTEROV, step.nesterov() ? 1 : 0)
                .offset(SgdKernel.GRADIENT_OFFSET, step.gradient())
                .offset(SgdKernel.SCALE_OFFSET, step.scale())
                .offset(SgdKernel.RATE_OFFSET, step.rate())
                .offset(SgdKernel.PARAMETER_OFFSET, step.parameter())
                .offset(SgdKernel.VELOCITY_OFFSET, step.velocity());
        constants.set(SgdKernel.MOMENTUM, (float) step.momentum());
        constants.set(SgdKernel.DECAY, (float) step.decay());
        launch.elements(step.parameter());
    }
}
