package io.attn4j.kernels.row;

import io.attn4j.kernels.step.StepCheck;
import io.attn4j.plan.View;
import io.attn4j.plan.row.Fill;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Filled views: every element of them and none between. */
class FillTest {
    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepCheck#engines")
    void fillsElementsOfAnyStrides(String engine) {
        for (View y : new View[] {
            StepCheck.gapped("y", 2, 3, 5, 37),
            StepCheck.transposed("y", 1, 2, 70, 3),
            StepCheck.gapped("y", 1, 1, 1, 2100),
            StepCheck.contiguous("y", 1, 1, 1, 1)
        }) {
            StepCheck.check(engine, new Fill("fill", 0, y), FillTasks::new, Map.of());
            StepCheck.check(engine, new Fill("fill", 1.5f, y), FillTasks::new, Map.of());
        }
        View y = StepCheck.gapped("y", 2, 3, 5, 37);
        Fill step = new Fill("fill", 2, y.rows(1, 3).columns(4, 9));
        StepCheck.check(engine, new Fill("fill", 1, y), step, FillTasks::new, StepCheck.normal(y));
    }
}
