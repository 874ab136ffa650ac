package io.attn4j.plan.past;

import io.attn4j.kernels.past.PastRecurrenceTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.List;
import java.util.Map;

/** Past-only attention row by row: results, and the state that is left behind. */
class PastRecurrenceTest extends StepTest<PastRecurrence> {
    @Override
    protected Map<String, StepRun.Factory<PastRecurrence>> tasks() {
        return only(PastRecurrenceTasks::new);
    }

    @Override
    protected List<StepCase<PastRecurrence>> cases() {
        return List.of(
                recurrence("grouped heads, lengths", 11, 3, 2, 5, new int[] {11, 6}),
                recurrence("one of one", 1, 1, 1, 1, null),
                recurrence("many slots", 20, 16, 33, 70, null),
                recurrence("no valid row", 7, 8, 8, 4, new int[] {0, 7}),
                decaying("decaying, lengths", 11, 3, 2, 5, new int[] {11, 6}),
                decaying("decaying, many slots", 20, 16, 33, 70, null),
                smaller(false),
                smaller(true));
    }

    private static StepCase<PastRecurrence> recurrence(
            String name, int rows, int keyDim, int valueDim, int slots, int[] lengths) {
        StepData data = new StepData(rows);
        return new StepCase<>(name, data, step(data, rows, keyDim, valueDim, slots, lengths, null));
    }

    private static StepCase<PastRecurrence> decaying(
            String name, int rows, int keyDim, int valueDim, int slots, int[] lengths) {
        StepData data = new StepData(rows);
        SlotDecay decay = SlotDecay.of(slots, 100);
        return new StepCase<>(name, data, step(data, rows, keyDim, valueDim, slots, lengths, decay));
    }

    private static PastRecurrence step(
            StepData data, int rows, int keyDim, int valueDim, int slots, int[] lengths, SlotDecay decay) {
        View k = data.gapped("k", 2, 2, rows, keyDim);
        View v = data.splitHeads("v", 2, 2, rows, valueDim);
        if (lengths != null) {
            data.poison(k, lengths);
            data.poison(v, lengths);
        }
        return new PastRecurrence(
                "past",
                0.7f / keyDim,
                data.gapped("q", 2, 4, rows, keyDim),
                k,
                v,
                data.gapped("e", 1, 2, slots, rows),
                data.gapped("f", 1, 2, slots, rows),
                lengths,
                decay,
                data.contiguous("keys", 2, 2, slots, keyDim),
                data.contiguous("values", 2, 2, slots, valueDim),
                data.emptyGapped("o", 2, 4, rows, valueDim),
                data.empty("lse", 2, 4, rows, 1));
    }

    private static StepCase<PastRecurrence> smaller(boolean decays) {
        StepData data = new StepData(9);
        PastRecurrence whole = step(data, 16, 8, 8, 3, null, decays ? SlotDecay.of(3, 9) : null);
        PastRecurrence part = new PastRecurrence(
                "past",
                whole.scale(),
                whole.q().firstRows(6),
                whole.k().firstRows(6),
                whole.v().firstRows(6),
                whole.e().columns(0, 6),
                whole.f().columns(0, 6),
                null,
                whole.decay(),
                whole.keyState(),
                whole.valueState(),
                whole.o().firstRows(6),
                View.contiguous(whole.lse().buffer(), 2, 4, 6, 1));
        return new StepCase<>("smaller than its tasks" + (decays ? ", decaying" : ""), data, part).within(whole);
    }
}
