package io.attn4j.mechanism.collaborative;

/**
 * Alternating least squares for {@code T_h ~ A diag(mu_h) C^T} of rank R (Cordonnier et al. 2020, section 4;
 * docs/equations.md, section 5.5), T never being formed.
 *
 * <p>With {@code G_h = Wq_h^T A} and {@code L_h = Wk_h^T C} the right-hand sides of the three least-squares problems are
 * {@code sum_d G_h . L_h} (row h of mu), {@code sum_h Wq_h L_h diag(mu_h)} (A) and {@code sum_h Wk_h G_h diag(mu_h)} (C);
 * their normal matrices are element-wise products of the Grams of the two other factors. A sweep solves each once and
 * costs about {@code 8 M H dk R + 8 M R^2 + 2 R^3} FLOPs.
 *
 * <p>No sweep increases the error: the ridge of {@value #RIDGE}, relative to the diagonal, pulls towards the factors
 * before and not towards zero. The error comes from Grams as well, so that below about 1e-8 it is rounding.
 */
final class LeastSquares {
    private static final double RIDGE = 1e-8;

    private final LogitTensor tensor;
    private Factors factors;
    private Matrix gramA;
    private Matrix gramC;
    private Matrix g;
    private Matrix l;
    private double error;

    /** Starts from {@code start}. */
    LeastSquares(LogitTensor tensor, Factors start) {
        this.tensor = tensor;
        factors = start;
        gramA = start.a().gram();
        gramC = start.c().gram();
        g = tensor.queriesTimes(start.a());
        l = tensor.keysTimes(start.c());
        error = tensor.error(start);
    }

    /** {@code ||T - model|| / ||T||} of {@link #factors}. */
    double error() {
        return error;
    }

    Factors factors() {
        return factors;
    }

    /** Solves for mu, A and C in turn. */
    void sweep() {
        Matrix mu = new Cholesky(gramA.hadamard(gramC), RIDGE).solve(tensor.forHeads(g, l), factors.mu());
        Matrix gramMu = mu.gram();
        Matrix a = new Cholesky(gramMu.hadamard(gramC), RIDGE).solve(tensor.forQueries(l, mu), factors.a());
        gramA = a.gram();
        g = tensor.queriesTimes(a);
        Matrix normal = gramMu.hadamard(gramA);
        Matrix right = tensor.forKeys(g, mu);
        Matrix c = new Cholesky(normal, RIDGE).solve(right, factors.c());
        gramC = c.gram();
        l = tensor.keysTimes(c);
        factors = new Factors(a, c, mu);
        error = tensor.error(right.dot(c), normal.dot(gramC));
    }
}
