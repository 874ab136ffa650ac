package io.attn4j.kernels.block;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.Launch;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.Addition;
import io.attn4j.plan.Step;
import java.util.List;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link Addition} as a task. */
public final class AdditionTasks implements StepTasks {
    private final KernelContext context = new KernelContext();
    private final Launch launch;
    private final FloatArray a;
    private final FloatArray x;
    private final FloatArray y;
    private final IntArray sizes = new IntArray(ResidualAddition.SIZE);

    /** A task for steps up to {@code capacity}. */
    public AdditionTasks(Addition capacity, DeviceArrays arrays, GraphDevice device) {
        launch = RowLaunch.of(capacity.task(), "ResidualAddition.forwardElements", device);
        a = arrays.of(capacity.a());
        x = arrays.of(capacity.x());
        y = arrays.of(capacity.y());
    }

    @Override
    public void addTo(TaskGraph graph) {
        graph.task(launch.task(), ResidualAddition::forwardElements, context, a, x, sizes, y);
    }

    @Override
    public List<Launch> launches() {
        return List.of(launch);
    }

    @Override
    public List<TornadoNativeArray> sizes() {
        return List.of(sizes);
    }

    @Override
    public void bind(Step step) {
        Addition addition = (Addition) step;
        sizes.set(ResidualAddition.BATCH, addition.y().batch());
        sizes.set(ResidualAddition.HEADS, addition.y().heads());
        sizes.set(ResidualAddition.ROWS, addition.y().rows());
        sizes.set(ResidualAddition.COLUMNS, addition.y().columns());
        ViewLayout.write(sizes, ResidualAddition.A, addition.a());
        ViewLayout.write(sizes, ResidualAddition.X, addition.x());
        ViewLayout.write(sizes, ResidualAddition.Y, addition.y());
        launch.items((long) addition.y().batch()
                * addition.y().heads()
                * addition.y().rows()
                * addition.y().columns());
    }
}
