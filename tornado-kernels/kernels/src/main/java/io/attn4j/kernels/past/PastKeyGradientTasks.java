package io.attn4j.kernels.past;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelTask;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.SizeTable;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.past.PastAttention;
import io.attn4j.plan.past.PastKeyGradient;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** {@link PastKeyGradient} as two tasks: the gradients of each key, and those of each state. */
public final class PastKeyGradientTasks extends StepTasks<PastKeyGradient> {
    private static final int SLOT_TILE = 8;

    private final SizeTable sizes = table(PastGradientLayout.SIZE);
    private final IntArray lengths;
    private final boolean lanes;
    private final TaskGrid keys;
    private final TaskGrid states;

    /** Tasks for steps up to {@code capacity}. */
    public PastKeyGradientTasks(PastKeyGradient capacity, DeviceArrays arrays, GraphDevice device) {
        super(arrays, device);
        PastAttention past = capacity.past();
        FloatArray q = array(past.q());
        FloatArray k = array(past.k());
        FloatArray v = array(past.v());
        FloatArray e = array(past.e());
        FloatArray f = array(past.f());
        FloatArray outputGradient = array(capacity.outputGradient());
        FloatArray p = array(capacity.p());
        FloatArray ds = array(capacity.ds());
        FloatArray dk = array(capacity.dk());
        FloatArray dv = array(capacity.dv());
        FloatArray de = array(capacity.de());
        FloatArray df = array(capacity.df());
        FloatArray dKeyStates = array(capacity.dKeyStates());
        FloatArray dValueStates = array(capacity.dValueStates());
        lengths = integers(past.q().batch());
        String task = capacity.task();
        int rank = PastGradientLayout.lanesCapacity(past, device);
        lanes = rank > 0;
        keys = add(
                lanes
                        ? KernelTask.of(
                                new TaskGrid(task, device, 1, 0),
                                PastGradientLanes::backwardKeys,
                                q,
                                k,
                                v,
                                e,
                                f,
                                outputGradient,
                                p,
                                ds,
                                lengths,
                                sizes.array(),
                                dk,
                                dv,
                                de,
                                df,
                                rank)
                        : KernelTask.of(
                                RowLaunch.of(task, device),
                                PastKeyGradientKernel::backwardKeys,
                                q,
                                k,
                                v,
                                e,
                                f,
                                outputGradient,
                                p,
                                ds,
                                lengths,
                                sizes.array(),
                                dk,
                                dv,
                                de,
                                df));
        states = add(KernelTask.of(
                RowLaunch.of(task + "States", device),
                PastKeyGradientKernel::backwardStates,
                q,
                outputGradient,
                p,
                ds,
                sizes.array(),
                dKeyStates,
                dValueStates));
    }

    @Override
    public void bind(PastKeyGradient step) {
        PastAttention past = step.past();
        PastGradientLayout.write(sizes, past);
        sizes.view(PastGradientLayout.KEY_STATES, step.dKeyStates())
                .view(PastGradientLayout.VALUE_STATES, step.dValueStates())
                .view(PastGradientLayout.OUTPUT_GRADIENT, step.outputGradient())
                .view(PastGradientLayout.P, step.p())
                .view(PastGradientLayout.DS, step.ds())
                .view(PastGradientLayout.DK, step.dk())
                .view(PastGradientLayout.DV, step.dv())
                .view(PastGradientLayout.DE, step.de())
                .view(PastGradientLayout.DF, step.df());
        PastLayout.writeLengths(lengths, past.lengths());
        long batch = past.k().batch();
        keys.items(
                lanes
                        ? PastGradientLayout.lanesItems(past, past.k().heads())
                        : batch * past.k().heads() * past.k().rows());
        states.items(batch
                * step.dKeyStates().heads()
                * Math.ceilDiv(past.e().rows(), SLOT_TILE)
                * (past.k().columns() + past.v().columns()));
    }
}
