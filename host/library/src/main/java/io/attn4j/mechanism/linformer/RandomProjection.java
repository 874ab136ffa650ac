package io.attn4j.mechanism.linformer;

import io.attn4j.mechanism.CounterRandom;
import io.attn4j.mechanism.Request;

/**
 * Fixed random projections, N(0, 1/k) (Wang et al. 2020, theorem 1): element (r, n) of matrix (0 for E, 1 for F) of a head is
 * the number at (matrix, head, r, n) of {@link CounterRandom} over the root of k, so that a shorter sequence has the first
 * columns of the same matrix. Heads that share a matrix have that of head 0, and values that share E have matrix 0.
 */
final class RandomProjection {
    private RandomProjection() {}

    /** The seed that the option gives. */
    static long seed(Request p) {
        return p.options().seed("seed", 0);
    }

    /** Whether each head has matrices of its own. */
    static boolean perHead(Request p) {
        return Sharing.of(p) == Sharing.NONE;
    }

    /** Whether values are projected by E too. */
    static boolean oneForBoth(Request p) {
        return Sharing.of(p).oneForBoth();
    }

    /** A matrix for each head that has its own, [heads,k,L]. */
    static float[] draw(Request p, int matrix) {
        int heads = perHead(p) ? p.kvHeads() : 1;
        long seed = seed(p);
        float[] values = new float[Math.multiplyExact(heads, Math.multiplyExact(p.rank(), p.keys()))];
        double deviation = 1 / Math.sqrt(p.rank());
        for (int h = 0, at = 0; h < heads; h++) {
            for (int r = 0; r < p.rank(); r++) {
                for (int n = 0; n < p.keys(); n++) {
                    values[at++] = (float) (deviation * CounterRandom.normal(seed, matrix, h, r, n));
                }
            }
        }
        return values;
    }
}
