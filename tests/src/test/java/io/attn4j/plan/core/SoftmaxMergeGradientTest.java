package io.attn4j.kernels.core;

import io.attn4j.kernels.step.StepArrays;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.View;
import io.attn4j.plan.core.SoftmaxMerge;
import io.attn4j.plan.core.SoftmaxMergeGradient;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients of joined softmaxes against their equation in fp64: sides without keys, whose outputs hold NaN, and both. */
class SoftmaxMergeGradientTest {
    private static View view(String name, int columns) {
        return View.splitHeads(StepArrays.input(name, 2L * 3 * 7 * columns), 2, 3, 7, columns);
    }

    private static void check(String engine, int columns, boolean lse) {
        SoftmaxMerge merge = new SoftmaxMerge(
                "merge",
                view("o1", columns),
                view("l1", 1),
                view("o2", columns),
                view("l2", 1),
                view("o", columns),
                view("lse", 1));
        SoftmaxMergeGradient step = new SoftmaxMergeGradient(
                "gradient",
                merge,
                view("g", columns),
                lse ? view("dlse", 1) : null,
                view("do1", columns),
                view("dl1", 1),
                view("do2", columns),
                view("dl2", 1));
        Map<String, float[]> x = new HashMap<>();
        long seed = 4;
        for (View view : step.reads()) {
            x.put(view.buffer().name(), StepArrays.normal(seed++, view.buffer()));
        }
        double[] do1 = StepArrays.untouched(step.do1().buffer());
        double[] do2 = StepArrays.untouched(step.do2().buffer());
        double[] dl1 = StepArrays.untouched(step.dlse1().buffer());
        double[] dl2 = StepArrays.untouched(step.dlse2().buffer());
        StepArrays.each(merge.lse(), (b, h, i, _) -> {
            int one = StepArrays.at(merge.lse(), b, h, i, 0);
            boolean[] absent = {i == 0 || i == 2, i == 1 || i == 2};
            x.get("l1")[one] = absent[0] ? Float.NEGATIVE_INFINITY : 200 * x.get("l1")[one];
            x.get("l2")[one] =
                    absent[1] ? Float.NEGATIVE_INFINITY : (absent[0] ? 0 : x.get("l1")[one]) + x.get("l2")[one];
            double l1 = x.get("l1")[one];
            double l2 = x.get("l2")[one];
            double max = Math.max(l1, l2);
            double total = absent[0] && absent[1] ? max : max + Math.log(Math.exp(l1 - max) + Math.exp(l2 - max));
            x.get("lse")[one] = (float) total;
            double a1 = absent[0] ? 0 : Math.exp(l1 - (float) total);
            double a2 = absent[1] ? 0 : Math.exp(l2 - (float) total);
            double sum1 = lse ? x.get("dlse")[one] : 0;
            double sum2 = sum1;
            for (int c = 0; c < columns; c++) {
                int at = StepArrays.at(merge.o(), b, h, i, c);
                if (absent[0]) {
                    x.get("o1")[at] = Float.NaN;
                }
                if (absent[1]) {
                    x.get("o2")[at] = Float.NaN;
                }
                if (absent[0] && absent[1]) {
                    x.get("g")[at] = Float.NaN;
                }
                double g = x.get("g")[at];
                sum1 += g * (x.get("o1")[at] - (double) x.get("o")[at]);
                sum2 += g * (x.get("o2")[at] - (double) x.get("o")[at]);
                do1[at] = a1 == 0 ? 0 : a1 * g;
                do2[at] = a2 == 0 ? 0 : a2 * g;
            }
            dl1[one] = a1 == 0 ? 0 : a1 * sum1;
            dl2[one] = a2 == 0 ? 0 : a2 * sum2;
        });
        Map<String, float[]> arrays = StepRun.run(engine, step, SoftmaxMergeGradientTasks::new, x);
        StepArrays.assertClose("do1 of " + step, arrays.get("do1"), do1);
        StepArrays.assertClose("do2 of " + step, arrays.get("do2"), do2);
        StepArrays.assertClose("dlse1 of " + step, arrays.get("dl1"), dl1);
        StepArrays.assertClose("dlse2 of " + step, arrays.get("dl2"), dl2);
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void equalsItsEquation(String engine) {
        for (int columns : new int[] {1, 7, 64}) {
            check(engine, columns, true);
            check(engine, columns, false);
        }
    }
}
