package io.attn4j.mechanism.centroid;

import io.attn4j.cpu.centroid.Distances;
import io.attn4j.cpu.decode.HeadCaches;
import io.attn4j.cpu.decode.RowArray;
import io.attn4j.cpu.decode.RowProduct;
import io.attn4j.cpu.decode.RowThreads;
import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.centroid.CentroidOptions.Norm;
import java.util.Arrays;

/**
 * The centroids of one whole chunk (docs/equations.md, section 4.1), as {@link CentroidPlan} has them; a choice of rows is
 * made by the same distances.
 */
final class ChunkSummary {
    private final CentroidOptions options;
    private final float scale;
    private final float epsilon;
    private final HeadCaches own;
    private final RowProduct wq;
    private final RowProduct wo;
    private final int chunk;
    private final int m;
    private final int heads;
    private final int width;
    private final int model;
    private final float[] given;

    /** Rows of each chunk that {@code init=sample} takes, or null. */
    private final int[][] sample;

    private final RowArray u;
    private final RowArray other;
    private final RowArray queries;
    private final RowArray sums;
    private final int[] nearest;
    private final int[] counts;
    private final double[] means;
    private final float[] distances;

    /** Whether a centroid weighs an input, [m][c]; all do without neighbours. */
    private final boolean[][] weighs;

    private final float[][] products;
    private final double[][] logits;
    private final double[] keyNorms;
    private final double[] weighted;

    /**
     * A summary.
     *
     * @param given u [m,M], or null
     * @param eps step size [1], or null for that of the options
     * @param chunks most chunks of a sequence
     * @param own keys and values of chunks
     */
    ChunkSummary(
            CentroidOptions options,
            Request request,
            float[] given,
            float[] eps,
            int chunks,
            HeadCaches own,
            RowProduct wq,
            RowProduct wo) {
        this.options = options;
        this.given = given;
        epsilon = eps == null ? options.epsilon() : eps[0];
        this.own = own;
        this.wq = wq;
        this.wo = wo;
        scale = options.distance() ? options.alpha() : request.scale();
        chunk = options.chunk();
        m = request.rank();
        heads = request.heads();
        width = request.keyDim();
        model = heads * width;
        sample = options.init() == CentroidOptions.Init.SAMPLE ? new int[chunks][] : null;
        for (int i = 0; sample != null && i < chunks; i++) {
            sample[i] = RowSample.draw(options.seed(), i, chunk, m);
        }
        u = RowArray.of(m, model);
        other = RowArray.of(m, model);
        queries = RowArray.of(m, model);
        sums = RowArray.of(m, model);
        nearest = new int[chunk];
        counts = new int[m];
        means = new double[m * model];
        distances = new float[chunk];
        weighs = new boolean[m][chunk];
        products = new float[m][RowArray.of(1, chunk).stride()];
        logits = new double[m][chunk];
        keyNorms = new double[chunk];
        weighted = new double[width];
    }

    /** The centroids of the tokens {@code x [c,M]}, whose keys and values are in the caches; valid until the next call. */
    RowArray centroids(RowThreads threads, int sequence, int number, RowArray x) {
        start(number, x);
        choose(x);
        for (int t = 0; t < options.steps(); t++) {
            RowArray q = u;
            if (wq != null) {
                wq.run(u, m, queries);
                q = queries;
            }
            TileLoops loops = threads.loops(4.0 * m * chunk * model);
            for (int h = 0; h < heads; h++) {
                weights(loops, sequence, h, q);
                changes(sequence, h);
            }
            if (wo == null) {
                add(sums);
            } else {
                wo.run(sums, m, other);
                add(other);
            }
        }
        return u;
    }

    /** {@code u += epsilon change}. */
    private void add(RowArray change) {
        for (int j = 0; j < m; j++) {
            for (int c = 0; c < model; c++) {
                u.data()[u.at(j) + c] += epsilon * change.data()[change.at(j) + c];
            }
        }
    }

    private void start(int number, RowArray x) {
        switch (options.init()) {
            case GIVEN -> {
                for (int j = 0; j < m; j++) {
                    System.arraycopy(given, j * model, u.data(), u.at(j), model);
                }
            }
            case SAMPLE -> {
                for (int j = 0; j < m; j++) {
                    copy(x, sample[number][j], j);
                }
            }
            case MEAN_POOL -> meanPool(x);
            case KMEANS -> {
                meanPool(x);
                for (int i = 0; i < options.iterations(); i++) {
                    lloyd(x);
                }
            }
            case FARTHEST -> farthest(x);
        }
    }

    private void copy(RowArray x, int row, int centroid) {
        System.arraycopy(x.data(), x.at(row), u.data(), u.at(centroid), model);
    }

    private void meanPool(RowArray x) {
        Arrays.fill(means, 0);
        for (int j = 0; j < m; j++) {
            int first = (int) ((long) j * chunk / m);
            int last = Math.max((int) ((j + 1L) * chunk / m), first + 1);
            for (int n = first; n < last; n++) {
                accumulate(x, n, j);
            }
            counts[j] = last - first;
        }
        divide();
    }

    private void accumulate(RowArray x, int row, int centroid) {
        for (int c = 0; c < model; c++) {
            means[centroid * model + c] += x.data()[x.at(row) + c];
        }
    }

    /** Centroids without rows stay where they are. */
    private void divide() {
        for (int j = 0; j < m; j++) {
            for (int c = 0; counts[j] > 0 && c < model; c++) {
                u.data()[u.at(j) + c] = (float) (means[j * model + c] / counts[j]);
            }
        }
    }

    private float distance(RowArray x, int row, RowArray y, int other0) {
        return Distances.squared(x.data(), x.at(row), y.data(), y.at(other0), model);
    }

