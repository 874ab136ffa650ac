package io.attn4j.kernels.row;

import io.attn4j.kernels.step.StepCheck;
import io.attn4j.plan.View;
import io.attn4j.plan.row.ScatterRows;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows put back where they were chosen from, against fp64. */
class ScatterRowsTest {
    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepCheck#engines")
    void addsUpWhatWasChosenTwice(String engine) {
        View x = StepCheck.gapped("x", 2, 1, 5, 70);
        View y = StepCheck.gapped("y", 2, 1, 9, 70);
        int[] indices = {8, 0, 8, 1, 8, 2, 3, 2, 5, 4};
        ScatterRows capacity = new ScatterRows("scatter", x, indices, y);
        StepCheck.check(engine, capacity, ScatterRowsTasks::new, StepCheck.normal(x));
        ScatterRows step = new ScatterRows("scatter", x.firstRows(2), new int[] {1, 1, 0, 2}, y.firstRows(3));
        StepCheck.check(engine, capacity, step, ScatterRowsTasks::new, StepCheck.normal(x));
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepCheck#engines")
    void addsManyToOneRow(String engine) {
        View x = StepCheck.contiguous("x", 1, 1, 500, 3);
        View y = StepCheck.contiguous("y", 1, 1, 70, 3);
        int[] indices = new int[500];
        Arrays.setAll(indices, r -> r % 7 == 0 ? r % 70 : 69);
        ScatterRows step = new ScatterRows("scatter", x, indices, y);
        StepCheck.check(engine, step, ScatterRowsTasks::new, StepCheck.normal(x));
    }
}
