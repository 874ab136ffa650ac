package io.attn4j.kernels.past;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.Step;
import io.attn4j.plan.past.PastRecurrence;
import java.util.List;
import java.util.Map;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link PastRecurrence} as a task. */
public final class PastRecurrenceTasks implements StepTasks {
    private final KernelContext context = new KernelContext();
    private final TaskGrid launch;
    private final int capacity;
    private final int group;
    private final FloatArray q;
    private final FloatArray k;
    private final FloatArray v;
    private final FloatArray e;
    private final FloatArray f;
    private final FloatArray keyState;
    private final FloatArray valueState;
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
    public PastRecurrenceTasks(PastRecurrence step, DeviceArrays arrays, GraphDevice device) {
        capacity = PastAttentionTasks.capacity(step.e().rows());
        long most = Math.min(device.maxWorkGroupSize(), device.maxWorkItems()[0]);
        group = device.type().equals("cpu") ? 1 : (int) Math.min(PastOnlyAttention.MAX_GROUP, most);
        launch = new TaskGrid(
                step.task(),
                "PastOnlyAttention.forwardRows",
                Map.of("capacity", capacity),
                device,
                group,
                4L * capacity);
        q = arrays.of(step.q());
        k = arrays.of(step.k());
        v = arrays.of(step.v());
        e = arrays.of(step.e());
        f = arrays.of(step.f());
        keyState = arrays.of(step.keyState());
        valueState = arrays.of(step.valueState());
        o = arrays.of(step.o());
        lse = arrays.of(step.lse());
        lengths = new IntArray(step.q().batch());
    }

    @Override
    public void addTo(TaskGraph graph) {
        graph.task(
                launch.task(),
                PastOnlyAttention::forwardRows,
                context,
                q,
                k,
                v,
                e,
                f,
                lengths,
                sizes,
                scalars,
                keyState,
                valueState,
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
        PastRecurrence recurrence = (PastRecurrence) step;
        PastLayout.write(
                sizes, recurrence.q(), recurrence.k(), recurrence.v(), recurrence.e(), recurrence.f(), recurrence.o());
        scalars.set(0, recurrence.scale());
        sizes.set(PastOnlyAttention.GROUP, group);
        PastLayout.writeLengths(lengths, recurrence.lengths());
        launch.groups((long) recurrence.q().batch() * recurrence.k().heads());
    }
}
