package io.attn4j.cpu.core;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.core.SoftmaxMerge;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Two softmaxes joined into one. */
final class SoftmaxMergeLoops {
    private SoftmaxMergeLoops() {}

    static void execute(SoftmaxMerge step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices o1 = Matrices.of(step.o1(), arrays);
        Matrices o2 = Matrices.of(step.o2(), arrays);
        Matrices lse1 = Matrices.of(step.lse1(), arrays);
        Matrices lse2 = Matrices.of(step.lse2(), arrays);
        Matrices o = Matrices.of(step.o(), arrays);
        Matrices lse = Matrices.of(step.lse(), arrays);
        ParallelRows.run(pool, step.o(), 4.0 * step.o().elements(), (b, h, from, to) -> {
            float[] row1 = new float[o.columns()];
            float[] row2 = new float[o.columns()];
            for (int i = from; i < to; i++) {
                float l1 = lse1.get(b, h, i, 0);
                float l2 = lse2.get(b, h, i, 0);
                float max = Math.max(l1, l2);
                double joined = max;
                if (max != Float.NEGATIVE_INFINITY) {
                    joined += Math.log(Math.exp((double) l1 - max) + Math.exp((double) l2 - max));
                }
                o1.readRow(b, h, i, row1);
                o2.readRow(b, h, i, row2);
                double weight1 = weight(l1, joined);
                double weight2 = weight(l2, joined);
                for (int c = 0; c < row1.length; c++) {
                    // A side that saw no key is left out whatever it holds.
                    double x1 = weight1 == 0 ? 0 : weight1 * row1[c];
                    double x2 = weight2 == 0 ? 0 : weight2 * row2[c];
                    row1[c] = (float) (x1 + x2);
                }
                o.writeRow(row1, b, h, i);
                lse.set(b, h, i, 0, (float) joined);
            }
        });
    }

    private static double weight(float lse, double joined) {
        return lse == Float.NEGATIVE_INFINITY ? 0 : Math.exp(lse - joined);
    }
}
