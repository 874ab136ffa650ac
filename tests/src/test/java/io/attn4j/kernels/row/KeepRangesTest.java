package io.attn4j.kernels.row;

import io.attn4j.kernels.step.StepArrays;
import io.attn4j.kernels.step.StepCheck;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.View;
import io.attn4j.plan.row.KeepRanges;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows cut down to ranges: nothing of what lies outside gets through. */
class KeepRangesTest {
    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepCheck#engines")
    void keepsTheRangeOfEachRow(String engine) {
        KeyRanges ranges =
                KeyRanges.of(2, 70, (b, i) -> b == 0 ? 0 : i % 5, (b, i) -> b == 0 ? Math.min(i + 1, 37) : 37 - i % 40);
        View x = StepCheck.gapped("x", 2, 3, 70, 37);
        Map<String, float[]> contents = StepCheck.normal(x);
        StepArrays.each(x, (b, h, i, c) -> {
            if (c < ranges.start(b, i) || c >= ranges.end(b, i)) {
                contents.get("x")[StepArrays.at(x, b, h, i, c)] = Float.NaN;
            }
        });
        View y = StepCheck.transposed("y", 2, 3, 70, 37);
        StepCheck.check(engine, new KeepRanges("keep", x, ranges, y), KeepRangesTasks::new, contents);
        StepCheck.check(engine, new KeepRanges("keep", x, ranges, x), KeepRangesTasks::new, contents);
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepCheck#engines")
    void takesSmallerStepsAndRowsOfNothing(String engine) {
        View x = StepCheck.gapped("x", 2, 1, 4, 1100);
        View y = StepCheck.gapped("y", 2, 1, 4, 1100);
        KeyRanges causal = KeyRanges.rectangular(2, 4, 1100, true, new int[] {1099, 0});
        KeepRanges capacity = new KeepRanges("keep", x, causal, y);
        StepCheck.check(engine, capacity, KeepRangesTasks::new, StepCheck.normal(x));
        KeepRanges step = new KeepRanges(
                "keep",
                x.firstRows(2).columns(0, 5),
                KeyRanges.of(2, 2, (b, i) -> i, (b, i) -> 3 * b),
                y.firstRows(2).columns(0, 5));
        StepCheck.check(engine, capacity, step, KeepRangesTasks::new, StepCheck.normal(x));
    }
}
