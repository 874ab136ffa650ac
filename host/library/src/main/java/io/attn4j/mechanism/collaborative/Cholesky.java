package io.attn4j.mechanism.collaborative;

import java.util.stream.IntStream;

/**
 * {@code G + D = U^T U} with U upper triangular, for a symmetric positive semidefinite G and the diagonal {@code D = ridge
 * * diag(G)}, which makes it definite whatever the scale of its rows.
 */
final class Cholesky {
    private static final int BLOCK = 64;
    private static final int BAND = 16;

    private final Matrix upper;
    // The products below subtract.
    private final Matrix minusUpper;
    private final Matrix minusLower;
    private final double[] added;

    /**
     * Factors a copy of {@code gram}.
     *
     * @throws ArithmeticException when {@code gram} is not positive semidefinite or not finite
     */
    Cholesky(Matrix gram, double ridge) {
        int n = gram.rows();
        added = new double[n];
        upper = gram.copy();
        minusUpper = new Matrix(n, n);
        double[] u = upper.data();
        for (int i = 0; i < n; i++) {
            // A row of zeros belongs to a component of zeros, which any positive number keeps as it is.
            added[i] = u[i * n + i] == 0 ? 1 : ridge * u[i * n + i];
            u[i * n + i] += added[i];
        }
        for (int from = 0; from < n; from += BLOCK) {
            int first = from;
            int to = Math.min(n, from + BLOCK);
            IntStream.range(first, to).parallel().forEach(i -> minusUpper.addRows(0, first, u, i, n, u, i * n, i, n));
            for (int i = first; i < to; i++) {
                minusUpper.addRows(first, i, u, i, n, u, i * n, i, n);
                finishRow(i);
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                upper.set(i, j, 0);
            }
        }
        minusLower = minusUpper.transposed();
    }

    private void finishRow(int i) {
        double pivot = Math.sqrt(upper.get(i, i));
        if (!(pivot > 0 && pivot < Double.POSITIVE_INFINITY)) {
            throw new ArithmeticException(
                    "pivot " + i + ": got the root of " + upper.get(i, i) + "; needs a positive number");
        }
        for (int j = i; j < upper.columns(); j++) {
            upper.set(i, j, upper.get(i, j) / pivot);
            minusUpper.set(i, j, -upper.get(i, j));
        }
    }

    /** U. */
    Matrix upper() {
        return upper;
    }

    /**
     * The X of {@code X (G + D) = B + P D}, which minimises {@code tr(X G X^T) - 2 tr(X B^T) + tr((X - P) D (X - P)^T)}: the
     * least-squares solution of the normal equations {@code X G = B}, held at {@code previous} where G leaves it open, and
     * never worse than that.
     *
     * @param right B
     * @param previous P
     */
    Matrix solve(Matrix right, Matrix previous) {
        int n = upper.rows();
        Matrix solution = right.copy();
        double[] x = solution.data();
        for (int i = 0; i < x.length; i++) {
            x[i] += previous.data()[i] * added[i % n];
        }
        int bands = (solution.rows() + BAND - 1) / BAND;
        IntStream.range(0, bands).parallel().forEach(band -> {
            int top = band * BAND;
            int bottom = Math.min(solution.rows(), top + BAND);
            for (int from = 0; from < n; from += BLOCK) {
                for (int i = top; i < bottom; i++) {
                    forward(x, i * n, from, Math.min(n, from + BLOCK));
                }
            }
            for (int from = (n - 1) / BLOCK * BLOCK; from >= 0; from -= BLOCK) {
                for (int i = top; i < bottom; i++) {
                    backward(x, i * n, from, Math.min(n, from + BLOCK));
                }
            }
        });
        return solution;
    }

    /** Columns {@code from} to {@code to} of {@code x <- x U^-1}, those before being done. */
    private void forward(double[] x, int row, int from, int to) {
        minusUpper.addRows(0, from, x, row, 1, x, row, from, to);
        for (int j = from; j < to; j++) {
            x[row + j] /= upper.get(j, j);
            minusUpper.addRows(j, j + 1, x, row, 1, x, row, j + 1, to);
        }
    }

    /** Columns {@code from} to {@code to} of {@code x <- x U^-T}, those after being done. */
    private void backward(double[] x, int row, int from, int to) {
        minusLower.addRows(to, upper.rows(), x, row, 1, x, row, from, to);
        for (int j = to - 1; j >= from; j--) {
            x[row + j] /= upper.get(j, j);
            minusLower.addRows(j, j + 1, x, row, 1, x, row, from, j);
        }
    }
}
