package io.attn4j.plan;

import io.attn4j.core.KeyRanges;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Executes a plan in fp64, step by step as their equations say: what a lowering means, free of rounding.
 *
 * <p>Arrays that no one has written hold NaN. Knows the steps of centroid attention.
 */
public final class PlanInterpreter {
    private final Map<String, double[]> arrays = new HashMap<>();

    private PlanInterpreter(Plan plan, Map<String, float[]> given) {
        plan.buffers().forEach((name, buffer) -> {
            double[] array = new double[(int) buffer.elements()];
            Arrays.fill(array, Double.NaN);
            float[] content = plan.constants().getOrDefault(name, given.get(name));
            for (int i = 0; content != null && i < content.length; i++) {
                array[i] = content[i];
            }
            arrays.put(name, array);
        });
    }

    /**
     * Executes {@code plan}.
     *
     * @param given inputs and weights by name
     * @return all arrays by name
     */
    public static Map<String, double[]> execute(Plan plan, Map<String, float[]> given) {
        PlanInterpreter interpreter = new PlanInterpreter(plan, given);
        plan.steps().forEach(interpreter::step);
        return interpreter.arrays;
    }

    private void step(Step step) {
        switch (step) {
            case CoreAttention s -> attention(s);
            case MatrixProduct s -> product(s);
            case Rearrange s ->
                each(
                        s.y(),
                        (b, h, i, c) -> set(
                                s.y(), b, h, i, c, (s.alpha() == null ? 1 : s.alpha()[h]) * get(s.x(), b, h, i, c)));
            case Addition s ->
                each(s.y(), (b, h, i, c) -> set(s.y(), b, h, i, c, get(s.a(), b, h, i, c) + get(s.x(), b, h, i, c)));
            case SegmentPool s -> pool(s);
            case SoftmaxMerge s -> merge(s);
            case SquaredNorms s ->
                each(
                        s.y(),
                        (b, h, i, c) ->
                                set(s.y(), b, h, i, c, s.factor() * dot(row(s.x(), b, h, i), row(s.x(), b, h, i))));
            case SelectRows s ->
                each(
                        s.y(),
                        (b, h, i, c) -> set(s.y(), b, h, i, c, get(s.x(), b, 0, s.indices()[b * s.y().rows() + i], c)));
            case FarthestPoints s -> farthest(s);
            case NearestCentroids s -> assign(s);
            case ClusterMeans s -> means(s);
            case NearestMask s -> mask(s);
            case CentroidDelta s -> delta(s);
            default -> throw new IllegalArgumentException("step: got " + step + "; needs a step of centroid attention");
        }
    }

    private void attention(CoreAttention s) {
        each(s.lse(), (b, h, i, zero) -> {
            KeyRanges ranges = s.ranges();
            int group = s.a().heads() / s.b().heads();
            List<Integer> seen = new ArrayList<>();
            List<Double> logits = new ArrayList<>();
            for (int j = ranges.start(b, i); j < ranges.end(b, i); j++) {
                double logit = s.scale() * dot(row(s.a(), b, h, i), row(s.b(), b, h / group, j));
                logit += s.keyBias() == null ? 0 : get(s.keyBias(), b, h, 0, j);
                logit += s.bias() == null ? 0 : get(s.bias(), b, h, i, j);
                if (logit != Double.NEGATIVE_INFINITY) {
                    seen.add(j);
                    logits.add(logit);
                }
            }
            double lse = logSumExp(logits);
            for (int c = 0; c < s.o().columns(); c++) {
                double sum = 0;
                for (int k = 0; k < seen.size(); k++) {
                    sum += Math.exp(logits.get(k) - lse) * get(s.w(), b, h / group, seen.get(k), c);
                }
                set(s.o(), b, h, i, c, sum);
            }
            set(s.lse(), b, h, i, 0, lse);
        });
    }

