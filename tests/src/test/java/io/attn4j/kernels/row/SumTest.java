package io.attn4j.kernels.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.kernels.step.StepArrays;
import io.attn4j.kernels.step.StepCheck;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.View;
import io.attn4j.plan.row.Sum;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sums over axes against fp64: each set of axes, any strides, and many terms. */
class SumTest {
    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepCheck#engines")
    void sumsOverEachSetOfAxes(String engine) {
        int[] sizes = {2, 3, 35, 37};
        for (int axes = 0; axes < 16; axes++) {
            int[] to = new int[4];
            for (int a = 0; a < 4; a++) {
                to[a] = (axes >> a & 1) == 1 ? 1 : sizes[a];
            }
            View x = StepCheck.gapped("x", sizes[0], sizes[1], sizes[2], sizes[3]);
            View turned = StepCheck.transposed("x", sizes[0], sizes[1], sizes[2], sizes[3]);
            View y = StepCheck.gapped("y", to[0], to[1], to[2], to[3]);
            StepCheck.check(engine, new Sum("sum", x, y), SumTasks::new, StepCheck.normal(x));
            View turnedY = StepCheck.transposed("y", to[0], to[1], to[2], to[3]);
            StepCheck.check(engine, new Sum("sum", turned, turnedY), SumTasks::new, StepCheck.normal(turned));
        }
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepCheck#engines")
    void sumsContiguousAndRepeatedOperands(String engine) {
        View x = StepCheck.contiguous("x", 5, 1, 50, 33);
        View y = StepCheck.contiguous("y", 1, 1, 1, 33);
        StepCheck.check(engine, new Sum("sum", x, y), SumTasks::new, StepCheck.normal(x));
        View repeated = StepCheck.contiguous("x", 1, 1, 50, 33).broadcastBatch(5);
        StepCheck.check(engine, new Sum("sum", repeated, y), SumTasks::new, StepCheck.normal(repeated));
        View heads = View.splitHeads(StepArrays.input("x", 2 * 40 * 3 * 20), 2, 3, 40, 20);
        View row = StepCheck.contiguous("y", 1, 3, 1, 20);
        StepCheck.check(engine, new Sum("sum", heads, row), SumTasks::new, StepCheck.normal(heads));
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepCheck#engines")
    void staysAccurateOverManyTerms(String engine) {
        boolean slow = engine.startsWith("simulator");
        View x = StepCheck.contiguous("x", 1, 1, slow ? 10_000 : 1_000_000, 3);
        Map<String, float[]> contents = StepCheck.normal(x);
        float[] positive = contents.get("x");
        for (int i = 0; i < positive.length; i++) {
            positive[i] = Math.abs(positive[i]);
        }
        View columns = StepCheck.contiguous("y", 1, 1, 1, 3);
        StepCheck.check(engine, new Sum("sum", x, columns), SumTasks::new, contents);
        StepCheck.check(engine, new Sum("sum", x, columns), SumTasks::new, StepCheck.normal(x));
        View flat = View.contiguous(x.buffer(), 1, 1, 1, x.rows() * 3);
        View one = StepCheck.contiguous("y", 1, 1, 1, 1);
        StepCheck.check(engine, new Sum("sum", flat, one), SumTasks::new, contents);
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepCheck#engines")
    void takesSmallerSteps(String engine) {
        View x = StepCheck.contiguous("x", 2, 2, 1100, 5);
        View y = StepCheck.contiguous("y", 1, 2, 1, 5);
        Sum capacity = new Sum("sum", x, y);
        Map<String, float[]> contents = StepCheck.normal(x);
        StepCheck.check(engine, capacity, SumTasks::new, contents);
        for (int rows : new int[] {1, 2, 32, 33, 511, 512}) {
            StepCheck.check(engine, capacity, new Sum("sum", x.firstRows(rows), y), SumTasks::new, contents);
        }
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepCheck#engines")
    void doesNotDependOnSplits(String engine) {
        if (engine.startsWith("cpu")) {
            return;
        }
        View x = StepCheck.contiguous("x", 1, 1, 3000, 20);
        Sum step = new Sum("sum", x, StepCheck.contiguous("y", 1, 1, 1, 20));
        Map<String, float[]> contents = StepCheck.normal(x);
        float[] split = StepRun.run(
                        engine,
                        step,
                        (sum, arrays, device) -> new SumTasks(sum, arrays, StepRun.withUnits(device, 1000)),
                        contents)
                .get("y");
        float[] whole = StepRun.run(
                        engine,
                        step,
                        (sum, arrays, device) -> new SumTasks(sum, arrays, StepRun.withUnits(device, 0)),
                        contents)
                .get("y");
        assertThat(split).isEqualTo(whole);
    }
}
