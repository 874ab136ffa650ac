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
import io.attn4j.plan.core.SoftmaxMergeGradient;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** {@link SoftmaxMergeGradient} as two tasks: gradients by the log-sum-exps, then by the outputs. */
public final class SoftmaxMergeGradientTasks extends StepTasks<SoftmaxMergeGradient> {
    private final SizeTable sizes = table(SoftmaxMergeGradientKernel.SIZE);
    private final TaskGrid logSums;
    private final TaskGrid outputs;

    /** Tasks for steps up to {@code capacity}. */
    public SoftmaxMergeGradientTasks(SoftmaxMergeGradient capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        SoftmaxMerge merge = capacity.merge();
        FloatArray lse1 = array(merge.lse1());
        FloatArray lse2 = array(merge.lse2());
        FloatArray lse = array(merge.lse());
        FloatArray gradient = array(capacity.outputGradient());
        logSums = add(KernelTask.of(
                RowLaunch.of(capacity.task() + "LogSums", device),
                SoftmaxMergeGradientKernel::backwardLogSums,
                array(merge.o1()),
                lse1,
                array(merge.o2()),
                lse2,
                array(merge.o()),
                lse,
                gradient,
                array(capacity.lseGradient()),
                sizes.array(),
                array(capacity.dlse1()),
                array(capacity.dlse2())));
        outputs = add(KernelTask.of(
                RowLaunch.of(capacity.task(), device),
                SoftmaxMergeGradientKernel::backwardOutputs,
                lse1,
                lse2,
                lse,
                gradient,
                sizes.array(),
                array(capacity.do1()),
                array(capacity.do2())));
    }

    @Override
    public void bind(SoftmaxMergeGradient step) {
        View gradient = step.outputGradient();
        int lanes = RowLaunch.lanes(device(), gradient.columns());
        SoftmaxMerge merge = step.merge();
        sizes.shape(SoftmaxMergeGradientKernel.BATCH, gradient)
                .set(SoftmaxMergeGradientKernel.LANES, lanes)
                .given(SoftmaxMergeGradientKernel.HAS_LSE_GRADIENT, step.lseGradient())
                .view(SoftmaxMergeGradientKernel.O1, merge.o1())
                .view(SoftmaxMergeGradientKernel.LSE1, merge.lse1())
                .view(SoftmaxMergeGradientKernel.O2, merge.o2())
                .view(SoftmaxMergeGradientKernel.LSE2, merge.lse2())
                .view(SoftmaxMergeGradientKernel.O, merge.o())
                .view(SoftmaxMergeGradientKernel.LSE, merge.lse())
                .view(SoftmaxMergeGradientKernel.GRADIENT, gradient)
                .view(SoftmaxMergeGradientKernel.LSE_GRADIENT, step.lseGradient())
                .view(SoftmaxMergeGradientKernel.DO1, step.do1())
                .view(SoftmaxMergeGradientKernel.DLSE1, step.dlse1())
                .view(SoftmaxMergeGradientKernel.DO2, step.do2())
                .view(SoftmaxMergeGradientKernel.DLSE2, step.dlse2());
        logSums.rows(gradient, 1);
        outputs.rows(gradient, lanes);
    }
}
