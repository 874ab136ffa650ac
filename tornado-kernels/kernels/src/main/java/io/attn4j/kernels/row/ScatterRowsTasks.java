package io.attn4j.kernels.row;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.View;
import io.attn4j.plan.row.ScatterRows;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** {@link ScatterRows} as one task, with the choices sorted by the row that they are added to. */
public final class ScatterRowsTasks extends StepTasks<ScatterRows> {
    private final SizeTable sizes = table(ScatterRowsKernel.SIZE);
    private final IntArray starts;
    private final IntArray chosen;
    private final TaskGrid launch;

    /** Tasks for steps up to {@code capacity}. */
    public ScatterRowsTasks(ScatterRows capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        View to = capacity.y();
        starts = integers(DeviceArrays.elements("starts", (long) to.batch() * to.rows() + 1));
        chosen = integers(capacity.indices().length);
        launch = add(KernelTask.of(
                RowLaunch.of(capacity.task(), device),
                ScatterRowsKernel::forwardRows,
                array(capacity.x()),
                starts,
                chosen,
                sizes.array(),
                array(to)));
    }

    @Override
    public void bind(ScatterRows step) {
        View to = step.y();
        int lanes = RowLaunch.elementLanes(device(), to);
        sizes.set(ScatterRowsKernel.BATCH, to.batch())
                .set(ScatterRowsKernel.ROWS, to.rows())
                .set(ScatterRowsKernel.COLUMNS, to.columns())
                .set(ScatterRowsKernel.LANES, lanes)
                .view(ScatterRowsKernel.X, step.x())
                .view(ScatterRowsKernel.Y, to);
        sort(step);
        launch.rows(to, lanes);
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
