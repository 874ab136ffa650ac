package io.attn4j.cpu.core;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.core.Probabilities;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Softmax of logits in memory, in place. */
final class ProbabilitiesLoops {
    private ProbabilitiesLoops() {}

    static void execute(Probabilities step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices s = Matrices.of(step.s(), arrays);
        Matrices lse = Matrices.of(step.lse(), arrays);
        int keys = s.columns();
        ParallelRows.run(pool, step.s(), 20.0 * step.s().elements(), (b, h, from, to) -> {
            float[] row = new float[keys];
            for (int i = from; i < to; i++) {
                s.readRow(b, h, i, row);
                int start = Math.max(0, step.ranges().start(b, i));
                lse.set(
                        b,
                        h,
                        i,
                        0,
                        softmax(row, start, Math.min(keys, step.ranges().end(b, i))));
                s.writeRow(row, b, h, i);
            }
        });
    }

    /** Softmax in place of the elements from {@code start} to before {@code end}, 0 elsewhere; returns the log-sum-exp. */
    private static float softmax(float[] row, int start, int end) {
        float max = ScoresLoops.MASKED;
        for (int j = start; j < end; j++) {
            max = Math.max(max, row[j]);
        }
        double sum = 0;
        for (int j = 0; j < row.length; j++) {
            boolean seen = j >= start && j < end && row[j] != Float.NEGATIVE_INFINITY;
            row[j] = seen ? (float) Math.exp(row[j] - max) : 0;
            sum += row[j];
        }
        if (sum == 0) {
            return Float.NEGATIVE_INFINITY;
        }
        for (int j = start; j < end; j++) {
            row[j] = (float) (row[j] / sum);
        }
        return (float) (max + Math.log(sum));
    }
}
