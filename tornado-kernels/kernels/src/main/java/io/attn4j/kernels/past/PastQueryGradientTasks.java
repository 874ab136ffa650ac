package io.attn4j.kernels.past;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.past.PastAttention;
import io.attn4j.plan.past.PastQueryGradient;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** {@link PastQueryGradient} as two tasks, probabilities and their gradients, then the gradient by queries; on CPUs as one. */
public final class PastQueryGradientTasks extends StepTasks<PastQueryGradient> {
    private final SizeTable sizes = table(PastGradientLayout.SIZE);
    private final FloatArray scalars;
    private final IntArray lengths;
    private final boolean lanes;

    /** Tasks for steps up to {@code capacity}. */
    public PastQueryGradientTasks(PastQueryGradient capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        PastAttention past = capacity.past();
        FloatArray q = array(past.q());
        FloatArray k = array(past.k());
        FloatArray v = array(past.v());
        FloatArray e = array(past.e());
        FloatArray f = array(past.f());
        FloatArray keyStates = array(past.keyStates());
        FloatArray valueStates = array(past.valueStates());
        FloatArray lse = array(past.lse());
        FloatArray outputGradient = array(capacity.outputGradient());
        FloatArray delta = array(capacity.delta());
        FloatArray p = array(capacity.p());
        FloatArray ds = array(capacity.ds());
        FloatArray dq = array(capacity.dq());
        scalars = scalars(PastLayout.scalars(past.decay()));
        lengths = integers(past.q().batch());
        String task = capacity.task();
        int rank = PastGradientLayout.lanesCapacity(past, device);
        lanes = rank > 0;
        if (lanes) {
            add(KernelTask.of(
                    new TaskGrid(task, device, 1, 0),
                    PastGradientLanes::backwardRows,
                    q,
                    k,
                    v,
                    e,
                    f,
                    keyStates,
                    valueStates,
                    lse,
                    outputGradient,
                    delta,
                    lengths,
                    sizes.array(),
                    scalars,
                    p,
                    ds,
                    dq,
                    rank));
        } else {
            add(KernelTask.of(
                    RowLaunch.of(task + "Scores", device),
                    PastQueryGradientKernel::backwardScores,
                    q,
                    k,
                    v,
                    e,
                    f,
                    keyStates,
                    valueStates,
                    lse,
                    outputGradient,
                    delta,
                    lengths,
                    sizes.array(),
                    scalars,
                    p,
                    ds));
            add(KernelTask.of(
                    RowLaunch.of(task, device),
                    PastQueryGradientKernel::backwardRows,
                    k,
                    e,
                    keyStates,
                    ds,
                    lengths,
                    sizes.array(),
                    dq));
        }
    }

    @Override
    public void bind(PastQueryGradient step) {
        PastAttention past = step.past();
        PastGradientLayout.write(sizes, past);
        sizes.view(PastGradientLayout.KEY_STATES, past.keyStates())
                .view(PastGradientLayout.VALUE_STATES, past.valueStates())
                .view(PastGradientLayout.LSE, past.lse())
                .view(PastGradientLayout.OUTPUT_GRADIENT, step.outputGradient())
                .view(PastGradientLayout.DELTA, step.delta())
                .view(PastGradientLayout.P, step.p())
                .view(PastGradientLayout.DS, step.ds())
                .view(PastGradientLayout.DQ, step.dq());
        sizes.given(PastGradientLayout.HAS_DECAY, past.decay());
        PastLayout.writeScalars(scalars, past.scale(), past.decay());
        PastLayout.writeLengths(lengths, past.lengths());
        long items = lanes
                ? PastGradientLayout.lanesItems(past, past.q().heads())
                : (long) past.q().batch() * past.q().heads() * past.q().rows();
        launches().forEach(launch -> launch.items(items));
    }
}
