package io.attn4j.kernels.centroid;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.centroid.CentroidDelta;
import io.attn4j.plan.centroid.CentroidDeltaGradient;
import java.util.List;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link CentroidDeltaGradient} as one task. */
public final class CentroidDeltaGradientTasks implements StepTasks {
    private final KernelContext context = new KernelContext();
    private final boolean hasU;
    private final TaskGrid launch;
    private final FloatArray absent = new FloatArray(1);
    private final FloatArray o;
    private final FloatArray lse;
    private final FloatArray u;
    private final FloatArray dy;
    private final FloatArray outputGradient;
    private final FloatArray lseGradient;
    private final IntArray sizes = new IntArray(CentroidDeltaGradientKernel.SIZE);
    private final FloatArray scalars = new FloatArray(2);

    /** Tasks for steps up to {@code capacity}. */
    public CentroidDeltaGradientTasks(CentroidDeltaGradient capacity, DeviceArrays arrays, GraphDevice device) {
        CentroidDelta delta = capacity.delta();
        hasU = delta.u() != null;
        launch = RowLaunch.of(capacity.task(), "CentroidDeltaGradientKernel.backwardRows", device);
        o = arrays.of(delta.o());
        lse = arrays.of(delta.lse());
        u = arrays.of(delta.u(), absent);
        dy = arrays.of(capacity.dy());
        outputGradient = arrays.of(capacity.outputGradient());
        lseGradient = arrays.of(capacity.lseGradient());
    }

    @Override
    public void addTo(TaskGraph graph) {
        graph.task(
                launch.task(),
                CentroidDeltaGradientKernel::backwardRows,
                context,
                o,
                lse,
                u,
                dy,
                sizes,
                scalars,
                outputGradient,
                lseGradient);
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
        return hasU ? List.of() : List.of(absent);
    }

    @Override
    public void bind(Step step) {
        CentroidDeltaGradient gradient = (CentroidDeltaGradient) step;
        CentroidDelta delta = gradient.delta();
        View from = delta.o();
        sizes.set(CentroidDeltaGradientKernel.BATCH, from.batch());
        sizes.set(CentroidDeltaGradientKernel.HEADS, from.heads());
        sizes.set(CentroidDeltaGradientKernel.ROWS, from.rows());
        sizes.set(CentroidDeltaGradientKernel.COLUMNS, from.columns());
        sizes.set(CentroidDeltaGradientKernel.MODE, delta.mode().ordinal());
        sizes.set(CentroidDeltaGradientKernel.HAS_U, hasU ? 1 : 0);
        ViewLayout.write(sizes, CentroidDeltaGradientKernel.O, from);
        ViewLayout.write(sizes, CentroidDeltaGradientKernel.LSE, delta.lse());
        ViewLayout.write(sizes, CentroidDeltaGradientKernel.U, delta.u());
        ViewLayout.write(sizes, CentroidDeltaGradientKernel.DY, gradient.dy());
        ViewLayout.write(sizes, CentroidDeltaGradientKernel.OUTPUT, gradient.outputGradient());
        ViewLayout.write(sizes, CentroidDeltaGradientKernel.SUM, gradient.lseGradient());
        scalars.set(0, delta.epsilon());
        scalars.set(1, delta.delta());
        launch.items((long) from.batch() * from.heads() * from.rows());
    }
}
