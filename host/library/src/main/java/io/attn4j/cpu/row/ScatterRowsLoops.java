package io.attn4j.cpu.row;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.Sums;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.row.ScatterRows;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/** Rows put back where they were chosen from. */
final class ScatterRowsLoops {
    private static final int COLUMNS = 64;

    private ScatterRowsLoops() {}

    static void execute(ScatterRows step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        int chosen = step.x().rows();
        int rows = step.y().rows();
        int slices = Math.ceilDiv(x.columns(), COLUMNS);
        double work = 4.0 * step.y().elements() + 4.0 * step.x().elements();
        ParallelRows.run(pool, step.y().batch(), slices, 1, work, (b, slice, from, to) -> {
            int c0 = slice * COLUMNS;
            int columns = Math.min(COLUMNS, x.columns() - c0);
            // sums of the rows that are chosen, each at the first of its choices
            int[] first = new int[rows];
            Arrays.fill(first, -1);
            double[] sums = new double[chosen * columns];
            float[] row = new float[columns];
            for (int r = 0; r < chosen; r++) {
                int n = step.indices()[b * chosen + r];
                first[n] = first[n] < 0 ? r : first[n];
                x.read(b, 0, r, c0, 1, columns, row, 0, columns);
                Sums.add(1, row, 0, sums, first[n] * columns, columns);
            }
            for (int n = 0; n < rows; n++) {
                if (first[n] < 0) {
                    Arrays.fill(row, 0);
                } else {
                    Sums.round(sums, first[n] * columns, row);
                }
                y.write(row, 0, columns, 1, columns, b, 0, n, c0);
            }
        });
    }
}
