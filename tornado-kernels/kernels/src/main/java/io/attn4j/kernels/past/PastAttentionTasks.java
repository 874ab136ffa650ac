package io.attn4j.kernels.past;

import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.past.PastAttention;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** {@link PastAttention} as a task. */
public final class PastAttentionTasks extends StepTasks<PastAttention> {
    private static final int GROUP = 64;

    private final SizeTable sizes = table(PastOnlyAttention.SIZE);
    private final FloatArray scalars;
    private final IntArray lengths;
    private final boolean lanes;
    private final TaskGrid launch;

    /**
     * A task for steps up to {@code step}.
     *
     * @throws IllegalArgumentException when k is beyond the largest capacity
     */
    public PastAttentionTasks(PastAttention step, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        FloatArray q = array(step.q());
        FloatArray k = array(step.k());
        FloatArray v = array(step.v());
        FloatArray e = array(step.e());
        FloatArray f = array(step.f());
        FloatArray keyStates = array(step.keyStates());
        FloatArray valueStates = array(step.valueStates());
        FloatArray o = array(step.o());
        FloatArray lse = array(step.lse());
        int capacity = PastLayout.capacity(step.e().rows());
        scalars = scalars(PastLayout.scalars(step.decay()));
        lengths = integers(step.q().batch());
        boolean cpu = device.type() == DeviceType.CPU;
        lanes = cpu && step.q().columns() <= PastOnlyLanes.MAX_DIM && step.v().columns() <= PastOnlyLanes.MAX_DIM;
        long most = Math.min(device.maxWorkGroupSize(), device.maxWorkItems()[0]);
        TaskGrid chunks = new TaskGrid(step.task(), device, cpu ? 1 : (int) Math.min(GROUP, most), 0);
        launch = add(
                lanes
                        ? KernelTask.of(
                                chunks,
                                PastOnlyLanes::forwardChunks,
                                q,
                                k,
                                v,
                                e,
                                f,
                                keyStates,
                                valueStates,
                                lengths,
                                sizes.array(),
                                scalars,
                                o,
                                lse,
                                capacity)
                        : KernelTask.of(
                                chunks,
                                PastOnlyAttention::forwardChunks,
                                q,
                                k,
                                v,
                                e,
                                f,
                                keyStates,
                                valueStates,
                                lengths,
                                sizes.array(),
                                scalars,
                                o,
                                lse,
                                capacity));
    }

    @Override
    public void bind(PastAttention step) {
        PastLayout.write(sizes, step.q(), step.k(), step.v(), step.e(), step.f(), step.o());
        sizes.set(PastOnlyAttention.CHUNK, step.chunk());
        sizes.given(PastOnlyAttention.HAS_DECAY, step.decay());
        PastLayout.writeScalars(scalars, step.scale(), step.decay());
        PastLayout.writeLengths(lengths, step.lengths());
        long matrices = (long) step.q().batch() * step.q().heads();
        int chunks = Math.ceilDiv(step.q().rows(), step.chunk());
        launch.items(
                lanes
                        ? matrices * chunks * Math.ceilDiv(step.chunk(), PastOnlyLanes.LANES)
                        : matrices * step.q().rows());
    }
}
