package io.attn4j.kernels.row;

import io.attn4j.kernels.step.StepArrays;
import io.attn4j.kernels.step.StepCheck;
import io.attn4j.plan.View;
import io.attn4j.plan.row.RowProducts;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scalar products of rows against fp64. */
class RowProductsTest {
    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepCheck#engines")
    void multipliesRowsOfAnySize(String engine) {
        for (int columns : new int[] {1, 15, 16, 37, 64, 1023, 3001}) {
            View a = StepCheck.gapped("a", 2, 3, 5, columns);
            View x = StepCheck.contiguous("x", 2, 3, 5, columns);
            View y = StepCheck.gapped("y", 2, 3, 5, 1);
            RowProducts step = new RowProducts("products", a, x, null, y);
            StepCheck.check(engine, step, RowProductsTasks::new, StepCheck.normal(a, x));
        }
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepCheck#engines")
    void subtractsAndFollowsStrides(String engine) {
        View a = View.splitHeads(StepArrays.input("a", 2 * 9 * 3 * 20), 2, 3, 9, 20)
                .rows(2, 9)
                .columns(1, 20);
        View x = StepCheck.gapped("x", 1, 1, 7, 19).broadcastBatch(2).broadcastHeads(3);
        View minus = StepCheck.gapped("minus", 2, 3, 7, 4).columns(2, 3);
        View y = StepCheck.transposed("y", 2, 3, 7, 1);
        RowProducts capacity = new RowProducts("products", a, x, minus, y);
        Map<String, float[]> contents = StepCheck.normal(a, x, minus);
        StepCheck.check(engine, capacity, RowProductsTasks::new, contents);
        RowProducts step =
                new RowProducts("products", a.firstRows(1), x.firstRows(1), minus.firstRows(1), y.firstRows(1));
        StepCheck.check(engine, capacity, step, RowProductsTasks::new, contents);
    }
}
