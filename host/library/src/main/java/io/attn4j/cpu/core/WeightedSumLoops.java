package io.attn4j.cpu.core;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.Sums;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.core.WeightedSum;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/** Sums of values by weights in memory, in fp64. */
final class WeightedSumLoops {
    private WeightedSumLoops() {}

    static void execute(WeightedSum step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices p = Matrices.of(step.p(), arrays);
        Matrices w = Matrices.of(step.w(), arrays);
        Matrices o = Matrices.of(step.o(), arrays);
        int group = step.p().heads() / step.w().heads();
        KeyRanges ranges = step.ranges();
        ParallelRows.run(pool, step.o(), step.flops(), (b, h, from, to) -> {
            float[] weights = new float[p.columns()];
            float[] value = new float[w.columns()];
            float[] row = new float[w.columns()];
            double[] sum = new double[w.columns()];
            for (int i = from; i < to; i++) {
                p.readRow(b, h, i, weights);
                Arrays.fill(sum, 0);
                int end = Math.min(weights.length, ranges.end(b, i));
                for (int j = Math.max(0, ranges.start(b, i)); j < end; j++) {
                    // A key that a bias hides weighs exactly 0, and what it holds may be NaN.
                    if (weights[j] != 0) {
                        w.readRow(b, h / group, j, value);
                        Sums.add(weights[j], value, 0, sum, 0, sum.length);
                    }
                }
                Sums.round(sum, 0, row);
                o.writeRow(row, b, h, i);
            }
        });
    }
}
