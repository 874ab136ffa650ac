package io.attn4j.cpu.decode;

/** {@code y = gamma (x - mean(x)) / sqrt(var(x) + epsilon) + beta} of each row, with sums in fp64. */
public final class RowNorm {
    private final float[] gamma;
    private final float[] beta;
    private final float epsilon;

    /** A norm; {@code beta} may be null for zeros. */
    public RowNorm(float[] gamma, float[] beta, float epsilon) {
        this.gamma = gamma;
        this.beta = beta == null ? new float[gamma.length] : beta;
        this.epsilon = epsilon;
    }

    /** Norms the first {@code count} rows of x; y may be x. */
    public void run(RowArray x, int count, RowArray y) {
        int columns = gamma.length;
        float[] from = x.data();
        float[] to = y.data();
        for (int r = 0; r < count; r++) {
            int x0 = x.at(r);
            int y0 = y.at(r);
            double mean = 0;
            for (int c = 0; c < columns; c++) {
                mean += from[x0 + c];
            }
            mean /= columns;
            double variance = 0;
            for (int c = 0; c < columns; c++) {
                double difference = from[x0 + c] - mean;
                variance += difference * difference;
            }
            double factor = 1 / Math.sqrt(variance / columns + epsilon);
            for (int c = 0; c < columns; c++) {
                to[y0 + c] = (float) (gamma[c] * ((from[x0 + c] - mean) * factor) + beta[c]);
            }
        }
    }
}
