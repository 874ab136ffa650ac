package io.attn4j.kernels.row;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.row.ScatterRows;
import java.util.List;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link ScatterRows} as one task, with the choices sorted by the row that they are added to. */
public final class ScatterRowsTasks implements StepTasks {
    private final KernelContext context = new KernelContext();
    private final GraphDevice device;
    private final TaskGrid launch;
    private final FloatArray x;
    private final FloatArray y;
    private final IntArray starts;
    private final IntArray chosen;
    private final IntArray sizes = new IntArray(ScatterRowsKernel.SIZE);

    /** Tasks for steps up to {@code capacity}. */
    public ScatterRowsTasks(ScatterRows capacity, DeviceArrays arrays, GraphDevice device) {
        this.device = device;
        launch = RowLaunch.of(capacity.task(), "ScatterRowsKernel.forwardRows", device);
        x = arrays.of(capacity.x());
        y = arrays.of(capacity.y());
        View to = capacity.y();
        starts = new IntArray(DeviceArrays.elements("starts", (long) to.batch() * to.rows() + 1));
        chosen = new IntArray(capacity.indices().length);
    }

    @Override
    public void addTo(TaskGraph graph) {
        graph.task(launch.task(), ScatterRowsKernel::forwardRows, context, x, starts, chosen, sizes, y);
    }

    @Override
    public List<TaskGrid> launches() {
        return List.of(launch);
    }

    @Override
    public List<TornadoNativeArray> sizes() {
        return List.of(sizes, starts, chosen);
    }

    @Override
    public void bind(Step step) {
        ScatterRows scatter = (ScatterRows) step;
        View to = scatter.y();
        long rows = (long) to.batch() * to.rows();
        int lanes = RowLaunch.elementLanes(device, rows, to.columns());
        sizes.set(ScatterRowsKernel.BATCH, to.batch());
        sizes.set(ScatterRowsKernel.ROWS, to.rows());
        sizes.set(ScatterRowsKernel.COLUMNS, to.columns());
        sizes.set(ScatterRowsKernel.LANES, lanes);
        ViewLayout.write(sizes, ScatterRowsKernel.X, scatter.x());
        ViewLayout.write(sizes, ScatterRowsKernel.Y, to);
        sort(scatter);
        launch.items(rows * lanes);
    }

    /** Writes which rows are added to which, by counting. */
    private void sort(ScatterRows scatter) {
        int perBatch = scatter.x().rows();
        int rows = scatter.y().rows();
        int[] indices = scatter.indices();
        int[] next = new int[scatter.y().batch() * rows + 1];
        for (int r = 0; r < indices.length; r++) {
            next[r / perBatch * rows + indices[r] + 1]++;
        }
        for (int n = 0; n + 1 < next.length; n++) {
            next[n + 1] += next[n];
        }
        for (int n = 0; n < next.length; n++) {
            starts.set(n, next[n]);
        }
        for (int r = 0; r < indices.length; r++) {
            chosen.set(next[r / perBatch * rows + indices[r]]++, r % perBatch);
        }
    }
}
