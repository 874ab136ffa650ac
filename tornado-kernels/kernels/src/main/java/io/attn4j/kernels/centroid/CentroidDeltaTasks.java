package io.attn4j.kernels.centroid;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.Step;
import io.attn4j.plan.centroid.CentroidDelta;
import java.util.List;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link CentroidDelta} as a task. */
public final class CentroidDeltaTasks implements StepTasks {
    private final KernelContext context = new KernelContext();
    private final CentroidDelta capacity;
    private final TaskGrid launch;
    private final FloatArray absent = new FloatArray(1);
    private final FloatArray o;
    private final FloatArray lse;
    private final FloatArray u;
    private final FloatArray residual;
    private final FloatArray y;
    private final IntArray sizes = new IntArray(CentroidDeltaKernel.SIZE);
    private final FloatArray scalars = new FloatArray(2);

    /** Tasks for steps up to {@code capacity}. */
    public CentroidDeltaTasks(CentroidDelta capacity, DeviceArrays arrays, GraphDevice device) {
        this.capacity = capacity;
        launch = RowLaunch.of(capacity.task(), "CentroidDeltaKernel.forwardElements", device);
        o = arrays.of(capacity.o());
        lse = arrays.of(capacity.lse());
        u = arrays.of(capacity.u(), absent);
        residual = arrays.of(capacity.residual(), absent);
        y = arrays.of(capacity.y());
    }

    @Override
    public void addTo(TaskGraph graph) {
        graph.task(
                launch.task(), CentroidDeltaKernel::forwardElements, context, o, lse, u, residual, sizes, scalars, y);
    }

    @Override
    public List<TaskGrid> launches() {
        return List.of(launch);
    }

    @Override
    public List<TornadoNativeArray> sizes() {
        return List.of(sizes, scalars);
    }

    @Override
    public List<FloatArray> placeholders() {
        return capacity.u() == null || capacity.residual() == null ? List.of(absent) : List.of();
    }

    @Override
    public void bind(Step step) {
        CentroidDelta delta = (CentroidDelta) step;
        sizes.set(CentroidDeltaKernel.BATCH, delta.y().batch());
        sizes.set(CentroidDeltaKernel.HEADS, delta.y().heads());
        sizes.set(CentroidDeltaKernel.ROWS, delta.y().rows());
        sizes.set(CentroidDeltaKernel.COLUMNS, delta.y().columns());
        sizes.set(CentroidDeltaKernel.MODE, delta.mode().ordinal());
        sizes.set(CentroidDeltaKernel.HAS_U, delta.u() == null ? 0 : 1);
        sizes.set(CentroidDeltaKernel.HAS_RESIDUAL, delta.residual() == null ? 0 : 1);
        ViewLayout.write(sizes, CentroidDeltaKernel.O, delta.o());
        ViewLayout.write(sizes, CentroidDeltaKernel.LSE, delta.lse());
        ViewLayout.write(sizes, CentroidDeltaKernel.U, delta.u());
        ViewLayout.write(sizes, CentroidDeltaKernel.RESIDUAL, delta.residual());
        ViewLayout.write(sizes, CentroidDeltaKernel.Y, delta.y());
        scalars.set(0, delta.epsilon());
        scalars.set(1, delta.delta());
        launch.items((long) delta.y().batch()
                * delta.y().heads()
                * delta.y().rows()
                * delta.y().columns());
    }
}
