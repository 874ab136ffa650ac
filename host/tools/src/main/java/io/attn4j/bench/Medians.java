package io.attn4j.bench;

import java.util.Arrays;

/** Robust location and spread. */
public final class Medians {
    /** Standard deviations in the half length of the shortest half of a normal distribution. */
    private static final double SHORTEST_HALF = 0.6744897501960817;

    private Medians() {}

    /** Median; the mean of the two middle ones of an even number. */
    public static double of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return ofSorted(sorted);
    }

    /** Median of values in ascending order. */
    public static double ofSorted(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Median absolute deviation from the median. */
    public static double deviation(double[] values) {
        double median = of(values);
        return of(Arrays.stream(values).map(value -> Math.abs(value - median)).toArray());
    }

    /** {@link #deviation} over the median. */
    public static double relativeDeviation(double[] values) {
        return deviation(values) / of(values);
    }

    /**
     * Standard deviation by the length of the shortest half, with the correction for few values (Rousseeuw and Leroy 1987, least
     * median of squares): the other half may hold anything.
     */
    public static double shortestHalf(double[] values) {
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
