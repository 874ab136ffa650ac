package io.attn4j.cpu;

import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.cpu.tile.ScalarTileLoops;
import java.util.Arrays;

/**
 * The measured roofline of this machine for fp32 arithmetic in Java.
 *
 * @param gflops billions of floating-point operations a second of independent multiply-adds in registers, all threads
 *     together
 * @param gbs billions of bytes a second of {@code a = b + s * c} over arrays larger than the caches, counting 12 bytes an
 *     element, all threads together
 * @param threads threads used
 * @param kind what ran, {@code vector (512 bit)} or {@code scalar}
 */
public record CpuPeak(double gflops, double gbs, int threads, String kind) {
    private static final long ARITHMETIC_NS = 200_000_000;
    private static final long MEMORY_NS = 200_000_000;
    private static final long LONGEST_NS = 5_000_000_000L;
    /** Round of vector multiply-adds beyond which they are surely not compiled yet. */
    private static final long SLOWEST_NS = 20_000_000;

    /** Attempts that differ by more were disturbed, one of them at least. */
    private static final double AGREEMENT = 0.03;

    private static final int MOST_ATTEMPTS = 5;

    private static final int VECTOR_STEPS = 20_000;
    private static final int VECTOR_CALLS = 40;
    private static final int SCALAR_ELEMENTS = 2048;
    private static final int SCALAR_PASSES = 50;
    private static final int CHAIN = 8;
    private static final int ELEMENTS = 16 << 20;
    private static final int CHUNK = 1 << 15;

    /**
     * Measures for a second or until results settle; the best of many short runs, since other work only ever slows a run down.
     * Arithmetic is measured before and after memory, and again while the best of it keeps rising.
     */
    public static CpuPeak measure(int threads) {
        boolean vector = CpuKernelsProvider.vectorRefusal() == null;
        try (WorkerPool pool = new WorkerPool(threads)) {
            double gflops = gflops(pool, vector);
            double gbs = gbs(pool);
            for (int attempt = 1; attempt < MOST_ATTEMPTS; attempt++) {
                double before = gflops;
                double again = gflops(pool, vector);
                gflops = Math.max(gflops, again);
                if (Math.abs(again / before - 1) < AGREEMENT) {
                    break;
                }
            }
            return new CpuPeak(gflops, gbs, threads, vector ? VectorPeak.name() : new ScalarTileLoops().name());
        }
    }

    private static double gflops(WorkerPool pool, boolean vector) {
        float[][] data = new float[pool.threads()][SCALAR_ELEMENTS];
        double flops = vector ? VectorPeak.flops(VECTOR_STEPS) : 2.0 * CHAIN * SCALAR_ELEMENTS * SCALAR_PASSES;
        long best = Long.MAX_VALUE;
        long begin = System.nanoTime();
        long until = begin + ARITHMETIC_NS;
        do {
            long start = System.nanoTime();
            pool.runOnAll(worker -> {
                float[] x = data[worker];
                if (vector) {
                    for (int call = 0; call < VECTOR_CALLS; call++) {
                        x[0] = VectorPeak.multiplyAdds(VECTOR_STEPS / VECTOR_CALLS, x[0]);
                    }
                } else {
                    for (int pass = 0; pass < SCALAR_PASSES; pass++) {
                        multiplyAdds(x);
                    }
                }
            });
            long now = System.nanoTime();
            if (now - start < 0.98 * best) {
                // Not settled yet: the loop may just have been compiled, which on a busy machine can take a second.
                until = Math.max(until, Math.min(now + ARITHMETIC_NS, begin + LONGEST_NS));
            }
            best = Math.min(best, now - start);
        } while (System.nanoTime() < until || (best > SLOWEST_NS && System.nanoTime() - begin < LONGEST_NS));
        return flops * pool.threads() / best;
    }

    /** {@code x = x / 2 + 1}, {@value #CHAIN} times over, on an array that the JIT compiler can work on with vectors. */
    private static void multiplyAdds(float[] x) {
        for (int i = 0; i < x.length; i++) {
            float y = x[i] * 0.5f + 1;
            y = y * 0.5f + 1;
            y = y * 0.5f + 1;
            y = y * 0.5f + 1;
            y = y * 0.5f + 1;
            y = y * 0.5f + 1;
            y = y * 0.5f + 1;
            x[i] = y * 0.5f + 1;
        }
    }

    private static double gbs(WorkerPool pool) {
        float[] a = new float[ELEMENTS];
        float[] b = new float[ELEMENTS];
        float[] c = new float[ELEMENTS];
        Arrays.fill(b, 1);
        Arrays.fill(c, 2);
        long best = Long.MAX_VALUE;
        long until = System.nanoTime() + MEMORY_NS;
        do {
            long start = System.nanoTime();
            pool.run(ELEMENTS / CHUNK, (worker, task) -> triad(a, b, c, task * CHUNK, (task + 1) * CHUNK));
            best = Math.min(best, System.nanoTime() - start);
        } while (System.nanoTime() < until);
        return 12.0 * ELEMENTS / best;
    }

    private static void triad(float[] a, float[] b, float[] c, int from, int to) {
        for (int i = from; i < to; i++) {
            a[i] = b[i] + 0.5f * c[i];
        }
    }
}
