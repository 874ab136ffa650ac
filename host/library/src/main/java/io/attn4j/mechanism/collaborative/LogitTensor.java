package io.attn4j.mechanism.collaborative;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * The weights of all heads' logits, {@code T_h = Wq_h Wk_h^T}, an H x M x M tensor that is kept as its factors and never
 * formed.
 */
final class LogitTensor {
    private static final double RIDGE = 1e-10;
    private static final int JACOBI_SWEEPS = 60;
    private static final double ORTHOGONAL = 1e-13;

    private final Matrix wq;
    private final Matrix wk;
    private final Matrix wqTransposed;
    private final Matrix wkTransposed;
    private final int heads;
    private final int keyDim;
    private final double norm;

    /**
     * The tensor of these weights.
     *
     * @param wq [M,H*dk]
     * @param wk [M,H*dk]
     */
    LogitTensor(Matrix wq, Matrix wk, int heads) {
        this.wq = wq;
        this.wk = wk;
        this.heads = heads;
        keyDim = wq.columns() / heads;
        wqTransposed = wq.transposed();
        wkTransposed = wk.transposed();
        double squared = 0;
        for (int h = 0; h < heads; h++) {
            squared += head(wq, h).gram().dot(head(wk, h).gram());
        }
        norm = Math.sqrt(squared);
    }

    /** {@code Wq^T a}: head h in rows {@code h*dk} to {@code (h+1)*dk}. */
    Matrix queriesTimes(Matrix a) {
        return wqTransposed.times(a);
    }

    /** {@code Wk^T c}. */
    Matrix keysTimes(Matrix c) {
        return wkTransposed.times(c);
    }

    /** {@code sum_h Wq_h l_h diag(mu_h)}: T times the factors of keys and heads. */
    Matrix forQueries(Matrix l, Matrix mu) {
        return wq.times(scaled(l, mu));
    }

    /** {@code sum_h Wk_h g_h diag(mu_h)}: T times the factors of queries and heads. */
    Matrix forKeys(Matrix g, Matrix mu) {
        return wk.times(scaled(g, mu));
    }

    /** {@code [h,r] = sum_d g_h[d,r] l_h[d,r]}: T times the factors of queries and keys. */
    Matrix forHeads(Matrix g, Matrix l) {
        Matrix sums = new Matrix(heads, g.columns());
        for (int row = 0; row < g.rows(); row++) {
            int h = row / keyDim;
            for (int r = 0; r < g.columns(); r++) {
                sums.set(h, r, sums.get(h, r) + g.get(row, r) * l.get(row, r));
            }
        }
        return sums;
    }

    private Matrix scaled(Matrix projected, Matrix mu) {
        Matrix made = projected.copy();
        for (int row = 0; row < made.rows(); row++) {
            int h = row / keyDim;
            for (int r = 0; r < made.columns(); r++) {
                made.set(row, r, made.get(row, r) * mu.get(h, r));
            }
        }
        return made;
    }

    /** {@code ||T - model|| / ||T||}; 0 where both are zero. */
    double error(Factors model) {
        Matrix mu = model.mu();
        double inner = forHeads(queriesTimes(model.a()), keysTimes(model.c())).dot(mu);
        double squared = mu.gram().hadamard(model.a().gram()).dot(model.c().gram());
        return error(inner, squared);
    }

    /** The same from {@code <T, model>} and {@code ||model||^2}. */
    double error(double inner, double squared) {
        double left = Math.max(0, norm * norm - 2 * inner + squared);
        return left == 0 ? 0 : Math.sqrt(left) / norm;
    }

