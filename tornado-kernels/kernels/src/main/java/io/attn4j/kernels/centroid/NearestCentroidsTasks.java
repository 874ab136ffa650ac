package io.attn4j.kernels.centroid;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.centroid.NearestCentroids;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** {@link NearestCentroids} as a task. */
public final class NearestCentroidsTasks extends StepTasks<NearestCentroids> {
    private final SizeTable sizes = table(NearestCentroidsKernel.SIZE);
    private final IntArray lengths;
    private final TaskGrid launch;

    /** Tasks for steps up to {@code capacity}. */
    public NearestCentroidsTasks(NearestCentroids capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        lengths = integers(capacity.x().batch());
        launch = add(KernelTask.of(
                RowLaunch.of(capacity.task(), device),
                NearestCentroidsKernel::forwardRows,
                array(capacity.x()),
                array(capacity.u()),
                lengths,
                sizes.array(),
                array(capacity.y())));
    }

    @Override
    public void bind(NearestCentroids step) {
        sizes.set(NearestCentroidsKernel.BATCH, step.x().batch())
                .set(NearestCentroidsKernel.INPUTS, step.x().rows())
                .set(NearestCentroidsKernel.CENTROIDS, step.u().rows())
                .set(NearestCentroidsKernel.COLUMNS, step.x().columns())
                .view(NearestCentroidsKernel.X, step.x())
                .view(NearestCentroidsKernel.U, step.u())
                .view(NearestCentroidsKernel.Y, step.y());
        writeLengths(lengths, step.lengths(), step.x());
        launch.rows(step.x(), 1);
    }
}
