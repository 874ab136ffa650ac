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
    static final float MASKED = -Float.MAX_VALUE;

    /** The least logit of a pair that is not hidden. */
    private static final float LEAST = Math.nextUp(MASKED);

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
                    float bias = biases(core, b, h, i, j);
                    row[j] = bias == Float.NEGATIVE_INFINITY ? bias : finite(dot(a, key) + bias);
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
        float keyBias = core.keyBias() == null ? 0 : core.keyBias().get(b, h, 0, j);
        float bias = core.bias() == null ? 0 : core.bias().get(b, h, i, j);
        float factors = 0;
        if (core.factors() != null) {
            int high = core.step().high();
            int low = core.factors().columns() - high;
            factors = core.factors().get(b, h, i, j / low) * core.factors().get(b, h, i, high + j % low);
        }
        if (keyBias == Float.NEGATIVE_INFINITY
                || bias == Float.NEGATIVE_INFINITY
                || factors == Float.NEGATIVE_INFINITY) {
            return Float.NEGATIVE_INFINITY;
        }
        return finite(keyBias + (core.bias() == null ? 0 : core.biasScale(h) * bias) + factors);
    }

    /** A finite bias never hides a key. */
    private static float finite(float logit) {
        return logit < LEAST ? LEAST : logit;
    }
}
