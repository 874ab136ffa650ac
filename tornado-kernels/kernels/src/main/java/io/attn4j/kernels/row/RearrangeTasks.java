package io.attn4j.kernels.row;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.row.Rearrange;
import java.util.List;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link Rearrange} as one task. */
public final class RearrangeTasks implements StepTasks {
    private final KernelContext context = new KernelContext();
    private final GraphDevice device;
    private final TaskGrid launch;
    private final FloatArray x;
    private final FloatArray y;
    private final FloatArray alpha;
    private final IntArray sizes = new IntArray(RearrangeKernel.SIZE);

    /** Tasks for steps up to {@code capacity}. */
    public RearrangeTasks(Rearrange capacity, DeviceArrays arrays, GraphDevice device) {
        this.device = device;
        launch = RowLaunch.of(capacity.task(), "RearrangeKernel.forwardRows", device);
        x = arrays.of(capacity.x());
        y = arrays.of(capacity.y());
        alpha = new FloatArray(capacity.alpha() == null ? 1 : capacity.alpha().length);
    }

    @Override
    public void addTo(TaskGraph graph) {
        graph.task(launch.task(), RearrangeKernel::forwardRows, context, x, alpha, sizes, y);
    }

    @Override
    public List<TaskGrid> launches() {
        return List.of(launch);
    }

    @Override
    public List<TornadoNativeArray> sizes() {
        return List.of(sizes, alpha);
    }

    @Override
    public void bind(Step step) {
        Rearrange rearrange = (Rearrange) step;
        View from = rearrange.x();
        View to = rearrange.y();
        // writing along memory: a scattered read costs a cache less than a scattered write
        if (to.rowStride() < to.columnStride()) {
            from = from.transposed();
            to = to.transposed();
        }
        int lanes = RowLaunch.lanes(device, from.columns());
        sizes.set(RearrangeKernel.BATCH, from.batch());
        sizes.set(RearrangeKernel.HEADS, from.heads());
        sizes.set(RearrangeKernel.ROWS, from.rows());
        sizes.set(RearrangeKernel.COLUMNS, from.columns());
        sizes.set(RearrangeKernel.LANES, lanes);
        sizes.set(RearrangeKernel.SCALED, rearrange.alpha() == null ? 0 : 1);
        ViewLayout.write(sizes, RearrangeKernel.X, from);
        ViewLayout.write(sizes, RearrangeKernel.Y, to);
        if (rearrange.alpha() != null) {
            for (int h = 0; h < rearrange.alpha().length; h++) {
                alpha.set(h, rearrange.alpha()[h]);
            }
        }
        launch.items((long) from.batch() * from.heads() * from.rows() * lanes);
    }
}
