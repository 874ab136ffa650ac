package io.attn4j.kernels.past;

import static io.attn4j.kernels.step.SampleStep.view;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelChoices;
import io.attn4j.kernels.step.SampleStep;
import io.attn4j.kernels.step.StepFamily;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.plan.View;
import io.attn4j.plan.past.PastAttention;
import io.attn4j.plan.past.PastKeyGradient;
import io.attn4j.plan.past.PastQueryGradient;
import io.attn4j.plan.past.PastRecurrence;
import io.attn4j.plan.past.PastStates;
import io.attn4j.plan.past.PastStatesGradient;
import io.attn4j.plan.past.PastStep;
import java.util.ArrayList;
import java.util.List;

/** Past-only attention: states, and attention in chunks or row by row. */
public final class PastTasks implements StepFamily<PastStep> {
    @Override
    public StepTasks<?> tasks(PastStep step, DeviceArrays arrays, KernelChoices choices, GraphDevice device) {
        return switch (step) {
            case PastStates states -> new PastStatesTasks(states, arrays, device);
            case PastAttention attention -> new PastAttentionTasks(attention, arrays, device);
            case PastRecurrence recurrence -> new PastRecurrenceTasks(recurrence, arrays, device);
            case PastQueryGradient gradient -> new PastQueryGradientTasks(gradient, arrays, device);
            case PastKeyGradient gradient -> new PastKeyGradientTasks(gradient, arrays, device);
            case PastStatesGradient gradient -> new PastStatesGradientTasks(gradient, arrays, device);
        };
    }

    @Override
    public List<SampleStep<PastStep>> samples() {
        int dim = PastOnlyLanes.LANES;
        View q = view("q", 1, 1, 2, dim);
        View k = view("k", 1, 1, 2, dim);
        View v = view("v", 1, 1, 2, dim);
        View o = view("o", 1, 1, 2, dim);
        View lse = view("lse", 1, 1, 2, 1);
        List<SampleStep<PastStep>> samples = new ArrayList<>();
        for (int rank : PastLayout.capacities()) {
            View e = view("e", 1, 1, rank, 2);
            View f = view("f", 1, 1, rank, 2);
            View states = view("states", 1, 1, rank, dim);
            View values = view("values", 1, 1, rank, dim);
            PastStates sums =
                    new PastStates("s", 2, q, e, view("initial", 1, 1, rank, dim), null, null, states, values);
            PastAttention past = new PastAttention("s", 1, 2, q, k, v, e, f, states, values, null, null, o, lse);
            View p = view("p", 1, 1, 2, rank);
            View ds = view("ds", 1, 1, 2, rank);
            View dO = view("dO", 1, 1, 2, dim);
            View de = view("de", 1, 1, rank, 2);
            View dStates = view("dStates", 1, 1, rank, dim);
            samples.add(SampleStep.of(sums));
            samples.add(SampleStep.of(past));
            samples.add(SampleStep.of(
                    new PastQueryGradient("s", past, dO, view("delta", 1, 1, 2, 1), p, ds, view("dq", 1, 1, 2, dim))));
            samples.add(SampleStep.of(new PastKeyGradient(
                    "s",
                    past,
                    dO,
                    p,
                    ds,
                    view("dk", 1, 1, 2, dim),
                    view("dv", 1, 1, 2, dim),
                    de,
                    view("df", 1, 1, rank, 2),
                    dStates,
                    view("dValueStates", 1, 1, rank, dim))));
            samples.add(SampleStep.of(new PastStatesGradient(
                    "s",
                    sums,
                    dStates,
                    view("dlast", 1, 1, rank, dim),
                    view("sums", 1, 1, rank, dim),
                    view("dx", 1, 1, 2, dim),
                    de,
                    null)));
            samples.add(SampleStep.of(new PastRecurrence("s", 1, q, k, v, e, f, null, null, states, values, o, lse)));
        }
        return samples;
    }
}
