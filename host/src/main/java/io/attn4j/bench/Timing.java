package io.attn4j.bench;

import java.util.Arrays;

/** Warms up until times settle, then takes samples until there are enough. */
final class Timing {
    private static final int WINDOW = 5;
    private static final int MOST_SAMPLES = 1000;

    private final TimingRules rules;

    Timing(TimingRules rules) {
        this.rules = rules;
    }

    /** Measures {@code execution} by the host's clock. */
    Samples of(Runnable execution) {
        int warmups = warmUp(execution);
        long start = System.nanoTime();
        long[] samples = new long[Math.max(rules.minReps(), MOST_SAMPLES)];
        int count = 0;
        boolean converged = false;
        while (!converged && count < samples.length && (count == 0 || System.nanoTime() - start < rules.timeoutNs())) {
            samples[count++] = time(execution);
            boolean enough = count >= rules.minReps() && System.nanoTime() - start >= rules.minTimeNs();
            if ((enough && count % WINDOW == 0) || count == samples.length) {
                converged = noise(samples, count) <= rules.maxNoise();
            }
        }
        return new Samples(Arrays.copyOf(samples, count), warmups, converged);
    }

    /** Runs until the last few times agree and the least time has passed, or a limit is met. */
    private int warmUp(Runnable execution) {
        long start = System.nanoTime();
        long[] last = new long[WINDOW];
        for (int count = 0; count < rules.maxWarmups(); ) {
            last[count++ % WINDOW] = time(execution);
            long elapsed = System.nanoTime() - start;
            boolean settled =
                    count >= WINDOW && elapsed >= rules.minTimeNs() && noise(last, WINDOW) <= rules.maxNoise();
            if (settled || elapsed >= rules.timeoutNs()) {
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

    private static double noise(long[] times, int count) {
        return new Samples(Arrays.copyOf(times, count), 0, false).noise();
    }
}
