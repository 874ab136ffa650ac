package io.attn4j.kernels.past;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.Step;
import io.attn4j.plan.past.PastStates;
import io.attn4j.plan.past.PastStatesGradient;
import java.util.List;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link PastStatesGradient} as three tasks: gradients of later states summed up, those by rows, those by weights. */
public final class PastStatesGradientTasks implements StepTasks {
    private final KernelContext context = new KernelContext();
    private final PastStatesGradient capacity;
    private final TaskGrid sumsLaunch;
    private final TaskGrid rowsLaunch;
    private final TaskGrid weightsLaunch;
    private final FloatArray absent = new FloatArray(1);
    private final FloatArray x;
    private final FloatArray e;
    private final FloatArray dy;
    private final FloatArray last;
    private final FloatArray sums;
    private final FloatArray dx;
    private final FloatArray de;
    private final IntArray lengths;
    private final IntArray sizes = new IntArray(PastStatesGradientKernel.SIZE);

    /** Tasks for steps up to {@code capacity}. */
    public PastStatesGradientTasks(PastStatesGradient capacity, DeviceArrays arrays, GraphDevice device) {
        this.capacity = capacity;
        PastStates states = capacity.states();
        sumsLaunch = RowLaunch.of(capacity.task() + "Sums", "PastStatesGradientKernel.backwardSums", device);
        rowsLaunch = RowLaunch.of(capacity.task(), "PastStatesGradientKernel.backwardRows", device);
        weightsLaunch = RowLaunch.of(capacity.task() + "Weights", "PastStatesGradientKernel.backwardWeights", device);
        x = arrays.of(states.x());
        e = arrays.of(states.e());
        dy = arrays.of(capacity.dy());
        last = arrays.of(capacity.dlast(), absent);
        sums = arrays.of(capacity.sums());
        dx = arrays.of(capacity.dx());
        de = arrays.of(capacity.de());
        lengths = new IntArray(states.x().batch());
    }

    @Override
    public void addTo(TaskGraph graph) {
        graph.task(sumsLaunch.task(), PastStatesGradientKernel::backwardSums, context, dy, last, sizes, sums);
        graph.task(rowsLaunch.task(), PastStatesGradientKernel::backwardRows, context, e, sums, lengths, sizes, dx);
        graph.task(
                weightsLaunch.task(), PastStatesGradientKernel::backwardWeights, context, x, sums, lengths, sizes, de);
    }

    @Override
    public List<TaskGrid> launches() {
        return List.of(sumsLaunch, rowsLaunch, weightsLaunch);
    }

    @Override
    public List<TornadoNativeArray> sizes() {
        return List.of(sizes, lengths);
    }

    @Override
    public List<FloatArray> placeholders() {
        return capacity.dlast() == null ? List.of(absent) : List.of();
    }

    @Override
    public void bind(Step step) {
        PastStatesGradient gradient = (PastStatesGradient) step;
        PastStates states = gradient.states();
        int tokens = states.x().rows();
        int slots = states.e().rows();
        int dim = states.x().columns();
        int chunk = Math.min(states.chunk(), tokens);
        sizes.set(PastStatesGradientKernel.BATCH, states.x().batch());
        sizes.set(PastStatesGradientKernel.HEADS, states.x().heads());
        sizes.set(PastStatesGradientKernel.TOKENS, tokens);
        sizes.set(PastStatesGradientKernel.SLOTS, slots);
        sizes.set(PastStatesGradientKernel.DIM, dim);
        sizes.set(PastStatesGradientKernel.CHUNK, chunk);
        sizes.set(PastStatesGradientKernel.HAS_LAST, gradient.dlast() == null ? 0 : 1);
        ViewLayout.write(sizes, PastStatesGradientKernel.X, states.x());
        ViewLayout.write(sizes, PastStatesGradientKernel.E, states.e());
        ViewLayout.write(sizes, PastStatesGradientKernel.DY, gradient.dy());
        ViewLayout.write(sizes, PastStatesGradientKernel.LAST, gradient.dlast());
        ViewLayout.write(sizes, PastStatesGradientKernel.SUMS, gradient.sums());
        ViewLayout.write(sizes, PastStatesGradientKernel.DX, gradient.dx());
        ViewLayout.write(sizes, PastStatesGradientKernel.DE, gradient.de());
        PastLayout.writeLengths(lengths, states.lengths());
        long heads = (long) states.x().batch() * states.x().heads();
        int chunks = Math.ceilDiv(tokens, chunk);
        sumsLaunch.items(heads * slots * dim);
        rowsLaunch.items(heads * chunks * Math.ceilDiv(chunk, PastStatesGradientKernel.TILE) * dim);
        weightsLaunch.items(heads * Math.ceilDiv(slots, PastStatesGradientKernel.TILE) * tokens);
    }
}
