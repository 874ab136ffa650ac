package io.attn4j.kernels.centroid;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.centroid.ClusterMeans;

/** {@link ClusterMeans} as a task. */
public final class ClusterMeansTasks extends StepTasks<ClusterMeans> {
    private final SizeTable sizes = table(ClusterMeansKernel.SIZE);
    private final TaskGrid launch;

    /** Tasks for steps up to {@code capacity}. */
    public ClusterMeansTasks(ClusterMeans capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        launch = add(KernelTask.of(
                RowLaunch.of(capacity.task(), device),
                ClusterMeansKernel::forwardElements,
                array(capacity.x()),
                array(capacity.assignment()),
                array(capacity.u()),
                sizes.array(),
                array(capacity.y())));
    }

    @Override
    public void bind(ClusterMeans step) {
        sizes.set(ClusterMeansKernel.BATCH, step.x().batch())
                .set(ClusterMeansKernel.INPUTS, step.x().rows())
                .set(ClusterMeansKernel.CENTROIDS, step.u().rows())
                .set(ClusterMeansKernel.COLUMNS, step.x().columns())
                .view(ClusterMeansKernel.X, step.x())
                .view(ClusterMeansKernel.U, step.u())
                .view(ClusterMeansKernel.ASSIGNMENT, step.assignment())
                .view(ClusterMeansKernel.Y, step.y());
        launch.elements(step.u());
    }
}
