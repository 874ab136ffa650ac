package io.attn4j.kernels.optimizer;

import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.optimizer.SquaredSum;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** {@link SquaredSum} as two tasks: the sums of parts, and theirs. */
public final class SquaredSumTasks extends StepTasks<SquaredSum> {
    /** Elements of a part on a GPU, as long as there are fewer than {@link #MOST_PARTS}. */
    private static final int PART = 64;

    private static final int MOST_PARTS = 1 << 14;

    private final SizeTable sizes = table(SquaredSumKernel.SIZE);
    private final TaskGrid parts;
    private final TaskGrid joined;

    /**
     * Tasks for steps up to {@code capacity}.
     *
     * @throws IllegalArgumentException when a device other than a CPU allows no group of 128
     */
    public SquaredSumTasks(SquaredSum capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        String task = capacity.task();
        boolean cpu = device.type() == DeviceType.CPU;
        FloatArray x = array(capacity.x());
        FloatArray before = array(capacity.before());
        FloatArray y = array(capacity.y());
        FloatArray sums = scratch(task + ".parts", parts(capacity, device));
        TaskGrid launch = RowLaunch.of(task + "Parts", device);
        parts = add(
                cpu
                        ? KernelTask.of(launch, SquaredSumKernel::forwardBlocks, x, sizes.array(), sums)
                        : KernelTask.of(launch, SquaredSumKernel::forwardStrided, x, sizes.array(), sums));
        joined = add(
                cpu
                        ? KernelTask.of(
                                RowLaunch.of(task, device),
                                SquaredSumKernel::forwardPartials,
                                sums,
                                before,
                                sizes.array(),
                                y)
                        : KernelTask.of(
                                new TaskGrid(task, device, SquaredSumKernel.GROUP, SquaredSumKernel.GROUP_LOCAL_BYTES),
                                SquaredSumKernel::forwardGroup,
                                sums,
                                before,
                                sizes.array(),
                                y));
    }

    /** Parts whose sums are stored: blocks on a CPU, work-items on a GPU. */
    static int parts(SquaredSum step, GraphDevice device) {
        int count = step.x().columns();
        return device.type() == DeviceType.CPU
                ? Math.ceilDiv(count, SquaredSumKernel.BLOCK)
                : Math.clamp(Math.ceilDiv(count, PART), 1, MOST_PARTS);
    }

    @Override
    public void bind(SquaredSum step) {
        int count = parts(step, device());
        sizes.set(SquaredSumKernel.COUNT, step.x().columns())
                .set(SquaredSumKernel.PARTS, count)
                .given(SquaredSumKernel.HAS_BEFORE, step.before())
                .offset(SquaredSumKernel.X_OFFSET, step.x())
                .offset(SquaredSumKernel.BEFORE_OFFSET, step.before())
                .offset(SquaredSumKernel.Y_OFFSET, step.y());
        parts.items(count);
        joined.groups(1);
    }
}
