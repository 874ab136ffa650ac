package io.attn4j.mechanism.collaborative;

import io.attn4j.error.InvalidInputException;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.function.Consumer;

/**
 * Query and key weights of concatenated heads as weights of collaborative heads (Cordonnier et al. 2020, section 4;
 * docs/equations.md, section 5.5): {@code Wq_h Wk_h^T ~ Wq~ diag(mu_h) Wk~^T}, and {@code wc_h = Wk_h bq_h}.
 *
 * <p>With {@code D~ = H dk} the weights are copied and mu is block-indicator: exact. With fewer columns they come from
 * alternating least squares in fp64, which never forms the H x M x M tensor. It starts from the best model in which no two
 * heads share a column (the largest singular values of all heads), so that the error is never above that one's, and then
 * lets heads share; random starts are tried as well and the best result is kept. The same input, seed and limits give the
 * same result on any number of cores.
 *
 * <p>With {@link InputMoments} the least squares minimise the mean square of the logits' errors on real inputs in place of
 * that of the weights: they fit {@code C_q^1/2 Wq_h Wk_h^T C_k^1/2}, and the weights are those of the fit before its factors.
 *
 * <p>{@code wc} is exact at any rank. The bias of the keys has no counterpart: it adds the same to all logits of a row, which
 * softmax takes away.
 */
public final class Reparametrisation {
    /** FLOPs that the default limits allow, about a minute of two cores. */
    private static final double DEFAULT_FLOPS = 3e11;

    private static final int FEWEST_SWEEPS = 40;
    private static final int MOST_SWEEPS = 400;
    private static final int MOST_RESTARTS = 8;

    /**
     * When the least squares end.
     *
     * @param sweeps most sweeps of each start
     * @param tolerance a sweep that lowers the error by less than this part of it is the last
     * @param restarts random starts after the first one
     * @param seed seed of the random starts
     */
    public record Limits(int sweeps, double tolerance, int restarts, long seed) {
        /** Relative gain of the last sweep unless another is asked for. */
        public static final double TOLERANCE = 1e-4;

        /**
         * Checks the numbers.
         *
         * @throws InvalidInputException when one is out of range
         */
        public Limits {
            if (sweeps < 1) {
                throw new InvalidInputException("sweeps", sweeps, "at least 1", "leaving it out");
            }
            if (!(tolerance >= 0 && tolerance < 1)) {
                throw new InvalidInputException("tolerance", tolerance, "a number from 0 to below 1", "leaving it out");
            }
            if (restarts < 0) {
                throw new InvalidInputException("restarts", restarts, "at least 0", "leaving it out");
            }
        }

        /** What fits into about a minute of two cores: 40 to 400 sweeps, and up to 8 restarts. */
        public static Limits of(int modelDim, int width, int rank, long seed) {
            double sweep = 8.0 * modelDim * width * rank + 8.0 * modelDim * rank * rank + 2.0 * rank * rank * rank;
            int sweeps = (int) Math.clamp(DEFAULT_FLOPS / sweep, FEWEST_SWEEPS, MOST_SWEEPS);
            int restarts = (int) Math.clamp(DEFAULT_FLOPS / sweep / MOST_SWEEPS - 1, 0, MOST_RESTARTS);
            return new Limits(sweeps, TOLERANCE, restarts, seed);
        }
    }

    /**
     * Weights of collaborative heads, in memory that the caller closes, of the element type of the weights given.
     *
     * @param wq Wq~ [M,D~]
     * @param wk Wk~ [M,D~]
     * @param mu [H,D~]
     * @param wc [M,H], or null without a bias of the queries
     * @param keyDim dk of the heads given: the temperature stays {@code 1/sqrt(dk)}
     * @param relativeError {@code ||T - T~|| / ||T||} of the weights as rounded, all heads together; weighted by the moments
     *     where they are given
     * @param start {@code copy}, {@code truncated} or {@code random N}: which start gave the result
     * @param sweeps sweeps from that start
     * @param converged whether the last sweep gained less than the tolerance
     */
    public record Result(
            Tensor wq,
            Tensor wk,
            Tensor mu,
            Tensor wc,
            int keyDim,
            double relativeError,
            String start,
            int sweeps,
            boolean converged) {}

