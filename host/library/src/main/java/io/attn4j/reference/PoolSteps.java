package io.attn4j.reference;

import io.attn4j.plan.pool.PoolStep;
import io.attn4j.plan.pool.SegmentPool;

/** Summaries of segments in fp64. */
final class PoolSteps {
    private PoolSteps() {}

    static void execute(PoolStep step, Fp64Arrays x) {
        switch (step) {
            case SegmentPool s -> pool(s, x);
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
}
