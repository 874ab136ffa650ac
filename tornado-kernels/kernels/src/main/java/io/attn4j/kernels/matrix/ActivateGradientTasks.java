package io.attn4j.kernels.matrix;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.matrix.ActivateGradient;
import java.util.List;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link ActivateGradient} as one task. */
public final class ActivateGradientTasks implements StepTasks {
    private final KernelContext context = new KernelContext();
    private final GraphDevice device;
    private final TaskGrid launch;
    private final FloatArray z;
    private final FloatArray dy;
    private final FloatArray dz;
    private final FloatArray alpha;
    private final IntArray sizes = new IntArray(ActivateGradientKernel.SIZE);

    /** Tasks for steps up to {@code capacity}. */
    public ActivateGradientTasks(ActivateGradient capacity, DeviceArrays arrays, GraphDevice device) {
        this.device = device;
        launch = RowLaunch.of(capacity.task(), "ActivateGradientKernel.backwardRows", device);
        z = arrays.of(capacity.z());
        dy = arrays.of(capacity.dy());
        dz = arrays.of(capacity.dz());
        alpha = new FloatArray(capacity.dz().heads());
    }

    @Override
    public void addTo(TaskGraph graph) {
        graph.task(launch.task(), ActivateGradientKernel::backwardRows, context, z, alpha, dy, sizes, dz);
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
        ActivateGradient gradient = (ActivateGradient) step;
        View to = gradient.dz();
        long rows = (long) to.batch() * to.heads() * to.rows();
        int lanes = RowLaunch.elementLanes(device, rows, to.columns());
        sizes.set(ActivateGradientKernel.BATCH, to.batch());
        sizes.set(ActivateGradientKernel.HEADS, to.heads());
        sizes.set(ActivateGradientKernel.ROWS, to.rows());
        sizes.set(ActivateGradientKernel.COLUMNS, to.columns());
        sizes.set(ActivateGradientKernel.LANES, lanes);
        sizes.set(ActivateGradientKernel.ACTIVATION, gradient.activation().ordinal());
        ViewLayout.write(sizes, ActivateGradientKernel.Z, gradient.z());
        ViewLayout.write(sizes, ActivateGradientKernel.DY, gradient.dy());
        ViewLayout.write(sizes, ActivateGradientKernel.DZ, to);
        for (int h = 0; h < to.heads(); h++) {
            alpha.set(h, gradient.alpha() == null ? 1 : gradient.alpha()[h]);
        }
        launch.items(rows * lanes);
    }
}
