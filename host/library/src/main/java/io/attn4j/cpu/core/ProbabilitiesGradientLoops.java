package io.attn4j.cpu.core;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.core.ProbabilitiesGradient;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/** Gradient of a softmax whose probabilities are in memory. */
final class ProbabilitiesGradientLoops {
    private ProbabilitiesGradientLoops() {}

    static void execute(ProbabilitiesGradient step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices p = Matrices.of(step.step().s(), arrays);
        Matrices d = Matrices.of(step.d(), arrays);
        Matrices lseGradient = Matrices.of(step.lseGradient(), arrays);
        KeyRanges ranges = step.step().ranges();
        ParallelRows.run(pool, step.d(), 4.0 * step.d().elements(), (b, h, from, to) -> {
            float[] weights = new float[p.columns()];
            float[] row = new float[p.columns()];
            for (int i = from; i < to; i++) {
                p.readRow(b, h, i, weights);
                d.readRow(b, h, i, row);
                int start = Math.clamp(ranges.start(b, i), 0, row.length);
                int end = Math.clamp(ranges.end(b, i), start, row.length);
                double sum = lseGradient == null || start == end ? 0 : -lseGradient.get(b, h, i, 0);
                for (int j = start; j < end; j++) {
                    // A key that a bias hides weighs exactly 0, and its gradient may be NaN.
                    sum += weights[j] == 0 ? 0 : (double) weights[j] * row[j];
                }
                Arrays.fill(row, 0, start, 0);
                Arrays.fill(row, end, row.length, 0);
                for (int j = start; j < end; j++) {
                    row[j] = weights[j] == 0 ? 0 : (float) (weights[j] * (row[j] - sum));
                }
                d.writeRow(row, b, h, i);
            }
        });
    }
}
