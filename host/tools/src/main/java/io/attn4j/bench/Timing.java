package io.attn4j.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Measures executions side by side: each warms up until its times settle, then they take turns in rounds of short blocks, so
 * that whatever else the machine does meets all of them alike and the ratio of their medians survives it.
 *
 * <p>The order turns by one from round to round. Where several take turns, a pause before each block lets the worker threads
 * of the one before stop spinning, and the first execution of a block, which finds cold caches, is not counted. All stay in
 * the rounds until each has enough or its own time limit is up; the time that others take does not count against its limit.
 */
final class Timing {
    private static final int WINDOW = 5;
    private static final int MOST_SAMPLES = 1000;

    /** Least number of blocks that the samples of one are spread over, times permitting. */
    private static final int BLOCKS = 10;

    private static final int LEAST_BLOCK_SAMPLES = 3;
    /** Longer than common thread pools spin after their last work. */
    private static final long PAUSE_MS = 5;

    /** How long the JVM's compiler has to be quiet before anything is measured. */
    private static final long QUIET_NS = 100_000_000;

    private final TimingRules rules;
    private final LongSupplier compilerNs;

    /**
     * The outcome of one.
     *
     * @param samples its times, or null when it failed
     * @param failure what its execution threw, or null
     */
    record Outcome(Samples samples, RuntimeException failure) {}

    Timing(TimingRules rules) {
        this(rules, new JitTime()::soFarNs);
    }

    /** With the compiler's time given, for tests. */
    Timing(TimingRules rules, LongSupplier compilerNs) {
        this.rules = rules;
        this.compilerNs = compilerNs;
    }

    /** Measures {@code execution} alone by the host's clock. */
    Samples of(Runnable execution) {
        Outcome outcome = of(List.of(execution)).getFirst();
        if (outcome.failure() != null) {
            throw outcome.failure();
        }
        return outcome.samples();
    }

    /** Measures {@code executions} side by side; one that throws ends its own part only. */
    List<Outcome> of(List<? extends Runnable> executions) {
        List<Contender> contenders = new ArrayList<>();
        for (Runnable execution : executions) {
            contenders.add(new Contender(execution));
        }
        contenders.forEach(Contender::warmUp);
        for (int round = 0; contenders.stream().anyMatch(Contender::wantsMore); round++) {
            boolean alone = contenders.stream().filter(Contender::canGoOn).count() == 1;
            for (int turn = 0; turn < contenders.size(); turn++) {
                Contender next = contenders.get((round + turn) % contenders.size());
                if (next.canGoOn()) {
                    next.takeBlock(!alone);
                }
            }
        }
        return contenders.stream().map(Contender::outcome).toList();
    }

    /** One of those that take turns. */
    private final class Contender {
        private final Runnable execution;
        private final long[] samples = new long[Math.max(rules.minReps(), MOST_SAMPLES)];
        private int count;
        private int uncounted;
        private long sampledNs;
        private RuntimeException failure;

        Contender(Runnable execution) {
            this.execution = execution;
        }

        /**
         * Runs until the last few times agree, the least time has passed and the JVM compiles no more, or a limit is met.
         * While it compiles on one of two processors, times agree too.
         */
        void warmUp() {
            try {
                long start = System.nanoTime();
                long[] last = new long[WINDOW];
                boolean settled = false;
                long quietSince = 0;
                long compiled = -1;
                while (!settled && uncounted < rules.maxWarmups() && System.nanoTime() - start < rules.timeoutNs()) {
                    last[uncounted++ % WINDOW] = time();
                    if (uncounted < WINDOW
                            || System.nanoTime() - start < rules.minTimeNs()
                            || noise(last, WINDOW) > rules.maxNoise()) {
                        continue;
                    }
                    long now = System.nanoTime();
                    if (compiled < 0 || now - quietSince >= QUIET_NS) {
                        long total = compilerNs.getAsLong();
                        settled = compiled >= 0 && total - compiled <= (now - quietSince) / 10;
                        compiled = total;
                        quietSince = now;
                    }
                }
            } catch (RuntimeException thrown) {
                failure = thrown;
            }
        }

        boolean canGoOn() {
            return failure == null && count < samples.length && (count == 0 || sampledNs < rules.timeoutNs());
        }

        boolean wantsMore() {
            return canGoOn() && !(count >= rules.minReps() && sampledNs >= rules.minTimeNs() && quiet());
        }

        private boolean quiet() {
            return noise(samples, count) <= rules.maxNoise();
        }

        void takeBlock(boolean switched) {
            if (switched) {
                pause();
            }
            long start = System.nanoTime();
            long before = sampledNs;
            try {
                if (switched) {
                    long first = time();
                    // Compared with an execution this long a switch is nothing.
                    if (first >= rules.minTimeNs()) {
                        samples[count++] = first;
                    } else {
                        uncounted++;
                    }
                    sampledNs = before + System.nanoTime() - start;
                }
                int end = Math.min(samples.length, count + Math.max(LEAST_BLOCK_SAMPLES, samples.length / BLOCKS));
                int least = count + LEAST_BLOCK_SAMPLES;
                while (canGoOn() && count < end && (count < least || sampledNs - before < rules.minTimeNs() / BLOCKS)) {
                    samples[count++] = time();
                    sampledNs = before + System.nanoTime() - start;
                }
            } catch (RuntimeException thrown) {
                failure = thrown;
            }
        }

        private long time() {
            long start = System.nanoTime();
            execution.run();
            return System.nanoTime() - start;
        }

        Outcome outcome() {
            if (failure != null) {
                return new Outcome(null, failure);
            }
            boolean enough = count >= rules.minReps() || count == samples.length;
            return new Outcome(new Samples(Arrays.copyOf(samples, count), uncounted, enough && quiet()), null);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static double noise(long[] times, int count) {
        return new Samples(Arrays.copyOf(times, count), 0, false).noise();
    }
}
