package io.attn4j.kernels.norms;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.Launch;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.SquaredNorms;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import java.util.List;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link SquaredNorms} as one task. */
public final class SquaredNormsTasks implements StepTasks {
    private final KernelContext context = new KernelContext();
    private final Launch launch;
    private final FloatArray x;
    private final FloatArray y;
    private final IntArray sizes = new IntArray(RowNorms.SIZE);
    private final FloatArray scalars = new FloatArray(1);

    /** Tasks for steps up to {@code capacity}. */
    public SquaredNormsTasks(SquaredNorms capacity, DeviceArrays arrays, GraphDevice device) {
        launch = RowLaunch.of(capacity.task(), "RowNorms.forwardSquared", device);
        x = arrays.of(capacity.x());
        y = arrays.of(capacity.y());
    }

    @Override
    public void addTo(TaskGraph graph) {
        graph.task(launch.task(), RowNorms::forwardSquared, context, x, sizes, scalars, y);
    }

    @Override
    public List<Launch> launches() {
        return List.of(launch);
    }

    @Override
    public List<TornadoNativeArray> sizes() {
        return List.of(sizes, scalars);
    }

    @Override
    public void bind(Step step) {
        SquaredNorms norms = (SquaredNorms) step;
        View from = norms.x();
        sizes.set(RowNorms.BATCH, from.batch());
        sizes.set(RowNorms.HEADS, from.heads());
        sizes.set(RowNorms.ROWS, from.rows());
        sizes.set(RowNorms.COLUMNS, from.columns());
        ViewLayout.write(sizes, RowNorms.X, from);
        ViewLayout.write(sizes, RowNorms.Y, norms.y());
        scalars.set(0, norms.factor());
        launch.items((long) from.batch() * from.heads() * from.rows());
    }
}
