package io.attn4j.plan.core;

import io.attn4j.kernels.core.ProbabilitiesTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.List;
import java.util.Map;

/** Softmax in place: rows that see no key, logits that hide keys, and large ones. */
class ProbabilitiesTest extends StepTest<Probabilities> {
    @Override
    protected Map<String, StepRun.Factory<Probabilities>> tasks() {
        return only(ProbabilitiesTasks::new);
    }

    @Override
    protected List<StepCase<Probabilities>> cases() {
        return List.of(
                softmax("one of one", 1, 1, 1),
                softmax("odd", 7, 33, 1),
                softmax("large logits", 5, 70, 1000),
                smaller());
    }

    private static StepCase<Probabilities> softmax(String name, int rows, int keys, float factor) {
        StepData data = new StepData(rows);
        View s = data.contiguous("s", 2, 3, rows, keys);
        // what lies outside of the ranges may hold anything, and within them some keys are hidden
        KeyRanges ranges = KeyRanges.of(2, rows, (b, i) -> i % 2, (b, i) -> b == 0 ? keys : Math.min(i, keys));
        data.fill(s, (b, h, i, j) -> {
            boolean seen = j >= ranges.start(b, i) && j < ranges.end(b, i);
            return !seen ? -3e38 : j % 5 == 4 ? Double.NEGATIVE_INFINITY : factor * data.get(s, b, h, i, j);
        });
        return new StepCase<>(name, data, new Probabilities("softmax", ranges, s, data.empty("lse", 2, 3, rows, 1)));
    }

    private static StepCase<Probabilities> smaller() {
        StepData data = new StepData(9);
        View s = data.contiguous("s", 2, 3, 9, 20);
        View lse = data.empty("lse", 2, 3, 9, 1);
        Probabilities part = new Probabilities(
                "softmax",
                KeyRanges.rectangular(1, 4, 7, true, null),
                View.contiguous(s.buffer(), 1, 3, 4, 7),
                View.contiguous(lse.buffer(), 1, 3, 4, 1));
        return new StepCase<>("smaller than its tasks", data, part)
                .within(new Probabilities("softmax", KeyRanges.rectangular(2, 9, 20, false, null), s, lse));
    }
}