    private Reparametrisation() {}

    /**
     * Checks types and shapes.
     *
     * @param wq {@code [M,H*dk]} of F32, F16 or BF16
     * @param wk {@code [M,H*dk]} of the same type
     * @param bq {@code [H*dk]} of the same type, or null
     * @param rank D~, from 1 to {@code H*dk}; the latter is exact
     * @throws InvalidInputException with one line that names field, value, rule and remedy
     */
    public static void check(TensorType wq, TensorType wk, TensorType bq, int heads, int rank) {
        matrix("wq", wq);
        matrix("wk", wk);
        if (!wk.equals(wq)) {
            throw new InvalidInputException("wk", wk, "the shape of wq, " + wq, "weights of the same layer");
        }
        if (heads < 1 || wq.dimension(1) % heads != 0) {
            throw new InvalidInputException(
                    "heads",
                    heads,
                    "a divisor of the " + wq.dimension(1) + " columns of wq",
                    "the layer's number of heads");
        }
        TensorType bias = new TensorType(wq.dtype(), new long[] {wq.dimension(1)});
        if (bq != null && !bq.equals(bias)) {
            throw new InvalidInputException("bq", bq, bias.toString(), "leaving it out");
        }
        if (rank < 1 || rank > wq.dimension(1)) {
            throw new InvalidInputException(
                    "rank",
                    rank,
                    "a number from 1 to " + wq.dimension(1) + " (H*dk, where the conversion is exact)",
                    "leaving it out for the exact conversion");
        }
    }

    private static void matrix(String name, TensorType type) {
        boolean fits = DType.FLOATS.contains(type.dtype())
                && type.rank() == 2
                && type.dimension(0) >= 1
                && type.dimension(1) >= 1
                && type.elements() <= Integer.MAX_VALUE / 2;
        if (!fits) {
            throw new InvalidInputException(
                    name, type, "F32, F16 or BF16 [M,H*dk] with less than 2^30 elements", "converting or reshaping it");
        }
    }

    /**
     * Converts the weights of a layer; a rank of {@code H*dk} copies them.
     *
     * @param bq bias of the queries, or null
     * @param limits when the least squares end
     * @param progress told the start, sweep and error after each sweep
     * @throws InvalidInputException as {@link #check}, and when a weight is not finite
     */
    public static Result convert(
            Tensor wq, Tensor wk, Tensor bq, int heads, int rank, Limits limits, Consumer<String> progress) {
        return convert(wq, wk, bq, heads, rank, null, limits, progress);
    }

