package io.attn4j.cpu.pool;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.Sums;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.pool.SegmentPool;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/** Summaries of segments of the sequence. */
final class SegmentPoolLoops {
    private SegmentPoolLoops() {}

    static void execute(SegmentPool step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        Matrices weights = Matrices.of(step.weights(), arrays);
        int columns = x.columns();
        ParallelRows.run(pool, step.y(), 4 * step.flops(), (b, h, from, to) -> {
            float[] kernel = weights == null ? new float[0] : weights.copy(0, h);
            float[] row = new float[columns];
            float[] result = new float[columns];
            double[] sum = new double[columns];
            int length = x.validRows(step.lengths(), b);
            for (int r = from; r < to; r++) {
                int first = first(step, r, length);
                int next = next(step, r, first, length);
                int last = Math.min(next, length);
                Arrays.fill(sum, 0);
                Arrays.fill(result, first < last ? Float.NEGATIVE_INFINITY : 0);
                for (int n = first; n < last; n++) {
                    x.readRow(b, h, n, row);
                    switch (step.kind()) {
                        case MEAN, VALID_MEAN -> Sums.add(1, row, 0, sum, 0, columns);
                        case MAX -> {
                            for (int d = 0; d < columns; d++) {
                                result[d] = Math.max(result[d], row[d]);
                            }
                        }
                        case WEIGHTED -> {
                            for (int d = 0; d < columns; d++) {
                                sum[d] += (double) kernel[d * step.stride() + n - first] * row[d];
                            }
                        }
                    }
                }
                if (step.kind() != SegmentPool.Kind.MAX) {
                    double divisor = step.kind() == SegmentPool.Kind.WEIGHTED ? 1 : next - first;
                    for (int d = 0; d < columns; d++) {
                        result[d] = (float) (sum[d] / divisor);
                    }
                }
                y.writeRow(result, b, h, r);
            }
        });
    }

    static int first(SegmentPool step, int r, int length) {
        if (step.stride() > 0) {
            return r * step.stride();
        }
        long rows =
                step.kind() == SegmentPool.Kind.VALID_MEAN ? length : step.x().rows();
        return (int) (r * rows / step.y().rows());
    }

    static int next(SegmentPool step, int r, int first, int length) {
        if (step.stride() > 0) {
            return (int) Math.min((r + 1L) * step.stride(), step.x().rows());
        }
        long rows =
                step.kind() == SegmentPool.Kind.VALID_MEAN ? length : step.x().rows();
        return Math.max((int) ((r + 1) * rows / step.y().rows()), first + 1);
    }
}
