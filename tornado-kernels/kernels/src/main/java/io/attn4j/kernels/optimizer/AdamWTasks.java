package io.attn4j.kernels.optimizer;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.optimizer.AdamW;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** {@link AdamW} as a task. */
public final class AdamWTasks extends StepTasks<AdamW> {
    private final SizeTable sizes = table(AdamWKernel.SIZE);
    private final FloatArray constants = scalars(AdamWKernel.CONSTANTS);
    private final TaskGrid launch;

    /** A task for steps up to {@code capacity}. */
    public AdamWTasks(AdamW capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        launch = add(KernelTask.of(
                RowLaunch.of(capacity.task(), device),
                AdamWKernel::forwardElements,
                array(capacity.gradient()),
                array(capacity.scale()),
                array(capacity.scalars()),
                sizes.array(),
                constants,
                array(capacity.parameter()),
                array(capacity.first()),
                array(capacity.second())));
    }

    @Override
    public void bind(AdamW step) {
        sizes.set(AdamWKernel.COUNT, step.parameter().columns())
                .given(AdamWKernel.HAS_SCALE, step.scale())
                .offset(AdamWKernel.GRADIENT_OFFSET, step.gradient())
                .offset(AdamWKernel.SCALE_OFFSET, step.scale())
                .offset(AdamWKernel.SCALARS_OFFSET, step.scalars())
                .offset(AdamWKernel.PARAMETER_OFFSET, step.parameter())
                .offset(AdamWKernel.FIRST_OFFSET, step.first())
                .offset(AdamWKernel.SECOND_OFFSET, step.second());
        constants.set(AdamWKernel.BETA1, (float) step.beta1());
        constants.set(AdamWKernel.REST1, (float) (1 - step.beta1()));
        constants.set(AdamWKernel.BETA2, (float) step.beta2());
        constants.set(AdamWKernel.REST2, (float) (1 - step.beta2()));
        constants.set(AdamWKernel.EPSILON, (float) step.epsilon());
        constants.set(AdamWKernel.DECAY, (float) step.decay());
        launch.elements(step.parameter());
    }
}
