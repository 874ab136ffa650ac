package io.attn4j.mechanism.collaborative;

/**
 * A canonical polyadic model of the logits' weights, {@code T_h ~ a diag(mu_h) c^T}.
 *
 * @param a Wq~ [M,R]
 * @param c Wk~ [M,R]
 * @param mu [H,R]
 */
record Factors(Matrix a, Matrix c, Matrix mu) {

    /**
     * The same model with the columns of {@code a} and {@code c} equally long and 1 as the largest magnitude in each column of
     * {@code mu}, so that rounding loses as little of each. A component that adds nothing becomes zeros.
     */
    Factors balanced() {
        Factors made = new Factors(a.copy(), c.copy(), mu.copy());
        for (int r = 0; r < mu.columns(); r++) {
            double lengthA = length(a, r);
            double lengthC = length(c, r);
            double largest = largest(mu, r);
            boolean empty = lengthA * lengthC * largest == 0;
            double each = Math.sqrt(lengthA * lengthC * largest);
            made.a.scaleColumn(r, empty ? 0 : each / lengthA);
            made.c.scaleColumn(r, empty ? 0 : each / lengthC);
            made.mu.scaleColumn(r, empty ? 0 : 1 / largest);
        }
        return made;
    }

    private static double length(Matrix matrix, int column) {
        double squared = 0;
        for (int i = 0; i < matrix.rows(); i++) {
            squared += matrix.get(i, column) * matrix.get(i, column);
        }
        return Math.sqrt(squared);
    }

    private static double largest(Matrix matrix, int column) {
        double largest = 0;
        for (int i = 0; i < matrix.rows(); i++) {
            largest = Math.max(largest, Math.abs(matrix.get(i, column)));
        }
        return largest;
    }
}
