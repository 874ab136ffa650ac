package io.attn4j.cpu;

import io.attn4j.plan.pool.SegmentPool;
import io.attn4j.plan.pool.SegmentPoolGradient;
import io.attn4j.plan.pool.SegmentWeightGradient;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/** Gradients of summaries of segments. */
final class PoolGradientLoops {
    private static final int COLUMNS = 64;

    private PoolGradientLoops() {}

    static void rows(SegmentPoolGradient step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        SegmentPool segments = step.pool();
        Matrices x = segments.kind() == SegmentPool.Kind.MAX ? Matrices.of(segments.x(), arrays) : null;
        Matrices weights = Matrices.of(segments.weights(), arrays);
        Matrices dy = Matrices.of(step.dy(), arrays);
        Matrices dx = Matrices.of(step.dx(), arrays);
        int columns = dx.columns();
        RowLoops.run(pool, segments.x().batch(), segments.x().heads(), 1, 4 * step.flops(), (b, h, from, to) -> {
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
                int first = PoolLoops.first(segments, r, length);
                int next = PoolLoops.next(segments, r, first, length);
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

    static void weights(SegmentWeightGradient step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        SegmentPool segments = step.pool();
        Matrices x = Matrices.of(segments.x(), arrays);
        Matrices dy = Matrices.of(step.dy(), arrays);
        Matrices dw = Matrices.of(step.dw(), arrays);
        int stride = segments.stride();
        int slices = Math.ceilDiv(x.columns(), COLUMNS);
        RowLoops.run(pool, segments.x().heads(), slices, 1, 4 * step.flops(), (h, slice, from, to) -> {
            int c0 = slice * COLUMNS;
            int columns = Math.min(COLUMNS, x.columns() - c0);
            float[] row = new float[columns];
            float[] slope = new float[columns];
            double[] sums = new double[stride * columns];
            for (int b = 0; b < segments.x().batch(); b++) {
                int length = segments.lengths() == null ? segments.x().rows() : segments.lengths()[b];
                for (int r = 0; r < segments.y().rows(); r++) {
                    int first = PoolLoops.first(segments, r, length);
                    int last = Math.min(PoolLoops.next(segments, r, first, length), length);
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