    /**
     * Converts the weights of a layer; a rank of {@code H*dk} copies them.
     *
     * @param bq bias of the queries, or null
     * @param moments of the layer's inputs, or null where all errors of weights count the same
     * @param limits when the least squares end
     * @param progress told the start, sweep and error after each sweep
     * @throws InvalidInputException as {@link #check}, when a weight is not finite, and when the moments are of another width
     */
    public static Result convert(
            Tensor wq,
            Tensor wk,
            Tensor bq,
            int heads,
            int rank,
            InputMoments moments,
            Limits limits,
            Consumer<String> progress) {
        check(wq.type(), wk.type(), bq == null ? null : bq.type(), heads, rank);
        int modelDim = (int) wq.type().dimension(0);
        int width = (int) wq.type().dimension(1);
        if (moments != null && moments.modelDim() != modelDim) {
            throw new InvalidInputException(
                    "x", "inputs of width " + moments.modelDim(), "M of wq, " + modelDim, "inputs of this layer");
        }
        DType dtype = wq.type().dtype();
        Matrix queries = matrix("wq", wq);
        Matrix keys = matrix("wk", wk);
        Tensor wc = bq == null ? null : tensor(contentBias(keys, finite("bq", bq), heads), dtype);
        int keyDim = width / heads;
        if (rank == width) {
            Tensor mu = tensor(blocks(heads, keyDim), dtype);
            return new Result(tensor(queries, dtype), tensor(keys, dtype), mu, wc, keyDim, 0, "copy", 0, true);
        }
        LogitTensor tensor = moments == null
                ? new LogitTensor(queries, keys, heads)
                : new LogitTensor(moments.weightQueries(queries), moments.weightKeys(keys), heads);
        Fit best = fit(tensor, tensor.truncated(rank), "truncated", limits, progress);
        for (int restart = 1; restart <= limits.restarts; restart++) {
            Factors start = tensor.random(rank, limits.seed + restart);
            Fit other = fit(tensor, start, "random " + restart, limits, progress);
            best = other.error < best.error ? other : best;
        }
        Factors factors = unweighted(best.factors, moments).balanced();
        Tensor newQueries = tensor(factors.a(), dtype);
        Tensor newKeys = tensor(factors.c(), dtype);
        Tensor mu = tensor(factors.mu(), dtype);
        Factors rounded = new Factors(matrix("wq", newQueries), matrix("wk", newKeys), matrix("mu", mu));
        double error = tensor.error(weighted(rounded, moments));
        return new Result(newQueries, newKeys, mu, wc, keyDim, error, best.start, best.sweeps, best.converged);
    }

    private static Factors weighted(Factors factors, InputMoments moments) {
        return moments == null
                ? factors
                : new Factors(moments.weightQueries(factors.a()), moments.weightKeys(factors.c()), factors.mu());
    }

    private static Factors unweighted(Factors factors, InputMoments moments) {
        return moments == null
                ? factors
                : new Factors(moments.unweightQueries(factors.a()), moments.unweightKeys(factors.c()), factors.mu());
    }

    private record Fit(Factors factors, double error, String start, int sweeps, boolean converged) {}

    private static Fit fit(LogitTensor tensor, Factors first, String start, Limits limits, Consumer<String> progress) {
        LeastSquares squares = new LeastSquares(tensor, first);
        boolean converged = squares.error() == 0;
        int sweeps = 0;
        while (!converged && sweeps < limits.sweeps) {
            double before = squares.error();
            squares.sweep();
            sweeps++;
            converged = before - squares.error() <= limits.tolerance * before;
            progress.accept(start + " start, sweep " + sweeps + ": relative error " + squares.error());
        }
        return new Fit(squares.factors(), squares.error(), start, sweeps, converged);
    }

    private static Matrix contentBias(Matrix keys, float[] bias, int heads) {
        int keyDim = keys.columns() / heads;
        Matrix made = new Matrix(keys.rows(), heads);
        for (int i = 0; i < keys.rows(); i++) {
            for (int column = 0; column < keys.columns(); column++) {
                int h = column / keyDim;
                made.set(i, h, made.get(i, h) + keys.get(i, column) * bias[column]);
            }
        }
        return made;
    }

    private static Matrix blocks(int heads, int keyDim) {
        Matrix made = new Matrix(heads, heads * keyDim);
        for (int column = 0; column < heads * keyDim; column++) {
            made.set(column / keyDim, column, 1);
        }
        return made;
    }

    private static Matrix matrix(String name, Tensor tensor) {
        TensorType type = tensor.type();
        return Matrix.of(finite(name, tensor), (int) type.dimension(0), (int) type.dimension(1));
    }

    private static float[] finite(String name, Tensor tensor) {
        float[] values = new float[(int) tensor.type().elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = tensor.getFloat(i);
            if (!Float.isFinite(values[i])) {
                throw new InvalidInputException(name + "[" + i + "]", values[i], "a finite number", "other weights");
            }
        }
        return values;
    }

    private static Tensor tensor(Matrix matrix, DType dtype) {
        return Tensor.rounded(dtype, matrix.toFloats(), matrix.rows(), matrix.columns());
    }
}
