package io.attn4j.plan.head;

import io.attn4j.kernels.head.HeadMixTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Mixing over heads, into more of them and fewer. */
class HeadMixTest extends StepTest<HeadMix> {
    @Override
    protected Map<String, StepRun.Factory<HeadMix>> tasks() {
        return only(HeadMixTasks::new);
    }

    @Override
    protected List<StepCase<HeadMix>> cases() {
        List<StepCase<HeadMix>> cases = new ArrayList<>();
        for (int[] heads : new int[][] {{1, 1}, {3, 5}, {4, 2}}) {
            for (int columns : new int[] {1, 16, 37}) {
                StepData data = new StepData(columns);
                View x = data.contiguous("x", 2, heads[0], 5, columns);
                View m = data.contiguous("m", 1, 1, heads[0], heads[1]);
                View y = data.empty("y", 2, heads[1], 5, columns);
                cases.add(new StepCase<>(
                        heads[0] + " heads into " + heads[1] + ", " + columns + " columns",
                        data,
                        new HeadMix("mix", x, m, y)));
            }
        }
        StepData data = new StepData(9);
        View x = data.splitHeads("x", 2, 3, 9, 40).rows(4, 9).columns(1, 36);
        View m = data.gapped("m", 1, 1, 2, 3).transposed();
        View y = data.empty("y", 2, 2, 5, 38).columns(2, 37);
        HeadMix strided = new HeadMix("mix", x, m, y);
        cases.add(new StepCase<>("parts, transposed weights", data, strided));
        cases.add(new StepCase<>(
                        "smaller than its tasks",
                        data,
                        new HeadMix(
                                "mix",
                                x.rows(1, 2).columns(0, 17),
                                m,
                                y.rows(3, 4).columns(1, 18)))
                .within(strided));
        return cases;
    }
}
