package io.attn4j.kernels.past;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.Step;
import io.attn4j.plan.past.PastAttention;
import java.util.List;
import java.util.Map;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link PastAttention} as a task. */
public final class PastAttentionTasks implements StepTasks {
    private final KernelContext context = new KernelContext();
    /** Ranks that the kernels are compiled and exported for, ascending. */
    private static final int[] CAPACITIES = {128, 256, 512, 1024};

    private static final int GROUP = 64;

    private final TaskGrid launch;
    private final boolean lanes;
    private final int capacity;
    private final FloatArray q;
    private final FloatArray k;
    private final FloatArray v;
    private final FloatArray e;
    private final FloatArray f;
    private final FloatArray keyStates;
    private final FloatArray valueStates;
    private final FloatArray o;
    private final FloatArray lse;
    private final IntArray lengths;
    private final IntArray sizes = new IntArray(PastOnlyAttention.SIZE);
    private final FloatArray scalars = new FloatArray(1);

    /**
     * A task for steps up to {@code step}.
     *
     * @throws IllegalArgumentException when k is beyond the largest capacity
     */
    public PastAttentionTasks(PastAttention step, DeviceArrays arrays, GraphDevice device) {
        capacity = capacity(step.e().rows());
        long most = Math.min(device.maxWorkGroupSize(), device.maxWorkItems()[0]);
        lanes = device.type().equals("cpu")
                && step.q().columns() <= PastOnlyLanes.MAX_DIM
                && step.v().columns() <= PastOnlyLanes.MAX_DIM;
        launch = new TaskGrid(
                step.task(),
                lanes ? "PastOnlyLanes.forwardChunks" : "PastOnlyAttention.forwardChunks",
                Map.of("capacity", capacity),
                device,
                device.type().equals("cpu") ? 1 : (int) Math.min(GROUP, most),
                0);
        q = arrays.of(step.q());
        k = arrays.of(step.k());
        v = arrays.of(step.v());
        e = arrays.of(step.e());
        f = arrays.of(step.f());
        keyStates = arrays.of(step.keyStates());
        valueStates = arrays.of(step.valueStates());
        o = arrays.of(step.o());
        lse = arrays.of(step.lse());
        lengths = new IntArray(step.q().batch());
    }

    /** Ranks that the kernels are compiled and exported for, ascending. */
    public static int[] capacities() {
        return CAPACITIES.clone();
    }

    /** The smallest capacity that holds {@code slots}. */
    static int capacity(int slots) {
        for (int capacity : CAPACITIES) {
            if (slots <= capacity) {
                return capacity;
            }
        }
        throw new IllegalArgumentException("rank: got " + slots + "; needs 1 to " + CAPACITIES[CAPACITIES.length - 1]
                + " for past-only attention on devices; try --engine cpu");
    }

    @Override
    public void addTo(TaskGraph graph) {
        if (lanes) {
            graph.task(
                    launch.task(),
                    PastOnlyLanes::forwardChunks,
                    context,
                    q,
                    k,
                    v,
                    e,
                    f,
                    keyStates,
                    valueStates,
                    lengths,
                    sizes,
                    scalars,
                    o,
                    lse,
                    capacity);
            return;
        }
        graph.task(
                launch.task(),
                PastOnlyAttention::forwardChunks,
                context,
                q,
                k,
                v,
                e,
                f,
                keyStates,
                valueStates,
                lengths,
                sizes,
                scalars,
                o,
                lse,
                capacity);
    }

    @Override
    public List<TaskGrid> launches() {
        return List.of(launch);
    }

    @Override
    public List<TornadoNativeArray> sizes() {
        return List.of(sizes, scalars, lengths);
    }

    @Override
    public void bind(Step step) {
        PastAttention attention = (PastAttention) step;
        PastLayout.write(
                sizes, attention.q(), attention.k(), attention.v(), attention.e(), attention.f(), attention.o());
        scalars.set(0, attention.scale());
        sizes.set(PastOnlyAttention.CHUNK, attention.chunk());
        PastLayout.writeLengths(lengths, attention.lengths());
        long matrices = (long) attention.q().batch() * attention.q().heads();
        int chunks = Math.ceilDiv(attention.q().rows(), attention.chunk());
        launch.items(
                lanes
                        ? matrices * chunks * Math.ceilDiv(attention.chunk(), PastOnlyLanes.LANES)
                        : matrices * attention.q().rows());
    }
}
