package io.attn4j.bench.regression;

/**
 * When a difference counts.
 *
 * @param threshold smallest relative change that is worth a verdict, such as 0.05
 * @param alpha level of significance of the test, such as 0.01
 * @param metric which time is compared
 * @param crossDevice whether records of different devices may be compared
 */
public record ComparisonRules(double threshold, double alpha, Metric metric, boolean crossDevice) {
    /** 5 %, p below 0.01, end-to-end time, one device. */
    public static final ComparisonRules DEFAULT = new ComparisonRules(0.05, 0.01, Metric.MEDIAN, false);
}
