package io.attn4j.kernels.matrix;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.matrix.Activate;
import java.util.List;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link Activate} as one task. */
public final class ActivateTasks implements StepTasks {
    private final KernelContext context = new KernelContext();
    private final GraphDevice device;
    private final boolean hasResidual;
    private final TaskGrid launch;
    private final FloatArray absent = new FloatArray(1);
    private final FloatArray z;
    private final FloatArray residual;
    private final FloatArray y;
    private final FloatArray alpha;
    private final IntArray sizes = new IntArray(ActivateKernel.SIZE);

    /** Tasks for steps up to {@code capacity}. */
    public ActivateTasks(Activate capacity, DeviceArrays arrays, GraphDevice device) {
        this.device = device;
        hasResidual = capacity.residual() != null;
        launch = RowLaunch.of(capacity.task(), "ActivateKernel.forwardRows", device);
        z = arrays.of(capacity.z());
        residual = arrays.of(capacity.residual(), absent);
        y = arrays.of(capacity.y());
        alpha = new FloatArray(capacity.y().heads());
    }

    @Override
    public void addTo(TaskGraph graph) {
        graph.task(launch.task(), ActivateKernel::forwardRows, context, z, alpha, residual, sizes, y);
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
    public List<FloatArray> placeholders() {
        return hasResidual ? List.of() : List.of(absent);
    }

    @Override
    public void bind(Step step) {
        Activate activate = (Activate) step;
        View to = activate.y();
        long rows = (long) to.batch() * to.heads() * to.rows();
        int lanes = RowLaunch.elementLanes(device, rows, to.columns());
        sizes.set(ActivateKernel.BATCH, to.batch());
        sizes.set(ActivateKernel.HEADS, to.heads());
        sizes.set(ActivateKernel.ROWS, to.rows());
        sizes.set(ActivateKernel.COLUMNS, to.columns());
        sizes.set(ActivateKernel.LANES, lanes);
        sizes.set(ActivateKernel.HAS_RESIDUAL, activate.residual() == null ? 0 : 1);
        sizes.set(ActivateKernel.ACTIVATION, activate.activation().ordinal());
        ViewLayout.write(sizes, ActivateKernel.Z, activate.z());
        ViewLayout.write(sizes, ActivateKernel.RESIDUAL, activate.residual());
        ViewLayout.write(sizes, ActivateKernel.Y, to);
        for (int h = 0; h < to.heads(); h++) {
            alpha.set(h, activate.alpha() == null ? 1 : activate.alpha()[h]);
        }
        launch.items(rows * lanes);
    }
}
