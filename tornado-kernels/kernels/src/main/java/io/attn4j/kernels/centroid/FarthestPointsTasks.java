package io.attn4j.kernels.centroid;

import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.centroid.FarthestPoints;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** {@link FarthestPoints} as a task: a group for each batch. */
public final class FarthestPointsTasks extends StepTasks<FarthestPoints> {
    private final SizeTable sizes = table(FarthestPointsKernel.SIZE);
    private final IntArray lengths;
    private final TaskGrid launch;

    /** Tasks for steps up to {@code capacity}. */
    public FarthestPointsTasks(FarthestPoints capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        lengths = integers(capacity.x().batch());
        long most = Math.min(device.maxWorkGroupSize(), device.maxWorkItems()[0]);
        int group = device.type() == DeviceType.CPU ? 1 : (int) Math.min(FarthestPointsKernel.MAX_GROUP, most);
        launch = add(KernelTask.of(
                new TaskGrid(capacity.task(), device, group, FarthestPointsKernel.LOCAL_BYTES),
                FarthestPointsKernel::forwardGroups,
                array(capacity.x()),
                lengths,
                sizes.array(),
                array(capacity.distances()),
                array(capacity.y())));
    }

    @Override
    public void bind(FarthestPoints step) {
        sizes.set(FarthestPointsKernel.BATCH, step.x().batch())
                .set(FarthestPointsKernel.INPUTS, step.x().rows())
                .set(FarthestPointsKernel.CENTROIDS, step.y().rows())
                .set(FarthestPointsKernel.COLUMNS, step.x().columns())
                .set(FarthestPointsKernel.GROUP, launch.localSize())
                .view(FarthestPointsKernel.X, step.x())
                .view(FarthestPointsKernel.DISTANCES, step.distances())
                .view(FarthestPointsKernel.Y, step.y());
        writeLengths(lengths, step.lengths(), step.x());
        launch.groups(step.x().batch());
    }
}
