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
    private SegmentPoolGradientLoops() {}

    static void execute(SegmentPoolGradient step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        SegmentPool segments = step.pool();
        Matrices x = segments.kind() == SegmentPool.Kind.MAX ? Matrices.of(segments.x(), arrays) : null;
        Matrices weights = Matrices.of(segments.weights(), arrays);
        Matrices dy = Matrices.of(step.dy(), arrays);
        Matrices dx = Matrices.of(step.dx(), arrays);
        int columns = dx.columns();
        ParallelRows.run(pool, segments.x().batch(), segments.x().heads(), 1, 4 * step.flops(), (b, h, from, to) -> {
            float[] kernel = weights == null ? new float[0] : weights.copy(0, h);
            float[] slope = new float[columns];
            float[] row = new float[columns];
            float[] max = new float[columns];
            int[] largest = new int[columns];
            int rows = segments.x().rows();
            int length = segments.lengths() == null ? rows : segments.lengths()[b];
            // rows of valid means may be in several segments, which follow one another
            double[] sums = new double[columns];
            int open = 0;
            for (int r = 0; r < segments.y().rows(); r++) {
                int first = SegmentPoolLoops.first(segments, r, length);
                int next = SegmentPoolLoops.next(segments, r, first, length);
                int last = Math.min(next, length);
                if (first >= last) {
                    continue;
                }
                dy.readRow(b, h, r, slope);
                if (x != null) {
                    x.readRow(b, h, first, max);
                    Arrays.fill(largest, first);
                    for (int n = first + 1; n < last; n++) {
                        x.readRow(b, h, n, row);
                        for (int c = 0; c < columns; c++) {
                            largest[c] = row[c] > max[c] ? n : largest[c];
                            max[c] = row[c] > max[c] ? row[c] : max[c];
                        }
                    }
                }
                for (int n = first; n < last; n++) {
                    if (n >= open) {
                        Arrays.fill(sums, 0);
                        open = n + 1;
                    }
                    for (int c = 0; c < columns; c++) {
                        sums[c] += switch (segments.kind()) {
                            case MEAN, VALID_MEAN -> (double) slope[c] / (next - first);
                            case WEIGHTED -> (double) kernel[c * segments.stride() + n - first] * slope[c];
                            case MAX -> largest[c] == n ? slope[c] : 0;
                        };
                    }
                    Sums.round(sums, 0, row);
                    dx.writeRow(row, b, h, n);
                }
            }
            Arrays.fill(row, 0);
            for (int n = open; n < rows; n++) {
                dx.writeRow(row, b, h, n);
            }
        });
    }
}
