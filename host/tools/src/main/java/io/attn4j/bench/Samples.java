package io.attn4j.bench;

import java.util.Arrays;

/** Times of repeated executions in nanoseconds, in the order in which they were taken. */
public final class Samples {
    private final long[] nanoseconds;
    private final int warmups;
    private final boolean converged;

    /**
     * Keeps a copy of the times.
     *
     * @param nanoseconds at least one
     * @param warmups executions that were not counted: those before them, and the first of each block where several engines
     *     took turns
     * @param converged whether the noise target was met before the time limit
     */
    public Samples(long[] nanoseconds, int warmups, boolean converged) {
        this.nanoseconds = nanoseconds.clone();
        this.warmups = warmups;
        this.converged = converged;
    }

    /** The times; a copy. */
    public long[] nanoseconds() {
        return nanoseconds.clone();
    }

    /** Executions that were not counted. */
    public int warmups() {
        return warmups;
    }

    /** Whether the noise target was met before the time limit. */
    public boolean converged() {
        return converged;
    }

    /** Number of samples. */
    public int count() {
        return nanoseconds.length;
    }

    /** Smallest. */
    public long min() {
        return Arrays.stream(nanoseconds).min().orElseThrow();
    }

    /** Largest. */
    public long max() {
        return Arrays.stream(nanoseconds).max().orElseThrow();
    }

    /** Arithmetic mean. */
    public double mean() {
        return Arrays.stream(nanoseconds).average().orElseThrow();
    }

    /** Median; the mean of the two middle ones of an even number. */
    public double median() {
        return Medians.of(doubles());
    }

    /** Smallest sample that at least 95 % of the samples do not exceed. */
    public long p95() {
        long[] sorted = nanoseconds();
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(0.95 * sorted.length) - 1];
    }

    /** Sample standard deviation; 0 of a single sample. */
    public double standardDeviation() {
        double mean = mean();
        double squares = Arrays.stream(nanoseconds)
                .mapToDouble(sample -> (sample - mean) * (sample - mean))
                .sum();
        return nanoseconds.length < 2 ? 0 : Math.sqrt(squares / (nanoseconds.length - 1));
    }

    /** Median absolute deviation from the median. */
    public double medianAbsoluteDeviation() {
        return Medians.deviation(doubles());
    }

    /** Spread for the noise target: median absolute deviation over median. */
    public double noise() {
        return medianAbsoluteDeviation() / median();
    }

    private double[] doubles() {
        return Arrays.stream(nanoseconds).asDoubleStream().toArray();
    }
}
