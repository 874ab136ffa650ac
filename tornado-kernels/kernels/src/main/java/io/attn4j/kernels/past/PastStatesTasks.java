package io.attn4j.kernels.past;

import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.past.PastStates;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** {@link PastStates} as a task. */
public final class PastStatesTasks extends StepTasks<PastStates> {
    private final SizeTable sizes = table(PastOnlyAttention.SIZE);
    private final IntArray lengths;
    private final FloatArray decay;
    private final boolean lanes;
    private final TaskGrid launch;

    /** A task for steps up to {@code capacity}. */
    public PastStatesTasks(PastStates capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        FloatArray x = array(capacity.x());
        FloatArray e = array(capacity.e());
        FloatArray initial = array(capacity.initial());
        FloatArray y = array(capacity.y());
        FloatArray last = result(capacity.last());
        String task = capacity.task();
        lengths = integers(capacity.x().batch());
        decay = scalars(PastLayout.FACTORS * capacity.e().rows());
        lanes = device.type() == DeviceType.CPU && capacity.x().columns() % PastOnlyLanes.LANES == 0;
        launch = add(
                lanes
                        ? KernelTask.of(
                                new TaskGrid(task, device, 1, 0),
                                PastOnlyLanes::forwardStates,
                                x,
                                e,
                                initial,
                                lengths,
                                sizes.array(),
                                decay,
                                y,
                                last)
                        : KernelTask.of(
                                RowLaunch.of(task, device),
                                PastOnlyAttention::forwardStates,
                                x,
                                e,
                                initial,
                                lengths,
                                sizes.array(),
                                decay,
                                y,
                                last));
    }

    @Override
    public void bind(PastStates step) {
        sizes.set(PastOnlyAttention.BATCH, step.x().batch())
                .set(PastOnlyAttention.KV_HEADS, step.x().heads())
                .set(PastOnlyAttention.TOKENS, step.x().rows())
                .set(PastOnlyAttention.SLOTS, step.e().rows())
                .set(PastOnlyAttention.KEY_DIM, step.x().columns())
                .set(PastOnlyAttention.CHUNK, step.chunk())
                .given(PastOnlyAttention.HAS_INITIAL, step.initial())
                .given(PastOnlyAttention.HAS_LAST, step.last())
                .view(PastOnlyAttention.K, step.x())
                .view(PastOnlyAttention.E, step.e());
        PastLayout.writeLengths(lengths, step.lengths());
        PastLayout.writeFactors(decay, step);
        long matrices = (long) step.x().batch() * step.x().heads();
        int slots = step.e().rows();
        int dim = step.x().columns();
        launch.items(
                lanes
                        ? matrices * Math.ceilDiv(slots, PastOnlyLanes.STATE_SLOTS) * (dim / PastOnlyLanes.LANES)
                        : matrices * slots * dim);
    }
}
