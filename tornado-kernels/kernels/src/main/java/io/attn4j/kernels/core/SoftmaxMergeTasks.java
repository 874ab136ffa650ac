package io.attn4j.kernels.core;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.View;
import io.attn4j.plan.core.SoftmaxMerge;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** {@link SoftmaxMerge} as two tasks: outputs, then log-sum-exps, which may replace those that the outputs were joined by. */
public final class SoftmaxMergeTasks extends StepTasks<SoftmaxMerge> {
    private final SizeTable sizes = table(SoftmaxMergeKernel.SIZE);
    private final TaskGrid outputs;
    private final TaskGrid logSums;

    /** Tasks for steps up to {@code capacity}. */
    public SoftmaxMergeTasks(SoftmaxMerge capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        FloatArray lse1 = array(capacity.lse1());
        FloatArray lse2 = array(capacity.lse2());
        outputs = add(KernelTask.of(
                RowLaunch.of(capacity.task(), device),
                SoftmaxMergeKernel::forwardOutputs,
                array(capacity.o1()),
                lse1,
                array(capacity.o2()),
                lse2,
                sizes.array(),
                array(capacity.o())));
        logSums = add(KernelTask.of(
                RowLaunch.of(capacity.task() + "LogSums", device),
                SoftmaxMergeKernel::forwardLogSums,
                lse1,
                lse2,
                sizes.array(),
                array(capacity.lse())));
    }

    @Override
    public void bind(SoftmaxMerge step) {
        View to = step.o();
        int lanes = RowLaunch.lanes(device(), to.columns());
        sizes.shape(SoftmaxMergeKernel.BATCH, to)
                .set(SoftmaxMergeKernel.LANES, lanes)
                .view(SoftmaxMergeKernel.O1, step.o1())
                .view(SoftmaxMergeKernel.LSE1, step.lse1())
                .view(SoftmaxMergeKernel.O2, step.o2())
                .view(SoftmaxMergeKernel.LSE2, step.lse2())
                .view(SoftmaxMergeKernel.O, to)
                .view(SoftmaxMergeKernel.LSE, step.lse());
        outputs.rows(to, lanes);
        logSums.rows(to, 1);
    }
}
