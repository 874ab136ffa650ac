package io.attn4j.cpu.core;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.core.SoftmaxMergeGradient;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Gradient of two softmaxes joined into one. */
final class SoftmaxMergeGradientLoops {
    private SoftmaxMergeGradientLoops() {}

    static void execute(SoftmaxMergeGradient step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices o = Matrices.of(step.merge().o(), arrays);
        Matrices lse = Matrices.of(step.merge().lse(), arrays);
        Matrices gradient = Matrices.of(step.outputGradient(), arrays);
        Matrices lseGradient = Matrices.of(step.lseGradient(), arrays);
        Matrices[] parts = {
            Matrices.of(step.merge().o1(), arrays), Matrices.of(step.merge().o2(), arrays)
        };
        Matrices[] sums = {
            Matrices.of(step.merge().lse1(), arrays), Matrices.of(step.merge().lse2(), arrays)
        };
        Matrices[] outputs = {Matrices.of(step.do1(), arrays), Matrices.of(step.do2(), arrays)};
        Matrices[] logSums = {Matrices.of(step.dlse1(), arrays), Matrices.of(step.dlse2(), arrays)};
        ParallelRows.run(pool, step.merge().o(), 8.0 * step.merge().o().elements(), (b, h, from, to) -> {
            float[] row = new float[o.columns()];
            float[] whole = new float[o.columns()];
            float[] part = new float[o.columns()];
            for (int i = from; i < to; i++) {
                double joined = lse.get(b, h, i, 0);
                gradient.readRow(b, h, i, row);
                o.readRow(b, h, i, whole);
                for (int k = 0; k < parts.length; k++) {
                    float own = sums[k].get(b, h, i, 0);
                    double weight = own == Float.NEGATIVE_INFINITY ? 0 : Math.exp(own - joined);
                    double product = 0;
                    if (weight != 0) {
                        parts[k].readRow(b, h, i, part);
                        product = lseGradient == null ? 0 : lseGradient.get(b, h, i, 0);
                        for (int c = 0; c < row.length; c++) {
                            product += row[c] * ((double) part[c] - whole[c]);
                        }
                    }
                    for (int c = 0; c < row.length; c++) {
                        // What a part that sees no key holds, and what its gradient would be, is not asked.
                        part[c] = weight == 0 ? 0 : (float) (weight * row[c]);
                    }
                    outputs[k].writeRow(part, b, h, i);
                    logSums[k].set(b, h, i, 0, (float) (weight * product));
                }
            }
        });
    }
}
