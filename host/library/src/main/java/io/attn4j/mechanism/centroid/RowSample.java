package io.attn4j.mechanism.centroid;

/**
 * The rows that {@code init=sample} takes: a seeded partial Fisher-Yates shuffle, the same on every engine.
 *
 * <p>Draw r exchanges entry r of {@code 0, 1, .., n-1} with entry {@code r + floor(x_r (n - r) / 2^64)}, where {@code x_r =
 * mix(mix(seed + g * stream) + g * (r + 1))}, mix is the output function of SplitMix64 (Steele, Lea, Flood 2014), g its
 * increment, and x_r is read as unsigned. Rows come in the order of their draws; where there are fewer rows than centroids
 * they repeat in that order.
 *
 * <p>Neither the batch nor the number of batches enters: a batch gives the same centroids alone, with others, and when a
 * request is split.
 */
final class RowSample {
    private static final long INCREMENT = 0x9E3779B97F4A7C15L;

    private RowSample() {}

    /**
     * Draws rows.
     *
     * @param stream number of the chunk, 0 where there are none
     * @param rows n, from 1
     * @param count rows to draw, of which the first n are distinct
     */
    static int[] draw(long seed, int stream, int rows, int count) {
        int[] order = new int[rows];
        for (int i = 0; i < rows; i++) {
            order[i] = i;
        }
        long key = mix(seed + INCREMENT * stream);
        int[] drawn = new int[count];
        for (int r = 0; r < count; r++) {
            if (r < rows) {
                int other = r + (int) Math.unsignedMultiplyHigh(mix(key + INCREMENT * (r + 1)), rows - r);
                int row = order[other];
                order[other] = order[r];
                order[r] = row;
            }
            drawn[r] = order[r % rows];
        }
        return drawn;
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
