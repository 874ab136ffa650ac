package io.attn4j.kernels.core;

import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.View;
import io.attn4j.plan.core.ProbabilitiesGradient;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** {@link ProbabilitiesGradient} as a task: a work-item for each row on CPUs, a group elsewhere. */
public final class ProbabilitiesGradientTasks extends StepTasks<ProbabilitiesGradient> {
    private final SizeTable sizes = table(ProbabilitiesGradientKernel.SIZE);
    private final IntArray ranges;
    private final boolean groups;
    private final TaskGrid launch;

    /** A task for steps up to {@code capacity}. */
    public ProbabilitiesGradientTasks(ProbabilitiesGradient capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        FloatArray p = array(capacity.step().s());
        FloatArray lseGradient = array(capacity.lseGradient());
        FloatArray d = array(capacity.d());
        ranges = integers(DeviceArrays.elements("ranges", capacity.integers()));
        groups = device.type() != DeviceType.CPU;
        launch = add(
                groups
                        ? KernelTask.of(
                                new TaskGrid(
                                        capacity.task(),
                                        device,
                                        ProbabilitiesGradientKernel.GROUP,
                                        (long) Float.BYTES * ProbabilitiesGradientKernel.GROUP),
                                ProbabilitiesGradientKernel::backwardGroups,
                                p,
                                lseGradient,
                                ranges,
                                sizes.array(),
                                d)
                        : KernelTask.of(
                                RowLaunch.of(capacity.task(), device),
                                ProbabilitiesGradientKernel::backwardLanes,
                                p,
                                lseGradient,
                                ranges,
                                sizes.array(),
                                d));
    }

    @Override
    public void bind(ProbabilitiesGradient step) {
        View d = step.d();
        sizes.shape(ProbabilitiesGradientKernel.BATCH, d)
                .given(ProbabilitiesGradientKernel.HAS_LSE_GRADIENT, step.lseGradient())
                .view(ProbabilitiesGradientKernel.P, step.step().s())
                .view(ProbabilitiesGradientKernel.D, d)
                .view(ProbabilitiesGradientKernel.LSE_GRADIENT, step.lseGradient());
        writeRanges(ranges, step.step().ranges());
        if (groups) {
            launch.groups((long) d.batch() * d.heads() * d.rows());
        } else {
            launch.rows(d, 1);
        }
    }
}
