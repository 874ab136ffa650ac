package io.attn4j.kernels.row;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.row.LayerNorm;
import java.util.List;
import java.util.Map;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link LayerNorm} as one task: a work-item for each row on a CPU, a group for each row elsewhere. */
public final class LayerNormTasks implements StepTasks {
    private final KernelContext context = new KernelContext();
    private final boolean groups;
    private final TaskGrid launch;
    private final FloatArray x;
    private final FloatArray gamma;
    private final FloatArray beta;
    private final FloatArray y;
    private final FloatArray noBeta = new FloatArray(1);
    private final IntArray sizes = new IntArray(LayerNormKernel.SIZE);
    private final FloatArray scalars = new FloatArray(1);

    /**
     * Tasks for steps up to {@code capacity}.
     *
     * @throws IllegalArgumentException when the device allows no group of 128
     */
    public LayerNormTasks(LayerNorm capacity, DeviceArrays arrays, GraphDevice device) {
        groups = !device.type().equals("cpu");
        launch = groups
                ? new TaskGrid(
                        capacity.task(),
                        "LayerNormKernel.forwardGroups",
                        Map.of(),
                        device,
                        LayerNormKernel.GROUP,
                        LayerNormKernel.GROUP_LOCAL_BYTES)
                : RowLaunch.of(capacity.task(), "LayerNormKernel.forwardRows", device);
        x = arrays.of(capacity.x());
        gamma = arrays.of(capacity.gamma());
        beta = arrays.of(capacity.beta(), noBeta);
        y = arrays.of(capacity.y());
    }

    @Override
    public void addTo(TaskGraph graph) {
        if (groups) {
            graph.task(launch.task(), LayerNormKernel::forwardGroups, context, x, gamma, beta, sizes, scalars, y);
        } else {
            graph.task(launch.task(), LayerNormKernel::forwardRows, context, x, gamma, beta, sizes, scalars, y);
        }
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
        return beta == noBeta ? List.of(noBeta) : List.of();
    }

    @Override
    public void bind(Step step) {
        LayerNorm norm = (LayerNorm) step;
        View from = norm.x();
        sizes.set(LayerNormKernel.BATCH, from.batch());
        sizes.set(LayerNormKernel.HEADS, from.heads());
        sizes.set(LayerNormKernel.ROWS, from.rows());
        sizes.set(LayerNormKernel.COLUMNS, from.columns());
        sizes.set(LayerNormKernel.HAS_BETA, norm.beta() == null ? 0 : 1);
        sizes.set(LayerNormKernel.GAMMA_OFFSET, Math.toIntExact(norm.gamma().offset()));
        sizes.set(
                LayerNormKernel.BETA_OFFSET,
                norm.beta() == null ? 0 : Math.toIntExact(norm.beta().offset()));
        ViewLayout.write(sizes, LayerNormKernel.X, from);
        ViewLayout.write(sizes, LayerNormKernel.Y, norm.y());
        scalars.set(0, norm.epsilon());
        long rows = (long) from.batch() * from.heads() * from.rows();
        if (groups) {
            launch.groups(rows);
        } else {
            launch.items(rows);
        }
    }
}
