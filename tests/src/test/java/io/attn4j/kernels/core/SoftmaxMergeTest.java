package io.attn4j.kernels.core;

import io.attn4j.kernels.step.StepArrays;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.View;
import io.attn4j.plan.core.SoftmaxMerge;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Joined softmaxes against fp64: sides without keys, large logits, and results stored over the first side. */
class SoftmaxMergeTest {
    /** Contents in which rows 0, 1 and 2 lack keys on the first side, the second, and both. */
    private static Map<String, float[]> contents(SoftmaxMerge step) {
        Map<String, float[]> contents = new HashMap<>();
        long seed = 0;
        for (View view : step.reads()) {
            contents.put(view.buffer().name(), StepArrays.normal(seed++, view.buffer()));
        }
        float[] lse1 = contents.get("lse1");
        float[] lse2 = contents.get("lse2");
        StepArrays.each(step.lse1(), (b, h, i, _) -> {
            int at1 = StepArrays.at(step.lse1(), b, h, i, 0);
            int at2 = StepArrays.at(step.lse2(), b, h, i, 0);
            // far beyond where an exponential overflows
            lse1[at1] = 300 * lse1[at1];
            lse2[at2] = lse1[at1] + lse2[at2];
            if (i == 0 || i == 2) {
                lse1[at1] = Float.NEGATIVE_INFINITY;
                for (int c = 0; c < step.o1().columns(); c++) {
                    contents.get("o1")[StepArrays.at(step.o1(), b, h, i, c)] = Float.NaN;
                }
            }
            if (i == 1 || i == 2) {
                lse2[at2] = Float.NEGATIVE_INFINITY;
                for (int c = 0; c < step.o2().columns(); c++) {
                    contents.get("o2")[StepArrays.at(step.o2(), b, h, i, c)] = Float.POSITIVE_INFINITY;
                }
            }
        });
        return contents;
    }

    private static double[] before(Buffer buffer, Map<String, float[]> contents) {
        double[] before = StepArrays.untouched(buffer);
        float[] content = contents.getOrDefault(buffer.name(), new float[0]);
        for (int at = 0; at < content.length; at++) {
            before[at] = content[at];
        }
        return before;
    }

    private static void check(String engine, SoftmaxMerge step) {
        Map<String, float[]> contents = contents(step);
        double[] o = before(step.o().buffer(), contents);
        double[] lse = before(step.lse().buffer(), contents);
        StepArrays.each(step.lse(), (b, h, i, _) -> {
            double l1 = contents.get("lse1")[StepArrays.at(step.lse1(), b, h, i, 0)];
            double l2 = contents.get("lse2")[StepArrays.at(step.lse2(), b, h, i, 0)];
            double max = Math.max(l1, l2);
            double joined =
                    max == Double.NEGATIVE_INFINITY ? max : max + Math.log(Math.exp(l1 - max) + Math.exp(l2 - max));
            lse[StepArrays.at(step.lse(), b, h, i, 0)] = joined;
            for (int c = 0; c < step.o().columns(); c++) {
                double sum = 0;
                if (l1 != Double.NEGATIVE_INFINITY) {
                    sum += Math.exp(l1 - joined) * contents.get("o1")[StepArrays.at(step.o1(), b, h, i, c)];
                }
                if (l2 != Double.NEGATIVE_INFINITY) {
                    sum += Math.exp(l2 - joined) * contents.get("o2")[StepArrays.at(step.o2(), b, h, i, c)];
                }
                o[StepArrays.at(step.o(), b, h, i, c)] = sum;
            }
        });
        Map<String, float[]> arrays = StepRun.run(engine, step, SoftmaxMergeTasks::new, contents);
        StepArrays.assertClose("o of " + step, arrays.get(step.o().buffer().name()), o);
        StepArrays.assertClose("lse of " + step, arrays.get(step.lse().buffer().name()), lse);
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void joinsIntoOtherArrays(String engine) {
        for (int columns : new int[] {1, 7, 33, 64}) {
            check(
                    engine,
                    new SoftmaxMerge(
                            "merge",
                            View.contiguous(StepArrays.input("o1", 2L * 3 * 5 * columns), 2, 3, 5, columns),
                            View.contiguous(StepArrays.input("lse1", 2 * 3 * 5), 2, 3, 5, 1),
                            View.contiguous(StepArrays.input("o2", 2L * 3 * 5 * columns), 2, 3, 5, columns),
                            View.contiguous(StepArrays.input("lse2", 2 * 3 * 5), 2, 3, 5, 1),
                            View.contiguous(StepArrays.output("o", 2L * 3 * 5 * columns), 2, 3, 5, columns),
                            View.contiguous(StepArrays.output("lse", 2 * 3 * 5), 2, 3, 5, 1)));
        }
    }

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void joinsOverTheFirstSide(String engine) {
        View o1 = View.splitHeads(StepArrays.input("o1", 2 * 2 * 6 * 9), 2, 2, 6, 9);
        View lse1 = View.contiguous(StepArrays.input("lse1", 2 * 2 * 6), 2, 2, 6, 1);
        View o2 = View.contiguous(StepArrays.input("o2", 2 * 2 * 8 * 9), 2, 2, 8, 9)
                .rows(2, 8);
        View lse2 = View.contiguous(StepArrays.input("lse2", 2 * 2 * 6 * 3), 2, 2, 6, 3)
                .columns(1, 2);
        check(engine, new SoftmaxMerge("merge", o1, lse1, o2, lse2, o1, lse1));
    }
}
