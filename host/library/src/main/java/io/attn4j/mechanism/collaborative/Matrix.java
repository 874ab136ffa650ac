package io.attn4j.mechanism.collaborative;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Dense fp64 matrix, row-major, with the operations that the reparametrisation needs. Products run on all cores; each
 * element is summed in one fixed order, so that results do not depend on the number of threads.
 */
final class Matrix {
    // Rows of a product that one thread computes, and rows of the right operand that they reuse from the cache
    // meanwhile.
    private static final int BAND = 16;
    private static final int DEPTH = 64;
    // Rows of the right operand that are combined in one pass over a row of the result.
    private static final int PASS = 4;

    private final int rows;
    private final int columns;
    private final double[] data;

    /** Zeros. */
    Matrix(int rows, int columns) {
        this(rows, columns, new double[Math.multiplyExact(rows, columns)]);
    }

    private Matrix(int rows, int columns, double[] data) {
        this.rows = rows;
        this.columns = columns;
        this.data = data;
    }

    /** fp32 data, row-major. */
    static Matrix of(float[] values, int rows, int columns) {
        Matrix made = new Matrix(rows, columns);
        for (int i = 0; i < values.length; i++) {
            made.data[i] = values[i];
        }
        return made;
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    /** The elements themselves, not a copy. */
    double[] data() {
        return data;
    }

    double get(int row, int column) {
        return data[row * columns + column];
    }

    void set(int row, int column, double value) {
        data[row * columns + column] = value;
    }

    /** A copy rounded to fp32. */
    float[] toFloats() {
        float[] values = new float[data.length];
        for (int i = 0; i < data.length; i++) {
            values[i] = (float) data[i];
        }
        return values;
    }

    Matrix copy() {
        return new Matrix(rows, columns, data.clone());
    }

    /** A copy of a row. */
    double[] row(int row) {
        return Arrays.copyOfRange(data, row * columns, (row + 1) * columns);
    }

    /** A copy of columns {@code from} (inclusive) to {@code to} (exclusive). */
    Matrix columns(int from, int to) {
        Matrix part = new Matrix(rows, to - from);
        for (int i = 0; i < rows; i++) {
            System.arraycopy(data, i * columns + from, part.data, i * part.columns, part.columns);
        }
        return part;
    }

    void scaleColumn(int column, double factor) {
        for (int i = 0; i < rows; i++) {
            data[i * columns + column] *= factor;
        }
    }

    Matrix transposed() {
        Matrix made = new Matrix(columns, rows);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                made.data[j * rows + i] = data[i * columns + j];
            }
        }
        return made;
    }

    /** {@code this right}. */
    Matrix times(Matrix right) {
        Matrix product = new Matrix(rows, right.columns);
        int bands = (rows + BAND - 1) / BAND;
        IntStream.range(0, bands).parallel().forEach(band -> {
            int from = band * BAND;
            int to = Math.min(rows, from + BAND);
            for (int depth = 0; depth < columns; depth += DEPTH) {
                int end = Math.min(columns, depth + DEPTH);
                for (int i = from; i < to; i++) {
                    right.addRows(depth, end, data, i * columns, 1, product.data, i * right.columns, 0, right.columns);
                }
            }
        });
        return product;
    }

    /** {@code this^T this}. */
    Matrix gram() {
        return transposed().times(this);
    }

    /** The element-wise product. */
    Matrix hadamard(Matrix other) {
        Matrix product = new Matrix(rows, columns);
        for (int i = 0; i < data.length; i++) {
            product.data[i] = data[i] * other.data[i];
        }
        return product;
    }

    /** The sum of the element-wise product. */
    double dot(Matrix other) {
        double sum = 0;
        for (int i = 0; i < data.length; i++) {
            sum += data[i] * other.data[i];
        }
        return sum;
    }

    /**
     * {@code y[c] += sum over from <= k < to of w[at + k * step] this[k, c]} for columns {@code first <= c < last}, where
     * {@code y[c]} lies at {@code row + c}.
     */
    void addRows(int from, int to, double[] w, int at, int step, double[] y, int row, int first, int last) {
        int k = from;
        for (; k + PASS <= to; k += PASS) {
            int weight = at + k * step;
            addFour(
                    data,
                    k * columns,
                    columns,
                    w[weight],
                    w[weight + step],
                    w[weight + 2 * step],
                    w[weight + 3 * step],
                    y,
                    row,
                    first,
                    last);
        }
        for (; k < to; k++) {
            addOne(data, k * columns, w[at + k * step], y, row, first, last);
        }
    }

    private static void addFour(
            double[] x,
            int from,
            int n,
            double a,
            double b,
            double c,
            double d,
            double[] y,
            int row,
            int first,
            int last) {
        for (int j = first; j < last; j++) {
            y[row + j] += a * x[from + j] + b * x[from + n + j] + c * x[from + 2 * n + j] + d * x[from + 3 * n + j];
        }
    }

    private static void addOne(double[] x, int from, double a, double[] y, int row, int first, int last) {
        for (int j = first; j < last; j++) {
            y[row + j] += a * x[from + j];
        }
    }
}
