package io.attn4j.kernels.loss;

import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.loss.CrossEntropyGradient;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** {@link CrossEntropyGradient} as a task. */
public final class CrossEntropyGradientTasks extends StepTasks<CrossEntropyGradient> {
    private static final int GPU_LANES = 128;

    private final SizeTable sizes = table(CrossEntropyGradientKernel.SIZE);
    private final FloatArray scalars = scalars(2);
    private final int lanes;
    private final TaskGrid launch;

    /** A task for steps up to {@code capacity}. */
    public CrossEntropyGradientTasks(CrossEntropyGradient capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        lanes = device.type() == DeviceType.CPU ? 1 : GPU_LANES;
        launch = add(KernelTask.of(
                RowLaunch.of(capacity.task(), device),
                CrossEntropyGradientKernel::forwardLanes,
                array(capacity.loss().logits()),
                array(capacity.loss().targets()),
                array(capacity.loss().lse()),
                array(capacity.dy()),
                array(capacity.dlse()),
                sizes.array(),
                scalars,
                array(capacity.dlogits()),
                lanes));
    }

    @Override
    public void bind(CrossEntropyGradient step) {
        int classes = step.dlogits().columns();
        double smoothing = step.loss().smoothing();
        sizes.set(CrossEntropyGradientKernel.BATCH, step.dlogits().batch())
                .set(CrossEntropyGradientKernel.ROWS, step.dlogits().rows())
                .set(CrossEntropyGradientKernel.COLUMNS, classes)
                .given(CrossEntropyGradientKernel.HAS_DLSE, step.dlse())
                .view(CrossEntropyGradientKernel.LOGITS, step.loss().logits())
                .view(CrossEntropyGradientKernel.TARGETS, step.loss().targets())
                .view(CrossEntropyGradientKernel.LSE, step.loss().lse())
                .view(CrossEntropyGradientKernel.DY, step.dy())
                .view(CrossEntropyGradientKernel.DLSE, step.dlse())
                .view(CrossEntropyGradientKernel.RESULT, step.dlogits());
        scalars.set(0, (float) (smoothing / classes));
        scalars.set(1, (float) (1 - smoothing));
        launch.rows(step.dy(), lanes);
    }
}
