package io.attn4j.kernels.head;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.head.HeadGate;
import io.attn4j.plan.head.HeadGateGradient;
import java.util.List;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link HeadGateGradient} as tasks: the gates once more, their gradients, those of the heads, and those of the logits. */
public final class HeadGateGradientTasks implements StepTasks {
    private final KernelContext context = new KernelContext();
    private final GraphDevice device;
    private final HeadGate.Kind kind;
    private final TaskGrid choosing;
    private final TaskGrid dots;
    private final TaskGrid product;
    private final TaskGrid logits;
    private final FloatArray z;
    private final FloatArray x;
    private final FloatArray dy;
    private final FloatArray dx;
    private final FloatArray dz;
    private final FloatArray gates;
    private final FloatArray dg;
    private final IntArray gateSizes = new IntArray(HeadGateKernel.SIZE);
    private final IntArray sizes = new IntArray(HeadGateGradientKernel.SIZE);

    /** Tasks for steps up to {@code capacity}. */
    public HeadGateGradientTasks(HeadGateGradient capacity, DeviceArrays arrays, GraphDevice device) {
        this.device = device;
        kind = capacity.gate().kind();
        String kernel = switch (kind) {
            case SIGMOID -> "HeadGateKernel.forwardSigmoid";
            case SOFTMAX -> "HeadGateKernel.forwardSoftmax";
            case MIXTURE -> "HeadGateKernel.forwardMixture";
        };
        choosing = RowLaunch.of(capacity.task() + "Gates", kernel, device);
        dots = RowLaunch.of(capacity.task() + "GateGradients", "HeadGateGradientKernel.backwardGates", device);
        product = RowLaunch.of(capacity.task(), "HeadGateGradientKernel.backwardProduct", device);
        logits = RowLaunch.of(capacity.task() + "Logits", "HeadGateGradientKernel.backwardLogits", device);
        z = arrays.of(capacity.gate().z());
        x = arrays.of(capacity.x());
        dy = arrays.of(capacity.dy());
        dx = arrays.of(capacity.dx());
        dz = capacity.dz() == null ? null : arrays.of(capacity.dz());
        View from = capacity.x();
        gates = new FloatArray(DeviceArrays.elements("gates", from.batch(), from.rows(), from.heads()));
        dg = dz == null ? null : new FloatArray(gates.getSize());
    }

    @Override
    public void addTo(TaskGraph graph) {
        switch (kind) {
            case SIGMOID -> graph.task(choosing.task(), HeadGateKernel::forwardSigmoid, context, z, gateSizes, gates);
            case SOFTMAX -> graph.task(choosing.task(), HeadGateKernel::forwardSoftmax, context, z, gateSizes, gates);
            case MIXTURE -> graph.task(choosing.task(), HeadGateKernel::forwardMixture, context, z, gateSizes, gates);
        }
        // before dx, which may be dy
        if (dz != null) {
            graph.task(dots.task(), HeadGateGradientKernel::backwardGates, context, x, dy, sizes, dg);
            graph.task(logits.task(), HeadGateGradientKernel::backwardLogits, context, gates, dg, sizes, dz);
        }
        graph.task(product.task(), HeadGateGradientKernel::backwardProduct, context, gates, dy, sizes, dx);
    }

    @Override
    public List<TaskGrid> launches() {
        return dz == null ? List.of(choosing, product) : List.of(choosing, dots, logits, product);
    }

    @Override
    public List<TornadoNativeArray> sizes() {
        return List.of(gateSizes, sizes);
    }

    @Override
    public List<FloatArray> intermediates() {
        return dz == null ? List.of(gates) : List.of(gates, dg);
    }

    @Override
    public void bind(Step step) {
        HeadGateGradient gradient = (HeadGateGradient) step;
        HeadGate gate = gradient.gate();
        View to = gradient.dx();
        long rows = (long) to.batch() * to.heads() * to.rows();
        int lanes = RowLaunch.elementLanes(device, rows, to.columns());
        sizes.set(HeadGateGradientKernel.BATCH, to.batch());
        sizes.set(HeadGateGradientKernel.HEADS, to.heads());
        sizes.set(HeadGateGradientKernel.ROWS, to.rows());
        sizes.set(HeadGateGradientKernel.COLUMNS, to.columns());
        sizes.set(HeadGateGradientKernel.LANES, lanes);
        sizes.set(HeadGateGradientKernel.KIND, kind.ordinal());
        sizes.set(HeadGateGradientKernel.SHARED, kind == HeadGate.Kind.MIXTURE ? gate.shared() : 0);
        sizes.set(HeadGateGradientKernel.TOP, gate.top());
        ViewLayout.write(sizes, HeadGateGradientKernel.X, gradient.x());
        ViewLayout.write(sizes, HeadGateGradientKernel.DY, gradient.dy());
        ViewLayout.write(sizes, HeadGateGradientKernel.DX, to);
        ViewLayout.write(sizes, HeadGateGradientKernel.DZ, gradient.dz());
        gateSizes.set(HeadGateKernel.BATCH, to.batch());
        gateSizes.set(HeadGateKernel.HEADS, to.heads());
        gateSizes.set(HeadGateKernel.ROWS, to.rows());
        gateSizes.set(HeadGateKernel.SHARED, gate.shared());
        gateSizes.set(HeadGateKernel.TOP, gate.top());
        ViewLayout.write(gateSizes, HeadGateKernel.Z, gate.z());
        choosing.items((long) to.batch() * to.rows());
        dots.items(rows);
        logits.items((long) to.batch() * to.rows());
        product.items(rows * lanes);
    }
}
