package io.attn4j.kernels.core;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.core.ProbabilitiesGradient;
import java.util.List;
import java.util.Map;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link ProbabilitiesGradient} as a task: a work-item for each row on CPUs, a group elsewhere. */
public final class ProbabilitiesGradientTasks implements StepTasks {
    private final KernelContext context = new KernelContext();
    private final FloatArray absent = new FloatArray(1);
    private final boolean groups;
    private final TaskGrid launch;
    private final FloatArray p;
    private final FloatArray lseGradient;
    private final FloatArray d;
    private final IntArray ranges;
    private final IntArray sizes = new IntArray(ProbabilitiesGradientKernel.SIZE);

    /** Tasks for steps up to {@code capacity}. */
    public ProbabilitiesGradientTasks(ProbabilitiesGradient capacity, DeviceArrays arrays, GraphDevice device) {
        groups = !device.type().equals("cpu");
        launch = groups
                ? new TaskGrid(
                        capacity.task(),
                        "ProbabilitiesGradientKernel.backwardGroups",
                        Map.of(),
                        device,
                        ProbabilitiesGradientKernel.GROUP,
                        4L * ProbabilitiesGradientKernel.GROUP)
                : RowLaunch.of(capacity.task(), "ProbabilitiesGradientKernel.backwardRows", device);
        p = arrays.of(capacity.step().s());
        lseGradient = arrays.of(capacity.lseGradient(), absent);
        d = arrays.of(capacity.d());
        ranges = new IntArray(DeviceArrays.elements(
                "ranges", capacity.d().batch(), capacity.d().rows(), 2));
    }

    @Override
    public void addTo(TaskGraph graph) {
        if (groups) {
            graph.task(
                    launch.task(),
                    ProbabilitiesGradientKernel::backwardGroups,
                    context,
                    p,
                    lseGradient,
                    ranges,
                    sizes,
                    d);
        } else {
            graph.task(
                    launch.task(),
                    ProbabilitiesGradientKernel::backwardRows,
                    context,
                    p,
                    lseGradient,
                    ranges,
                    sizes,
                    d);
        }
    }

    @Override
    public void bind(Step step) {
        ProbabilitiesGradient s = (ProbabilitiesGradient) step;
        View of = s.d();
        sizes.set(ProbabilitiesGradientKernel.BATCH, of.batch());
        sizes.set(ProbabilitiesGradientKernel.HEADS, of.heads());
        sizes.set(ProbabilitiesGradientKernel.ROWS, of.rows());
        sizes.set(ProbabilitiesGradientKernel.COLUMNS, of.columns());
        sizes.set(ProbabilitiesGradientKernel.HAS_LSE_GRADIENT, s.lseGradient() == null ? 0 : 1);
        ViewLayout.write(sizes, ProbabilitiesGradientKernel.P, s.step().s());
        ViewLayout.write(sizes, ProbabilitiesGradientKernel.D, of);
        ViewLayout.write(sizes, ProbabilitiesGradientKernel.LSE_GRADIENT, s.lseGradient());
        CoreAttentionTasks.writeRanges(ranges, s.step().ranges().table());
        long rows = (long) of.batch() * of.heads() * of.rows();
        if (groups) {
            launch.groups(rows);
        } else {
            launch.items(rows);
        }
    }

    @Override
    public List<TaskGrid> launches() {
        return List.of(launch);
    }

    @Override
    public List<TornadoNativeArray> sizes() {
        return List.of(sizes, ranges);
    }

    @Override
    public List<FloatArray> placeholders() {
        return List.of(absent);
    }
}
