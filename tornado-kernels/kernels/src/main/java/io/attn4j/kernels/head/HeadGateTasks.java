package io.attn4j.kernels.head;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.View;
import io.attn4j.plan.head.HeadGate;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** {@link HeadGate} as two tasks: the gates of all heads of a row at once, then the product. */
public final class HeadGateTasks extends StepTasks<HeadGate> {
    private final SizeTable sizes = table(HeadGateKernel.SIZE);
    private final TaskGrid choosing;
    private final TaskGrid product;

    /** Tasks for steps up to {@code capacity}. */
    public HeadGateTasks(HeadGate capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        View to = capacity.o();
        FloatArray z = array(capacity.z());
        FloatArray gates = scratch("gates", to.batch(), to.rows(), to.heads());
        TaskGrid launch = RowLaunch.of(capacity.task() + "Gates", device);
        choosing = add(
                switch (capacity.kind()) {
                    case SIGMOID -> KernelTask.of(launch, HeadGateKernel::forwardSigmoid, z, sizes.array(), gates);
                    case SOFTMAX -> KernelTask.of(launch, HeadGateKernel::forwardSoftmax, z, sizes.array(), gates);
                    case MIXTURE -> KernelTask.of(launch, HeadGateKernel::forwardMixture, z, sizes.array(), gates);
                });
        product = add(KernelTask.of(
                RowLaunch.of(capacity.task(), device),
                HeadGateKernel::forwardProduct,
                gates,
                sizes.array(),
                array(to)));
    }

    @Override
    public void bind(HeadGate step) {
        View to = step.o();
        int lanes = RowLaunch.lanes(device(), to.columns());
        sizes.shape(HeadGateKernel.BATCH, to)
                .set(HeadGateKernel.LANES, lanes)
                .set(HeadGateKernel.SHARED, step.shared())
                .set(HeadGateKernel.TOP, step.top())
                .view(HeadGateKernel.Z, step.z())
                .view(HeadGateKernel.O, to);
        choosing.items((long) to.batch() * to.rows());
        product.rows(to, lanes);
    }
}
