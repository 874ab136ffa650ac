package io.attn4j.kernels.core;

import io.attn4j.kernels.step.StepArrays;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.View;
import io.attn4j.plan.core.Probabilities;
import io.attn4j.plan.core.ProbabilitiesGradient;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients of a stored softmax against its equation in fp64: masks, empty rows, and NaN where a row sees nothing. */
class ProbabilitiesGradientTest {
    private static void check(String engine, int batch, int heads, int rows, int columns, boolean lse) {
        int[] table = new int[2 * batch * rows];
        for (int i = 0; i < batch * rows; i++) {
            table[2 * i] = i % 3 == 1 ? columns / 3 : 0;
            table[2 * i + 1] = i % 4 == 2 ? columns / 5 : columns - i % 2;
        }
        KeyRanges ranges = KeyRanges.of(batch, rows, table);
        View p = View.contiguous(
                StepArrays.input("p", (long) batch * heads * rows * columns), batch, heads, rows, columns);
        View sums = View.contiguous(StepArrays.input("lse", (long) batch * heads * rows), batch, heads, rows, 1);
        View dlse = View.splitHeads(StepArrays.input("dlse", (long) batch * heads * rows), batch, heads, rows, 1);
        View d = View.splitHeads(
                StepArrays.input("d", (long) batch * heads * rows * columns), batch, heads, rows, columns);
        ProbabilitiesGradient step =
                new ProbabilitiesGradient("gradient", new Probabilities("p", ranges, p, sums), lse ? dlse : null, d);
        Map<String, float[]> contents = new HashMap<>();
        contents.put("p", StepArrays.normal(1, p.buffer()));
        contents.put("d", StepArrays.normal(2, d.buffer()));
        if (lse) {
            contents.put("dlse", StepArrays.normal(3, dlse.buffer()));
        }
        double[] expected = StepArrays.untouched(d.buffer());
        StepArrays.each(sums, (b, h, i, _) -> {
            int start = ranges.start(b, i);
            int end = ranges.end(b, i);
            float[] values = contents.get("d");
            float[] weights = contents.get("p");
            double total = 0;
            for (int j = 0; j < columns; j++) {
                int at = StepArrays.at(p, b, h, i, j);
                weights[at] = Math.abs(weights[at]) / columns;
                boolean seen = j >= start && j < end;
                if (!seen) {
                    values[StepArrays.at(d, b, h, i, j)] = Float.NaN;
                } else {
                    total += (double) weights[at] * values[StepArrays.at(d, b, h, i, j)];
                }
            }
            double sum = total - (lse ? contents.get("dlse")[StepArrays.at(dlse, b, h, i, 0)] : 0);
            for (int j = 0; j < columns; j++) {
                boolean seen = j >= start && j < end;
                int at = StepArrays.at(d, b, h, i, j);
                expected[at] = seen ? weights[StepArrays.at(p, b, h, i, j)] * (values[at] - sum) : 0;
            }
        });
        Map<String, float[]> arrays = StepRun.run(engine, step, ProbabilitiesGradientTasks::new, contents);
        StepArrays.assertClose("d of " + step, arrays.get("d"), expected);
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void equalsItsEquation(String engine) {
        check(engine, 1, 1, 1, 1, false);
        check(engine, 2, 3, 17, 63, true);
        check(engine, 1, 2, 9, 140, false);
        check(engine, 2, 1, 5, 1000, true);
    }
}
