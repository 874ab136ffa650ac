package io.attn4j.bench.regression;

import io.attn4j.bench.Medians;
import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How much log ratios of the cases of a suite spread, taken from their shortest half.
 *
 * @param deviation standard deviation
 * @param degrees degrees of freedom that it is as good as
 */
record SuiteSpread(double deviation, double degrees) {
    /** Efficiency of the shortest half, as of the median absolute deviation, on normal values. */
    private static final double EFFICIENCY = 0.37;

    static SuiteSpread of(List<Double> logRatios) {
        return new SuiteSpread(
                Medians.shortestHalf(
                        logRatios.stream().mapToDouble(Double::doubleValue).toArray()),
                EFFICIENCY * (logRatios.size() - 1));
    }

    /** Log ratio that unchanged cases stay within except for a share {@code alpha}. */
    double halfWidth(double alpha) {
        return deviation * TDistribution.of(degrees).inverseSurvivalProbability(alpha / 2);
    }
}
