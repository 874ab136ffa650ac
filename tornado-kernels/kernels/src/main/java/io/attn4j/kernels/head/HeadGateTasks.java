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
import java.util.List;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link HeadGate} as two tasks: the gates of all heads of a row at once, then the product. */
public final class HeadGateTasks implements StepTasks {
    private final KernelContext context = new KernelContext();
    private final GraphDevice device;
    private final HeadGate.Kind kind;
    private final TaskGrid choosing;
    private final TaskGrid product;
    private final FloatArray z;
    private final FloatArray o;
    private final FloatArray gates;
    private final IntArray sizes = new IntArray(HeadGateKernel.SIZE);

    /** Tasks for steps up to {@code capacity}. */
    public HeadGateTasks(HeadGate capacity, DeviceArrays arrays, GraphDevice device) {
        this.device = device;
        kind = capacity.kind();
        String kernel = switch (kind) {
            case SIGMOID -> "HeadGateKernel.forwardSigmoid";
            case SOFTMAX -> "HeadGateKernel.forwardSoftmax";
            case MIXTURE -> "HeadGateKernel.forwardMixture";
        };
        choosing = RowLaunch.of(capacity.task() + "Gates", kernel, device);
        product = RowLaunch.of(capacity.task(), "HeadGateKernel.forwardProduct", device);
        z = arrays.of(capacity.z());
        o = arrays.of(capacity.o());
        View to = capacity.o();
        gates = new FloatArray(DeviceArrays.elements("gates", to.batch(), to.rows(), to.heads()));
    }

    @Override
    public void addTo(TaskGraph graph) {
        switch (kind) {
            case SIGMOID -> graph.task(choosing.task(), HeadGateKernel::forwardSigmoid, context, z, sizes, gates);
            case SOFTMAX -> graph.task(choosing.task(), HeadGateKernel::forwardSoftmax, context, z, sizes, gates);
            case MIXTURE -> graph.task(choosing.task(), HeadGateKernel::forwardMixture, context, z, sizes, gates);
        }
        graph.task(product.task(), HeadGateKernel::forwardProduct, context, gates, sizes, o);
    }

    @Override
    public List<TaskGrid> launches() {
        return List.of(choosing, product);
    }

    @Override
    public List<TornadoNativeArray> sizes() {
        return List.of(sizes);
    }

    @Override
    public List<FloatArray> intermediates() {
        return List.of(gates);
    }

    @Override
    public void bind(Step step) {
        HeadGate gate = (HeadGate) step;
        View to = gate.o();
        int lanes = RowLaunch.lanes(device, to.columns());
        sizes.set(HeadGateKernel.BATCH, to.batch());
        sizes.set(HeadGateKernel.HEADS, to.heads());
        sizes.set(HeadGateKernel.ROWS, to.rows());
        sizes.set(HeadGateKernel.COLUMNS, to.columns());
        sizes.set(HeadGateKernel.LANES, lanes);
        sizes.set(HeadGateKernel.SHARED, gate.shared());
        sizes.set(HeadGateKernel.TOP, gate.top());
        ViewLayout.write(sizes, HeadGateKernel.Z, gate.z());
        ViewLayout.write(sizes, HeadGateKernel.O, to);
        long rows = (long) to.batch() * to.rows();
        choosing.items(rows);
        product.items(rows * to.heads() * lanes);
    }
}
