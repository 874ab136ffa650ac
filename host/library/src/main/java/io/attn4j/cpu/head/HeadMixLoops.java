package io.attn4j.cpu.head;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.Sums;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.head.HeadMix;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/** Mixing over heads, summed in fp64. */
final class HeadMixLoops {
    private HeadMixLoops() {}

    static void execute(HeadMix step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices m = Matrices.of(step.m(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        int heads = step.x().heads();
        int mixed = step.y().heads();
        int columns = x.columns();
        ParallelRows.run(pool, step.x().batch(), 1, step.x().rows(), step.flops(), (b, zero, from, to) -> {
            float[] factors = m.copy(0, 0);
            float[] rows = new float[heads * columns];
            float[] row = new float[columns];
            double[] sum = new double[columns];
            for (int i = from; i < to; i++) {
                for (int h = 0; h < heads; h++) {
                    x.read(b, h, i, 0, 1, columns, rows, h * columns, columns);
                }
                for (int g = 0; g < mixed; g++) {
                    Arrays.fill(sum, 0);
                    for (int h = 0; h < heads; h++) {
                        Sums.add(factors[h * mixed + g], rows, h * columns, sum, 0, columns);
                    }
                    Sums.round(sum, 0, row);
                    y.writeRow(row, b, g, i);
                }
            }
        });
    }
}
