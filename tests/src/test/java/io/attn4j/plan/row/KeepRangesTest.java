package io.attn4j.plan.row;

import io.attn4j.kernels.row.KeepRangesTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.List;
import java.util.Map;

/** Rows cut down to ranges: nothing of what lies outside gets through. */
class KeepRangesTest extends StepTest<KeepRanges> {
    @Override
    protected Map<String, StepRun.Factory<KeepRanges>> tasks() {
        return only(KeepRangesTasks::new);
    }

    @Override
    protected List<StepCase<KeepRanges>> cases() {
        return List.of(ranges(false), ranges(true), causal(), smaller());
    }

    private static StepCase<KeepRanges> ranges(boolean inPlace) {
        KeyRanges ranges =
                KeyRanges.of(2, 70, (b, i) -> b == 0 ? 0 : i % 5, (b, i) -> b == 0 ? Math.min(i + 1, 37) : 37 - i % 40);
        StepData data = new StepData(1);
        View x = data.gapped("x", 2, 3, 70, 37);
        data.fill(
                x,
                (b, h, i, c) -> c < ranges.start(b, i) || c >= ranges.end(b, i) ? Double.NaN : data.get(x, b, h, i, c));
        View y = inPlace ? x : data.emptyGapped("y", 2, 3, 37, 70).transposed();
        return new StepCase<>(
                        inPlace ? "NaN left out in place" : "NaN left out", data, new KeepRanges("keep", x, ranges, y))
                .exact();
    }

    private static StepCase<KeepRanges> causal() {
        StepData data = new StepData(2);
        View x = data.gapped("x", 2, 1, 4, 1100);
        KeyRanges causal = KeyRanges.rectangular(2, 4, 1100, true, new int[] {1099, 0});
        return new StepCase<>(
                        "causal, a batch of nothing",
                        data,
                        new KeepRanges("keep", x, causal, data.emptyGapped("y", 2, 1, 4, 1100)))
                .exact();
    }

    private static StepCase<KeepRanges> smaller() {
        StepData data = new StepData(3);
        View x = data.gapped("x", 2, 1, 4, 1100);
        View y = data.emptyGapped("y", 2, 1, 4, 1100);
        KeepRanges step = new KeepRanges(
                "keep",
                x.firstRows(2).columns(0, 5),
                KeyRanges.of(2, 2, (b, i) -> i, (b, i) -> 3 * b),
                y.firstRows(2).columns(0, 5));
        return new StepCase<>("smaller than its tasks", data, step)
                .within(new KeepRanges("keep", x, KeyRanges.rectangular(2, 4, 1100, true, new int[] {1099, 0}), y))
                .exact();
    }
}
