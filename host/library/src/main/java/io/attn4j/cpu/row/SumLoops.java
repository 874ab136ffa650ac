package io.attn4j.cpu.row;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.Sums;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.plan.View;
import io.attn4j.plan.row.Sum;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/**
 * Sums over axes in fp64, in an order that depends on the sizes alone: terms are cut into parts of the same number of rows,
 * a part is summed in the order of batches, heads, rows and columns, and the sums of parts are added up in order.
 */
final class SumLoops {
    /** Columns that are taken together. */
    private static final int COLUMNS = 4096;

    /** Rows that are read at once, so that a transposed matrix is read along its memory. */
    private static final int BLOCK = 32;

    /** Fewest elements of a part, and most parts of a sum. */
    private static final int LEAST_PART = 32_768;

    private static final int MOST_PARTS = 64;

    /** Results from which on a task takes all parts of its own: the bits are the same, and no sums are stored. */
    private static final int ENOUGH_TASKS = 256;

    private final Sum step;
    private final TileLoops loops;
    private final Matrices x;
    private final Matrices y;
    private final boolean columnsSummed;
    /** Columns of a slice of x. */
    private final int width;

    private final int slices;
    /** Rows of x, times slices where columns are summed, that each result sums. */
    private final long terms;

    private final long partTerms;
    private final int parts;

    private SumLoops(Sum step, Map<String, MemorySegment> arrays, TileLoops loops) {
        this.step = step;
        this.loops = loops;
        x = Matrices.of(step.x(), arrays);
        y = Matrices.of(step.y(), arrays);
        View from = step.x();
        View to = step.y();
        columnsSummed = to.columns() < from.columns();
        width = Math.min(from.columns(), COLUMNS);
        slices = Math.ceilDiv(from.columns(), COLUMNS);
        long rows = (long) from.batch() * from.heads() * from.rows();
        long results = (long) to.batch() * to.heads() * to.rows();
        terms = rows / results * (columnsSummed ? slices : 1);
        partTerms = Math.max(Math.ceilDiv(LEAST_PART, width), Math.ceilDiv(terms, MOST_PARTS));
        parts = Math.toIntExact(Math.ceilDiv(terms, partTerms));
    }

    static void execute(Sum step, Map<String, MemorySegment> arrays, TileLoops loops, WorkerPool pool) {
        new SumLoops(step, arrays, loops).run(pool);
    }

    private void run(WorkerPool pool) {
        View to = step.y();
        int perRow = columnsSummed ? 1 : slices;
        int results = Math.multiplyExact(Math.multiplyExact(to.batch() * to.heads(), to.rows()), perRow);
        int sums = columnsSummed ? 1 : width;
        if (parts == 1 || results >= ENOUGH_TASKS) {
            ParallelRows.run(pool, 1, 1, results, step.x().elements(), (scratch, b, h, from, until) -> {
                double[] total = new double[sums];
                double[] part = new double[sums];
                float[] values = scratch.floats(0, BLOCK * width);
                for (int result = from; result < until; result++) {
                    Arrays.fill(total, 0);
                    for (int p = 0; p < parts; p++) {
                        addPart(result, p, part, values);
                        Sums.add(part, 0, total, sums);
                    }
                    store(result, total);
                }
            });
            return;
        }
        double[] stored = new double[Math.multiplyExact(Math.multiplyExact(results, parts), sums)];
        pool.run(results * parts, (worker, task) -> {
            double[] part = new double[sums];
            addPart(task / parts, task % parts, part, pool.scratch(worker).floats(0, BLOCK * width));
            System.arraycopy(part, 0, stored, task * sums, sums);
        });
        for (int result = 0; result < results; result++) {
            double[] total = new double[sums];
            for (int p = 0; p < parts; p++) {
                Sums.add(stored, (result * parts + p) * sums, total, sums);
            }
            store(result, total);
        }
    }

    /** Sums of one part of the terms of a result: of each column, or of all. */
    private void addPart(int result, int p, double[] sums, float[] values) {
        Arrays.fill(sums, 0);
        View from = step.x();
        View to = step.y();
        int perRow = columnsSummed ? 1 : slices;
        int slice = result % perRow;
        int row = result / perRow;
        int i = row % to.rows();
        int h = row / to.rows() % to.heads();
        int b = row / to.rows() / to.heads();
        int rowsSummed = from.rows() / to.rows();
        int headsSummed = from.heads() / to.heads();
        int perTerm = columnsSummed ? slices : 1;
        long end = Math.min(terms, (p + 1) * partTerms);
        for (long term = p * partTerms; term < end; ) {
            int atSlice = columnsSummed ? (int) (term % perTerm) : slice;
            long outer = term / perTerm;
            int atRow = i + (int) (outer % rowsSummed);
            int atHead = h + (int) (outer / rowsSummed % headsSummed);
            int atBatch = b + (int) (outer / rowsSummed / headsSummed);
            // a row that is cut into slices is taken slice by slice
            int count = perTerm > 1 ? 1 : (int) Math.min(BLOCK, Math.min(end - term, rowsSummed - outer % rowsSummed));
            int c0 = atSlice * COLUMNS;
            int columns = Math.min(width, from.columns() - c0);
            x.read(atBatch, atHead, atRow, c0, count, columns, values, 0, columns);
            for (int r = 0; r < count; r++) {
                if (columnsSummed) {
                    sums[0] += loops.sum(values, r * columns, columns);
                } else {
                    Sums.add(1, values, r * columns, sums, 0, columns);
                }
            }
            term += count;
        }
    }

    private void store(int result, double[] total) {
        View to = step.y();
        int perRow = columnsSummed ? 1 : slices;
        int row = result / perRow;
        int c0 = result % perRow * COLUMNS;
        int columns = columnsSummed ? 1 : Math.min(width, to.columns() - c0);
        float[] rounded = new float[columns];
        Sums.round(total, 0, rounded);
        y.write(
                rounded,
                0,
                columns,
                1,
                columns,
                row / to.rows() / to.heads(),
                row / to.rows() % to.heads(),
                row % to.rows(),
                c0);
    }
}
