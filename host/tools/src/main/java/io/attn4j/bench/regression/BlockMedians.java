package io.attn4j.bench.regression;

import io.attn4j.bench.Medians;
import java.util.Arrays;
import org.apache.commons.statistics.ranking.NaturalRanking;

/**
 * Medians of consecutive samples in blocks as long as the samples' autocorrelation lasts.
 *
 * <p>Executions right after one another share the state of caches, clocks and neighbours, so their times are no independent
 * repetitions. The block length is the integrated autocorrelation time {@code 1 + 2 sum rho(k)} of the samples' ranks, summed
 * over the initial positive sequence of pairs (Geyer 1992, "Practical Markov chain Monte Carlo", section 3.3); medians of such
 * blocks are nearly independent (method of batch means).
 */
final class BlockMedians {
    /** Bounds the pairs of the Hodges-Lehmann estimate; longer blocks only make the test more careful. */
    private static final int MOST_BLOCKS = 128;

    private BlockMedians() {}

    /** Block medians of one record's samples, in the order of time; samples at the end that fill no block are left out. */
    static double[] of(double[] samples) {
        int length =
                Math.max((int) Math.round(autocorrelationTime(samples)), Math.ceilDiv(samples.length, MOST_BLOCKS));
        int blocks = Math.max(1, samples.length / length);
        double[] medians = new double[blocks];
        for (int block = 0; block < blocks; block++) {
            int to = blocks == 1 ? samples.length : (block + 1) * length;
            medians[block] = Medians.of(Arrays.copyOfRange(samples, block * length, to));
        }
        return medians;
    }

    /** Integrated autocorrelation time in samples, at least 1. */
    static double autocorrelationTime(double[] samples) {
        double[] centred = centredRanks(samples);
        double variance = correlation(centred, 0);
        if (variance == 0) {
            return 1;
        }
        double pairs = 0;
        for (int lag = 0; lag + 1 < samples.length; lag += 2) {
            double pair = (correlation(centred, lag) + correlation(centred, lag + 1)) / variance;
            if (pair <= 0) {
                break;
            }
            pairs += pair;
        }
        return Math.max(1, 2 * pairs - 1);
    }

    /** Ranks less their mean; samples of one value share their mean rank. */
    private static double[] centredRanks(double[] samples) {
        double mean = (samples.length + 1) / 2.0;
        return Arrays.stream(new NaturalRanking().apply(samples))
                .map(rank -> rank - mean)
                .toArray();
    }

    private static double correlation(double[] centred, int lag) {
        double sum = 0;
        for (int i = 0; i + lag < centred.length; i++) {
            sum += centred[i] * centred[i + lag];
        }
        return sum;
    }
}
