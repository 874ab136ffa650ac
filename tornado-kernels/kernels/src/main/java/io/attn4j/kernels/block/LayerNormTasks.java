package io.attn4j.kernels.block;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.Launch;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.LayerNorm;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
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
    private final Launch launch;
    private final FloatArray x;
    private final FloatArray gamma;
    private final FloatArray beta;
    private final FloatArray y;
    private final FloatArray noBeta = new FloatArray(1);
    private final IntArray sizes = new IntArray(LayerNormalization.SIZE);
    private final FloatArray scalars = new FloatArray(1);

    /**
     * Tasks for steps up to {@code capacity}.
     *
     * @throws IllegalArgumentException when the device allows no group of 128
     */
    public LayerNormTasks(LayerNorm capacity, DeviceArrays arrays, GraphDevice device) {
        groups = !device.type().equals("cpu");
        launch = groups
                ? new Launch(
                        capacity.task(),
                        "LayerNormalization.forwardGroups",
                        Map.of(),
                        device,
                        LayerNormalization.GROUP,
                        LayerNormalization.GROUP_LOCAL_BYTES)
                : RowLaunch.of(capacity.task(), "LayerNormalization.forwardRows", device);
        x = arrays.of(capacity.x());
        gamma = arrays.of(capacity.gamma());
        beta = arrays.of(capacity.beta(), noBeta);
        y = arrays.of(capacity.y());
    }

    @Override
    public void addTo(TaskGraph graph) {
        if (groups) {
            graph.task(launch.task(), LayerNormalization::forwardGroups, context, x, gamma, beta, sizes, scalars, y);
        } else {
            graph.task(launch.task(), LayerNormalization::forwardRows, context, x, gamma, beta, sizes, scalars, y);
        }
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
    public List<FloatArray> placeholders() {
        return beta == noBeta ? List.of(noBeta) : List.of();
    }

    @Override
    public void bind(Step step) {
        LayerNorm norm = (LayerNorm) step;
        View from = norm.x();
        sizes.set(LayerNormalization.BATCH, from.batch());
        sizes.set(LayerNormalization.HEADS, from.heads());
        sizes.set(LayerNormalization.ROWS, from.rows());
        sizes.set(LayerNormalization.COLUMNS, from.columns());
        sizes.set(LayerNormalization.HAS_BETA, norm.beta() == null ? 0 : 1);
        sizes.set(LayerNormalization.GAMMA_OFFSET, Math.toIntExact(norm.gamma().offset()));
        sizes.set(
                LayerNormalization.BETA_OFFSET,
                norm.beta() == null ? 0 : Math.toIntExact(norm.beta().offset()));
        ViewLayout.write(sizes, LayerNormalization.X, from);
        ViewLayout.write(sizes, LayerNormalization.Y, norm.y());
        scalars.set(0, norm.epsilon());
        long rows = (long) from.batch() * from.heads() * from.rows();
        if (groups) {
            launch.groups(rows);
        } else {
            launch.items(rows);
        }
    }
}
