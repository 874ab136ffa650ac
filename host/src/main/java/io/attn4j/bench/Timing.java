package io.attn4j.bench;

import java.util.Arrays;

/** Warms up until times settle, then takes samples until there are enough. */
final class Timing {
    private static final int WINDOW = 5;

    private final TimingRules rules;

    Timing(TimingRules rules) {
        this.rules = rules;
    }

    /** Measures {@code execution} by the host's clock. */
    Samples of(Runnable execution) {
        int warmups = warmUp(execution);
        long start = System.nanoTime();
        long[] samples = new long[rules.minReps()];
        int count = 0;
        boolean converged = false;
        while (!converged && (count == 0 || System.nanoTime() - start < rules.timeoutNs())) {
            if (count == samples.length) {
                samples = Arrays.copyOf(samples, 2 * count);
            }
            samples[count++] = time(execution);
            if (count >= rules.minReps() && System.nanoTime() - start >= rules.minTimeNs()) {
                converged = noise(samples, 0, count) <= rules.maxNoise();
            }
        }
        return new Samples(Arrays.copyOf(samples, count), warmups, converged);
    }

    private int warmUp(Runnable execution) {
        long start = System.nanoTime();
        long[] times = new long[Math.max(WINDOW, rules.maxWarmups())];
        for (int count = 0; count < rules.maxWarmups(); ) {
            times[count++] = time(execution);
            boolean settled = count >= WINDOW && noise(times, count - WINDOW, count) <= rules.maxNoise();
            if (settled || System.nanoTime() - start >= rules.timeoutNs()) {
                return count;
            }
        }
        return rules.maxWarmups();
    }

    private static long time(Runnable execution) {
        long start = System.nanoTime();
        execution.run();
        return System.nanoTime() - start;
    }

    private static double noise(long[] times, int from, int to) {
        return new Samples(Arrays.copyOfRange(times, from, to), 0, false).noise();
    }
}
