package io.attn4j.kernels.row;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.row.KeepRanges;
import java.util.List;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link KeepRanges} as one task. */
public final class KeepRangesTasks implements StepTasks {
    private final KernelContext context = new KernelContext();
    private final GraphDevice device;
    private final TaskGrid launch;
    private final FloatArray x;
    private final FloatArray y;
    private final IntArray ranges;
    private final IntArray sizes = new IntArray(KeepRangesKernel.SIZE);

    /** Tasks for steps up to {@code capacity}. */
    public KeepRangesTasks(KeepRanges capacity, DeviceArrays arrays, GraphDevice device) {
        this.device = device;
        launch = RowLaunch.of(capacity.task(), "KeepRangesKernel.forwardRows", device);
        x = arrays.of(capacity.x());
        y = arrays.of(capacity.y());
        ranges = new IntArray(DeviceArrays.elements(
                "ranges", 2, capacity.x().batch(), capacity.x().rows()));
    }

    @Override
    public void addTo(TaskGraph graph) {
        graph.task(launch.task(), KeepRangesKernel::forwardRows, context, x, ranges, sizes, y);
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
    public void bind(Step step) {
        KeepRanges keep = (KeepRanges) step;
        View to = keep.y();
        long rows = (long) to.batch() * to.heads() * to.rows();
        int lanes = RowLaunch.elementLanes(device, rows, to.columns());
        sizes.set(KeepRangesKernel.BATCH, to.batch());
        sizes.set(KeepRangesKernel.HEADS, to.heads());
        sizes.set(KeepRangesKernel.ROWS, to.rows());
        sizes.set(KeepRangesKernel.COLUMNS, to.columns());
        sizes.set(KeepRangesKernel.LANES, lanes);
        ViewLayout.write(sizes, KeepRangesKernel.X, keep.x());
        ViewLayout.write(sizes, KeepRangesKernel.Y, to);
        for (int b = 0, at = 0; b < to.batch(); b++) {
            for (int i = 0; i < to.rows(); i++) {
                ranges.set(at++, keep.ranges().start(b, i));
                ranges.set(at++, keep.ranges().end(b, i));
            }
        }
        launch.items(rows * lanes);
    }
}