    private void lloyd(RowArray x) {
        for (int n = 0; n < chunk; n++) {
            float least = Float.POSITIVE_INFINITY;
            nearest[n] = 0;
            for (int j = 0; j < m; j++) {
                float distance = distance(x, n, u, j);
                if (distance < least * Distances.WITHIN) {
                    least = distance;
                    nearest[n] = j;
                }
            }
        }
        Arrays.fill(means, 0);
        Arrays.fill(counts, 0);
        for (int n = 0; n < chunk; n++) {
            accumulate(x, n, nearest[n]);
            counts[nearest[n]]++;
        }
        divide();
    }

    private void farthest(RowArray x) {
        Arrays.fill(distances, Float.POSITIVE_INFINITY);
        int chosen = 0;
        for (int j = 0; j < m; j++) {
            copy(x, chosen, j);
            int last = chosen;
            float farthest = -1;
            for (int n = 0; n < chunk; n++) {
                distances[n] = Math.min(distances[n], distance(x, n, x, last));
                farthest = Math.max(farthest, distances[n]);
            }
            chosen = 0;
            for (int n = chunk - 1; n >= 0; n--) {
                chosen = distances[n] >= farthest * Distances.WITHIN ? n : chosen;
            }
        }
    }

    /** The inputs that each centroid weighs, by where it starts. */
    private void choose(RowArray x) {
        for (int j = 0; j < m; j++) {
            Arrays.fill(weighs[j], options.neighbours() == 0);
            if (options.neighbours() == 0) {
                continue;
            }
            for (int n = 0; n < chunk; n++) {
                distances[n] = distance(x, n, u, j);
            }
            for (int k = 0; k < Math.min(options.neighbours(), chunk); k++) {
                weighs[j][nearest(weighs[j])] = true;
            }
        }
    }

    /** The nearest row that is not taken yet. */
    private int nearest(boolean[] taken) {
        int found = -1;
        for (int n = 0; n < chunk; n++) {
            if (!taken[n] && (found < 0 || distances[n] < distances[found] * Distances.WITHIN)) {
                found = n;
            }
        }
        return found;
    }

    /** Logits of head h become weights, over its inputs or, of an input, over centroids. */
    private void weights(TileLoops loops, int sequence, int h, RowArray q) {
        for (int j = 0; j < m; j++) {
            Arrays.fill(products[j], 0);
            own.keys(sequence, h).addLogits(loops, q.data(), q.at(j) + h * width, chunk, products[j], 0);
        }
        boolean overInputs = options.norm() == Norm.INPUTS;
        if (options.distance() && overInputs) {
            keyNorms(sequence, h);
        }
        for (int j = 0; j < m; j++) {
            double norm = options.distance() && !overInputs ? squaredNorm(q, q.at(j) + h * width) : 0;
            for (int n = 0; n < chunk; n++) {
                double bias = options.distance() ? -options.alpha() / 2 * (overInputs ? keyNorms[n] : norm) : 0;
                logits[j][n] = weighs[j][n] ? (double) scale * products[j][n] + bias : Double.NEGATIVE_INFINITY;
            }
        }
        if (overInputs) {
            for (int j = 0; j < m; j++) {
                softmax(logits[j]);
            }
            return;
        }
        for (int n = 0; n < chunk; n++) {
            softmaxOverCentroids(n);
        }
    }

    private void keyNorms(int sequence, int h) {
        for (int n = 0; n < chunk; n++) {
            keyNorms[n] = own.keys(sequence, h).squaredNorm(n);
        }
    }

    private double squaredNorm(RowArray x, int from) {
        double sum = 0;
        for (int d = 0; d < width; d++) {
            sum += (double) x.data()[from + d] * x.data()[from + d];
        }
        return sum;
    }

    private static void softmax(double[] row) {
        double max = Double.NEGATIVE_INFINITY;
        for (double logit : row) {
            max = Math.max(max, logit);
        }
        double sum = 0;
        for (int n = 0; n < row.length; n++) {
            row[n] = Math.exp(row[n] - max);
            sum += row[n];
        }
        for (int n = 0; n < row.length; n++) {
            row[n] /= sum;
        }
    }

    private void softmaxOverCentroids(int n) {
        double max = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < m; j++) {
            max = Math.max(max, logits[j][n]);
        }
        double sum = 0;
        for (int j = 0; j < m; j++) {
            // An input that no centroid keeps has no weight.
            logits[j][n] = max == Double.NEGATIVE_INFINITY ? 0 : Math.exp(logits[j][n] - max);
            sum += logits[j][n];
        }
        for (int j = 0; j < m && sum > 0; j++) {
            logits[j][n] /= sum;
        }
    }

    /** {@code r (o - u)} of head h, with r as {@link io.attn4j.plan.centroid.CentroidDelta} has it. */
    private void changes(int sequence, int h) {
        for (int j = 0; j < m; j++) {
            Arrays.fill(weighted, 0);
            double mass = 0;
            for (int n = 0; n < chunk; n++) {
                double weight = logits[j][n];
                mass += weight;
                if (weight != 0) {
                    own.values(sequence, h).addTo(n, weight, weighted);
                }
            }
            double factor = switch (options.norm()) {
                case INPUTS, CENTROIDS -> 1;
                case CENTROIDS_NORMALIZED -> 1 / (mass + options.delta());
            };
            int at = u.at(j) + h * width;
            for (int c = 0; c < width; c++) {
                double from = options.displacement() ? mass * u.data()[at + c] : 0;
                sums.data()[sums.at(j) + h * width + c] = (float) (factor * (weighted[c] - from));
            }
        }
    }
}
