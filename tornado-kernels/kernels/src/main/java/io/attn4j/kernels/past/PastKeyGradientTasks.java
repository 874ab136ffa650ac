package io.attn4j.kernels.past;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.Step;
import io.attn4j.plan.past.PastAttention;
import io.attn4j.plan.past.PastKeyGradient;
import java.util.List;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** {@link PastKeyGradient} as two tasks: the gradients of each key, and those of each state. */
public final class PastKeyGradientTasks implements StepTasks {
    private static final int SLOT_TILE = 8;

    private final KernelContext context = new KernelContext();
    private final TaskGrid keys;
    private final int lanesCapacity;
    private final TaskGrid states;
    private final FloatArray q;
    private final FloatArray k;
    private final FloatArray v;
    private final FloatArray e;
    private final FloatArray f;
    private final FloatArray outputGradient;
    private final FloatArray p;
    private final FloatArray ds;
    private final FloatArray dk;
    private final FloatArray dv;
    private final FloatArray de;
    private final FloatArray df;
    private final FloatArray dKeyStates;
    private final FloatArray dValueStates;
    private final IntArray lengths;
    private final IntArray sizes = new IntArray(PastGradientLayout.SIZE);

    /** Tasks for steps up to {@code capacity}. */
    public PastKeyGradientTasks(PastKeyGradient capacity, DeviceArrays arrays, GraphDevice device) {
        PastAttention past = capacity.past();
        lanesCapacity = PastGradientLayout.lanesCapacity(past, device);
        keys = lanesCapacity > 0
                ? PastGradientLayout.lanes(capacity.task(), "PastGradientLanes.backwardKeys", lanesCapacity, device)
                : RowLaunch.of(capacity.task(), "PastKeyGradientKernel.backwardKeys", device);
        states = RowLaunch.of(capacity.task() + "States", "PastKeyGradientKernel.backwardStates", device);
        q = arrays.of(past.q());
        k = arrays.of(past.k());
        v = arrays.of(past.v());
        e = arrays.of(past.e());
        f = arrays.of(past.f());
        outputGradient = arrays.of(capacity.outputGradient());
        p = arrays.of(capacity.p());
        ds = arrays.of(capacity.ds());
        dk = arrays.of(capacity.dk());
        dv = arrays.of(capacity.dv());
        de = arrays.of(capacity.de());
        df = arrays.of(capacity.df());
        dKeyStates = arrays.of(capacity.dKeyStates());
        dValueStates = arrays.of(capacity.dValueStates());
        lengths = new IntArray(past.q().batch());
    }

    @Override
    public void addTo(TaskGraph graph) {
        if (lanesCapacity > 0) {
            graph.task(
                    keys.task(),
                    PastGradientLanes::backwardKeys,
                    context,
                    q,
                    k,
                    v,
                    e,
                    f,
                    outputGradient,
                    p,
                    ds,
                    lengths,
                    sizes,
                    dk,
                    dv,
                    de,
                    df,
                    lanesCapacity);
        } else {
            graph.task(
                    keys.task(),
                    PastKeyGradientKernel::backwardKeys,
                    context,
                    q,
                    k,
                    v,
                    e,
                    f,
                    outputGradient,
                    p,
                    ds,
                    lengths,
                    sizes,
                    dk,
                    dv,
                    de,
                    df);
        }
        graph.task(
                states.task(),
                PastKeyGradientKernel::backwardStates,
                context,
                q,
                outputGradient,
                p,
                ds,
                sizes,
                dKeyStates,
                dValueStates);
    }

    @Override
    public List<TaskGrid> launches() {
        return List.of(keys, states);
    }

    @Override
    public List<TornadoNativeArray> sizes() {
        return List.of(sizes, lengths);
    }

    @Override
    public void bind(Step step) {
        PastKeyGradient gradient = (PastKeyGradient) step;
        PastAttention past = gradient.past();
        PastGradientLayout.write(sizes, past);
        ViewLayout.write(sizes, PastGradientLayout.KEY_STATES, gradient.dKeyStates());
        ViewLayout.write(sizes, PastGradientLayout.VALUE_STATES, gradient.dValueStates());
        ViewLayout.write(sizes, PastGradientLayout.OUTPUT_GRADIENT, gradient.outputGradient());
        ViewLayout.write(sizes, PastGradientLayout.P, gradient.p());
        ViewLayout.write(sizes, PastGradientLayout.DS, gradient.ds());
        ViewLayout.write(sizes, PastGradientLayout.DK, gradient.dk());
        ViewLayout.write(sizes, PastGradientLayout.DV, gradient.dv());
        ViewLayout.write(sizes, PastGradientLayout.DE, gradient.de());
        ViewLayout.write(sizes, PastGradientLayout.DF, gradient.df());
        PastLayout.writeLengths(lengths, past.lengths());
        long batch = past.k().batch();
        keys.items(
                lanesCapacity > 0
                        ? PastGradientLayout.lanesItems(past, past.k().heads())
                        : batch * past.k().heads() * past.k().rows());
        states.items(batch
                * gradient.dKeyStates().heads()
                * Math.ceilDiv(past.e().rows(), SLOT_TILE)
                * (past.k().columns() + past.v().columns()));
    }
}
