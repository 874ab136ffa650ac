package io.attn4j.kernels.loss;

import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.loss.CrossEntropy;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** {@link CrossEntropy} as one task: a work-item for each row on a CPU, a group for each row elsewhere. */
public final class CrossEntropyTasks extends StepTasks<CrossEntropy> {
    private final SizeTable sizes = table(CrossEntropyKernel.SIZE);
    private final FloatArray scalars = scalars(1);
    private final boolean groups;
    private final TaskGrid launch;

    /**
     * A task for steps up to {@code capacity}.
     *
     * @throws IllegalArgumentException when a device other than a CPU allows no group of 128
     */
    public CrossEntropyTasks(CrossEntropy capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        FloatArray logits = array(capacity.logits());
        FloatArray targets = array(capacity.targets());
        FloatArray y = array(capacity.y());
        FloatArray lse = array(capacity.lse());
        groups = device.type() != DeviceType.CPU;
        launch = add(
                groups
                        ? KernelTask.of(
                                new TaskGrid(
                                        capacity.task(),
                                        device,
                                        CrossEntropyKernel.GROUP,
                                        CrossEntropyKernel.GROUP_LOCAL_BYTES),
                                CrossEntropyKernel::forwardGroups,
                                logits,
                                targets,
                                sizes.array(),
                                scalars,
                                y,
                                lse)
                        : KernelTask.of(
                                RowLaunch.of(capacity.task(), device),
                                CrossEntropyKernel::forwardRows,
                                logits,
                                targets,
                                sizes.array(),
                                scalars,
                                y,
                                lse));
    }

    @Override
    public void bind(CrossEntropy step) {
        sizes.set(CrossEntropyKernel.BATCH, step.logits().batch())
                .set(CrossEntropyKernel.ROWS, step.logits().rows())
                .set(CrossEntropyKernel.COLUMNS, step.logits().columns())
                .view(CrossEntropyKernel.LOGITS, step.logits())
                .view(CrossEntropyKernel.TARGETS, step.targets())
                .view(CrossEntropyKernel.Y, step.y())
                .view(CrossEntropyKernel.LSE, step.lse());
        scalars.set(0, step.smoothing());
        if (groups) {
            launch.groups((long) step.y().batch() * step.y().rows());
        } else {
            launch.rows(step.y(), 1);
        }
    }
}
