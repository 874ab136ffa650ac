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
import io.attn4j.plan.head.HeadGateGradient;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** {@link HeadGateGradient} as tasks: the gates once more, their gradients, those of the logits, and those of the heads. */
public final class HeadGateGradientTasks extends StepTasks<HeadGateGradient> {
    private final SizeTable gateSizes = table(HeadGateKernel.SIZE);
    private final SizeTable sizes = table(HeadGateGradientKernel.SIZE);
    private final TaskGrid choosing;
    private final TaskGrid dots;
    private final TaskGrid logits;
    private final TaskGrid product;

    /** Tasks for steps up to {@code capacity}. */
    public HeadGateGradientTasks(HeadGateGradient capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        View from = capacity.x();
        FloatArray z = array(capacity.gate().z());
        FloatArray dy = array(capacity.dy());
        FloatArray gates = scratch("gates", from.batch(), from.rows(), from.heads());
        TaskGrid launch = RowLaunch.of(capacity.task() + "Gates", device);
        choosing = add(
                switch (capacity.gate().kind()) {
                    case SIGMOID -> KernelTask.of(launch, HeadGateKernel::forwardSigmoid, z, gateSizes.array(), gates);
                    case SOFTMAX -> KernelTask.of(launch, HeadGateKernel::forwardSoftmax, z, gateSizes.array(), gates);
                    case MIXTURE -> KernelTask.of(launch, HeadGateKernel::forwardMixture, z, gateSizes.array(), gates);
                });
        // before dx, which may be dy
        if (capacity.dz() == null) {
            dots = null;
            logits = null;
        } else {
            FloatArray dg = scratch("gate gradients", from.batch(), from.rows(), from.heads());
            dots = add(KernelTask.of(
                    RowLaunch.of(capacity.task() + "GateGradients", device),
                    HeadGateGradientKernel::backwardGates,
                    array(from),
                    dy,
                    sizes.array(),
                    dg));
            logits = add(KernelTask.of(
                    RowLaunch.of(capacity.task() + "Logits", device),
                    HeadGateGradientKernel::backwardLogits,
                    gates,
                    dg,
                    sizes.array(),
                    result(capacity.dz())));
        }
        product = add(KernelTask.of(
                RowLaunch.of(capacity.task(), device),
                HeadGateGradientKernel::backwardProduct,
                gates,
                dy,
                sizes.array(),
                array(capacity.dx())));
    }

    @Override
    public void bind(HeadGateGradient step) {
        HeadGate gate = step.gate();
        View to = step.dx();
        int lanes = RowLaunch.elementLanes(device(), to);
        sizes.shape(HeadGateGradientKernel.BATCH, to)
                .set(HeadGateGradientKernel.LANES, lanes)
                .set(HeadGateGradientKernel.KIND, gate.kind().ordinal())
                .set(HeadGateGradientKernel.SHARED, gate.kind() == HeadGate.Kind.MIXTURE ? gate.shared() : 0)
                .set(HeadGateGradientKernel.TOP, gate.top())
                .view(HeadGateGradientKernel.X, step.x())
                .view(HeadGateGradientKernel.DY, step.dy())
                .view(HeadGateGradientKernel.DX, to)
                .view(HeadGateGradientKernel.DZ, step.dz());
        gateSizes
                .shape(HeadGateKernel.BATCH, to)
                .set(HeadGateKernel.SHARED, gate.shared())
                .set(HeadGateKernel.TOP, gate.top())
                .view(HeadGateKernel.Z, gate.z());
        long positions = (long) to.batch() * to.rows();
        choosing.items(positions);
        if (dots != null) {
            dots.rows(to, 1);
            logits.items(positions);
        }
        product.rows(to, lanes);
    }
}
