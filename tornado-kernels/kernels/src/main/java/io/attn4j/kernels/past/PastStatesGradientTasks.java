package io.attn4j.kernels.past;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.past.PastStates;
import io.attn4j.plan.past.PastStatesGradient;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** {@link PastStatesGradient} as three tasks: gradients of later states summed up, those by rows, those by weights. */
public final class PastStatesGradientTasks extends StepTasks<PastStatesGradient> {
    private final SizeTable sizes = table(PastStatesGradientKernel.SIZE);
    private final IntArray lengths;
    private final FloatArray decay;
    private final TaskGrid sumsLaunch;
    private final TaskGrid rowsLaunch;
    private final TaskGrid weightsLaunch;

    /** Tasks for steps up to {@code capacity}. */
    public PastStatesGradientTasks(PastStatesGradient capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        FloatArray x = array(capacity.states().x());
        FloatArray e = array(capacity.states().e());
        FloatArray dy = array(capacity.dy());
        FloatArray last = array(capacity.dlast());
        FloatArray sums = array(capacity.sums());
        FloatArray dx = array(capacity.dx());
        FloatArray de = array(capacity.de());
        FloatArray initial = result(capacity.dinitial());
        lengths = integers(capacity.states().x().batch());
        decay = scalars(PastLayout.FACTORS * capacity.states().e().rows());
        String task = capacity.task();
        sumsLaunch = add(KernelTask.of(
                RowLaunch.of(task + "Sums", device),
                PastStatesGradientKernel::backwardSums,
                dy,
                last,
                sizes.array(),
                decay,
                sums,
                initial));
        rowsLaunch = add(KernelTask.of(
                RowLaunch.of(task, device),
                PastStatesGradientKernel::backwardRows,
                e,
                sums,
                lengths,
                sizes.array(),
                dx));
        weightsLaunch = add(KernelTask.of(
                RowLaunch.of(task + "Weights", device),
                PastStatesGradientKernel::backwardWeights,
                x,
                sums,
                lengths,
                sizes.array(),
                de));
    }

    @Override
    public void bind(PastStatesGradient step) {
        PastStates states = step.states();
        int tokens = states.x().rows();
        int slots = states.e().rows();
        int dim = states.x().columns();
        int chunk = Math.min(states.chunk(), tokens);
        sizes.set(PastStatesGradientKernel.BATCH, states.x().batch())
                .set(PastStatesGradientKernel.HEADS, states.x().heads())
                .set(PastStatesGradientKernel.TOKENS, tokens)
                .set(PastStatesGradientKernel.SLOTS, slots)
                .set(PastStatesGradientKernel.DIM, dim)
                .set(PastStatesGradientKernel.CHUNK, chunk)
                .given(PastStatesGradientKernel.HAS_LAST, step.dlast())
                .given(PastStatesGradientKernel.HAS_INITIAL, step.dinitial())
                .view(PastStatesGradientKernel.X, states.x())
                .view(PastStatesGradientKernel.E, states.e())
                .view(PastStatesGradientKernel.DY, step.dy())
                .view(PastStatesGradientKernel.LAST, step.dlast())
                .view(PastStatesGradientKernel.SUMS, step.sums())
                .view(PastStatesGradientKernel.DX, step.dx())
                .view(PastStatesGradientKernel.DE, step.de())
                .view(PastStatesGradientKernel.INITIAL, step.dinitial());
        PastLayout.writeLengths(lengths, states.lengths());
        PastLayout.writeFactors(decay, states);
        long heads = (long) states.x().batch() * states.x().heads();
        int chunks = Math.ceilDiv(tokens, chunk);
        sumsLaunch.items(heads * slots * dim);
        rowsLaunch.items(heads * chunks * Math.ceilDiv(chunk, PastStatesGradientKernel.TILE) * dim);
        weightsLaunch.items(heads * Math.ceilDiv(slots, PastStatesGradientKernel.TILE) * tokens);
    }
}
