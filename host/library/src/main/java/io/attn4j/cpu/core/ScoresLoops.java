package io.attn4j.cpu.core;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.core.Scores;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/** Logits in memory, summed in fp64. */
final class ScoresLoops {
    /** The logit of a pair outside of the ranges; finite, so that a sum over heads of masked logits is not NaN. */
    static final float MASKED = -3.0e38f;

    private ScoresLoops() {}

    static void execute(Scores step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        CoreOperands core = CoreOperands.of(step.core(), arrays);
        Matrices s = Matrices.of(step.s(), arrays);
        CoreAttention c = step.core();
        int keys = c.b().rows();
        int da = core.keyDim();
        ParallelRows.run(pool, c.a(), 2.0 * s.view().elements() * (da + 1), (b, h, from, to) -> {
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
}
