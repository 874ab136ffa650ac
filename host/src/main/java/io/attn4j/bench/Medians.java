package io.attn4j.bench.regression;

import java.util.Arrays;

/** Robust location and spread. */
final class Medians {
    /** Standard deviations in the half length of the shortest half of a normal distribution. */
    private static final double SHORTEST_HALF = 0.6744897501960817;

    private Medians() {}

    /** Median; the mean of the two middle ones of an even number. */
    static double of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return ofSorted(sorted);
    }

    static double ofSorted(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Median absolute deviation from the median, over the median. */
    static double relativeDeviation(double[] values) {
        double median = of(values);
        return of(Arrays.stream(values).map(value -> Math.abs(value - median)).toArray()) / median;
    }

    /**
     * Standard deviation by the length of the shortest half, with the correction for few values (Rousseeuw and Leroy 1987, least
     * median of squares): the other half may hold anything.
     */
    static double shortestHalf(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2 + 1;
        double shortest = Double.POSITIVE_INFINITY;
        for (int from = 0; from + half <= sorted.length; from++) {
            shortest = Math.min(shortest, sorted[from + half - 1] - sorted[from]);
        }
        return shortest / 2 / SHORTEST_HALF * (1 + 5.0 / (sorted.length - 1));
    }
}
