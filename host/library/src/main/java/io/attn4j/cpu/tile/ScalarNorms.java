package io.attn4j.cpu.tile;

/** Layer normalisation of a row and its gradient, one element at a time; sums in fp64, in the order of {@link TileLoops#sum}. */
final class ScalarNorms {
    private ScalarNorms() {}

    static void normalise(
            TileLoops loops,
            float[] x,
            int x0,
            int columns,
            double epsilon,
            float[] gamma,
            float[] beta,
            float[] centered) {
        double mean = loops.sum(x, x0, columns) / columns;
        System.arraycopy(x, x0, centered, 0, columns);
        double variance = variance(loops, centered, 0, columns, (float) mean);
        double factor = 1 / Math.sqrt(variance + epsilon);
        for (int c = 0; c < columns; c++) {
            x[x0 + c] = (float) (gamma[c] * ((x[x0 + c] - mean) * factor) + beta[c]);
        }
    }

    static void gradient(
            TileLoops loops, float[] x, int at, int columns, double epsilon, float[] gamma, float[] dy, float[] dx) {
        double variance = variance(loops, x, at, columns, (float) (loops.sum(x, at, columns) / columns));
        float scale = (float) (1 / Math.sqrt(variance + epsilon));
        for (int c = 0; c < columns; c++) {
            x[at + c] *= scale;
            dx[at + c] = gamma[c] * dy[at + c];
        }
        float mean = (float) (loops.sum(dx, at, columns) / columns);
        float product = (float) (loops.sumOfProducts(dx, at, x, at, columns) / columns);
        for (int c = at; c < at + columns; c++) {
            dx[c] = (dx[c] - mean - x[c] * product) * scale;
            dy[c] *= x[c];
        }
    }

    /** Takes {@code center}, the mean but for its rounding, off {@code columns} elements, and what is left of it; returns the variance. */
    private static double variance(TileLoops loops, float[] x, int x0, int columns, float center) {
        subtract(x, x0, columns, center);
        double shift = loops.sum(x, x0, columns) / columns;
        double variance = loops.sumOfProducts(x, x0, x, x0, columns) / columns - shift * shift;
        subtract(x, x0, columns, (float) shift);
        return Math.max(0, variance);
    }

    private static void subtract(float[] x, int x0, int columns, float center) {
        for (int c = x0; c < x0 + columns; c++) {
            x[c] -= center;
        }
    }
}
