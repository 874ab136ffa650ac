package io.attn4j.plan.past;

import io.attn4j.kernels.past.PastStatesTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.List;
import java.util.Map;

/** States at the borders of chunks, from zeros and from a state, shared projections, and lengths. */
class PastStatesTest extends StepTest<PastStates> {
    @Override
    protected Map<String, StepRun.Factory<PastStates>> tasks() {
        return only(PastStatesTasks::new);
    }

    @Override
    protected List<StepCase<PastStates>> cases() {
        return List.of(
                states("from zeros", 4, 11, 3, 5, false, null),
                states("from a state, lengths", 4, 11, 3, 5, true, new int[] {11, 6}),
                states("one chunk", 70, 37, 20, 9, true, new int[] {0, 37}),
                states("chunks of one row", 1, 5, 1, 1, false, null),
                states("many slots", 32, 70, 33, 130, true, null),
                decaying("decaying, from zeros", 4, 11, 3, 5, false, null),
                decaying("decaying, from a state, lengths", 8, 37, 20, 9, true, new int[] {37, 6}),
                decaying("decaying, one chunk", 64, 37, 32, 9, true, new int[] {0, 37}),
                decaying("decaying, chunks of one row", 1, 5, 16, 1, true, null),
                decaying("decaying, chunks that end together", 16, 64, 33, 130, true, null),
                sharedProjection(),
                smaller(false),
                smaller(true));
    }

    private static StepCase<PastStates> states(
            String name, int chunk, int rows, int columns, int slots, boolean from, int[] lengths) {
        return states(name, chunk, rows, columns, slots, from, lengths, null);
    }

    private static StepCase<PastStates> decaying(
            String name, int chunk, int rows, int columns, int slots, boolean from, int[] lengths) {
        return states(name, chunk, rows, columns, slots, from, lengths, SlotDecay.of(slots, 100));
    }

    private static StepCase<PastStates> states(
            String name, int chunk, int rows, int columns, int slots, boolean from, int[] lengths, SlotDecay decay) {
        StepData data = new StepData(rows);
        View x = data.gapped("x", 2, 2, rows, columns);
        if (lengths != null) {
            data.poison(x, lengths);
        }
        View e = PastGradientCase.rescaled(data, data.gapped("e", 1, 2, slots, rows), chunk, decay);
        View initial = from ? data.contiguous("initial", 2, 2, slots, columns) : null;
        View y = data.empty("y", 2, 2 * Math.ceilDiv(rows, chunk), slots, columns);
        View last = from ? data.empty("last", 2, 2, slots, columns) : null;
        return new StepCase<>(name, data, new PastStates("states", chunk, x, e, initial, lengths, decay, y, last));
    }

    private static StepCase<PastStates> sharedProjection() {
        StepData data = new StepData(6);
        View x = data.splitHeads("x", 1, 3, 20, 8);
        View e = data.gapped("e", 1, 1, 4, 20).broadcastHeads(3);
        View y = data.empty("y", 1, 9, 4, 8);
        return new StepCase<>("shared by heads", data, new PastStates("states", 7, x, e, null, null, null, y, null));
    }

    private static StepCase<PastStates> smaller(boolean decays) {
        SlotDecay decay = decays ? SlotDecay.of(3, 9) : null;
        StepData data = new StepData(9);
        View x = data.contiguous("x", 2, 2, 16, 5);
        View e = data.contiguous("e", 1, 2, 3, 16);
        View y = data.empty("y", 2, 8, 3, 5);
        PastStates part = new PastStates(
                "states",
                4,
                x.firstRows(6),
                e.columns(0, 6),
                null,
                new int[] {6, 3},
                decay,
                View.contiguous(y.buffer(), 2, 4, 3, 5),
                null);
        return new StepCase<>("smaller than its tasks" + (decays ? ", decaying" : ""), data, part)
                .within(new PastStates("states", 4, x, e, null, new int[] {16, 16}, decay, y, null));
    }
}