    private static double logSumExp(List<Double> logits) {
        double max = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            max = Math.max(max, logit);
        }
        double total = 0;
        for (double logit : logits) {
            total += Math.exp(logit - max);
        }
        return max == Double.NEGATIVE_INFINITY ? max : max + Math.log(total);
    }

    private void product(MatrixProduct s) {
        if (s.bias() != null || s.activation() != Activation.NONE || s.ranges() != null) {
            throw new IllegalArgumentException("step: got " + s + "; needs a product of centroid attention");
        }
        each(s.y(), (b, h, i, c) -> {
            double sum = 0;
            for (int n = 0; n < s.x().columns(); n++) {
                sum += get(s.x(), b, h, i, n) * get(s.w(), b, h, n, c);
            }
            double scaled = s.alpha() == null ? sum : s.alpha()[h] * sum;
            set(s.y(), b, h, i, c, s.residual() == null ? scaled : get(s.residual(), b, h, i, c) + scaled);
        });
    }

    private void pool(SegmentPool s) {
        if (s.kind() != SegmentPool.Kind.VALID_MEAN) {
            throw new IllegalArgumentException("step: got " + s + "; needs a pooling of centroid attention");
        }
        each(s.y(), (b, h, i, c) -> {
            long n = length(s.lengths(), b, s.x());
            int from = (int) (i * n / s.y().rows());
            int to = Math.max(from + 1, (int) ((i + 1) * n / s.y().rows()));
            double sum = 0;
            for (int row = from; row < to; row++) {
                sum += get(s.x(), b, h, row, c);
            }
            set(s.y(), b, h, i, c, sum / (to - from));
        });
    }

    private void merge(SoftmaxMerge s) {
        each(s.lse(), (b, h, i, zero) -> {
            double first = get(s.lse1(), b, h, i, 0);
            double second = get(s.lse2(), b, h, i, 0);
            double lse = logSumExp(List.of(first, second));
            for (int c = 0; c < s.o().columns(); c++) {
                double joined = lse == Double.NEGATIVE_INFINITY
                        ? 0
                        : Math.exp(first - lse) * get(s.o1(), b, h, i, c)
                                + Math.exp(second - lse) * get(s.o2(), b, h, i, c);
                set(s.o(), b, h, i, c, joined);
            }
            set(s.lse(), b, h, i, 0, lse);
        });
    }

    private void farthest(FarthestPoints s) {
        for (int b = 0; b < s.x().batch(); b++) {
            double[] distance = new double[length(s.lengths(), b, s.x())];
            Arrays.fill(distance, Double.POSITIVE_INFINITY);
            int chosen = 0;
            for (int j = 0; j < s.y().rows(); j++) {
                copyRow(s.x(), b, chosen, s.y(), j);
                int last = chosen;
                for (int i = 0; i < distance.length; i++) {
                    distance[i] = Math.min(distance[i], squared(row(s.x(), b, 0, i), row(s.x(), b, 0, last)));
                }
                chosen = 0;
                for (int i = 1; i < distance.length; i++) {
                    chosen = distance[i] > distance[chosen] ? i : chosen;
                }
            }
        }
    }

    private void assign(NearestCentroids s) {
        each(s.y(), (b, h, zero, n) -> {
            int nearest = -1;
            for (int j = 0; j < s.u().rows() && n < length(s.lengths(), b, s.x()); j++) {
                double distance = squared(row(s.x(), b, 0, n), row(s.u(), b, 0, j));
                nearest =
                        nearest < 0 || distance < squared(row(s.x(), b, 0, n), row(s.u(), b, 0, nearest)) ? j : nearest;
            }
            set(s.y(), b, 0, 0, n, nearest);
        });
    }

    private void means(ClusterMeans s) {
        each(s.y(), (b, h, j, c) -> {
            double sum = 0;
            int members = 0;
            for (int n = 0; n < s.x().rows(); n++) {
                if (get(s.assignment(), b, 0, 0, n) == j) {
                    sum += get(s.x(), b, 0, n, c);
                    members++;
                }
            }
            set(s.y(), b, 0, j, c, members == 0 ? get(s.u(), b, 0, j, c) : sum / members);
        });
    }

    private void mask(NearestMask s) {
        for (int b = 0; b < s.x().batch(); b++) {
            for (int j = 0; j < s.u().rows(); j++) {
                List<Integer> order = new ArrayList<>();
                double[] distance = new double[s.x().rows()];
                for (int n = 0; n < s.x().rows(); n++) {
                    set(s.y(), b, 0, j, n, Double.NEGATIVE_INFINITY);
                    if (n < length(s.lengths(), b, s.x())) {
                        distance[n] = squared(row(s.x(), b, 0, n), row(s.u(), b, 0, j));
                        order.add(n);
                    }
                }
                order.sort(Comparator.comparingDouble(n -> distance[n]));
                for (int n : order.subList(0, Math.min(s.neighbours(), order.size()))) {
                    set(s.y(), b, 0, j, n, 0);
                }
            }
        }
    }

    private void delta(CentroidDelta s) {
        each(s.y(), (b, h, j, c) -> {
            double mass = Math.exp(get(s.lse(), b, h, j, 0));
            double factor = switch (s.mode()) {
                case ROWS -> 1;
                case COLUMNS -> mass;
                case COLUMNS_NORMALISED -> mass / (mass + s.delta());
            };
            double change = get(s.o(), b, h, j, c) - (s.u() == null ? 0 : get(s.u(), b, h, j, c));
            double residual = s.residual() == null ? 0 : get(s.residual(), b, h, j, c);
            set(s.y(), b, h, j, c, residual + s.epsilon() * factor * change);
        });
    }

    @FunctionalInterface
    private interface Element {
        void at(int b, int h, int i, int c);
    }

    private static void each(View view, Element element) {
        for (int b = 0; b < view.batch(); b++) {
            for (int h = 0; h < view.heads(); h++) {
                for (int i = 0; i < view.rows(); i++) {
                    for (int c = 0; c < view.columns(); c++) {
                        element.at(b, h, i, c);
                    }
                }
            }
        }
    }

    private static int length(int[] lengths, int b, View x) {
        return lengths == null ? x.rows() : lengths[b];
    }

    private void copyRow(View x, int b, int from, View y, int to) {
        for (int c = 0; c < x.columns(); c++) {
            set(y, b, 0, to, c, get(x, b, 0, from, c));
        }
    }

    private double[] row(View view, int b, int h, int i) {
        double[] row = new double[view.columns()];
        Arrays.setAll(row, c -> get(view, b, h, i, c));
        return row;
    }

    private double get(View view, int b, int h, int i, int c) {
        return arrays.get(view.buffer().name())[index(view, b, h, i, c)];
    }

    private void set(View view, int b, int h, int i, int c, double value) {
        arrays.get(view.buffer().name())[index(view, b, h, i, c)] = value;
    }

    private static int index(View v, int b, int h, int i, int c) {
        return (int) (v.offset() + b * v.batchStride() + h * v.headStride() + i * v.rowStride() + c * v.columnStride());
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int d = 0; d < x.length; d++) {
            sum += x[d] * y[d];
        }
        return sum;
    }

    private static double squared(double[] x, double[] y) {
        double sum = 0;
        for (int d = 0; d < x.length; d++) {
            sum += (x[d] - y[d]) * (x[d] - y[d]);
        }
        return sum;
    }
}
