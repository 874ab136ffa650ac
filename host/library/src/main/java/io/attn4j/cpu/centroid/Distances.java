package io.attn4j.cpu.centroid;

import io.attn4j.plan.centroid.CentroidStep;

/**
 * Squared distances as every engine forms them: fp32 sums of {@code (x - u)^2} over ascending columns. An index depends on
 * them, which ties decide as {@link io.attn4j.plan.centroid.CentroidStep#TIE} has it.
 */
public final class Distances {
    /** What a distance must be below, relative to the least so far, to be nearer, and reach, to tie with the greatest. */
    public static final float WITHIN = 1 - CentroidStep.TIE;

    private Distances() {}

    /** {@code sum_c (x[x0 + c] - u[u0 + c])^2}. */
    public static float squared(float[] x, int x0, float[] u, int u0, int columns) {
        float sum = 0;
        for (int c = 0; c < columns; c++) {
            float difference = x[x0 + c] - u[u0 + c];
            sum += difference * difference;
        }
        return sum;
    }
}
