package io.attn4j.plan.head;

import io.attn4j.kernels.head.TopHeadsTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Heads that rows take: one, some and all of them, ties, and logits of any strides. */
class TopHeadsTest extends StepTest<TopHeads> {
    @Override
    protected Map<String, StepRun.Factory<TopHeads>> tasks() {
        return only(TopHeadsTasks::new);
    }

    @Override
    protected List<StepCase<TopHeads>> cases() {
        List<StepCase<TopHeads>> cases = new ArrayList<>();
        for (int top : new int[] {1, 3, 7}) {
            StepData data = new StepData(top);
            View z = data.gapped("z", 2, 1, 9, 7);
            cases.add(new StepCase<>(top + " of 7", data, new TopHeads("top", z, top, data.empty("y", 2, 1, 9, 7))));
        }
        StepData one = new StepData(4);
        cases.add(new StepCase<>(
                "one of one",
                one,
                new TopHeads("top", one.gapped("z", 1, 1, 3, 1), 1, one.emptyGapped("y", 1, 1, 3, 1))));
        StepData ties = new StepData(5);
        View equal = ties.contiguous("z", 2, 1, 9, 8);
        ties.fill(equal, (b, h, i, c) -> (8 * (9 * b + i) + c) % (1 + i % 3));
        cases.add(new StepCase<>("ties", ties, new TopHeads("top", equal, 3, ties.empty("y", 2, 1, 9, 8))));
        StepData data = new StepData(6);
        View z = data.contiguous("z", 2, 1, 9, 11).rows(2, 9).columns(3, 9);
        View y = data.emptyGapped("y", 2, 1, 6, 7).transposed();
        TopHeads strided = new TopHeads("top", z, 2, y);
        cases.add(new StepCase<>("parts", data, strided));
        cases.add(new StepCase<>("smaller than its tasks", data, new TopHeads("top", z.firstRows(3), 2, y.firstRows(3)))
                .within(strided));
        return cases;
    }
}
