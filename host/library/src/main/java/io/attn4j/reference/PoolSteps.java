package io.attn4j.reference;

import io.attn4j.plan.pool.PoolStep;
import io.attn4j.plan.pool.SegmentPool;
import io.attn4j.plan.pool.SegmentPoolGradient;
import io.attn4j.plan.pool.SegmentWeightGradient;

/** Summaries of segments in fp64. */
final class PoolSteps {
    private PoolSteps() {}

    static void execute(PoolStep step, Fp64Arrays x) {
        switch (step) {
            case SegmentPool s -> pool(s, x);
            case SegmentPoolGradient s -> gradient(s, x);
            case SegmentWeightGradient s -> weightGradient(s, x);
        }
    }

    private static void pool(SegmentPool s, Fp64Arrays x) {
        Fp64Arrays.each(s.y(), (b, h, r, c) -> {
            int length = Fp64Arrays.length(s.lengths(), b, s.x());
            int first = first(s, r, length);
            int next = next(s, r, length);
            double sum = 0;
            double max = Double.NEGATIVE_INFINITY;
            for (int n = first; n < Math.min(next, length); n++) {
                double value = x.get(s.x(), b, h, n, c);
                sum += s.kind() == SegmentPool.Kind.WEIGHTED ? x.get(s.weights(), 0, h, c, n - first) * value : value;
                max = Math.max(max, value);
            }
            double pooled = switch (s.kind()) {
                case MEAN, VALID_MEAN -> sum / (next - first);
                case WEIGHTED -> sum;
                case MAX -> max == Double.NEGATIVE_INFINITY ? 0 : max;
            };
            x.set(s.y(), b, h, r, c, pooled);
        });
    }

    /** First row of segment {@code r}. */
    private static int first(SegmentPool s, int r, int length) {
        return s.stride() > 0 ? r * s.stride() : (int) (r * rows(s, length) / s.y().rows());
    }

    /** The row after its last one. */
    private static int next(SegmentPool s, int r, int length) {
        if (s.stride() > 0) {
            return (int) Math.min((r + 1L) * s.stride(), s.x().rows());
        }
        int next = (int) ((r + 1) * rows(s, length) / s.y().rows());
        return Math.max(next, first(s, r, length) + 1);
    }

    private static long rows(SegmentPool s, int length) {
        return s.kind() == SegmentPool.Kind.VALID_MEAN ? length : s.x().rows();
    }

    private static void gradient(SegmentPoolGradient s, Fp64Arrays x) {
        SegmentPool pool = s.pool();
        x.fill(s.dx(), 0);
        Fp64Arrays.each(s.dy(), (b, h, r, c) -> {
            int length = Fp64Arrays.length(pool.lengths(), b, pool.x());
            int first = first(pool, r, length);
            int next = next(pool, r, length);
            double dy = x.get(s.dy(), b, h, r, c);
            int largest = first;
            for (int n = first; n < Math.min(next, length); n++) {
                switch (pool.kind()) {
                    case MEAN, VALID_MEAN -> x.add(s.dx(), b, h, n, c, dy / (next - first));
                    case WEIGHTED -> x.add(s.dx(), b, h, n, c, dy * x.get(pool.weights(), 0, h, c, n - first));
                    case MAX -> largest = x.get(pool.x(), b, h, n, c) > x.get(pool.x(), b, h, largest, c) ? n : largest;
                }
            }
            if (pool.kind() == SegmentPool.Kind.MAX && first < Math.min(next, length)) {
                x.add(s.dx(), b, h, largest, c, dy);
            }
        });
    }

    private static void weightGradient(SegmentWeightGradient s, Fp64Arrays x) {
        SegmentPool pool = s.pool();
        x.fill(s.dw(), 0);
        Fp64Arrays.each(s.dy(), (b, h, r, c) -> {
            int length = Fp64Arrays.length(pool.lengths(), b, pool.x());
            int first = first(pool, r, length);
            for (int n = first; n < Math.min(next(pool, r, length), length); n++) {
                x.add(s.dw(), 0, h, c, n - first, x.get(s.dy(), b, h, r, c) * x.get(pool.x(), b, h, n, c));
            }
        });
    }
}
