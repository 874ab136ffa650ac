package io.attn4j.kernels.row;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.Step;
import io.attn4j.plan.row.Addition;
import java.util.List;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link Addition} as a task. */
public final class AdditionTasks implements StepTasks {
    private final KernelContext context = new KernelContext();
    private final TaskGrid launch;
    private final FloatArray a;
    private final FloatArray x;
    private final FloatArray y;
    private final IntArray sizes = new IntArray(AdditionKernel.SIZE);

    /** A task for steps up to {@code capacity}. */
    public AdditionTasks(Addition capacity, DeviceArrays arrays, GraphDevice device) {
        launch = RowLaunch.of(capacity.task(), "AdditionKernel.forwardElements", device);
        a = arrays.of(capacity.a());
        x = arrays.of(capacity.x());
        y = arrays.of(capacity.y());
    }

    @Override
    public void addTo(TaskGraph graph) {
        graph.task(launch.task(), AdditionKernel::forwardElements, context, a, x, sizes, y);
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
        Addition addition = (Addition) step;
        sizes.set(AdditionKernel.BATCH, addition.y().batch());
        sizes.set(AdditionKernel.HEADS, addition.y().heads());
        sizes.set(AdditionKernel.ROWS, addition.y().rows());
        sizes.set(AdditionKernel.COLUMNS, addition.y().columns());
        ViewLayout.write(sizes, AdditionKernel.A, addition.a());
        ViewLayout.write(sizes, AdditionKernel.X, addition.x());
        ViewLayout.write(sizes, AdditionKernel.Y, addition.y());
        launch.items((long) addition.y().batch()
                * addition.y().heads()
                * addition.y().rows()
                * addition.y().columns());
    }
}
