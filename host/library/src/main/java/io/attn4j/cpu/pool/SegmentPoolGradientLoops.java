package io.attn4j.cpu.pool;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.Sums;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.pool.SegmentPool;
import io.attn4j.plan.pool.SegmentPoolGradient;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/** Gradients of summaries of segments by their rows. */
final class SegmentPoolGradientLoops {
    /** Columns, which are independent of each other, that a thread takes at a time, at least. */
    private static final int COLUMNS = 64;

    private SegmentPoolGradientLoops() {}

    static void execute(SegmentPoolGradient step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        SegmentPool segments = step.pool();
        Matrices x = segments.kind() == SegmentPool.Kind.MAX ? Matrices.of(segments.x(), arrays) : null;
        Matrices weights = Matrices.of(segments.weights(), arrays);
        Matrices dy = Matrices.of(step.dy(), arrays);
        Matrices dx = Matrices.of(step.dx(), arrays);
        int all = dx.columns();
        ParallelRows.run(
                pool,
                segments.x().batch(),
                segments.x().heads(),
                Math.ceilDiv(all, COLUMNS),
                4 * step.flops(),
                (b, h, from, to) -> {
                    int c0 = from * COLUMNS;
                    columns(segments, x, weights, dy, dx, b, h, c0, Math.min(all, to * COLUMNS) - c0);
                });
    }

    /** {@code columns} columns of one head from {@code c0} on, of all rows: those that are in no segment are 0. */
    private static void columns(
            SegmentPool segments,
            Matrices x,
            Matrices weights,
            Matrices dy,
            Matrices dx,
            int b,
            int h,
            int c0,
            int columns) {
        float[] kernel = weights == null ? new float[0] : weights.copy(0, h);
        float[] slope = new float[columns];
        double[] share = new double[columns];
        float[] row = new float[columns];
        float[] max = new float[columns];
        int[] largest = new int[columns];
        int rows = segments.x().rows();
        int length = segments.lengths() == null ? rows : segments.lengths()[b];
        // rows of valid means may be in several segments, which follow one another
        double[] sums = new double[columns];
        float[] zeros = new float[columns];
        int open = 0;
        for (int r = 0; r < segments.y().rows(); r++) {
            int first = SegmentPoolLoops.first(segments, r, length);
            int next = SegmentPoolLoops.next(segments, r, first, length);
            int last = Math.min(next, length);
            if (first >= last) {
                continue;
            }
            dy.read(b, h, r, c0, 1, columns, slope, 0, columns);
            for (int c = 0; c < columns; c++) {
                share[c] = (double) slope[c] / (next - first);
            }
            if (x != null) {
                x.read(b, h, first, c0, 1, columns, max, 0, columns);
                Arrays.fill(largest, first);
                for (int n = first + 1; n < last; n++) {
                    x.read(b, h, n, c0, 1, columns, row, 0, columns);
                    for (int c = 0; c < columns; c++) {
                        largest[c] = row[c] > max[c] ? n : largest[c];
                        max[c] = row[c] > max[c] ? row[c] : max[c];
                    }
                }
            }
            for (; open < first; open++) {
                dx.write(zeros, 0, columns, 1, columns, b, h, open, c0);
            }
            for (int n = first; n < last; n++) {
                if (n >= open) {
                    Arrays.fill(sums, 0);
                    open = n + 1;
                }
                switch (segments.kind()) {
                    case MEAN, VALID_MEAN -> {
                        // rows of one segment have the same gradient: what is in several segments is alone in each
                        if (n == first) {
                            for (int c = 0; c < columns; c++) {
                                sums[c] += share[c];
                            }
                            Sums.round(sums, 0, row);
                        }
                    }
                    case WEIGHTED -> {
                        for (int c = 0; c < columns; c++) {
                            sums[c] += (double) kernel[(c0 + c) * segments.stride() + n - first] * slope[c];
                        }
                        Sums.round(sums, 0, row);
                    }
                    case MAX -> {
                        for (int c = 0; c < columns; c++) {
                            sums[c] += largest[c] == n ? slope[c] : 0;
                        }
                        Sums.round(sums, 0, row);
                    }
                }
                dx.write(row, 0, columns, 1, columns, b, h, n, c0);
            }
        }
        for (int n = open; n < rows; n++) {
            dx.write(zeros, 0, columns, 1, columns, b, h, n, c0);
        }
    }
}
