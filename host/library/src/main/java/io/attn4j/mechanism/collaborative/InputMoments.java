package io.attn4j.mechanism.collaborative;

import io.attn4j.error.InvalidInputException;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;

/**
 * Second moments of what a layer gets, which tell how much an error of its logits' weights matters: an error {@code D_h} of
 * {@code T_h} changes the logits of a token {@code x} and a key {@code y} by {@code x D_h y^T}, whose mean square is {@code
 * ||C_q^1/2 D_h C_k^1/2||^2} with {@code C_q = E[x^T x]} and {@code C_k = E[(y - m)^T (y - m)]}, m the mean of the keys of a
 * sequence: softmax takes away what all keys share.
 *
 * <p>A ridge of {@value #RIDGE} of the mean of the diagonal keeps directions that the inputs do not have from being free.
 */
public final class InputMoments {
    private static final double RIDGE = 1e-3;
    private static final int BAND = 1024;

    /** Upper triangular, {@code C = U^T U}. */
    private final Matrix queries;

    private final Matrix keys;

    private InputMoments(Matrix queries, Matrix keys) {
        this.queries = new Cholesky(ridged(queries), 0).upper();
        this.keys = new Cholesky(ridged(keys), 0).upper();
    }

    private static Matrix ridged(Matrix moments) {
        int n = moments.rows();
        double mean = 0;
        for (int i = 0; i < n; i++) {
            mean += moments.get(i, i) / n;
        }
        for (int i = 0; i < n; i++) {
            // inputs of zeros tell nothing: all errors count the same
            moments.set(i, i, moments.get(i, i) + (mean > 0 ? RIDGE * mean : 1));
        }
        return moments;
    }

    /**
     * The moments of inputs.
     *
     * @param x inputs {@code [B,N,M]}, or {@code [N,M]} of one sequence, F32, F16 or BF16
     * @param lengths tokens of each sequence [B], I32 or I64, or null where all of x are tokens
     * @throws InvalidInputException when shapes do not fit, a number is not finite, or there is no token
     */
    public static InputMoments of(Tensor x, Tensor lengths) {
        TensorType type = x.type();
        boolean batched = type.rank() == 3;
        if (!DType.FLOATS.contains(type.dtype()) || (type.rank() != 2 && !batched) || type.elements() == 0) {
            throw new InvalidInputException(
                    "x", type, "F32, F16 or BF16 [B,N,M] or [N,M], with tokens", "attn4j encode --hidden");
        }
        int batch = batched ? (int) type.dimension(0) : 1;
        int tokens = (int) type.dimension(type.rank() - 2);
        int width = (int) type.dimension(type.rank() - 1);
        Matrix second = new Matrix(width, width);
        Matrix shared = new Matrix(width, width);
        long count = 0;
        for (int b = 0; b < batch; b++) {
            int length = lengths == null ? tokens : length(lengths, b, batch, tokens);
            if (length == 0) {
                continue;
            }
            Matrix mean = new Matrix(1, width);
            for (int from = 0; from < length; from += BAND) {
                Matrix rows = rows(x, (long) b * tokens + from, Math.min(BAND, length - from), width);
                add(rows.gram(), 1, second);
                for (int i = 0; i < rows.rows(); i++) {
                    for (int c = 0; c < width; c++) {
                        mean.set(0, c, mean.get(0, c) + rows.get(i, c) / length);
                    }
                }
            }
            add(mean.gram(), length, shared);
            count += length;
        }
        if (count == 0) {
            throw new InvalidInputException("lengths", "no token", "at least one", "other inputs");
        }
        Matrix queries = new Matrix(width, width);
        add(second, 1.0 / count, queries);
        Matrix keys = queries.copy();
        add(shared, -1.0 / count, keys);
        return new InputMoments(queries, keys);
    }

    private static int length(Tensor lengths, int b, int batch, int tokens) {
        boolean integers = lengths.type().dtype() == DType.I32 || lengths.type().dtype() == DType.I64;
        if (!integers || lengths.type().rank() != 1 || lengths.type().dimension(0) != batch) {
            throw new InvalidInputException("lengths", lengths.type(), "I32 [" + batch + "]", "leaving it out");
        }
        long length = lengths.getInteger(b);
        if (length < 0 || length > tokens) {
            throw new InvalidInputException(
                    "lengths[" + b + "]", length, "a number from 0 to " + tokens, "correcting it");
        }
        return (int) length;
    }

    private static Matrix rows(Tensor x, long from, int count, int width) {
        Matrix rows = new Matrix(count, width);
        double[] data = rows.data();
        for (int i = 0; i < data.length; i++) {
            float value = x.getFloat(from * width + i);
            if (!Float.isFinite(value)) {
                throw new InvalidInputException(
                        "x[" + (from * width + i) + "]", value, "a finite number", "other inputs");
            }
            data[i] = value;
        }
        return rows;
    }

    private static void add(Matrix from, double factor, Matrix to) {
        for (int i = 0; i < from.data().length; i++) {
            to.data()[i] += factor * from.data()[i];
        }
    }

    /** M. */
    int modelDim() {
        return queries.rows();
    }

    /** {@code C_q^1/2 w}, but for a rotation, which no norm sees. */
    Matrix weightQueries(Matrix w) {
        return queries.times(w);
    }

    /** {@code C_k^1/2 w}, but for a rotation. */
    Matrix weightKeys(Matrix w) {
        return keys.times(w);
    }

    /** The w of {@link #weightQueries}. */
    Matrix unweightQueries(Matrix weighted) {
        return solve(queries, weighted);
    }

    /** The w of {@link #weightKeys}. */
    Matrix unweightKeys(Matrix weighted) {
        return solve(keys, weighted);
    }

    /** {@code U^-1 right}. */
    private static Matrix solve(Matrix upper, Matrix right) {
        Matrix solution = right.copy();
        int columns = right.columns();
        double[] x = solution.data();
        double[] minus = new double[upper.rows()];
        for (int i = upper.rows() - 1; i >= 0; i--) {
            for (int k = i + 1; k < upper.rows(); k++) {
                minus[k] = -upper.get(i, k);
            }
            solution.addRows(i + 1, upper.rows(), minus, 0, 1, x, i * columns, 0, columns);
            for (int c = 0; c < columns; c++) {
                x[i * columns + c] /= upper.get(i, i);
            }
        }
        return solution;
    }
}
