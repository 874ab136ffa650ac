package io.attn4j.kernels.row;

import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.row.LayerNorm;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** {@link LayerNorm} as one task: a work-item for each row on a CPU, a group for each row elsewhere. */
public final class LayerNormTasks extends StepTasks<LayerNorm> {
    private final SizeTable sizes = table(LayerNormKernel.SIZE);
    private final FloatArray scalars = scalars(1);
    private final boolean groups;
    private final TaskGrid launch;

    /**
     * Tasks for steps up to {@code capacity}.
     *
     * @throws IllegalArgumentException when the device allows no group of 128
     */
    public LayerNormTasks(LayerNorm capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        FloatArray x = array(capacity.x());
        FloatArray gamma = array(capacity.gamma());
        FloatArray beta = array(capacity.beta());
        FloatArray y = array(capacity.y());
        groups = device.type() != DeviceType.CPU;
        launch = add(
                groups
                        ? KernelTask.of(
                                new TaskGrid(
                                        capacity.task(),
                                        device,
                                        LayerNormKernel.GROUP,
                                        LayerNormKernel.GROUP_LOCAL_BYTES),
                                LayerNormKernel::forwardGroups,
                                x,
                                gamma,
                                beta,
                                sizes.array(),
                                scalars,
                                y)
                        : KernelTask.of(
                                RowLaunch.of(capacity.task(), device),
                                LayerNormKernel::forwardRows,
                                x,
                                gamma,
                                beta,
                                sizes.array(),
                                scalars,
                                y));
    }

    @Override
    public void bind(LayerNorm step) {
        sizes.shape(LayerNormKernel.BATCH, step.x())
                .given(LayerNormKernel.HAS_BETA, step.beta())
                .offset(LayerNormKernel.GAMMA_OFFSET, step.gamma())
                .offset(LayerNormKernel.BETA_OFFSET, step.beta())
                .view(LayerNormKernel.X, step.x())
                .view(LayerNormKernel.Y, step.y());
        scalars.set(0, step.epsilon());
        if (groups) {
            launch.groups((long) step.x().batch() * step.x().heads() * step.x().rows());
        } else {
            launch.rows(step.x(), 1);
        }
    }
}
