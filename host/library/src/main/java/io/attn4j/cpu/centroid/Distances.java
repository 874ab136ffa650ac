package io.attn4j.cpu.centroid;

/**
 * Squared distances as every engine forms them: fp32 sums of {@code (x - u)^2} over ascending columns, the same
 * everywhere, for an index depends on them.
 */
public final class Distances {
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
