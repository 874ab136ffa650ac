package io.attn4j.cpu;

import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.core.Probabilities;
import io.attn4j.plan.core.Scores;
import io.attn4j.plan.core.WeightedSum;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/** Attention with its logits in memory: logits, softmax and weighted sum as steps of their own. */
final class ScoreLoops {
    /** The logit of a pair outside of the ranges; finite, so that a sum over heads of masked logits is not NaN. */
    private static final float MASKED = -3.0e38f;

    private ScoreLoops() {}

    static void scores(Scores step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        CoreOperands core = CoreOperands.of(step.core(), arrays);
        Matrices s = Matrices.of(step.s(), arrays);
        CoreAttention c = step.core();
        int keys = c.b().rows();
        int da = core.keyDim();
        RowLoops.run(pool, c.a(), 2.0 * s.view().elements() * (da + 1), (b, h, from, to) -> {
            float[] a = new float[da];
            float[] mu = ones(da);
            float[] row = new float[keys];
            float[] key = new float[da];
            if (core.columnScale() != null) {
                core.columnScale().readRow(0, h, 0, mu);
            }
            for (int i = from; i < to; i++) {
                if (da > 0) {
                    core.a().readRow(b, h, i, a);
                }
                for (int d = 0; d < da; d++) {
                    a[d] *= c.scale() * mu[d];
                }
                Arrays.fill(row, MASKED);
                int end = Math.min(keys, c.ranges().end(b, i));
                for (int j = Math.max(0, c.ranges().start(b, i)); j < end; j++) {
                    if (da > 0) {
                        core.b().readRow(b, core.keyHead(h), j, key);
                    }
                    row[j] = dot(a, key) + biases(core, b, h, i, j);
                }
                s.writeRow(row, b, h, i);
            }
        });
    }

    private static float[] ones(int count) {
        float[] ones = new float[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static float dot(float[] x, float[] y) {
        double sum = 0;
        for (int d = 0; d < x.length; d++) {
            sum += (double) x[d] * y[d];
        }
        return (float) sum;
    }

    private static float biases(CoreOperands core, int b, int h, int i, int j) {
        float sum = core.keyBias() == null ? 0 : core.keyBias().get(b, h, 0, j);
        if (core.bias() != null) {
            float bias = core.bias().get(b, h, i, j);
            sum += bias == Float.NEGATIVE_INFINITY ? bias : core.biasScale(h) * bias;
        }
        if (core.factors() != null) {
            int high = core.step().high();
            int low = core.factors().columns() - high;
            sum += core.factors().get(b, h, i, j / low) * core.factors().get(b, h, i, high + j % low);
        }
        return sum;
    }

    static void probabilities(Probabilities step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices s = Matrices.of(step.s(), arrays);
        Matrices lse = Matrices.of(step.lse(), arrays);
        int keys = s.columns();
        RowLoops.run(pool, step.s(), 20.0 * step.s().elements(), (b, h, from, to) -> {
            float[] row = new float[keys];
            for (int i = from; i < to; i++) {
                s.readRow(b, h, i, row);
                int start = Math.max(0, step.ranges().start(b, i));
                lse.set(
                        b,
                        h,
                        i,
                        0,
                        softmax(row, start, Math.min(keys, step.ranges().end(b, i))));
                s.writeRow(row, b, h, i);
            }
        });
    }

    /** Softmax in place of the elements from {@code start} to before {@code end}, 0 elsewhere; returns the log-sum-exp. */
    private static float softmax(float[] row, int start, int end) {
        float max = MASKED;
        for (int j = start; j < end; j++) {
            max = Math.max(max, row[j]);
        }
        double sum = 0;
        for (int j = 0; j < row.length; j++) {
            boolean seen = j >= start && j < end && row[j] != MASKED && row[j] != Float.NEGATIVE_INFINITY;
            row[j] = seen ? (float) Math.exp(row[j] - max) : 0;
            sum += row[j];
        }
        if (sum == 0) {
            return Float.NEGATIVE_INFINITY;
        }
        for (int j = start; j < end; j++) {
            row[j] = (float) (row[j] / sum);
        }
        return (float) (max + Math.log(sum));
    }

    static void weightedSum(WeightedSum step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices p = Matrices.of(step.p(), arrays);
        Matrices w = Matrices.of(step.w(), arrays);
        Matrices o = Matrices.of(step.o(), arrays);
        int group = step.p().heads() / step.w().heads();
        KeyRanges ranges = step.ranges();
        RowLoops.run(pool, step.o(), step.flops(), (b, h, from, to) -> {
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
