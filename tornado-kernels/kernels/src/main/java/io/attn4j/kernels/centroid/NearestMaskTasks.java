package io.attn4j.kernels.centroid;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.centroid.NearestMask;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** {@link NearestMask} as two tasks: distances, then the choice. */
public final class NearestMaskTasks extends StepTasks<NearestMask> {
    private final SizeTable sizes = table(NearestMaskKernel.SIZE);
    private final IntArray lengths;
    private final TaskGrid distances;
    private final TaskGrid mask;

    /** Tasks for steps up to {@code capacity}. */
    public NearestMaskTasks(NearestMask capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        lengths = integers(capacity.x().batch());
        distances = add(KernelTask.of(
                RowLaunch.of(capacity.task() + "Distances", device),
                NearestMaskKernel::forwardDistances,
                array(capacity.x()),
                array(capacity.u()),
                lengths,
                sizes.array(),
                array(capacity.y())));
        mask = add(KernelTask.of(
                RowLaunch.of(capacity.task(), device),
                NearestMaskKernel::forwardMask,
                lengths,
                sizes.array(),
                array(capacity.y())));
    }

    @Override
    public void bind(NearestMask step) {
        sizes.set(NearestMaskKernel.BATCH, step.x().batch())
                .set(NearestMaskKernel.INPUTS, step.x().rows())
                .set(NearestMaskKernel.CENTROIDS, step.u().rows())
                .set(NearestMaskKernel.COLUMNS, step.x().columns())
                .set(NearestMaskKernel.NEIGHBOURS, step.neighbours())
                .view(NearestMaskKernel.X, step.x())
                .view(NearestMaskKernel.U, step.u());
        writeLengths(lengths, step.lengths(), step.x());
        distances.elements(step.y());
        mask.rows(step.y(), 1);
    }
}
