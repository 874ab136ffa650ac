package io.attn4j.kernels.core;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.core.Scores;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** {@link Scores} as a task: the logits of a core in memory. */
public final class ScoresTasks extends StepTasks<Scores> {
    private final SizeTable shape = table(CoreLayout.SIZE);
    private final FloatArray scalars;
    private final IntArray ranges;
    private final TaskGrid launch;

    /** A task for steps up to {@code capacity}. */
    public ScoresTasks(Scores capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        CoreAttention core = capacity.core();
        scalars = scalars(CoreLayout.scalars(core.a().heads()));
        ranges = integers(
                DeviceArrays.elements("ranges", core.a().batch(), core.a().rows(), 2));
        // where there is no product, a and b may be views of anything: the kernel does not read them
        boolean product = core.a().columns() > 0;
        launch = add(KernelTask.of(
                RowLaunch.of(capacity.task(), device),
                NaiveAttention::forwardScores,
                product ? array(core.a()) : absent(),
                product ? array(core.b()) : absent(),
                array(core.columnScale()),
                array(core.keyBias()),
                array(core.bias()),
                array(core.factors()),
                ranges,
                shape.array(),
                scalars,
                array(capacity.s())));
    }

    @Override
    public void bind(Scores step) {
        CoreLayout.write(shape, step.core());
        CoreLayout.writeScalars(scalars, step.core());
        writeRanges(ranges, step.core().ranges());
        launch.elements(step.s());
    }
}
