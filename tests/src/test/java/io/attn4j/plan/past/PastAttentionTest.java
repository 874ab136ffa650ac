package io.attn4j.plan.past;

import io.attn4j.kernels.past.PastAttentionTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.List;
import java.util.Map;

/** Past-only attention in chunks: grouped heads, lengths, one chunk, chunks that end early. */
class PastAttentionTest extends StepTest<PastAttention> {
    @Override
    protected Map<String, StepRun.Factory<PastAttention>> tasks() {
        return only(PastAttentionTasks::new);
    }

    @Override
    protected List<StepCase<PastAttention>> cases() {
        return List.of(
                past("one chunk, lengths", 11, 11, 3, 2, 5, new int[] {11, 6}),
                past("chunks", 4, 11, 3, 2, 5, null),
                past("chunks, lengths", 8, 37, 20, 33, 9, new int[] {0, 20}),
                past("one of one", 1, 1, 1, 1, 1, null),
                past("many slots", 16, 24, 8, 8, 70, null),
                decaying("decaying chunks, lengths", 8, 37, 20, 33, 9, new int[] {0, 20}),
                decaying("decaying, one slot", 64, 64, 3, 2, 1, null),
                decaying("decaying, many slots, a rest of one row", 64, 65, 16, 16, 70, null),
                smaller(false),
                smaller(true));
    }

    private static StepCase<PastAttention> past(
            String name, int chunk, int rows, int keyDim, int valueDim, int slots, int[] lengths) {
        StepData data = new StepData(rows);
        return new StepCase<>(name, data, step(data, chunk, rows, keyDim, valueDim, slots, lengths, null));
    }

    private static StepCase<PastAttention> decaying(
            String name, int chunk, int rows, int keyDim, int valueDim, int slots, int[] lengths) {
        StepData data = new StepData(rows);
        SlotDecay decay = SlotDecay.of(slots, 100);
        return new StepCase<>(name, data, step(data, chunk, rows, keyDim, valueDim, slots, lengths, decay));
    }

    private static PastAttention step(
            StepData data, int chunk, int rows, int keyDim, int valueDim, int slots, int[] lengths, SlotDecay decay) {
        int chunks = Math.ceilDiv(rows, chunk);
        View k = data.gapped("k", 2, 2, rows, keyDim);
        View v = data.splitHeads("v", 2, 2, rows, valueDim);
        if (lengths != null) {
            data.poison(k, lengths);
            data.poison(v, lengths);
        }
        return new PastAttention(
                "past",
                0.7f / keyDim,
                chunk,
                data.gapped("q", 2, 4, rows, keyDim),
                k,
                v,
                PastGradientCase.rescaled(data, data.gapped("e", 1, 2, slots, rows), chunk, decay),
                PastGradientCase.rescaled(data, data.gapped("f", 1, 2, slots, rows), chunk, decay),
                data.contiguous("keys", 2, 2 * chunks, slots, keyDim),
                data.contiguous("values", 2, 2 * chunks, slots, valueDim),
                lengths,
                decay,
                data.emptyGapped("o", 2, 4, rows, valueDim),
                data.empty("lse", 2, 4, rows, 1));
    }

    private static StepCase<PastAttention> smaller(boolean decays) {
        StepData data = new StepData(9);
        PastAttention whole = step(data, 4, 16, 8, 8, 3, null, decays ? SlotDecay.of(3, 9) : null);
        PastAttention part = new PastAttention(
                "past",
                whole.scale(),
                4,
                whole.q().firstRows(6),
                whole.k().firstRows(6),
                whole.v().firstRows(6),
                whole.e().columns(0, 6),
                whole.f().columns(0, 6),
                View.contiguous(whole.keyStates().buffer(), 2, 4, 3, 8),
                View.contiguous(whole.valueStates().buffer(), 2, 4, 3, 8),
                null,
                whole.decay(),
                whole.o().firstRows(6),
                View.contiguous(whole.lse().buffer(), 2, 4, 6, 1));
        return new StepCase<>("smaller than its tasks" + (decays ? ", decaying" : ""), data, part).within(whole);
    }
}
