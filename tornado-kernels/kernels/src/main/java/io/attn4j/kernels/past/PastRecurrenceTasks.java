package io.attn4j.kernels.past;

import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.past.PastRecurrence;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** {@link PastRecurrence} as a task. */
public final class PastRecurrenceTasks extends StepTasks<PastRecurrence> {
    private final SizeTable sizes = table(PastOnlyAttention.SIZE);
    private final FloatArray scalars;
    private final IntArray lengths;
    private final TaskGrid launch;

    /**
     * A task for steps up to {@code step}.
     *
     * @throws IllegalArgumentException when k is beyond the largest capacity
     */
    public PastRecurrenceTasks(PastRecurrence step, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        int capacity = PastLayout.capacity(step.e().rows());
        scalars = scalars(step.decay() == null ? 1 : 1 + step.decay().slots());
        lengths = integers(step.q().batch());
        long most = Math.min(device.maxWorkGroupSize(), device.maxWorkItems()[0]);
        int group = device.type() == DeviceType.CPU ? 1 : (int) Math.min(PastOnlyAttention.MAX_GROUP, most);
        launch = add(KernelTask.of(
                new TaskGrid(step.task(), device, group, 4L * capacity),
                PastOnlyAttention::forwardRows,
                array(step.q()),
                array(step.k()),
                array(step.v()),
                array(step.e()),
                array(step.f()),
                lengths,
                sizes.array(),
                scalars,
                array(step.keyState()),
                array(step.valueState()),
                array(step.o()),
                array(step.lse()),
                capacity));
    }

    @Override
    public void bind(PastRecurrence step) {
        PastLayout.write(sizes, step.q(), step.k(), step.v(), step.e(), step.f(), step.o());
        sizes.set(PastOnlyAttention.GROUP, launch.localSize());
        sizes.given(PastOnlyAttention.HAS_DECAY, step.decay());
        scalars.set(0, step.scale());
        for (int r = 0; step.decay() != null && r < step.decay().slots(); r++) {
            scalars.set(1 + r, step.decay().share(r));
        }
        PastLayout.writeLengths(lengths, step.lengths());
        launch.groups((long) step.q().batch() * step.k().heads());
    }
}
