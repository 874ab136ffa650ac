package io.attn4j.kernels.core;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.core.SoftmaxMerge;
import java.util.List;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link SoftmaxMerge} as two tasks: outputs, then log-sum-exps, which may replace those that the outputs were joined by. */
public final class SoftmaxMergeTasks implements StepTasks {
    private final KernelContext context = new KernelContext();
    private final GraphDevice device;
    private final TaskGrid outputs;
    private final TaskGrid logSums;
    private final FloatArray o1;
    private final FloatArray lse1;
    private final FloatArray o2;
    private final FloatArray lse2;
    private final FloatArray o;
    private final FloatArray lse;
    private final IntArray sizes = new IntArray(SoftmaxMergeKernel.SIZE);

    /** Tasks for steps up to {@code capacity}. */
    public SoftmaxMergeTasks(SoftmaxMerge capacity, DeviceArrays arrays, GraphDevice device) {
        this.device = device;
        outputs = RowLaunch.of(capacity.task(), "SoftmaxMergeKernel.forwardOutputs", device);
        logSums = RowLaunch.of(capacity.task() + "LogSums", "SoftmaxMergeKernel.forwardLogSums", device);
        o1 = arrays.of(capacity.o1());
        lse1 = arrays.of(capacity.lse1());
        o2 = arrays.of(capacity.o2());
        lse2 = arrays.of(capacity.lse2());
        o = arrays.of(capacity.o());
        lse = arrays.of(capacity.lse());
    }

    @Override
    public void addTo(TaskGraph graph) {
        graph.task(outputs.task(), SoftmaxMergeKernel::forwardOutputs, context, o1, lse1, o2, lse2, sizes, o)
                .task(logSums.task(), SoftmaxMergeKernel::forwardLogSums, context, lse1, lse2, sizes, lse);
    }

    @Override
    public List<TaskGrid> launches() {
        return List.of(outputs, logSums);
    }

    @Override
    public List<TornadoNativeArray> sizes() {
        return List.of(sizes);
    }

    @Override
    public void bind(Step step) {
        SoftmaxMerge merge = (SoftmaxMerge) step;
        View to = merge.o();
        int lanes = RowLaunch.lanes(device, to.columns());
        sizes.set(SoftmaxMergeKernel.BATCH, to.batch());
        sizes.set(SoftmaxMergeKernel.HEADS, to.heads());
        sizes.set(SoftmaxMergeKernel.ROWS, to.rows());
        sizes.set(SoftmaxMergeKernel.COLUMNS, to.columns());
        sizes.set(SoftmaxMergeKernel.LANES, lanes);
        ViewLayout.write(sizes, SoftmaxMergeKernel.O1, merge.o1());
        ViewLayout.write(sizes, SoftmaxMergeKernel.LSE1, merge.lse1());
        ViewLayout.write(sizes, SoftmaxMergeKernel.O2, merge.o2());
        ViewLayout.write(sizes, SoftmaxMergeKernel.LSE2, merge.lse2());
        ViewLayout.write(sizes, SoftmaxMergeKernel.O, to);
        ViewLayout.write(sizes, SoftmaxMergeKernel.LSE, merge.lse());
        long rows = (long) to.batch() * to.heads() * to.rows();
        outputs.items(rows * lanes);
        logSums.items(rows);
    }
}
