package io.attn4j.mechanism.centroid;

import io.attn4j.mechanism.centroid.CentroidOptions.Norm;
import io.attn4j.plan.centroid.CentroidStep;
import java.util.Arrays;

/**
 * fp64 oracle of centroid attention, one sequence at a time: {@code u += epsilon sum_h P_h v_h wo_h} for T steps (Wu, Liu,
 * Liu 2021, arXiv 2102.08606; docs/equations.md, section 4).
 *
 * <p>Written from the equations, matrices as arrays of rows, with the squared distance as the sum of squared differences;
 * it shares nothing with the task graph but the rows that {@link RowSample} draws.
 */
final class CentroidReference {
    /** What a distance must be below, relative to the least so far, to be nearer, and reach, to tie with the greatest. */
    private static final double WITHIN = 1 - CentroidStep.TIE;

    private final CentroidOptions options;
    private final double scale;
    private final double epsilon;
    private final Weights weights;

    /**
     * Projections, each [M][M], or null for the identity.
     *
     * @param wq of centroids, and of tokens that attend to them
     * @param wk of inputs, and of centroids that tokens attend to
     * @param wv values
     * @param wo of the heads side by side
     */
    record Weights(double[][] wq, double[][] wk, double[][] wv, double[][] wo) {}

    /** Output of tokens, {@code o [N][M]} and {@code lse [H][N]}. */
    record Tokens(double[][] o, double[][] lse) {}

    /** With the step size of the options. */
    CentroidReference(CentroidOptions options, double scale, Weights weights) {
        this(options, scale, options.epsilon(), weights);
    }

    CentroidReference(CentroidOptions options, double scale, double epsilon, Weights weights) {
        this.options = options;
        this.scale = scale;
        this.epsilon = epsilon;
        this.weights = weights;
    }

    /**
     * The centroids after T steps.
     *
     * @param x inputs [n][M], all valid
     * @param u the tensor u of this sequence [m][M], or null
     * @param stream number of the chunk, 0 where there are none
     */
    double[][] centroids(double[][] x, double[][] u, int stream) {
        double[][] current = start(x, u, stream);
        boolean[][] kept = kept(x, current);
        for (int t = 0; t < options.steps(); t++) {
            current = update(x, current, kept);
        }
        return current;
    }

    /** Where centroids start, [m][M]. */
    double[][] start(double[][] x, double[][] u, int stream) {
        return switch (options.init()) {
            case GIVEN -> u;
            case SAMPLE -> rows(x, RowSample.draw(options.seed(), stream, x.length, options.centroids()));
            case MEAN_POOL -> meanPool(x);
            case KMEANS -> kmeans(x);
            case FARTHEST -> farthest(x);
        };
    }

    private static double[][] rows(double[][] x, int[] indices) {
        return Arrays.stream(indices).mapToObj(i -> x[i].clone()).toArray(double[][]::new);
    }

    private double[][] meanPool(double[][] x) {
        int n = x.length;
        int m = options.centroids();
        double[][] mean = new double[m][x[0].length];
        for (int j = 0; j < m; j++) {
            int from = (int) ((long) j * n / m);
            int to = Math.max(from + 1, (int) ((j + 1L) * n / m));
            for (int i = from; i < to; i++) {
                for (int d = 0; d < mean[j].length; d++) {
                    mean[j][d] += x[i][d] / (to - from);
                }
            }
        }
        return mean;
    }

    private double[][] kmeans(double[][] x) {
        double[][] u = meanPool(x);
        for (int iteration = 0; iteration < options.iterations(); iteration++) {
            double[][] sum = new double[u.length][x[0].length];
            int[] members = new int[u.length];
            for (double[] row : x) {
                int nearest = 0;
                for (int j = 1; j < u.length; j++) {
                    if (squaredDistance(row, u[j]) < squaredDistance(row, u[nearest]) * WITHIN) {
                        nearest = j;
                    }
                }
                members[nearest]++;
                for (int d = 0; d < row.length; d++) {
                    sum[nearest][d] += row[d];
                }
            }
            for (int j = 0; j < u.length; j++) {
                for (int d = 0; d < u[j].length; d++) {
                    u[j][d] = members[j] == 0 ? u[j][d] : sum[j][d] / members[j];
                }
            }
        }
        return u;
    }

