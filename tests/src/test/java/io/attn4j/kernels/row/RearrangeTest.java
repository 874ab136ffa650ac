package io.attn4j.kernels.row;

import io.attn4j.kernels.step.StepArrays;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.View;
import io.attn4j.plan.row.Rearrange;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rearranged operands: exact copies, scaled ones, and nothing written beside the view. */
class RearrangeTest {
    private static void check(String engine, Rearrange capacity, Rearrange step) {
        float[] x = StepArrays.normal(1, capacity.x().buffer());
        float[] y = StepRun.run(engine, capacity, step, RearrangeTasks::new, Map.of("x", x))
                .get("y");
        double[] expected = StepArrays.untouched(capacity.y().buffer());
        StepArrays.each(step.y(), (b, h, i, c) -> {
            float factor = step.alpha() == null ? 1 : step.alpha()[h];
            expected[StepArrays.at(step.y(), b, h, i, c)] = factor * x[StepArrays.at(step.x(), b, h, i, c)];
        });
        StepArrays.assertExact(step.toString(), y, expected);
    }

    private static void check(String engine, Rearrange step) {
        check(engine, step, step);
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void transposes(String engine) {
        View x = View.contiguous(StepArrays.input("x", 2 * 3 * 5 * 37), 2, 3, 5, 37);
        View y = View.contiguous(StepArrays.output("y", 2 * 3 * 5 * 37), 2, 3, 37, 5);
        check(engine, new Rearrange("copy", x.transposed(), null, y));
        check(engine, new Rearrange("copy", x, null, y.transposed()));
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void splitsHeadsAndScalesEach(String engine) {
        View x = View.splitHeads(StepArrays.input("x", 3 * 7 * 2 * 9), 3, 2, 7, 9);
        View y = View.contiguous(StepArrays.output("y", 3 * 7 * 2 * 9), 3, 2, 7, 9);
        check(engine, new Rearrange("copy", x, new float[] {0.5f, -3}, y));
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void broadcastsIntoAPartOfTheRows(String engine) {
        View x = View.contiguous(StepArrays.input("x", 4 * 6), 1, 1, 4, 6)
                .broadcastBatch(2)
                .broadcastHeads(3);
        View y = View.contiguous(StepArrays.output("y", 2 * 3 * 9 * 13), 2, 3, 9, 13)
                .rows(3, 7)
                .columns(5, 11);
        check(engine, new Rearrange("copy", x, null, y));
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void runsSmallerStepsThanItWasMadeFor(String engine) {
        View x = View.contiguous(StepArrays.input("x", 300), 2, 2, 5, 15);
        View y = View.contiguous(StepArrays.output("y", 300), 2, 2, 5, 15);
        Rearrange capacity = new Rearrange("copy", x, new float[] {1, 2}, y);
        View oneOfX = View.contiguous(x.buffer(), 1, 1, 1, 1);
        check(
                engine,
                capacity,
                new Rearrange("copy", oneOfX, new float[] {-1}, View.contiguous(y.buffer(), 1, 1, 1, 1)));
    }
}
