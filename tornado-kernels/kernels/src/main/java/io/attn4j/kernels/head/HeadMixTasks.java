package io.attn4j.kernels.head;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.head.HeadMix;
import java.util.List;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link HeadMix} as one task: 16 columns for each work-item on a CPU, one elsewhere. */
public final class HeadMixTasks implements StepTasks {
    private final KernelContext context = new KernelContext();
    private final boolean lanes;
    private final TaskGrid launch;
    private final FloatArray x;
    private final FloatArray m;
    private final FloatArray y;
    private final IntArray sizes = new IntArray(HeadMixKernel.SIZE);

    /** Tasks for steps up to {@code capacity}. */
    public HeadMixTasks(HeadMix capacity, DeviceArrays arrays, GraphDevice device) {
        lanes = device.type().equals("cpu");
        launch = RowLaunch.of(
                capacity.task(), lanes ? "HeadMixKernel.forwardLanes" : "HeadMixKernel.forwardElements", device);
        x = arrays.of(capacity.x());
        m = arrays.of(capacity.m());
        y = arrays.of(capacity.y());
    }

    @Override
    public void addTo(TaskGraph graph) {
        if (lanes) {
            graph.task(launch.task(), HeadMixKernel::forwardLanes, context, x, m, sizes, y);
        } else {
            graph.task(launch.task(), HeadMixKernel::forwardElements, context, x, m, sizes, y);
        }
    }

    @Override
    public List<TaskGrid> launches() {
        return List.of(launch);
    }

    @Override
    public List<TornadoNativeArray> sizes() {
        return List.of(sizes);
    }

    @Override
    public void bind(Step step) {
        HeadMix mix = (HeadMix) step;
        View to = mix.y();
        sizes.set(HeadMixKernel.BATCH, to.batch());
        sizes.set(HeadMixKernel.FROM_HEADS, mix.x().heads());
        sizes.set(HeadMixKernel.TO_HEADS, to.heads());
        sizes.set(HeadMixKernel.ROWS, to.rows());
        sizes.set(HeadMixKernel.COLUMNS, to.columns());
        ViewLayout.write(sizes, HeadMixKernel.X, mix.x());
        ViewLayout.write(sizes, HeadMixKernel.M, mix.m());
        ViewLayout.write(sizes, HeadMixKernel.Y, to);
        int perItem = lanes ? HeadMixKernel.LANE_COLUMNS : 1;
        long perRow = (to.columns() + perItem - 1) / perItem;
        launch.items((long) to.batch() * to.heads() * to.rows() * perRow);
    }
}