    private double[][] farthest(double[][] x) {
        int[] chosen = new int[options.centroids()];
        double[] distance = new double[x.length];
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        for (int j = 1; j < chosen.length; j++) {
            double farthest = 0;
            for (int i = 0; i < x.length; i++) {
                distance[i] = Math.min(distance[i], squaredDistance(x[i], x[chosen[j - 1]]));
                farthest = distance[i] > farthest ? distance[i] : farthest;
            }
            for (int i = x.length - 1; i >= 0; i--) {
                chosen[j] = distance[i] >= farthest * WITHIN ? i : chosen[j];
            }
        }
        return rows(x, chosen);
    }

    /** Which inputs each centroid weighs, [m][n]: those nearest to its start, ties to the lowest index. */
    boolean[][] kept(double[][] x, double[][] start) {
        boolean[][] kept = new boolean[start.length][x.length];
        for (int j = 0; j < start.length; j++) {
            double[] distance = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                distance[i] = squaredDistance(x[i], start[j]);
            }
            int count = options.neighbours() == 0 ? x.length : Math.min(x.length, options.neighbours());
            for (int r = 0; r < count; r++) {
                int nearest = -1;
                for (int i = 0; i < x.length; i++) {
                    if (!kept[j][i] && (nearest < 0 || distance[i] < distance[nearest] * WITHIN)) {
                        nearest = i;
                    }
                }
                kept[j][nearest] = true;
            }
        }
        return kept;
    }

    /** One update of the centroids u [m][M] by the inputs x [n][M]. */
    double[][] update(double[][] x, double[][] u, boolean[][] kept) {
        double[][] queries = product(u, weights.wq);
        double[][] keys = product(x, weights.wk);
        double[][] values = product(x, weights.wv);
        double[][] sums = new double[u.length][u[0].length];
        int width = u[0].length / options.heads();
        for (int h = 0; h < options.heads(); h++) {
            double[][] p = weights(slice(queries, h, width), slice(keys, h, width), kept);
            for (int j = 0; j < u.length; j++) {
                for (int i = 0; i < x.length; i++) {
                    for (int d = h * width; d < (h + 1) * width && kept[j][i]; d++) {
                        sums[j][d] += p[j][i] * (options.displacement() ? x[i][d] - u[j][d] : values[i][d]);
                    }
                }
            }
        }
        double[][] change = product(sums, weights.wo);
        double[][] updated = new double[u.length][];
        for (int j = 0; j < u.length; j++) {
            updated[j] = u[j].clone();
            for (int d = 0; d < updated[j].length; d++) {
                updated[j][d] += epsilon * change[j][d];
            }
        }
        return updated;
    }

    /** Weights P [m][n] of one head from queries [m][D] and keys [n][D], 0 where {@code kept} is false. */
    double[][] weights(double[][] queries, double[][] keys, boolean[][] kept) {
        int m = queries.length;
        int n = keys.length;
        double[][] logits = new double[m][n];
        for (int j = 0; j < m; j++) {
            for (int i = 0; i < n; i++) {
                logits[j][i] = !kept[j][i]
                        ? Double.NEGATIVE_INFINITY
                        : options.distance()
                                ? -options.alpha() / 2.0 * squaredDistance(queries[j], keys[i])
                                : scale * dot(queries[j], keys[i]);
            }
        }
        if (options.norm() == Norm.INPUTS) {
            return Arrays.stream(logits).map(CentroidReference::softmax).toArray(double[][]::new);
        }
        double[][] p = transposed(Arrays.stream(transposed(logits))
                .map(CentroidReference::softmax)
                .toArray(double[][]::new));
        if (options.norm() == Norm.CENTROIDS_NORMALIZED) {
            for (double[] row : p) {
                double mass = Arrays.stream(row).sum() + options.delta();
                for (int i = 0; i < n; i++) {
                    row[i] /= mass;
                }
            }
        }
        return p;
    }

    /** Every token attends to the centroids u. */
    Tokens expanded(double[][] x, double[][] u) {
        return tokens(x, new double[0][], u, x.length, 0);
    }

    /** Every token attends to its own chunk up to itself, and to the centroids of all earlier chunks. */
    Tokens causal(double[][] x, double[][] u) {
        int chunk = options.chunk();
        int m = options.centroids();
        double[][] summaries = new double[(x.length - 1) / chunk * m][];
        for (int from = 0; from + chunk < x.length; from += chunk) {
            double[][] summary = centroids(Arrays.copyOfRange(x, from, from + chunk), u, from / chunk);
            System.arraycopy(summary, 0, summaries, from / chunk * m, m);
        }
        return tokens(x, x, summaries, chunk, m);
    }

    /** Token i sees tokens {@code i / chunk * chunk} to i of {@code own}, and the centroids that {@code seen} counts. */
    private Tokens tokens(double[][] x, double[][] own, double[][] u, int chunk, int perChunk) {
        double[][] queries = product(x, weights.wq);
        double[][] keys = product(concatenated(own, u), weights.wk);
        double[][] values = product(concatenated(own, u), weights.wv);
        int width = x[0].length / options.heads();
        double[][] sums = new double[x.length][x[0].length];
        double[][] lse = new double[options.heads()][x.length];
        for (int h = 0; h < options.heads(); h++) {
            double[][] headQueries = slice(queries, h, width);
            double[][] headKeys = slice(keys, h, width);
            for (int i = 0; i < x.length; i++) {
                int past = own.length == 0 ? u.length : i / chunk * perChunk;
                double[] logits = new double[keys.length];
                Arrays.fill(logits, Double.NEGATIVE_INFINITY);
                for (int j = 0; j < keys.length; j++) {
                    boolean visible = j < own.length ? j >= i / chunk * chunk && j <= i : j - own.length < past;
                    if (visible) {
                        logits[j] = scale * dot(headQueries[i], headKeys[j]);
                    }
                }
                double[] p = softmax(logits);
                for (int j = 0; j < keys.length; j++) {
                    for (int d = h * width; d < (h + 1) * width && p[j] > 0; d++) {
                        sums[i][d] += p[j] * values[j][d];
                    }
                }
                lse[h][i] = logSumExp(logits);
            }
        }
        return new Tokens(product(sums, weights.wo), lse);
    }

    private static double[][] concatenated(double[][] above, double[][] below) {
        double[][] all = Arrays.copyOf(above, above.length + below.length);
        System.arraycopy(below, 0, all, above.length, below.length);
        return all;
    }

    private static double[][] product(double[][] x, double[][] w) {
        if (w == null) {
            return x;
        }
        double[][] y = new double[x.length][w[0].length];
        for (int i = 0; i < x.length; i++) {
            for (int n = 0; n < w.length; n++) {
                for (int c = 0; c < y[i].length; c++) {
                    y[i][c] += x[i][n] * w[n][c];
                }
            }
        }
        return y;
    }

    private static double[][] slice(double[][] x, int head, int width) {
        return Arrays.stream(x)
                .map(row -> Arrays.copyOfRange(row, head * width, (head + 1) * width))
                .toArray(double[][]::new);
    }

    private static double[][] transposed(double[][] x) {
        double[][] y = new double[x[0].length][x.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < y.length; j++) {
                y[j][i] = x[i][j];
            }
        }
        return y;
    }

    private static double[] softmax(double[] logits) {
        double lse = logSumExp(logits);
        double[] p = new double[logits.length];
        for (int i = 0; i < p.length; i++) {
            // An input that no centroid keeps has no weights at all, not (-inf) - (-inf).
            p[i] = lse == Double.NEGATIVE_INFINITY ? 0 : Math.exp(logits[i] - lse);
        }
        return p;
    }

    private static double logSumExp(double[] logits) {
        double max = Arrays.stream(logits).max().orElseThrow();
        if (max == Double.NEGATIVE_INFINITY) {
            return max;
        }
        double total = 0;
        for (double logit : logits) {
            total += Math.exp(logit - max);
        }
        return max + Math.log(total);
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int d = 0; d < x.length; d++) {
            sum += x[d] * y[d];
        }
        return sum;
    }

    private static double squaredDistance(double[] x, double[] y) {
        double sum = 0;
        for (int d = 0; d < x.length; d++) {
            sum += (x[d] - y[d]) * (x[d] - y[d]);
        }
        return sum;
    }
}
