package io.attn4j.reference;

import io.attn4j.plan.centroid.CentroidDelta;
import io.attn4j.plan.centroid.CentroidDeltaGradient;
import io.attn4j.plan.centroid.CentroidStep;
import io.attn4j.plan.centroid.ClusterMeans;
import io.attn4j.plan.centroid.FarthestPoints;
import io.attn4j.plan.centroid.NearestCentroids;
import io.attn4j.plan.centroid.NearestMask;
import java.util.Arrays;

/** Starts, neighbourhoods and updates of centroids in fp64. */
final class CentroidSteps {
    /** What a distance must be below, relative to the least so far, to be nearer, and reach, to tie with the greatest. */
    private static final double WITHIN = 1 - CentroidStep.TIE;

    private CentroidSteps() {}

    static void execute(CentroidStep step, Fp64Arrays x) {
        switch (step) {
            case FarthestPoints s -> farthestPoints(s, x);
            case NearestCentroids s -> nearestCentroids(s, x);
            case ClusterMeans s -> clusterMeans(s, x);
            case NearestMask s -> nearestMask(s, x);
            case CentroidDelta s -> delta(s, x);
            case CentroidDeltaGradient s -> deltaGradient(s, x);
        }
    }

    private static void farthestPoints(FarthestPoints s, Fp64Arrays x) {
        for (int b = 0; b < s.x().batch(); b++) {
            double[] distances = new double[Fp64Arrays.length(s.lengths(), b, s.x())];
            Arrays.fill(distances, Double.POSITIVE_INFINITY);
            int chosen = 0;
            for (int j = 0; j < s.y().rows(); j++) {
                double[] last = x.row(s.x(), b, 0, chosen);
                x.setRow(s.y(), b, 0, j, last);
                for (int i = 0; i < distances.length; i++) {
                    distances[i] = Math.min(distances[i], Fp64Arrays.squaredDistance(x.row(s.x(), b, 0, i), last));
                }
                double farthest = 0;
                for (double distance : distances) {
                    farthest = distance > farthest ? distance : farthest;
                }
                chosen = 0;
                for (int i = distances.length - 1; i >= 0; i--) {
                    chosen = distances[i] >= farthest * WITHIN ? i : chosen;
                }
            }
        }
    }

    private static void nearestCentroids(NearestCentroids s, Fp64Arrays x) {
        Fp64Arrays.each(s.y(), (b, h, zero, n) -> {
            int nearest = -1;
            double least = Double.POSITIVE_INFINITY;
            for (int j = 0; j < s.u().rows() && n < Fp64Arrays.length(s.lengths(), b, s.x()); j++) {
                double distance = Fp64Arrays.squaredDistance(x.row(s.x(), b, 0, n), x.row(s.u(), b, 0, j));
                if (nearest < 0 || distance < least * WITHIN) {
                    nearest = j;
                    least = distance;
                }
            }
            x.set(s.y(), b, 0, 0, n, nearest);
        });
    }

    private static void clusterMeans(ClusterMeans s, Fp64Arrays x) {
        Fp64Arrays.each(s.y(), (b, h, j, c) -> {
            double sum = 0;
            int members = 0;
            for (int n = 0; n < s.x().rows(); n++) {
                if (x.get(s.assignment(), b, 0, 0, n) == j) {
                    sum += x.get(s.x(), b, 0, n, c);
                    members++;
                }
            }
            x.set(s.y(), b, 0, j, c, members == 0 ? x.get(s.u(), b, 0, j, c) : sum / members);
        });
    }

    private static void nearestMask(NearestMask s, Fp64Arrays x) {
        Fp64Arrays.each(s.y(), (b, h, j, n) -> x.set(s.y(), b, 0, j, n, Double.NEGATIVE_INFINITY));
        for (int b = 0; b < s.x().batch(); b++) {
            double[][] rows = new double[Fp64Arrays.length(s.lengths(), b, s.x())][];
            for (int n = 0; n < rows.length; n++) {
                rows[n] = x.row(s.x(), b, 0, n);
            }
            for (int j = 0; j < s.u().rows(); j++) {
                double[] u = x.row(s.u(), b, 0, j);
                for (int k = 0; k < Math.min(s.neighbours(), rows.length); k++) {
                    int nearest = -1;
                    double least = 0;
                    for (int n = 0; n < rows.length; n++) {
                        double distance = Fp64Arrays.squaredDistance(rows[n], u);
                        if (x.get(s.y(), b, 0, j, n) != 0 && (nearest < 0 || distance < least * WITHIN)) {
                            nearest = n;
                            least = distance;
                        }
                    }
                    x.set(s.y(), b, 0, j, nearest, 0);
                }
            }
        }
    }

    private static void delta(CentroidDelta s, Fp64Arrays x) {
        Fp64Arrays.each(s.y(), (b, h, j, c) -> {
            double mass = Math.exp(x.get(s.lse(), b, h, j, 0));
            double factor = switch (s.mode()) {
                case ROWS -> 1;
                case COLUMNS -> mass;
                case COLUMNS_NORMALISED -> mass / (mass + s.delta());
            };
            double change = x.get(s.o(), b, h, j, c) - x.get(s.u(), b, h, j, c, 0);
            x.set(s.y(), b, h, j, c, x.get(s.residual(), b, h, j, c, 0) + s.epsilon() * factor * change);
        });
    }

    private static void deltaGradient(CentroidDeltaGradient s, Fp64Arrays x) {
        CentroidDelta step = s.delta();
        Fp64Arrays.each(s.lseGradient(), (b, h, j, zero) -> {
            double mass = Math.exp(x.get(step.lse(), b, h, j, 0));
            double factor = switch (step.mode()) {
                case ROWS -> 1;
                case COLUMNS -> mass;
                case COLUMNS_NORMALISED -> mass / (mass + step.delta());
            };
            double slope = switch (step.mode()) {
                case ROWS -> 0;
                case COLUMNS -> mass;
                case COLUMNS_NORMALISED -> mass * step.delta() / ((mass + step.delta()) * (mass + step.delta()));
            };
            double sum = 0;
            for (int c = 0; c < s.dy().columns(); c++) {
                double dy = x.get(s.dy(), b, h, j, c);
                sum += dy * (x.get(step.o(), b, h, j, c) - x.get(step.u(), b, h, j, c, 0));
                x.set(s.outputGradient(), b, h, j, c, step.epsilon() * factor * dy);
            }
            x.set(s.lseGradient(), b, h, j, 0, slope == 0 ? 0 : step.epsilon() * slope * sum);
        });
    }
}
