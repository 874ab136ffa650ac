package io.attn4j.cpu.decode;

import io.attn4j.cpu.step.Sums;

/** {@code y = gamma (x - mean(x)) / sqrt(var(x) + epsilon) + beta} of each row, with sums in fp64. */
public final class RowNorm {
    private final float[] gamma;
    private final float[] beta;
    private final float epsilon;
    private final float[] centered;

    /** A norm; {@code beta} may be null for zeros. */
    public RowNorm(float[] gamma, float[] beta, float epsilon) {
        this.gamma = gamma;
        this.beta = beta == null ? new float[gamma.length] : beta;
        this.epsilon = epsilon;
        centered = new float[gamma.length];
    }

    /** Norms the first {@code count} rows of x; y may be x. */
    public void run(RowArray x, int count, RowArray y) {
        int columns = gamma.length;
        float[] from = x.data();
        float[] to = y.data();
        for (int r = 0; r < count; r++) {
            int x0 = x.at(r);
            int y0 = y.at(r);
            // as the forward pass over whole sequences forms them, bit for bit
            double mean = Sums.of(from, x0, columns) / columns;
            float center = (float) mean;
            for (int c = 0; c < columns; c++) {
                centered[c] = from[x0 + c] - center;
            }
            double shift = Sums.of(centered, 0, columns) / columns;
            double variance = Sums.ofProducts(centered, 0, centered, 0, columns) / columns - shift * shift;
            double factor = 1 / Math.sqrt(Math.max(0, variance) + epsilon);
            for (int c = 0; c < columns; c++) {
                to[y0 + c] = (float) (gamma[c] * ((from[x0 + c] - mean) * factor) + beta[c]);
            }
        }
    }
}
