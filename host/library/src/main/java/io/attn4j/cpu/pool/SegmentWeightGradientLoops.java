package io.attn4j.cpu.pool;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.pool.SegmentPool;
import io.attn4j.plan.pool.SegmentWeightGradient;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Gradients of weighted summaries of segments by their weights. */
final class SegmentWeightGradientLoops {
    private SegmentWeightGradientLoops() {}

    private static final int COLUMNS = 64;

    static void execute(SegmentWeightGradient step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        SegmentPool segments = step.pool();
        Matrices x = Matrices.of(segments.x(), arrays);
        Matrices dy = Matrices.of(step.dy(), arrays);
        Matrices dw = Matrices.of(step.dw(), arrays);
        int stride = segments.stride();
        int slices = Math.ceilDiv(x.columns(), COLUMNS);
        ParallelRows.run(pool, segments.x().heads(), slices, 1, 4 * step.flops(), (h, slice, from, to) -> {
            int c0 = slice * COLUMNS;
            int columns = Math.min(COLUMNS, x.columns() - c0);
            float[] row = new float[columns];
            float[] slope = new float[columns];
            double[] sums = new double[stride * columns];
            for (int b = 0; b < segments.x().batch(); b++) {
                int length = segments.lengths() == null ? segments.x().rows() : segments.lengths()[b];
                for (int r = 0; r < segments.y().rows(); r++) {
                    int first = SegmentPoolLoops.first(segments, r, length);
                    int last = Math.min(SegmentPoolLoops.next(segments, r, first, length), length);
                    if (first < last) {
                        dy.read(b, h, r, c0, 1, columns, slope, 0, columns);
                    }
                    for (int n = first; n < last; n++) {
                        x.read(b, h, n, c0, 1, columns, row, 0, columns);
                        int at = (n - first) * columns;
                        for (int c = 0; c < columns; c++) {
                            sums[at + c] += (double) slope[c] * row[c];
                        }
                    }
                }
            }
            for (int t = 0; t < stride; t++) {
                for (int c = 0; c < columns; c++) {
                    dw.set(0, h, c0 + c, t, (float) sums[t * columns + c]);
                }
            }
        });
    }
}
