package io.attn4j.cpu;

import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.View;
import io.attn4j.plan.centroid.CentroidDelta;
import io.attn4j.plan.centroid.ClusterMeans;
import io.attn4j.plan.centroid.FarthestPoints;
import io.attn4j.plan.centroid.NearestCentroids;
import io.attn4j.plan.centroid.NearestMask;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.core.SoftmaxMerge;
import io.attn4j.plan.head.HeadGate;
import io.attn4j.plan.head.HeadMix;
import io.attn4j.plan.matrix.Activation;
import io.attn4j.plan.matrix.MatrixProduct;
import io.attn4j.plan.pool.SegmentPool;
import io.attn4j.plan.row.Addition;
import io.attn4j.plan.row.LayerNorm;
import io.attn4j.plan.row.Rearrange;
import io.attn4j.plan.row.SelectRows;
import io.attn4j.plan.row.SquaredNorms;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Steps of plans on the cpu engine against plain fp64 loops of their equations. */
class CpuStepsTest {
    private static final int[] LENGTHS = {0, 5};

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "7, 5, 3", "65, 300, 67", "33, 513, 130"})
    void multipliesWithEveryOption(int rows, int depth, int columns) {
        for (Activation activation : Activation.values()) {
            StepFixture f = new StepFixture(rows);
            View x = f.input("x", 2, 2, rows, depth);
            View w = f.input("w", 1, 1, depth, columns).broadcastHeads(2).broadcastBatch(2);
            View bias = f.input("bias", 1, 2, 1, columns).broadcastBatch(2);
            View y = f.input("y", 2, 2, rows, columns);
            float[] alpha = {0.5f, -2};
            MatrixProduct step = new MatrixProduct("product", x, w, bias, alpha, activation, y, null, y);
            f.check(step, y, (b, h, i, c) -> {
                double sum = f.get(bias, b, h, 0, c);
                for (int n = 0; n < depth; n++) {
                    sum += f.get(x, b, h, i, n) * f.get(w, b, h, n, c);
                }
                return f.get(y, b, h, i, c) + alpha[h] * activated(activation, sum);
            });
        }
    }

    private static double activated(Activation activation, double x) {
        return switch (activation) {
            case NONE -> x;
            case RELU -> Math.max(0, x);
            case GELU -> x / 2 * (1 + erf(x / Math.sqrt(2)));
            case GELU_TANH -> x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
        };
    }

    /** {@code 2/sqrt(pi)} times the integral of e^(-t^2) from 0 to x, by Simpson's rule. */
    private static double erf(double x) {
        double to = Math.clamp(x, -6, 6);
        int steps = 600;
        double sum = 1 + Math.exp(-to * to);
        for (int i = 1; i < steps; i++) {
            double t = to * i / steps;
            sum += (i % 2 == 0 ? 2 : 4) * Math.exp(-t * t);
        }
        return 2 / Math.sqrt(Math.PI) * sum * to / steps / 3;
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "7, 5, 3", "65, 300, 67", "300, 513, 130"})
    void multipliesTransposedAndStridedOperands(int rows, int depth, int columns) {
        StepFixture f = new StepFixture(rows);
        View[] left = {
            f.input("x0", 2, 2, rows, depth),
            f.input("x1", 2, 2, depth, rows).transposed(),
            strided(f, "x2", rows, depth)
        };
        View[] right = {
            f.input("w0", 1, 2, depth, columns).broadcastBatch(2),
            f.input("w1", 1, 2, columns, depth).transposed().broadcastBatch(2),
            strided(f, "w2", depth, columns)
        };
        KeyRanges ranges = KeyRanges.of(2, rows, (b, i) -> i % 3, (b, i) -> b == 0 ? depth : Math.min(depth, i));
        for (View x : left) {
            for (View w : right) {
                for (KeyRanges taken : new KeyRanges[] {null, ranges}) {
                    View y = f.output("y", 2, 2, rows, columns);
                    MatrixProduct step =
                            new MatrixProduct("product", x, w, null, null, Activation.NONE, null, taken, y);
                    f.check(step, y, (b, h, i, c) -> {
                        double sum = 0;
                        for (int n = taken == null ? 0 : taken.start(b, i);
                                n < (taken == null ? depth : taken.end(b, i));
                                n++) {
                            sum += f.get(x, b, h, i, n) * f.get(w, b, h, n, c);
                        }
                        return sum;
                    });
                }
            }
        }
    }

    /** Neither rows nor columns are contiguous. */
    private static View strided(StepFixture f, String name, int rows, int columns) {
        View wide = f.input(name, 2, 2, rows, 3 * columns);
        return new View(
                wide.buffer(),
                wide.offset(),
                2,
                2,
                rows,
                columns,
                wide.batchStride(),
                wide.headStride(),
                wide.rowStride(),
                3);
    }

    @Test
    void multipliesOverTheRangesOnly() {
        StepFixture f = new StepFixture(2);
        View x = f.input("x", 1, 1, 70, 300).broadcastHeads(2).broadcastBatch(2);
        View w = f.input("w", 2, 2, 300, 9);
        View y = f.output("y", 2, 2, 70, 9);
        KeyRanges ranges = KeyRanges.of(2, 70, (b, i) -> i % 3 * 40, (b, i) -> b == 0 ? 3 * i : 250);
        for (int c = 0; c < 9; c++) {
            f.set(w, 1, 1, 260, c, Float.NaN);
        }
        f.check(new MatrixProduct("ranged", x, w, null, null, Activation.NONE, null, ranges, y), y, (b, h, i, c) -> {
            double sum = 0;
            for (int n = ranges.start(b, i); n < ranges.end(b, i); n++) {
                sum += f.get(x, b, h, i, n) * f.get(w, b, h, n, c);
            }
            return sum;
        });
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1", "0, 70, 140, 5", "17, 65, 200, 300", "700, 3, 9, 33"})
    void attendsWithEveryOption(int da, int rows, int keys, int dv) {
        StepFixture f = new StepFixture(da);
        View a = da == 0
                ? new View(f.contiguous("a", true, 1, 1, 1, 1).buffer(), 0, 2, 4, rows, 0, 0, 0, 0, 1)
                : f.input("a", 2, 4, rows, da);
        View b = da == 0
                ? new View(a.buffer(), 0, 2, 2, keys, 0, 0, 0, 0, 1)
                : f.input("b", 1, 2, keys, da).broadcastBatch(2);
        View w = f.input("w", 2, 2, keys, dv);
        View mu = da == 0 ? null : f.input("mu", 1, 4, 1, da);
        View keyBias = f.input("c", 2, 4, keys, 1).transposed();
        View bias = f.input("bias", 1, 1, rows, keys).broadcastHeads(4).broadcastBatch(2);
        int high = 4;
        int low = Math.ceilDiv(keys, high);
        View factors = f.input("factors", 2, 4, rows, high + low);
        float[] beta = {1, 0.5f, -1, 0};
        View o = f.output("o", 2, 4, rows, dv);
        View lse = f.contiguous("lse", true, 2, 4, rows, 1);
        KeyRanges ranges = KeyRanges.of(2, rows, (batch, i) -> i % 3, (batch, i) -> batch == 0 ? keys : i);
        float scale = (float) (1 / Math.sqrt(Math.max(1, da)));
        CoreAttention step =
                new CoreAttention("attention", scale, a, b, w, mu, keyBias, bias, beta, factors, high, ranges, o, lse);
        double[][][][] probabilities = new double[2][4][rows][keys];
        double[][][] sums = new double[2][4][rows];
        for (int batch = 0; batch < 2; batch++) {
            for (int h = 0; h < 4; h++) {
                for (int i = 0; i < rows; i++) {
                    for (int j = ranges.start(batch, i); j < Math.min(keys, ranges.end(batch, i)); j++) {
                        double s = 0;
                        for (int d = 0; d < da; d++) {
                            s += f.get(a, batch, h, i, d) * f.get(mu, 0, h, 0, d) * f.get(b, batch, h / 2, j, d);
                        }
                        s = s * scale
                                + f.get(keyBias, batch, h, 0, j)
                                + beta[h] * f.get(bias, batch, h, i, j)
                                + f.get(factors, batch, h, i, j / low) * f.get(factors, batch, h, i, high + j % low);
                        probabilities[batch][h][i][j] = Math.exp(s);
                        sums[batch][h][i] += Math.exp(s);
                    }
                }
            }
        }
        StepFixture.Element expected = (batch, h, i, c) -> {
            double sum = 0;
            for (int j = 0; j < keys; j++) {
                sum += probabilities[batch][h][i][j] * f.get(w, batch, h / 2, j, c);
            }
            return sums[batch][h][i] == 0 ? 0 : sum / sums[batch][h][i];
        };
        f.check(step, Map.of(o, expected, lse, (batch, h, i, c) -> Math.log(sums[batch][h][i])));
    }

    @Test
    void copiesAddsAndSelects() {
        StepFixture f = new StepFixture(3);
        View x = f.input("x", 2, 3, 17, 5);
        View y = f.output("y", 2, 3, 5, 17).transposed();
        float[] alpha = {1, -2, 0.5f};
        f.check(new Rearrange("copy", x, alpha, y), y, (b, h, i, c) -> alpha[h] * f.get(x, b, h, i, c));
        View sum = f.input("sum", 2, 3, 17, 5);
        f.check(new Addition("add", sum, x, sum), sum, (b, h, i, c) -> f.get(sum, b, h, i, c) + f.get(x, b, h, i, c));
        View rows = f.input("rows", 2, 1, 9, 4);
        View chosen = f.output("chosen", 2, 1, 3, 4);
        int[] indices = {8, 0, 8, 1, 2, 3};
        f.check(
                new SelectRows("select", rows, indices, chosen),
                chosen,
                (b, h, i, c) -> f.get(rows, b, 0, indices[3 * b + i], c));
    }

    @Test
    void normalises() {
        StepFixture f = new StepFixture(4);
        View x = f.input("x", 2, 1, 13, 37);
        View gamma = f.input("gamma", 1, 1, 1, 37);
        View y = f.output("y", 2, 1, 13, 37);
        f.check(new LayerNorm("norm", x, gamma, null, 1e-5f, y), y, (b, h, i, c) -> {
            double mean = 0;
            double squares = 0;
            for (int d = 0; d < 37; d++) {
                mean += f.get(x, b, h, i, d) / 37;
                squares += f.get(x, b, h, i, d) * f.get(x, b, h, i, d) / 37;
            }
            return f.get(gamma, 0, 0, 0, c) * (f.get(x, b, h, i, c) - mean) / Math.sqrt(squares - mean * mean + 1e-5f);
        });
        View norms = f.output("norms", 2, 1, 13, 1);
        f.check(new SquaredNorms("norms", x, -0.5f, norms), norms, (b, h, i, c) -> {
            double sum = 0;
            for (int d = 0; d < 37; d++) {
                sum -= f.get(x, b, h, i, d) * f.get(x, b, h, i, d) / 2;
            }
            return sum;
        });
    }

    @Test
    void mergesAndIgnoresTheSideThatSawNoKey() {
        StepFixture f = new StepFixture(5);
        View o1 = f.input("o1", 1, 2, 4, 3);
        View o2 = f.input("o2", 1, 2, 4, 3);
        View lse1 = f.input("lse1", 1, 2, 4, 1);
        View lse2 = f.input("lse2", 1, 2, 4, 1);
        f.set(lse1, 0, 0, 1, 0, Float.NEGATIVE_INFINITY);
        f.set(o1, 0, 0, 1, 2, Float.NaN);
        f.set(lse1, 0, 1, 2, 0, Float.NEGATIVE_INFINITY);
        f.set(lse2, 0, 1, 2, 0, Float.NEGATIVE_INFINITY);
        StepFixture.Element joined =
                (b, h, i, c) -> Math.log(Math.exp(f.get(lse1, b, h, i, 0)) + Math.exp(f.get(lse2, b, h, i, 0)));
        StepFixture.Element expected = (b, h, i, c) -> {
            double e1 = Math.exp(f.get(lse1, b, h, i, 0));
            double e2 = Math.exp(f.get(lse2, b, h, i, 0));
            double side1 = e1 == 0 ? 0 : e1 / (e1 + e2) * f.get(o1, b, h, i, c);
            return side1 + (e2 == 0 ? 0 : e2 / (e1 + e2) * f.get(o2, b, h, i, c));
        };
        f.check(new SoftmaxMerge("merge", o1, lse1, o2, lse2, o1, lse1), Map.of(o1, expected, lse1, joined));
    }

    @Test
    void mixesAndGatesHeads() {
        StepFixture f = new StepFixture(6);
        View x = f.input("x", 2, 3, 4, 5);
        View m = f.input("m", 1, 1, 3, 2);
        View y = f.output("y", 2, 2, 4, 5);
        f.check(new HeadMix("mix", x, m, y), y, (b, g, i, c) -> {
            double sum = 0;
            for (int h = 0; h < 3; h++) {
                sum += f.get(m, 0, 0, h, g) * f.get(x, b, h, i, c);
            }
            return sum;
        });
        View z = f.input("z", 2, 1, 4, 3);
        f.check(
                new HeadGate("gate", HeadGate.Kind.SIGMOID, 0, 0, z, x),
                x,
                (b, h, i, c) -> f.get(x, b, h, i, c) / (1 + Math.exp(-f.get(z, b, 0, i, h))));
        View logits = f.input("logits", 2, 1, 4, 5);
        f.check(new HeadGate("mixture", HeadGate.Kind.MIXTURE, 1, 1, logits, x), x, (b, h, i, c) -> {
            double shared = Math.exp(f.get(logits, b, 0, i, 3));
            double routed = Math.exp(f.get(logits, b, 0, i, 4));
            int best = f.get(logits, b, 0, i, 2) > f.get(logits, b, 0, i, 1) ? 2 : 1;
            double gate = h == 0 ? 2 * shared / (shared + routed) : h == best ? 2 * routed / (shared + routed) : 0;
            return gate * f.get(x, b, h, i, c);
        });
    }

    @ParameterizedTest
    @EnumSource(
            names = {"MEAN", "MAX"},
            value = SegmentPool.Kind.class)
    void poolsSegmentsWithoutWhatLiesBeyondTheLength(SegmentPool.Kind kind) {
        StepFixture f = new StepFixture(7);
        View x = f.input("x", 2, 1, 11, 3);
        f.poison(x, LENGTHS);
        View y = f.output("y", 2, 1, 3, 3);
        f.check(new SegmentPool("pool", kind, 4, x, null, LENGTHS, y), y, (b, h, r, c) -> {
            int end = Math.min(4 * r + 4, 11);
            double sum = 0;
            double max = Double.NEGATIVE_INFINITY;
            for (int n = 4 * r; n < Math.min(end, LENGTHS[b]); n++) {
                sum += f.get(x, b, h, n, c) / (end - 4 * r);
                max = Math.max(max, f.get(x, b, h, n, c));
            }
            return kind == SegmentPool.Kind.MEAN ? sum : 4 * r < LENGTHS[b] ? max : 0;
        });
    }

    @Test
    void choosesAndAssignsCentroidsTiesToTheLowestIndex() {
        StepFixture f = new StepFixture(8);
        View x = f.input("x", 2, 1, 6, 1);
        float[] places = {0, 4, -4, 1, -1, 100};
        for (int i = 0; i < 12; i++) {
            f.set(x, i / 6, 0, i % 6, 0, i % 6 == 5 ? Float.NaN : places[i % 6]);
        }
        int[] lengths = {5, 5};
        View distances = f.output("distances", 2, 1, 1, 6);
        View u = f.output("u", 2, 1, 3, 1);
        double[] chosen = {0, 4, -4};
        f.check(new FarthestPoints("farthest", x, lengths, distances, u), u, (b, h, j, c) -> chosen[j]);
        View centroids = f.input("centroids", 2, 1, 2, 1);
        for (int b = 0; b < 2; b++) {
            f.set(centroids, b, 0, 0, 0, -4);
            f.set(centroids, b, 0, 1, 0, 4);
        }
        View assignment = f.input("assignment", 2, 1, 1, 6);
        double[] nearest = {0, 1, 0, 1, 0, -1};
        f.check(
                new NearestCentroids("assign", x, centroids, lengths, assignment),
                assignment,
                (b, h, i, n) -> nearest[n]);
        for (int n = 0; n < 12; n++) {
            f.set(assignment, n / 6, 0, 0, n % 6, n < 6 ? (float) nearest[n] : -1);
        }
        View means = f.output("means", 2, 1, 2, 1);
        double[] updated = {-5.0 / 3, 2.5};
        f.check(
                new ClusterMeans("means", x, assignment, centroids, means),
                means,
                (b, h, j, c) -> b == 0 ? updated[j] : f.get(centroids, b, 0, j, 0));
        View mask = f.contiguous("mask", true, 2, 1, 2, 6);
        double none = Double.NEGATIVE_INFINITY;
        double[][] near = {{none, none, 0, none, 0, none}, {none, 0, none, 0, none, none}};
        f.check(new NearestMask("mask", x, centroids, 2, lengths, mask), mask, (b, h, j, n) -> near[j][n]);
    }

    @ParameterizedTest
    @EnumSource
    void movesCentroids(CentroidDelta.Mode mode) {
        StepFixture f = new StepFixture(9);
        View o = f.input("o", 1, 2, 3, 4);
        View lse = f.contiguous("lse", false, 1, 2, 3, 1);
        View u = f.input("u", 1, 2, 3, 4);
        View y = f.input("y", 1, 2, 3, 4);
        f.check(new CentroidDelta("delta", mode, 0.3f, 0.1f, o, lse, u, y, y), y, (b, h, j, c) -> {
            double s = Math.exp(f.get(lse, b, h, j, 0));
            double r = mode == CentroidDelta.Mode.ROWS ? 1 : mode == CentroidDelta.Mode.COLUMNS ? s : s / (s + 0.1f);
            return f.get(y, b, h, j, c) + 0.3f * r * (f.get(o, b, h, j, c) - f.get(u, b, h, j, c));
        });
    }
}
