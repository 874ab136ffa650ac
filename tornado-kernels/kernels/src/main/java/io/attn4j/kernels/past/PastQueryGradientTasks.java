package io.attn4j.kernels.past;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.Step;
import io.attn4j.plan.past.PastAttention;
import io.attn4j.plan.past.PastQueryGradient;
import java.util.List;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link PastQueryGradient} as two tasks, probabilities and their gradients, then the gradient by queries; on CPUs as one. */
public final class PastQueryGradientTasks implements StepTasks {
    private final KernelContext context = new KernelContext();
    /** Probabilities and their gradients; null where rows come with them. */
    private final TaskGrid scores;

    private final TaskGrid rows;
    private final int lanesCapacity;
    private final FloatArray q;
    private final FloatArray k;
    private final FloatArray v;
    private final FloatArray e;
    private final FloatArray f;
    private final FloatArray keyStates;
    private final FloatArray valueStates;
    private final FloatArray lse;
    private final FloatArray outputGradient;
    private final FloatArray delta;
    private final FloatArray p;
    private final FloatArray ds;
    private final FloatArray dq;
    private final IntArray lengths;
    private final IntArray sizes = new IntArray(PastGradientLayout.SIZE);
    private final FloatArray scalars = new FloatArray(1);

    /** Tasks for steps up to {@code capacity}. */
    public PastQueryGradientTasks(PastQueryGradient capacity, DeviceArrays arrays, GraphDevice device) {
        PastAttention past = capacity.past();
        lanesCapacity = PastGradientLayout.lanesCapacity(past, device);
        scores = lanesCapacity > 0
                ? null
                : RowLaunch.of(capacity.task() + "Scores", "PastQueryGradientKernel.backwardScores", device);
        rows = lanesCapacity > 0
                ? PastGradientLayout.lanes(capacity.task(), "PastGradientLanes.backwardRows", lanesCapacity, device)
                : RowLaunch.of(capacity.task(), "PastQueryGradientKernel.backwardRows", device);
        q = arrays.of(past.q());
        k = arrays.of(past.k());
        v = arrays.of(past.v());
        e = arrays.of(past.e());
        f = arrays.of(past.f());
        keyStates = arrays.of(past.keyStates());
        valueStates = arrays.of(past.valueStates());
        lse = arrays.of(past.lse());
        outputGradient = arrays.of(capacity.outputGradient());
        delta = arrays.of(capacity.delta());
        p = arrays.of(capacity.p());
        ds = arrays.of(capacity.ds());
        dq = arrays.of(capacity.dq());
        lengths = new IntArray(past.q().batch());
    }

    @Override
    public void addTo(TaskGraph graph) {
        if (lanesCapacity > 0) {
            graph.task(
                    rows.task(),
                    PastGradientLanes::backwardRows,
                    context,
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
                    sizes,
                    scalars,
                    p,
                    ds,
                    dq,
                    lanesCapacity);
            return;
        }
        graph.task(
                scores.task(),
                PastQueryGradientKernel::backwardScores,
                context,
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
                sizes,
                scalars,
                p,
                ds);
        graph.task(
                rows.task(), PastQueryGradientKernel::backwardRows, context, k, e, keyStates, ds, lengths, sizes, dq);
    }

    @Override
    public List<TaskGrid> launches() {
        return scores == null ? List.of(rows) : List.of(scores, rows);
    }

    @Override
    public List<TornadoNativeArray> sizes() {
        return List.of(sizes, scalars, lengths);
    }

    @Override
    public void bind(Step step) {
        PastQueryGradient gradient = (PastQueryGradient) step;
        PastAttention past = gradient.past();
        PastGradientLayout.write(sizes, past);
        ViewLayout.write(sizes, PastGradientLayout.KEY_STATES, past.keyStates());
        ViewLayout.write(sizes, PastGradientLayout.VALUE_STATES, past.valueStates());
        ViewLayout.write(sizes, PastGradientLayout.LSE, past.lse());
        ViewLayout.write(sizes, PastGradientLayout.OUTPUT_GRADIENT, gradient.outputGradient());
        ViewLayout.write(sizes, PastGradientLayout.DELTA, gradient.delta());
        ViewLayout.write(sizes, PastGradientLayout.P, gradient.p());
        ViewLayout.write(sizes, PastGradientLayout.DS, gradient.ds());
        ViewLayout.write(sizes, PastGradientLayout.DQ, gradient.dq());
        scalars.set(0, past.scale());
        PastLayout.writeLengths(lengths, past.lengths());
        if (scores == null) {
            rows.items(PastGradientLayout.lanesItems(past, past.q().heads()));
            return;
        }
        long items = (long) past.q().batch() * past.q().heads() * past.q().rows();
        scores.items(items);
        rows.items(items);
    }
}
