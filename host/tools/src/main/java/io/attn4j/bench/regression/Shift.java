package io.attn4j.bench.regression;

import io.attn4j.bench.Medians;
import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * How much one set of times is shifted against another, as a ratio.
 *
 * <p>The Hodges-Lehmann estimate: the median of {@code ln b - ln a} over all pairs, with the confidence interval that the
 * Mann-Whitney test gives when inverted (Hollander, Wolfe and Chicken, "Nonparametric Statistical Methods", 3rd edition,
 * sections 4.2 and 4.3, normal approximation).
 *
 * @param ratio {@code exp} of the estimate
 * @param low lower end of the interval; null when the samples are too few for one
 * @param high upper end
 * @param p two-sided p value of the Mann-Whitney test, exact for small samples without ties
 */
public record Shift(double ratio, Double low, Double high, double p) {

    /**
     * From base {@code a} to new {@code b}.
     *
     * @param a positive times
     * @param b positive times
     * @param alpha one less the confidence of the interval
     */
    static Shift of(double[] a, double[] b, double alpha) {
        double[] differences = new double[a.length * b.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b.length; j++) {
                differences[i * b.length + j] = Math.log(b[j] / a[i]);
            }
        }
        Arrays.sort(differences);
        double pairs = differences.length;
        double deviation = Math.sqrt(pairs * (a.length + b.length + 1) / 12);
        double normal = NormalDistribution.of(0, 1).inverseSurvivalProbability(alpha / 2);
        int end = (int) Math.floor(pairs / 2 - normal * deviation);
        boolean enough = end >= 1;
        return new Shift(
                Math.exp(Medians.ofSorted(differences)),
                enough ? Math.exp(differences[end - 1]) : null,
                enough ? Math.exp(differences[differences.length - end]) : null,
                MannWhitneyUTest.withDefaults().test(a, b).getPValue());
    }
}
