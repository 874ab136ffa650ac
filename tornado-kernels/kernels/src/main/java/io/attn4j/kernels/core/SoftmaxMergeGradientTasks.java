package io.attn4j.kernels.core;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.core.SoftmaxMergeGradient;
import java.util.List;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link SoftmaxMergeGradient} as two tasks: gradients by the log-sum-exps, then by the outputs. */
public final class SoftmaxMergeGradientTasks implements StepTasks {
    private final KernelContext context = new KernelContext();
    private final FloatArray absent = new FloatArray(1);
    private final GraphDevice device;
    private final TaskGrid logSums;
    private final TaskGrid outputs;
    private final FloatArray o1;
    private final FloatArray lse1;
    private final FloatArray o2;
    private final FloatArray lse2;
    private final FloatArray o;
    private final FloatArray lse;
    private final FloatArray gradient;
    private final FloatArray lseGradient;
    private final FloatArray do1;
    private final FloatArray dlse1;
    private final FloatArray do2;
    private final FloatArray dlse2;
    private final IntArray sizes = new IntArray(SoftmaxMergeGradientKernel.SIZE);

    /** Tasks for steps up to {@code capacity}. */
    public SoftmaxMergeGradientTasks(SoftmaxMergeGradient capacity, DeviceArrays arrays, GraphDevice device) {
        this.device = device;
        logSums = RowLaunch.of(capacity.task() + "LogSums", "SoftmaxMergeGradientKernel.backwardLogSums", device);
        outputs = RowLaunch.of(capacity.task(), "SoftmaxMergeGradientKernel.backwardOutputs", device);
        o1 = arrays.of(capacity.merge().o1());
        lse1 = arrays.of(capacity.merge().lse1());
        o2 = arrays.of(capacity.merge().o2());
        lse2 = arrays.of(capacity.merge().lse2());
        o = arrays.of(capacity.merge().o());
        lse = arrays.of(capacity.merge().lse());
        gradient = arrays.of(capacity.outputGradient());
        lseGradient = arrays.of(capacity.lseGradient(), absent);
        do1 = arrays.of(capacity.do1());
        dlse1 = arrays.of(capacity.dlse1());
        do2 = arrays.of(capacity.do2());
        dlse2 = arrays.of(capacity.dlse2());
    }

    @Override
    public void addTo(TaskGraph graph) {
        graph.task(
                        logSums.task(),
                        SoftmaxMergeGradientKernel::backwardLogSums,
                        context,
                        o1,
                        lse1,
                        o2,
                        lse2,
                        o,
                        lse,
                        gradient,
                        lseGradient,
                        sizes,
                        dlse1,
                        dlse2)
                .task(
                        outputs.task(),
                        SoftmaxMergeGradientKernel::backwardOutputs,
                        context,
                        lse1,
                        lse2,
                        lse,
                        gradient,
                        sizes,
                        do1,
                        do2);
    }

    @Override
    public void bind(Step step) {
        SoftmaxMergeGradient s = (SoftmaxMergeGradient) step;
        View of = s.outputGradient();
        int lanes = RowLaunch.lanes(device, of.columns());
        sizes.set(SoftmaxMergeGradientKernel.BATCH, of.batch());
        sizes.set(SoftmaxMergeGradientKernel.HEADS, of.heads());
        sizes.set(SoftmaxMergeGradientKernel.ROWS, of.rows());
        sizes.set(SoftmaxMergeGradientKernel.COLUMNS, of.columns());
        sizes.set(SoftmaxMergeGradientKernel.LANES, lanes);
        sizes.set(SoftmaxMergeGradientKernel.HAS_LSE_GRADIENT, s.lseGradient() == null ? 0 : 1);
        ViewLayout.write(sizes, SoftmaxMergeGradientKernel.O1, s.merge().o1());
        ViewLayout.write(sizes, SoftmaxMergeGradientKernel.LSE1, s.merge().lse1());
        ViewLayout.write(sizes, SoftmaxMergeGradientKernel.O2, s.merge().o2());
        ViewLayout.write(sizes, SoftmaxMergeGradientKernel.LSE2, s.merge().lse2());
        ViewLayout.write(sizes, SoftmaxMergeGradientKernel.O, s.merge().o());
        ViewLayout.write(sizes, SoftmaxMergeGradientKernel.LSE, s.merge().lse());
        ViewLayout.write(sizes, SoftmaxMergeGradientKernel.GRADIENT, of);
        ViewLayout.write(sizes, SoftmaxMergeGradientKernel.LSE_GRADIENT, s.lseGradient());
        ViewLayout.write(sizes, SoftmaxMergeGradientKernel.DO1, s.do1());
        ViewLayout.write(sizes, SoftmaxMergeGradientKernel.DLSE1, s.dlse1());
        ViewLayout.write(sizes, SoftmaxMergeGradientKernel.DO2, s.do2());
        ViewLayout.write(sizes, SoftmaxMergeGradientKernel.DLSE2, s.dlse2());
        long rows = (long) of.batch() * of.heads() * of.rows();
        logSums.items(rows);
        outputs.items(rows * lanes);
    }

    @Override
    public List<TaskGrid> launches() {
        return List.of(logSums, outputs);
    }

    @Override
    public List<TornadoNativeArray> sizes() {
        return List.of(sizes);
    }

    @Override
    public List<FloatArray> placeholders() {
        return List.of(absent);
    }
}