    /**
     * The best model in which each component belongs to one head: the {@code rank} largest of all heads' singular values and
     * their vectors. With {@code Wq_h^T Wq_h = Uq^T Uq} and {@code Wk_h^T Wk_h = Uk^T Uk} they are those of the dk x dk
     * matrix {@code Uq Uk^T}.
     */
    Factors truncated(int rank) {
        List<Component> components = new ArrayList<>();
        for (int h = 0; h < heads; h++) {
            components.addAll(components(h));
        }
        components.sort(Comparator.comparingDouble(Component::singularValue).reversed());
        Factors made = new Factors(new Matrix(wq.rows(), rank), new Matrix(wk.rows(), rank), new Matrix(heads, rank));
        for (int r = 0; r < rank; r++) {
            Component component = components.get(r);
            made.mu().set(component.head, r, 1);
            for (int i = 0; i < wq.rows(); i++) {
                double query = 0;
                double key = 0;
                for (int d = 0; d < keyDim; d++) {
                    query += wq.get(i, component.head * keyDim + d) * component.query[d];
                    key += wk.get(i, component.head * keyDim + d) * component.key[d];
                }
                made.a().set(i, r, query);
                made.c().set(i, r, key);
            }
        }
        return made;
    }

    /** Random factors within the columns of the weights. */
    Factors random(int rank, long seed) {
        Random random = new Random(seed);
        Matrix a = wq.times(normal(random, wq.columns(), rank));
        Matrix c = wk.times(normal(random, wk.columns(), rank));
        return new Factors(a, c, normal(random, heads, rank));
    }

    private static Matrix normal(Random random, int rows, int columns) {
        Matrix made = new Matrix(rows, columns);
        for (int i = 0; i < made.data().length; i++) {
            made.data()[i] = random.nextGaussian();
        }
        return made;
    }

    private Matrix head(Matrix weights, int h) {
        return weights.columns(h * keyDim, (h + 1) * keyDim);
    }

    /**
     * A singular triple of T_h: {@code s u v^T = (Wq_h query) (Wk_h key)^T}.
     *
     * @param head h
     * @param singularValue s
     * @param query [dk]
     * @param key [dk]
     */
    private record Component(int head, double singularValue, double[] query, double[] key) {}

    private List<Component> components(int h) {
        Matrix upperQ = new Cholesky(head(wq, h).gram(), RIDGE).upper();
        Matrix upperK = new Cholesky(head(wk, h).gram(), RIDGE).upper();
        Matrix product = upperK.times(upperQ.transposed());
        Matrix vectors = orthogonalRows(product).transposed();
        double[] squares = new double[keyDim];
        for (int r = 0; r < keyDim; r++) {
            squares[r] = vectors.columns(r, r + 1).gram().get(0, 0);
            vectors.scaleColumn(r, squares[r] == 0 ? 0 : 1 / squares[r]);
        }
        Matrix queries = upperK.transposed().times(product.times(vectors)).transposed();
        Matrix keys = upperQ.transposed().times(vectors).transposed();
        List<Component> made = new ArrayList<>();
        for (int r = 0; r < keyDim; r++) {
            made.add(new Component(h, Math.sqrt(squares[r]), queries.row(r), keys.row(r)));
        }
        return made;
    }

    /** {@code J x} with an orthogonal J that makes the rows orthogonal: one-sided Jacobi rotations. */
    private static Matrix orthogonalRows(Matrix x) {
        Matrix rotated = x.copy();
        int n = x.rows();
        boolean done = false;
        for (int sweep = 0; sweep < JACOBI_SWEEPS && !done; sweep++) {
            done = true;
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    done &= !rotate(rotated.data(), p * x.columns(), q * x.columns(), x.columns());
                }
            }
        }
        return rotated;
    }

    /** Makes two rows orthogonal; false where they are already. */
    private static boolean rotate(double[] x, int p, int q, int n) {
        double first = 0;
        double second = 0;
        double inner = 0;
        for (int i = 0; i < n; i++) {
            first += x[p + i] * x[p + i];
            second += x[q + i] * x[q + i];
            inner += x[p + i] * x[q + i];
        }
        if (Math.abs(inner) <= ORTHOGONAL * Math.sqrt(first * second)) {
            return false;
        }
        double cotangent = (second - first) / (2 * inner);
        double tangent = Math.copySign(1, cotangent) / (Math.abs(cotangent) + Math.hypot(1, cotangent));
        double cosine = 1 / Math.hypot(1, tangent);
        double sine = cosine * tangent;
        for (int i = 0; i < n; i++) {
            double left = x[p + i];
            x[p + i] = cosine * left - sine * x[q + i];
            x[q + i] = sine * left + cosine * x[q + i];
        }
        return true;
    }
}
