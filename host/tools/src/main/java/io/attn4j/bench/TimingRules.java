package io.attn4j.bench;

/**
 * When enough has been measured.
 *
 * @param minReps samples to take at least, unless the time limit comes first; at most 1000 are taken where it asks for fewer
 * @param minTimeNs time to warm up and to sample for at least, each
 * @param maxNoise median absolute deviation over median to get below, else sampling continues until the time limit
 * @param maxWarmups executions to warm up with at most
 * @param timeoutNs limit for warm-up and for sampling, each
 */
public record TimingRules(int minReps, long minTimeNs, double maxNoise, int maxWarmups, long timeoutNs) {
    /** Ten samples, 0.3 s, 3 % noise, 100,000 warm-ups, 3 s. */
    public static final TimingRules DEFAULT = new TimingRules(10, 300_000_000L, 0.03, 100_000, 3_000_000_000L);
}
